using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Telemetry.Parts;

/// <summary>A server that mail goes to: asked for its greeting, so that a quiet night finds out too.</summary>
internal sealed class HopPart(string name, string key, INextHop hop, TimeSpan patience, TimeProvider clock)
{
    private long? _downSince;

    public HealthProbe Probe => new(name, Look);

    private async ValueTask<HealthPart> Look(CancellationToken token)
    {
        if (await hop.CheckAsync(token).ConfigureAwait(false) is not { } reply)
        {
            _downSince = null;
            return HealthPart.Ok;
        }

        _downSince ??= clock.GetTimestamp();
        return clock.GetElapsedTime(_downSince.Value) < patience
            ? HealthPart.Ok
            : HealthPart.Failed(new(
                $"{hop.Name} ({key}) does not take mail: {reply.ToText().ForLog()}", $"{hop.Name}（{key}）が応答しません：{reply.ToText().ForLog()}",
                "Mail is kept and tried again. Look at that server, the network between and its certificate.", "メールは保管して再試行します。送り先サーバー・経路のネットワーク・証明書を確認してください。"));
    }
}
