using System.Text;
using System.Text.Json.Nodes;
using Mugai.Auditing;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing;
using Mugai.Policies;
using Mugai.Quarantine;
using Mugai.Sanitizing;
using Mugai.Spooling;

namespace Mugai.Gateway.Quarantine;

/// <summary>
/// Looks at originals through workers. The gateway hands the whole original to one, which takes the part out of it; what comes back is a picture or a text that it wrote and that was verified.
/// A look is on record before anything of it is shown.
/// </summary>
internal sealed class Previews(ISpool spool, IAuditLog audit, Releases releases, string pageProgram, ScratchFiles scratch, TimeProvider clock) : IPreviews, IDisposable
{
    /// <summary>Pages per person. Origin: somebody who leafs through a long document turns a page every few seconds; a script that copies everything turns more.</summary>
    private const int MaxLooks = 150;

    /// <summary>Passwords per mail and person. Origin: as for those that open a part for good.</summary>
    private const int MaxTries = 10;

    /// <summary>Pages that are drawn at one time: mail goes first.</summary>
    private const int MaxAtOneTime = 2;

    /// <summary>Bytes of a text that a page shows.</summary>
    private const int MaxTextBytes = 256 * 1024;

    /// <summary>Bytes of a picture that a browser is sent.</summary>
    private const long MaxPictureBytes = 32L << 20;

    private static readonly TimeSpan s_looksLast = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>What a browser shows as a picture, written by our own picture sanitizer.</summary>
    private static readonly Dictionary<string, string> s_mediaTypes = new(StringComparer.Ordinal)
    {
        ["png"] = "image/png", ["jpeg"] = "image/jpeg", ["gif"] = "image/gif", ["webp"] = "image/webp", ["avif"] = "image/avif", ["bmp"] = "image/bmp",
    };

    /// <summary>What is shown as text when a sanitizer that was asked for text gives it.</summary>
    private static readonly HashSet<string> s_texts = new(["txt", "csv", "tsv", "xml"], StringComparer.Ordinal);

    private readonly ActLimit<(MessageId, string)> _tries = new(MaxTries, s_looksLast, clock);
    private readonly ActLimit<string> _looks = new(MaxLooks, s_looksLast, clock);
    private readonly SemaphoreSlim _turns = new(MaxAtOneTime);
    private readonly PictureShelf _shelf = new(clock);

    public bool DrawsPdf => File.Exists(pageProgram);

    public async ValueTask<PagePreview> DrawAsync(PreviewRequest request, int page, CancellationToken token)
    {
        var single = new SinglePart(request.Path, SinglePartForm.Page, Math.Clamp(page, 1, PageRequest.MaxPage));
        var output = new CleanOutput(scratch);
        try
        {
            var (outcome, result) = await LookAsync(request, single, output, token).ConfigureAwait(false);
            if (result is null)
            {
                return new PagePreview(outcome);
            }

            var pages = result.Report.Parts.SelectMany(part => part.Findings).FirstOrDefault(finding => finding.Code == "preview.pages")?.Count;
            if (!result.HasOutput || !s_mediaTypes.TryGetValue(result.Report.Output!.Format, out var mediaType))
            {
                return new PagePreview(PreviewOutcome.Refused, result.HasOutput ? Reason.Unsupported : result.Reason, Pages: pages);
            }

            if (output.Length > MaxPictureBytes)
            {
                return new PagePreview(PreviewOutcome.Refused, Reason.TooBig, Pages: pages);
            }

            var ticket = _shelf.Put(output, mediaType, request.Actor);
            output = null;
            return new PagePreview(PreviewOutcome.Shown, Ticket: ticket, Pages: pages);
        }
        finally
        {
            output?.Dispose();
        }
    }

