using System.Text;
using System.Text.Json.Nodes;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Api;

/// <summary>Receipts for the command line: <c>mugai audit receipt</c>.</summary>
internal sealed class ReceiptActions(IReceipts receipts)
{
    public IEnumerable<KeyValuePair<string, ControlCall>> Calls => [new("audit.receipt", WriteAsync)];

    /// <summary>As text: the signature is over these very bytes.</summary>
    private async Task<JsonNode?> WriteAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        var id = MessageId.TryParse(arguments.Needed("id"), out var message) ? message : throw new ArgumentException($"'{new UntrustedText(arguments.Text("id")).ForLog()}' is not a message reference.");
        return await receipts.WriteAsync(id, (int)(arguments.Number("group") ?? 0), token).ConfigureAwait(false) is { } receipt ? JsonValue.Create(Encoding.UTF8.GetString(receipt)) : null;
    }
}
