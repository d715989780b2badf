using System.Text.Json.Nodes;
using Mugai.Gateway.Api;
using Mugai.Gateway.Commands;
using Mugai.Spooling;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>
/// What a wait asks a running gateway, at the door that its commands use. A wait asks again and again, and a command costs half a second of processor time, which the gateway that is waited
/// for needs itself; what a command says is asserted on the command.
/// </summary>
internal static class StoreQuestions
{
    /// <summary>The mails that wait, as <c>mugai queue list --json</c> has them.</summary>
    public static Task<JsonArray> QueueAsync(this MugaiServer gateway) => AskAsync(gateway, door => door.ListAsync(CancellationToken.None));

    /// <summary>A mail, wherever it stands, as <c>mugai queue show</c> has it; null: there is none.</summary>
    public static Task<JsonObject?> MailAsync(this MugaiServer gateway, string id) =>
        AskAsync(gateway, door => door.ShowAsync(MessageId.TryParse(id, out var message) ? message : throw new ArgumentException($"'{id}' is no reference."), CancellationToken.None));

    /// <summary>Mails in one of these states, or in any, newest first, as <c>mugai quarantine list --json --limit 500</c> has them.</summary>
    public static Task<List<JsonNode>> FindAsync(this MugaiServer gateway, params string[] states) => AskAsync(gateway, async door =>
    {
        var asked = new JsonObject { ["states"] = new JsonArray([.. states.Select(state => (JsonNode)state)]), ["max"] = 500 };
        return (await door.CallAsync("quarantine.list", asked, CancellationToken.None))!["rows"]!.AsArray().Select(row => row!).ToList();
    });

    private static async Task<TAnswer> AskAsync<TAnswer>(MugaiServer gateway, Func<IStoreDoor, Task<TAnswer>> ask)
    {
        await using var door = await SocketDoor.TryOpenAsync(Path.Combine(gateway.Store, ControlSocket.FileName), CancellationToken.None)
            ?? throw new InvalidOperationException($"Nobody answers at the store's socket.\n{gateway.Process.Said}");
        return await ask(door);
    }
}
