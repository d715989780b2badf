using System.Text.Json.Nodes;

namespace Mugai.Gateway.Api;

/// <summary>One thing that the administrator's commands can ask of the store. Null: there is no such message.</summary>
/// <param name="arguments">What the command says.</param>
/// <param name="actor">Who, as the audit log names him.</param>
/// <param name="token">Cancels.</param>
internal delegate Task<JsonNode?> ControlCall(JsonObject arguments, string actor, CancellationToken token);

/// <summary>
/// What the commands can ask, by name: the same whether the server runs (through its socket) or is stopped (on the store itself). A call whose arguments make no sense
/// throws <see cref="ArgumentException"/>.
/// </summary>
internal sealed class ControlCalls(params IEnumerable<KeyValuePair<string, ControlCall>> calls)
{
    private readonly Dictionary<string, ControlCall> _calls = new(calls, StringComparer.Ordinal);

    public ControlCall? Find(string name) => _calls.GetValueOrDefault(name);
}

/// <summary>Reads the arguments of a call.</summary>
internal static class ControlArguments
{
    public static string? Text(this JsonObject arguments, string name) => arguments[name]?.GetValue<string>() is { Length: > 0 } text ? text : null;

    public static long? Number(this JsonObject arguments, string name) => arguments[name]?.GetValue<long>();

    public static DateTimeOffset? Time(this JsonObject arguments, string name) => arguments[name]?.GetValue<DateTimeOffset>();

    public static bool Has(this JsonObject arguments, string name) => arguments[name]?.GetValue<bool>() == true;

    public static IReadOnlyList<string> Texts(this JsonObject arguments, string name) => [.. (arguments[name]?.AsArray() ?? []).Select(item => item!.GetValue<string>())];

    public static string Needed(this JsonObject arguments, string name) => arguments.Text(name) ?? throw new ArgumentException($"{name} is missing.");
}
