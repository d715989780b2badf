using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Mugai.Auditing;
using Mugai.Spooling;

namespace Mugai.Gateway.Api;

/// <summary>
/// The administrator's door: a Unix socket in the store's folder that only the store's owner can open. Who is on the other end is
/// asked of the kernel (SO_PEERCRED), never of the caller, and goes into the audit log.
/// </summary>
internal static class ControlSocket
{
    public const string FileName = "control.sock";

    /// <summary>Maps the control calls for connections that came through the socket; nobody else sees them.</summary>
    public static void Map(IApplicationBuilder app, QueueActions queue, IAuditLog audit, Action retried) => app.MapWhen(
        context => SocketOf(context) is not null,
        branch => branch.Run(context => AnswerAsync(context, queue, audit, retried)));

    /// <summary>Reads what <c>audit/verify</c> answered.</summary>
    public static AuditVerification ReadVerification(JsonNode json) => new(
        json["entries"]!.GetValue<long>(),
        [.. json["problems"]!.AsArray().Select(problem => new AuditProblem(Enum.Parse<AuditFault>(problem!["fault"]!.GetValue<string>()), problem["sequence"]!.GetValue<long>()))]);

    private static JsonObject WriteVerification(AuditVerification verification) => new()
    {
        ["entries"] = verification.Entries,
        ["problems"] = new JsonArray([.. verification.Problems.Select(problem => (JsonNode)new JsonObject { ["fault"] = problem.Fault.ToString(), ["sequence"] = problem.Sequence })]),
    };

    private static async Task AnswerAsync(HttpContext context, QueueActions queue, IAuditLog audit, Action retried)
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
                retried();
                await WriteAsync(context, new JsonObject { ["recipients"] = all }).ConfigureAwait(false);
                return;
            case ["queue", var id, ..] when MessageId.TryParse(id, out var message) && await queue.FindAsync(message, token).ConfigureAwait(false) is { } found:
                await AnswerOneAsync(context, queue, retried, found, parts.Length > 2 ? parts[2] : "", isPost, actor, why).ConfigureAwait(false);
                return;
            case ["audit", "verify"] when !isPost:
                await WriteAsync(context, WriteVerification(await audit.VerifyAsync(token).ConfigureAwait(false))).ConfigureAwait(false);
                return;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }
    }

    private static async Task AnswerOneAsync(
        HttpContext context, QueueActions queue, Action retried, SpooledMessage message, string act, bool isPost, string actor, UntrustedText why)
    {
        var token = context.RequestAborted;
        if (act.Length == 0 && !isPost)
        {
            await WriteAsync(context, (await queue.ShowAsync(message.Id, token).ConfigureAwait(false))!).ConfigureAwait(false);
        }
        else if (isPost && !why.IsEmpty && act is "retry" or "drop")
        {
            var count = act == "retry" ? await queue.RetryAsync(message, actor, why, token).ConfigureAwait(false) : await queue.DropAsync(message, actor, why, token).ConfigureAwait(false);
            retried();
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
