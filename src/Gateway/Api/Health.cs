using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Scanning;
using Mugai.Spooling;

namespace Mugai.Gateway.Api;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: mail is taken (503 while it is not). <c>/health</c>: the parts. Nothing here names a person or a message.
/// </summary>
internal static class Health
{
    /// <param name="endpoints">Where.</param>
    /// <param name="ask">Asks the gateway.</param>
    /// <param name="parts">The parts in words, on the listener of those who watch; null: not for whoever asks here.</param>
    public static void Map(IEndpointRouteBuilder endpoints, Func<GatewayHealth> ask, Func<JsonObject>? parts = null)
    {
        endpoints.MapGet("/health/live", () => Results.Text("live\n")).AllowAnonymous();
        endpoints.MapGet("/health/ready", () => ask() is { Ready: true } ? Results.Text("ready\n") : Results.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable)).AllowAnonymous();
        endpoints.MapGet("/health", () =>
        {
            var health = ask();
            var json = new JsonObject
            {
                ["ready"] = health.Ready,
                ["storage"] = health.Storage switch { SpoolSpace.Ok => "ok", SpoolSpace.UnderReserve => "underReserve", _ => "unwritable" },
                ["inHand"] = health.InHand,
                ["engine"] = health.Engine,
                ["policies"] = new JsonObject { ["revision"] = health.Policies.Revision, ["since"] = health.Policies.Since.ToString("O"), ["problems"] = health.Policies.Problems },
                ["scanners"] = new JsonArray([.. health.Scanners.Select(Scanner)]),
                ["waitForScanner"] = health.WaitForScanner,
                ["libraries"] = new JsonArray([.. health.Libraries.Select(Library)]),
            };
            if (parts is not null)
            {
                json["parts"] = parts();
            }

            return Results.Text(json.ToJsonString(), "application/json", statusCode: health.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous();
    }

    private static JsonNode Scanner(ScannerState scanner) => new JsonObject
    {
        ["name"] = scanner.Name, ["state"] = scanner.IsUp ? "up" : "down", ["since"] = scanner.Since.ToString("O"), ["engine"] = scanner.Engine.ForDisplay(),
        ["signaturesOf"] = scanner.SignaturesOf?.ToString("O"), ["stale"] = scanner.IsStale, ["findsTestFile"] = scanner.FindsTest,
    };

    private static JsonNode Library(NativeLibrary library) => new JsonObject { ["name"] = library.Name, ["version"] = library.Version, ["note"] = library.Complaint };
}

/// <summary>How the gateway stands.</summary>
/// <param name="Storage">Whether mail can be kept.</param>
/// <param name="InHand">Messages on their journey.</param>
/// <param name="Engine">The version.</param>
/// <param name="Draining">Shutting down.</param>
/// <param name="Libraries">The C libraries of native steps. One that is missing costs its formats, not the readiness.</param>
/// <param name="Scanners">The scanners. One that is down costs the mail that it must see, not the readiness: mail is taken and kept.</param>
/// <param name="WaitForScanner">Mails that wait for one.</param>
/// <param name="Policies">The policies in force. Files with mistakes cost the change, not the readiness: the old ones go on.</param>
internal sealed record GatewayHealth(SpoolSpace Storage, int InHand, string Engine, bool Draining, IReadOnlyList<NativeLibrary> Libraries, PolicyState Policies, IReadOnlyList<ScannerState> Scanners, int WaitForScanner)
{
    public bool Ready => Storage == SpoolSpace.Ok && !Draining;
}
