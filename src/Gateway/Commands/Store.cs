using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Hosting;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Spooling.Embedded;

namespace Mugai.Gateway.Commands;

/// <summary>The store, opened by a command while the server is stopped.</summary>
internal static class Store
{
    /// <summary>Null when there is no store, or it cannot be opened; the person has been told.</summary>
    public static async Task<EmbeddedSpool?> OpenAsync(GatewayConfig config, CancellationToken token)
    {
        if (!Directory.Exists(config.Storage.Path))
        {
            Say.Error($"no store at {config.Storage.Path}. Has the server ever run with this configuration?", $"{config.Storage.Path} に保管庫がありません。設定ファイルを確認してください。");
            return null;
        }

        try
        {
            return await EmbeddedSpool.OpenAsync(GatewayHost.SpoolOptionsFor(config), NullLogger.Instance, TimeProvider.System, token).ConfigureAwait(false);
        }
        catch (SpoolStartException refused)
        {
            Say.Error(refused.Message);
            return null;
        }
        catch (StoreInUseException refused)
        {
            Say.Error(refused.Message);
            return null;
        }
    }
}
