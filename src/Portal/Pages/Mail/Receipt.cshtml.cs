using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Mugai.People;
using Mugai.Portal.Mail;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Portal.Pages.Mail;

/// <summary>The receipt of a mail (無害化証明), for its recipients and for who oversees. As a file it can be checked without this installation.</summary>
public sealed class ReceiptModel(IReceipts receipts) : MailPage
{
    public string Number { get; private set; } = "";

    public IReadOnlyList<(string Path, string Name, string Way, string In, string Out)> Lines { get; private set; } = [];

    /// <summary>What went inward as it was, later: which files (none: the whole mail), and when it was scanned.</summary>
    public IReadOnlyList<(IReadOnlyList<(string Name, string Sha256)> Files, DateTimeOffset ScannedAt, string Scanners)> Confirmed { get; private set; } = [];

    public string Policy { get; private set; } = "";

    public string Engine { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken token)
    {
        if (await WriteAsync(id, token) is not { } receipt)
        {
            return NotFound();
        }

        using var json = JsonDocument.Parse(receipt);
        var root = json.RootElement.GetProperty("receipt");
        Number = root.GetProperty("message").GetString()!;
        (Policy, Engine) = (root.GetProperty("policyRevision").GetString()!, root.GetProperty("engine").GetString()!);
        Lines = [.. root.GetProperty("parts").EnumerateArray().Take(300).Select(part => (
            part.GetProperty("path").GetString()!, new UntrustedText(part.GetProperty("input").GetProperty("name").GetString()).ForDisplay(), part.GetProperty("way").GetString()!,
            HashOf(part.GetProperty("input")), HashOf(part.GetProperty("output"))))];
        Confirmed = root.TryGetProperty("confirmed", out var confirmed)
            ? [.. confirmed.EnumerateArray().Select(each => (FilesOf(each), each.GetProperty("scannedAt").GetDateTimeOffset(), string.Join(", ", each.GetProperty("scanners").EnumerateArray().Select(scanner => scanner.GetString()))))]
            : [];
        return Page();
    }

    public async Task<IActionResult> OnGetFileAsync(string id, CancellationToken token) => await WriteAsync(id, token) is { } receipt
        ? File(receipt, "application/json", $"mugai-{MessageIdOf(id)}-receipt.json")
        : NotFound();

    /// <summary>Overseers take that of the first group of their tenant; recipients their own, which names nobody of another group.</summary>
    private async Task<byte[]?> WriteAsync(string id, CancellationToken token)
    {
        if (await FindMineAsync(id, token) is { } mine)
        {
            return await receipts.WriteAsync(mine.Message.Id, MineOf(mine.Message).First().Group, token);
        }

        var oversees = User.IsInRole(RoleNames.Administrator) || User.IsInRole(RoleNames.Auditor);
        return oversees && MessageId.TryParse(id, out var message) && await Spool.FindAsync(message, token) is { } found && OurRecipients(found).FirstOrDefault() is { } ours ? await receipts.WriteAsync(message, ours.Group, token) : null;
    }

    private static IReadOnlyList<(string Name, string Sha256)> FilesOf(JsonElement confirmed) => confirmed.TryGetProperty("files", out var files)
        ? [.. files.EnumerateArray().Select(file => (file.GetProperty("name").GetString() is { Length: > 0 } name ? name : file.GetProperty("path").GetString()!, file.GetProperty("sha256").GetString()!))]
        : [];

    private static string MessageIdOf(string id) => MessageId.TryParse(id, out var message) ? message.ToString() : "";

    private static string HashOf(JsonElement side) => side.ValueKind == JsonValueKind.Object ? side.GetProperty("sha256").GetString() ?? "" : "";
}
