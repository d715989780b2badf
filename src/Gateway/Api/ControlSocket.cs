using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Mugai.Spooling;

namespace Mugai.Gateway.Api;

/// <summary>
/// The administrator's door: a Unix socket in the store's folder that only the store's owner can open. Who is on the other end is
/// asked of the kernel (SO_PEERCRED), never of the caller, and goes into the audit log.
/// </summary>
internal static class ControlSocket
{
    public const string FileName = "control.sock";

    /// <summary>Origin: hourly checkpoints of some 350 bytes, of ten years.</summary>
    private const long MaxCallBytes = 64 << 20;

    /// <summary>Maps the control calls for connections that came through the socket; nobody else sees them.</summary>
    public static void Map(IApplicationBuilder app, QueueActions queue, ControlCalls calls) => app.MapWhen(
        context => SocketOf(context) is not null,
        branch => branch.Run(context => AnswerAsync(context, queue, calls)));

    private static async Task AnswerAsync(HttpContext context, QueueActions queue, ControlCalls calls)
    {
        var path = context.Request.Path.Value ?? "";
        var token = context.RequestAborted;
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var actor = $"os:{UserNames.Of(PeerUserId(SocketOf(context)!))}";
        var why = new UntrustedText(context.Request.Query["reason"]);
        var isPost = HttpMethods.IsPost(context.Request.Method);
        switch (parts)
        {
            case ["queue"] when !isPost:
                await WriteAsync(context, await queue.ListAsync(token).ConfigureAwait(false)).ConfigureAwait(false);
                return;
            case ["queue", "retry-all"] when isPost && !why.IsEmpty:
                var all = await queue.RetryAllAsync(actor, why, token).ConfigureAwait(false);
                await WriteAsync(context, new JsonObject { ["recipients"] = all }).ConfigureAwait(false);
                return;
            case ["queue", var id, ..] when MessageId.TryParse(id, out var message) && await queue.FindAsync(message, token).ConfigureAwait(false) is { } found:
                await AnswerOneAsync(context, queue, found, parts.Length > 2 ? parts[2] : "", isPost, actor, why).ConfigureAwait(false);
                return;
            case ["call", var name] when isPost && calls.Find(name) is { } call:
                await CallAsync(context, call, actor).ConfigureAwait(false);
                return;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }
    }

    private static async Task CallAsync(HttpContext context, ControlCall call, string actor)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxCallBytes;
        }

        try
        {
            var arguments = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted).ConfigureAwait(false))!.AsObject();
            if (await call(arguments, actor, context.RequestAborted).ConfigureAwait(false) is { } answer)
            {
                await WriteAsync(context, answer).ConfigureAwait(false);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        catch (Exception refused) when (refused is ArgumentException or InvalidOperationException or FormatException or System.Text.Json.JsonException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(refused.Message, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static async Task AnswerOneAsync(
        HttpContext context, QueueActions queue, SpooledMessage message, string act, bool isPost, string actor, UntrustedText why)
    {
        var token = context.RequestAborted;
        if (act.Length == 0 && !isPost)
        {
            await WriteAsync(context, (await queue.ShowAsync(message.Id, token).ConfigureAwait(false))!).ConfigureAwait(false);
        }
        else if (isPost && !why.IsEmpty && act is "retry" or "drop")
        {
            var count = act == "retry" ? await queue.RetryAsync(message, actor, why, token).ConfigureAwait(false) : await queue.DropAsync(message, actor, why, token).ConfigureAwait(false);
            await WriteAsync(context, new JsonObject { ["recipients"] = count }).ConfigureAwait(false);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    private static Task WriteAsync(HttpContext context, JsonNode json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(json.ToJsonString(), context.RequestAborted);
    }

    private static Socket? SocketOf(HttpContext context) =>
        context.Features.Get<IConnectionSocketFeature>()?.Socket is { AddressFamily: AddressFamily.Unix } socket ? socket : null;

    /// <summary>struct ucred { pid, uid, gid } of socket(7).</summary>
    private static uint PeerUserId(Socket socket)
    {
        const int SolSocket = 1;
        const int SoPeerCred = 17;
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        return MemoryMarshal.Read<uint>(credentials[4..]);
    }
}
