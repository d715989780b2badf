using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Mugai.Frames;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Demo;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Telemetry.Metrics;
using Mugai.Gateway.Telemetry.Parts;
using Mugai.Gateway.Tenants;
using Mugai.Policies;
using Mugai.Sanitizing;
using Mugai.Spooling;

namespace Mugai.Gateway.Telemetry.Canary;

/// <summary>
/// Sends a <see cref="CanaryMail"/> through the live path (SMTP, spool, dispatcher, the policy in force, workers, delivery code) to the black hole, and judges what arrives: what a
/// person reads is there, nothing of what would act is, and a worker that cleans it once more finds nothing. A canary that is late is a failure as well.
/// </summary>
internal sealed class CanaryFlight(CanaryConfig config, CanaryGate gate, Func<IPEndPoint> server, SmtpConfig smtp, ISpool spool, ISandbox sandbox, string scratchFolder, TimeProvider clock, ILogger log)
    : IAsyncDisposable
{
    /// <summary>After a start, so that an upgrade which broke something is known soon.</summary>
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(1);

    private static readonly SanitizePolicy s_builtIn = new PolicySnapshot([]).ForFiles;

    private readonly Meter _meter = new("Mugai.Canary");
    private TaskCompletionSource<byte[]> _arrival = new();
    private Counter<long>? _runs;
    private Histogram<double>? _time;
    private bool _flown;
    private string? _failure;
    private string? _failureJa;
    private long? _caughtAt;

    /// <summary>Where canaries end.</summary>
    public CanaryHop Hop => field ??= new CanaryHop((_, bytes) => Volatile.Read(ref _arrival).TrySetResult(bytes));

    public HealthProbe Probe => new("canary", _ => new(_failure is null ? HealthPart.Ok : HealthPart.Failed(new(
        $"The canary failed: {_failure}", $"試験メールが失敗しました：{_failureJa}",
        "If active content survived, hold everything (`mugai quarantine hold --all`) and report it; otherwise look at the queue, the workers and the log entry 1757.",
        "有害な部分が残った場合は mugai quarantine hold --all で全メールを保留し、報告してください。それ以外は、待ち行列・ワーカー・ログ 1757 番を確認してください。"))));

    public void Observe()
    {
        (_runs, _time) = (MetricRegister.CanaryRuns.Counter(_meter), MetricRegister.CanaryTime.Durations(_meter));
        MetricRegister.CanaryAge.Observe(_meter, () => _caughtAt is { } at ? clock.GetElapsedTime(at).TotalSeconds : null);
    }

    /// <summary>One flight.</summary>
    public async ValueTask FlyAsync(CancellationToken token)
    {
        if (!_flown)
        {
            _flown = true;
            await Task.Delay(config.Every < FirstAfter ? config.Every : FirstAfter, clock, token).ConfigureAwait(false);
        }

        var started = clock.GetTimestamp();
        var mail = new CanaryMail();
        var (verdict, id) = await FlyAsync(mail, token).ConfigureAwait(false);
        var time = clock.GetElapsedTime(started);
        if (id is { } message)
        {
            await spool.EraseAsync(message, "system", new UntrustedText("canary"), token).ConfigureAwait(false);
        }

        _runs?.Add(1, new KeyValuePair<string, object?>("result", verdict.Word));
        (_failure, _failureJa) = (verdict.En, verdict.Ja);
        if (verdict.En is { } why)
        {
            TelemetryLog.CanaryFailed(log, why);
            return;
        }

        _caughtAt = clock.GetTimestamp();
        _time?.Record(time.TotalSeconds);
        TelemetryLog.CanaryCaught(log, id?.ToString() ?? "", (long)time.TotalMilliseconds);
    }

    public ValueTask DisposeAsync()
    {
        _meter.Dispose();
        return default;
    }

    private async ValueTask<(CanaryVerdict Verdict, MessageId? Id)> FlyAsync(CanaryMail mail, CancellationToken token)
    {
        var arrival = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _arrival, arrival);
        gate.Expect(mail.Recipient);
        MessageId? id = null;
        try
        {
            var reply = await SendAsync(mail, token).ConfigureAwait(false);
            id = reply.StartsWith("250", StringComparison.Ordinal) && MessageId.TryParse(reply.Split(' ')[^1].TrimEnd('.'), out var message) ? message : null;
            if (id is not { } kept)
            {
                return (CanaryVerdict.NotTaken(new UntrustedText(reply).ForLog()), null);
            }

            return (await JudgeAsync(mail, await arrival.Task.WaitAsync(config.Within, clock, token).ConfigureAwait(false), token).ConfigureAwait(false), kept);
        }
        catch (TimeoutException)
        {
            var state = id is { } late && await spool.FindAsync(late, token).ConfigureAwait(false) is { } found ? found.Recipients[0].State.ToString() : "lost";
            return (CanaryVerdict.Late(config.Within, state), id);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return (CanaryVerdict.NotTaken(new UntrustedText(e.Message).ForLog()), id);
        }
        finally
        {
            gate.Forget(mail.Recipient);
        }
    }

    private async ValueTask<string> SendAsync(CanaryMail mail, CancellationToken token)
    {
        var listener = server();
        var to = listener.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : listener.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : listener.Address;
        using var sender = new DemoSender(new IPEndPoint(to, listener.Port), "canary.invalid", smtp.ProxyFrom.Any(network => network.Contains(to)));
        var own = sender.Bind();
        gate.Expect(own);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
            patience.CancelAfter(config.Within);
            return await sender.SendAsync("", mail.Recipient, mail.Write(smtp.Hostname, clock.GetUtcNow()), patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw new IOException("SMTP did not answer in time.");
        }
        finally
        {
            gate.Forget(own);
        }
    }

    private async ValueTask<CanaryVerdict> JudgeAsync(CanaryMail mail, byte[] arrived, CancellationToken token)
    {
        if (CanaryVerdict.ByBytes(mail, arrived) is { En: not null } wrong)
        {
            return wrong;
        }

        using var again = new CleanOutput(scratchFolder);
        var job = new SandboxJob { Id = "canary", Tenant = Tenant.CanaryName, Kind = JobKind.Mail, Policy = s_builtIn, InputSize = arrived.Length };
        var second = await sandbox.SanitizeAsync(job, _ => new(new MemoryStream(arrived, writable: false)), again, token).ConfigureAwait(false);
        string? survivor = null;
        second.Report.Any(part => (survivor ??= part.Findings.Select(finding => finding.Code).FirstOrDefault(CanaryMail.MustBeGone.Contains)) is not null);
        return survivor is not null ? CanaryVerdict.Survived(survivor) : CanaryVerdict.Caught;
    }
}
