using Mugai.Policies;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Links;
using Mugai.Sanitizers.Notices;
using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Sanitizers.Mail.Bodies;

/// <summary>
/// The sender's text, complete and clean, on its way into the mail: headings that pass for a notice of ours are marked, links stand as the policy says. A notice that
/// an earlier run wrote into a mail that comes as a file is left as it is, unless this run has one of its own to write; from SMTP nobody can know whose it is, so there it is marked.
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
        HoldsOwnNotice = mayHoldOwnNotice && MailNotice.Find(text.Written, run.Policy).End.Value > 0;
        var found = new HtmlFindings();
        _isMarked = MarkHeadings(_text.Written, HoldsOwnNotice, _marked, run.Policy, found);
        _isLinked = Around(Marked.Written, HoldsOwnNotice, run.Policy, _linked, new TextLinks(rules, found).Rewrite);
        Findings = found.ToList(0, 0, 0);
    }

    /// <summary>What was found in it, not reported yet.</summary>
    public IReadOnlyList<HtmlFinding> Findings { get; }

    /// <summary>True when a notice of an earlier run stands in it, untouched.</summary>
    public bool HoldsOwnNotice { get; }

    private delegate bool Rewrites(ReadOnlySpan<byte> text, BodyText output);

    public ReadOnlySpan<byte> Written => _isLinked ? _linked.Written : Marked.Written;

    /// <summary>Marks the headings in <paramref name="text"/> that pass for ours; false when there are none and nothing was written.</summary>
    public static bool MarkHeadings(ReadOnlySpan<byte> text, bool mayHoldOwnNotice, BodyText output, SanitizePolicy policy, HtmlFindings found)
    {
        var headings = new ForgedHeadings(policy);
        return Around(text, mayHoldOwnNotice, policy, output, (part, marked) => headings.Mark(part, marked, found));
    }

    public void Dispose()
    {
        _marked.Dispose();
        _linked.Dispose();
    }

    private BodyText Marked => _isMarked ? _marked : _text;

    // Rewrites what stands before and behind a notice of ours; without one that is the whole text, which is not copied when nothing changes.
    private static bool Around(ReadOnlySpan<byte> text, bool mayHoldOwnNotice, SanitizePolicy policy, BodyText output, Rewrites rewrite)
    {
        var own = mayHoldOwnNotice ? MailNotice.Find(text, policy) : 0..0;
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
