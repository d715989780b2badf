using System.Text.Json.Nodes;
using Mugai.Spooling;

namespace Mugai.Gateway.Commands;

/// <summary>The store from the command line: through the running server's socket, or on the store itself while the server is stopped. Null: no such message.</summary>
internal interface IStoreDoor : IAsyncDisposable
{
    Task<JsonArray> ListAsync(CancellationToken token);

    Task<JsonObject?> ShowAsync(MessageId id, CancellationToken token);

    Task<int?> RetryAsync(MessageId id, string why, CancellationToken token);

    Task<int?> RetryAllAsync(string why, CancellationToken token);

    Task<int?> DropAsync(MessageId id, string why, CancellationToken token);

    /// <summary>One of <see cref="Api.ControlCalls"/>; null when there is no such message. Throws <see cref="ArgumentException"/> when it was refused.</summary>
    Task<JsonNode?> CallAsync(string name, JsonObject arguments, CancellationToken token);
}
