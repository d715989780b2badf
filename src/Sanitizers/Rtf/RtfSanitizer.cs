using Mugai.Policies;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Rtf.Reading;
using Mugai.Sanitizers.Rtf.Writing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Rtf;

/// <summary>
/// NAME: Rich Text Format (.rtf, also under .doc).
/// KEEPS: text, formatting, styles, lists, tables, notes, comments, revisions, headers, equations, bookmarks, shapes, pictures (rebuilt), fields that compute, refer or lay out, links to http,
/// https and mailto, protection by password.
/// REMOVES: objects (their picture stays), templates, DDE and fields that include, link, embed or run (their result stays), mail merge, lists of files, embedded fonts, packages and other blobs,
/// macros of form fields, HTML inside, links of shapes, every word and group that is not listed, everything behind the end.
/// LIMITS: 512 groups in each other, 8,000,000 in all; tables of fonts, colors, styles and lists as in <see cref="RtfLimits"/>.
/// Standards: Rich Text Format specification 1.9.1. See docs/formats/rtf.md.
/// </summary>
public sealed class RtfSanitizer : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Rtf];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        if (context.Policy.WayFor(input.Format.Family) == PartWay.Text)
        {
            return RtfPlainText.Write(input, output, context);
        }

        var tally = new FindingTally();
        var verdict = Rebuild(input, output, context, tally);
        tally.Report(context);
        return verdict;
    }

    internal static Reason ReasonOf(RtfFault fault) => fault switch
    {
        RtfFault.TooDeep => Reason.TooDeep,
        RtfFault.TooMany => Reason.Budget,
        _ => Reason.Corrupt,
    };

    private static PartVerdict Rebuild(PartInput input, Stream output, ISanitizeContext context, FindingTally tally)
    {
        input.Content.Position = 0;
        var reader = new RtfReader(input.Content, context.Budget);
        using var rewriter = new RtfRewriter(context, tally, input.Path);
        var fault = reader.Read(rewriter);
        if (fault != RtfFault.None || rewriter.Fault is not null)
        {
            tally.Add("", RtfCodes.Malformed, FindingAction.Removed, rewriter.Fault ?? fault switch
            {
                RtfFault.TooDeep => "groups in each other",
                RtfFault.TooMany => "groups",
                _ => "binary data beyond the end",
            });
            return PartVerdict.Blocked(ReasonOf(fault));
        }

        if (!rewriter.IsDone)
        {
            tally.Add("", RtfCodes.Unfinished, FindingAction.Rewritten);
        }
        else if (!reader.IsRestEmpty())
        {
            tally.Add("", RtfCodes.TrailingData, FindingAction.Removed);
        }

        rewriter.Complete();
        if (rewriter.Fault is not null)
        {
            tally.Add("", RtfCodes.Malformed, FindingAction.Removed, rewriter.Fault);
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        if (reader.Replacements > 0)
        {
            tally.Add("", RtfCodes.Undecodable, FindingAction.Replaced);
        }

        rewriter.WriteTo(output);
        return PartVerdict.Rebuilt(Detection.Formats.Rtf);
    }
}
