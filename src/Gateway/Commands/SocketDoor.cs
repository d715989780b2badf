using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Mugai.Spooling;

namespace Mugai.Gateway.Commands;

/// <summary>The store of a running server.</summary>
internal sealed class SocketDoor : IStoreDoor
{
    private readonly HttpClient _server;

    private SocketDoor(HttpClient server) => _server = server;

    /// <summary>Null when no server answers at <paramref name="socketPath"/>.</summary>
    public static async Task<SocketDoor?> TryOpenAsync(string socketPath, CancellationToken token)
    {
        var door = new SocketDoor(new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancel).ConfigureAwait(false);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        }) { BaseAddress = new Uri("http://mugai/"), Timeout = TimeSpan.FromMinutes(30) });
        try
        {
            using var answer = await door._server.GetAsync(new Uri("alive", UriKind.Relative), token).ConfigureAwait(false);
            return door;
        }
        catch (HttpRequestException)
        {
            await door.DisposeAsync().ConfigureAwait(false);
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return default;
    }

    public async Task<JsonArray> ListAsync(CancellationToken token) => (await CallAsync(HttpMethod.Get, "queue", token).ConfigureAwait(false))!.AsArray();

    public async Task<JsonObject?> ShowAsync(MessageId id, CancellationToken token) => (await CallAsync(HttpMethod.Get, $"queue/{id}", token).ConfigureAwait(false))?.AsObject();

    public Task<int?> RetryAsync(MessageId id, string why, CancellationToken token) => ActAsync($"queue/{id}/retry", why, token);

    public Task<int?> RetryAllAsync(string why, CancellationToken token) => ActAsync("queue/retry-all", why, token);

    public Task<int?> DropAsync(MessageId id, string why, CancellationToken token) => ActAsync($"queue/{id}/drop", why, token);

    public async Task<JsonNode?> CallAsync(string name, JsonObject arguments, CancellationToken token)
    {
        using var body = new StringContent(arguments.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var answer = await _server.PostAsync(new Uri($"call/{name}", UriKind.Relative), body, token).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        var text = await answer.Content.ReadAsStringAsync(token).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.BadRequest)
        {
            throw new ArgumentException(text);
        }

        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(text);
    }

    private async Task<int?> ActAsync(string path, string why, CancellationToken token) =>
        (await CallAsync(HttpMethod.Post, $"{path}?reason={Uri.EscapeDataString(why)}", token).ConfigureAwait(false))?["recipients"]!.GetValue<int>();

    private async Task<JsonNode?> CallAsync(HttpMethod method, string path, CancellationToken token)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await _server.SendAsync(request, token).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(token).ConfigureAwait(false));
    }
}