    public async ValueTask<TextPreview> ReadTextAsync(PreviewRequest request, IReadOnlyList<string> passwords, CancellationToken token)
    {
        if (passwords.Count > 0 && !_tries.Takes((request.Message, request.Actor)))
        {
            return new TextPreview(PreviewOutcome.TooMany);
        }

        using var output = new CleanOutput(scratch);
        var isMail = request.Path == "/";
        var (outcome, result) = await LookAsync(request, new SinglePart(request.Path, isMail ? SinglePartForm.Text : SinglePartForm.Clean), output, token, passwords).ConfigureAwait(false);
        if (result is null || !result.HasOutput)
        {
            return result is null ? new TextPreview(outcome) : new TextPreview(PreviewOutcome.Refused, result.Reason);
        }

        if (!isMail && !s_texts.Contains(result.Report.Output!.Format))
        {
            return new TextPreview(PreviewOutcome.Refused, Reason.Unsupported);
        }

        var bytes = new byte[(int)Math.Min(output.Length, MaxTextBytes)];
        using var content = output.OpenRead(null);
        await content.ReadExactlyAsync(bytes, token).ConfigureAwait(false);
        var isCut = output.Length > bytes.Length;
        // Not in the middle of a character.
        var end = bytes.Length;
        while (isCut && end > 0 && (bytes[end - 1] & 0xC0) == 0x80)
        {
            end--;
        }

        return new TextPreview(PreviewOutcome.Shown, Text: Encoding.UTF8.GetString(bytes, 0, isCut ? Math.Max(end - 1, 0) : end), IsCut: isCut);
    }

    public (Stream Picture, string MediaType)? Open(string ticket, string actor) => _shelf.Open(ticket, actor);

    public void Dispose()
    {
        _shelf.Dispose();
        _turns.Dispose();
    }

    private async ValueTask<(PreviewOutcome Outcome, SandboxResult? Result)> LookAsync(
        PreviewRequest request, SinglePart single, CleanOutput output, CancellationToken token, IReadOnlyList<string>? passwords = null)
    {
        if (await spool.FindAsync(request.Message, token).ConfigureAwait(false) is not { Kind: MessageKind.Mail } message || (uint)request.Recipient >= (uint)message.Recipients.Count)
        {
            return (PreviewOutcome.Unknown, null);
        }

        if (!_looks.Takes(request.Actor))
        {
            return (PreviewOutcome.TooMany, null);
        }

        if (!await _turns.WaitAsync(s_patience, token).ConfigureAwait(false))
        {
            return (PreviewOutcome.Busy, null);
        }

        try
        {
            var (rule, job) = releases.JobFor(message, request.Recipient);
            job = job with { Single = single, Policy = Seen(rule.Policy, single.Form == SinglePartForm.Clean ? PartWay.Text : PartWay.Sanitize), Passwords = [.. (passwords ?? []).Concat(job.Passwords).Take(FrameLimits.MaxPasswords)] };
            var result = await releases.SanitizeAsync(job, message, output, token).ConfigureAwait(false);
            var note = new JsonObject
            {
                ["part"] = single.Path, ["form"] = single.Form == SinglePartForm.Page ? "page" : "text", ["page"] = single.Page, ["recipient"] = request.Recipient,
                ["shown"] = result.HasOutput, ["reason"] = result.Reason.Word(),
            };
            if (passwords is { Count: > 0 })
            {
                note["passwordTyped"] = true;
            }

            await audit.RecordAsync(new AuditNote(AuditKind.Previewed, request.Actor, Encoding.UTF8.GetBytes(note.ToJsonString()), message.Id), CancellationToken.None).ConfigureAwait(false);
            return (PreviewOutcome.Shown, result);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>What a policy keeps from being delivered can be looked at: only pixels and text cross. What it says of links and codes holds here too.</summary>
    private static SanitizePolicy Seen(SanitizePolicy policy, PartWay way) => policy with
    {
        Families = Enum.GetValues<FileFamily>().ToDictionary(family => family, _ => way), RemoveFormats = [],
    };
}
