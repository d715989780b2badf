using Mugai.Policies;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Links;
using Mugai.Sanitizers.Notices;
using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Sanitizers.Mail;

/// <summary>
/// The sender's text, complete and clean, on its way into the mail: headings that pass for a notice of ours are marked, links stand as the policy says. A notice that
/// an earlier run wrote into a mail that comes as a file is left as it is; from SMTP nobody can know whose it is, so there it is marked.
/// </summary>
internal sealed class SenderText : IDisposable
{
    private readonly BodyText _text;
    private readonly BodyText _marked;
    private readonly BodyText _linked;
    private readonly bool _isMarked;
    private readonly bool _isLinked;

    public SenderText(BodyText text, LinkRules rules, IMailRun run, bool mayHoldOwnNotice)
    {
        _text = text;
        _marked = new BodyText(run.Budget);
        _linked = new BodyText(run.Budget);
        var found = new HtmlFindings();
        _isMarked = MarkHeadings(_text.Written, mayHoldOwnNotice, _marked, run.Policy, found);
        _isLinked = Around(Marked.Written, mayHoldOwnNotice, _linked, new TextLinks(rules, found).Rewrite);
        foreach (var finding in found.ToList(0, 0, 0))
        {
            run.Report(BodyIntake.Place, finding.Code, finding.Action, finding.Count, finding.Detail);
        }
    }

    private delegate bool Rewrites(ReadOnlySpan<byte> text, BodyText output);

    public ReadOnlySpan<byte> Written => _isLinked ? _linked.Written : Marked.Written;

    /// <summary>Marks the headings in <paramref name="text"/> that pass for ours; false when there are none and nothing was written.</summary>
    public static bool MarkHeadings(ReadOnlySpan<byte> text, bool mayHoldOwnNotice, BodyText output, SanitizePolicy policy, HtmlFindings found)
    {
        var headings = new ForgedHeadings(policy);
        return Around(text, mayHoldOwnNotice, output, (part, marked) => headings.Mark(part, marked, found));
    }

    public void Dispose()
    {
        _marked.Dispose();
        _linked.Dispose();
    }

    private BodyText Marked => _isMarked ? _marked : _text;

    // Rewrites what stands before and behind a notice of ours; without one that is the whole text, which is not copied when nothing changes.
    private static bool Around(ReadOnlySpan<byte> text, bool mayHoldOwnNotice, BodyText output, Rewrites rewrite)
    {
        var own = mayHoldOwnNotice ? MailNotice.Find(text) : 0..0;
        if (own.End.Value == 0)
        {
            return rewrite(text, output);
        }

        var before = text[..own.Start.Value];
        var changed = rewrite(before, output);
        output.Append(changed ? default : before);
        output.Append(text[own]);
        if (rewrite(text[own.End.Value..], output))
        {
            return true;
        }

        output.Append(text[own.End.Value..]);
        return changed;
    }
}
