using System.Collections.Concurrent;
using System.Net;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Monitoring;

/// <summary>A span as the collector got it.</summary>
internal sealed record Span(string TraceId, string Id, string ParentId, string Name, string Everything);

/// <summary>A collector of OTLP over HTTP (opentelemetry-proto 1.x, protobuf): it keeps what it gets, decoded.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<Span> _spans = new();
    private readonly ConcurrentDictionary<string, byte> _metrics = new();
    private readonly Task _serving;

    private Collector(string url)
    {
        Url = url;
        _listener.Prefixes.Add(url + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    public IReadOnlyCollection<Span> Spans => _spans;

    public ICollection<string> Metrics => _metrics.Keys;

    /// <summary>The token that each request carried.</summary>
    public ConcurrentQueue<string?> Tokens { get; } = new();

    public static Collector Start() => new($"http://127.0.0.1:{LoopbackPort.Free()}");

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            Tokens.Enqueue(context.Request.Headers["x-token"]);
            Take(context.Request.Url!.AbsolutePath, ProtobufFields.Parse(body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
            context.Response.Close();
        }
    }

    private void Take(string path, ProtobufFields request)
    {
        // resource_spans = 1, scope_spans = 2, spans = 2; the same numbers for metrics.
        foreach (var item in request.Down(1, 2, 2))
        {
            if (path == "/v1/traces")
            {
                _spans.Enqueue(new(
                    Convert.ToHexStringLower(item.Bytes(1).Span), Convert.ToHexStringLower(item.Bytes(2).Span), Convert.ToHexStringLower(item.Bytes(4).Span), item.Text(5),
                    string.Join(';', item.Down(9).Select(attribute => attribute.Text(1) + "=" + string.Concat(attribute.Down(2).Select(value => value.Text(1)))))));
            }
            else
            {
                _metrics.TryAdd(item.Text(1), 0);
            }
        }
    }
}
