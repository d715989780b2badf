using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Monitoring;

/// <summary>A span as the collector got it.</summary>
internal sealed record Span(string TraceId, string Id, string ParentId, string Name, string Everything);

/// <summary>A collector of OTLP (opentelemetry-proto 1.x), over HTTP/1.1 with protobuf bodies or over gRPC, which is HTTP/2 with framed bodies: it keeps what it gets, decoded.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private const int GrpcPrefix = 5;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Span> _spans = new();
    private readonly ConcurrentDictionary<string, byte> _metrics = new();

    private Collector(bool grpc)
    {
        var port = LoopbackPort.Free();
        Url = $"http://127.0.0.1:{port}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, port, listener => listener.Protocols = grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        _app = builder.Build();
        RequestDelegate take = grpc ? TakeGrpcAsync : TakeHttpAsync;
        _app.Run(take);
    }

    public string Url { get; }

    public IReadOnlyCollection<Span> Spans => _spans;

    public ICollection<string> Metrics => _metrics.Keys;

    /// <summary>The token that each request carried.</summary>
    public ConcurrentQueue<string?> Tokens { get; } = new();

    public static async Task<Collector> StartAsync(bool grpc)
    {
        var collector = new Collector(grpc);
        await collector._app.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeHttpAsync(HttpContext context)
    {
        var body = await BodyAsync(context);
        Take(context.Request.Path == "/v1/traces", ProtobufFields.Parse(body));
        context.Response.ContentType = "application/x-protobuf";
    }

    private async Task TakeGrpcAsync(HttpContext context)
    {
        var body = await BodyAsync(context);
        var isWhole = context.Request.ContentType == "application/grpc" && body[0] == 0 && BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)) == body.Length - GrpcPrefix;
        if (isWhole)
        {
            Take(context.Request.Path == "/opentelemetry.proto.collector.trace.v1.TraceService/Export", ProtobufFields.Parse(body.AsMemory(GrpcPrefix)));
        }

        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[GrpcPrefix]);
        context.Response.AppendTrailer("grpc-status", isWhole ? "0" : "3");
    }

    private async Task<byte[]> BodyAsync(HttpContext context)
    {
        Tokens.Enqueue(context.Request.Headers["x-token"]);
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private void Take(bool isTraces, ProtobufFields request)
    {
        // resource_spans = 1, scope_spans = 2, spans = 2; the same numbers for metrics.
        foreach (var item in request.Down(1, 2, 2))
        {
            if (isTraces)
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
