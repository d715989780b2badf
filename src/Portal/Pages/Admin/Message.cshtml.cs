using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.Auditing;
using Mugai.Portal.Mail;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Portal.Pages.Admin;

/// <summary>One mail with every step, and what an administrator can do about it. Opening it is reading somebody else's mail: it leaves an entry under that mail.</summary>
[Authorize(PortalPolicies.Administrator)]
public sealed class MessageModel(IAuditLog audit, IQueue queue) : MailPage
{
    private const int MaxSteps = 200;

    public QuarantineItem Item { get; private set; } = null!;

    /// <summary>Those of the administrator's own tenant.</summary>
    public IReadOnlyList<SpooledRecipient> Recipients { get; private set; } = [];

    public ReportView? Report { get; private set; }

    public IReadOnlyList<(AuditEntry Entry, string Who, IReadOnlyList<((string Ja, string En) Name, string Value)> Details)> Steps { get; private set; } = [];

    public string? Why { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken token)
    {
        if (!MessageId.TryParse(id, out var message) || !await LoadAsync(message, token))
        {
            return NotFound();
        }

        await audit.RecordAsync(new AuditNote(AuditKind.Read, Actor, "{\"what\":\"report\"}"u8.ToArray(), message), token);
        return await LoadAsync(message, token) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? act, string? why, CancellationToken token)
    {
        if (!MessageId.TryParse(id, out var message) || !await LoadAsync(message, token))
        {
            return NotFound();
        }

        Why = why;
        var reason = Typed(why);
        if (reason.IsEmpty)
        {
            Fail("why", "理由を入力してください（監査ログに残ります）。", "Say why; it goes into the audit log.");
            return Again();
        }

        switch (act)
        {
            case "hold":
                return Acted(await queue.HoldAsync(Item.Message, IsOurs, Actor, reason, token), id);
            case "retry":
                return Acted(await queue.RetryAsync(Item.Message, IsOurs, Actor, reason, token), id);
            case "drop":
                return Acted(await queue.DropAsync(Item.Message, IsOurs, Actor, reason, token), id);
            case "again":
                return await Releases.SendAgainAsync(message, [.. Recipients.Select(recipient => recipient.Index)], Actor, reason, token)
                    ? Done("/Admin/Message", "今のポリシーで無害化し直して送りました。", "Cleaned again by today's policy and sent.", new { id })
                    : Done("/Admin/Message", "無害化できる部分がないため、送れませんでした。", "Nothing clean came out, so nothing was sent.", new { id });
            case "pin" or "unpin":
                await Quarantine.PinAsync(message, act == "pin", Actor, reason, token);
                return Acted(1, id);
            case "erase" when !IsOursAlone(Item.Message):
                Fail(null, "他団体の宛先もあるメールのため、消去できません。", "It went to another tenant too and cannot be erased here.");
                return Again();
            case "erase":
                await Spool.EraseAsync(message, Actor, reason, token);
                return Done("/Admin/Mail", "消去しました。元に戻すことはできません。", "Erased, for good.");
            default:
                return NotFound();
        }
    }

    private RedirectToPageResult Acted(int count, string id) => count > 0
        ? Done("/Admin/Message", "実行しました。", "Done.", new { id })
        : Done("/Admin/Message", "対象の宛先がありませんでした。", "No recipient was in a state for that.", new { id });

    private bool IsOurs(SpooledRecipient recipient) => Recipients.Contains(recipient);

    private async Task<bool> LoadAsync(MessageId id, CancellationToken token)
    {
        if (await Quarantine.FindItemAsync(id, token) is not { } item || OurRecipients(item.Message).ToList() is not { Count: > 0 } recipients)
        {
            return false;
        }

        Item = item;
        Recipients = recipients;
        Report = await ReportOfAsync(item.Message, recipients[0].Group, token);
        // What stands in an entry may name recipients of another tenant.
        var opens = IsOursAlone(item.Message);
        var steps = new List<(AuditEntry, string, IReadOnlyList<((string, string), string)>)>();
        foreach (var entry in (await audit.SearchAsync(new AuditQuery { Message = id, Max = MaxSteps }, token)).Reverse())
        {
            steps.Add((entry, await NameOfAsync(entry.Actor, token), opens && await audit.OpenPayloadAsync(entry, token) is { } payload ? EntryDetails.Of(payload, Text) : []));
        }

        Steps = steps;
        return true;
    }
}
