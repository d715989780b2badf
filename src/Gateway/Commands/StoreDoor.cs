using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.Api;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Hosting;
using Mugai.Gateway.People;
using Mugai.Gateway.Quarantine;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;

namespace Mugai.Gateway.Commands;

/// <summary>Opens the store whichever way it can be reached.</summary>
internal static class StoreDoor
{
    /// <summary>The running server's socket, else the store under its lock; null when neither works, and the person has been told.</summary>
    public static async Task<IStoreDoor?> OpenAsync(GatewayConfig config, CancellationToken token)
    {
        if (await SocketDoor.TryOpenAsync(Path.Combine(config.Storage.Path, ControlSocket.FileName), token).ConfigureAwait(false) is { } door)
        {
            return door;
        }

        return await Store.OpenAsync(config, token).ConfigureAwait(false) is { } spool ? new DirectDoor(spool, new QueueActions(spool, TimeProvider.System), PeopleHost.Open(spool, spool.PeopleKey, config.PeopleOptions, TimeProvider.System, NullLoggerFactory.Instance)) : null;
    }

    /// <summary>The store of a stopped server: the store itself, under its lock, as the operating-system user.</summary>
    private sealed class DirectDoor(EmbeddedSpool spool, QueueActions queue, PeopleHost people) : IStoreDoor
    {
        private readonly ControlCalls _calls = new(
            [.. new AuditActions(spool).Calls, .. new QuarantineActions(spool, spool, spool, queue).Calls, .. new ReceiptActions(new Receipts(spool, spool, spool.Signer, TimeProvider.System)).Calls,
            .. new UserActions(people.Administration, people.People).Calls, .. new BackupActions(spool).Calls, .. new TenantActions(spool, _ => false).Calls]);
        private readonly string _actor = $"os:{Environment.UserName}";

        public async ValueTask DisposeAsync()
        {
            await people.DisposeAsync().ConfigureAwait(false);
            await spool.DisposeAsync().ConfigureAwait(false);
        }

        public Task<JsonArray> ListAsync(CancellationToken token) => queue.ListAsync(token);

        public Task<JsonObject?> ShowAsync(MessageId id, CancellationToken token) => queue.ShowAsync(id, token);

        public Task<int?> RetryAsync(MessageId id, string why, CancellationToken token) =>
            ActAsync(id, message => queue.RetryAsync(message, _actor, new UntrustedText(why), token), token);

        public async Task<int?> RetryAllAsync(string why, CancellationToken token) => await queue.RetryAllAsync(_actor, new UntrustedText(why), token).ConfigureAwait(false);

        public Task<int?> DropAsync(MessageId id, string why, CancellationToken token) =>
            ActAsync(id, message => queue.DropAsync(message, _actor, new UntrustedText(why), token), token);

        public async Task<JsonNode?> CallAsync(string name, JsonObject arguments, CancellationToken token)
        {
            try
            {
                return await (_calls.Find(name) ?? throw new InvalidOperationException($"{name} needs the server; start it.\n「{name}」はサーバーの稼働中に実行してください。"))(arguments, _actor, token).ConfigureAwait(false);
            }
            catch (Exception refused) when (refused is InvalidOperationException or FormatException)
            {
                throw new ArgumentException(refused.Message, refused);
            }
        }

        private async Task<int?> ActAsync(MessageId id, Func<SpooledMessage, Task<int>> act, CancellationToken token) =>
            await queue.FindAsync(id, token).ConfigureAwait(false) is { } message ? await act(message).ConfigureAwait(false) : null;
    }
}
