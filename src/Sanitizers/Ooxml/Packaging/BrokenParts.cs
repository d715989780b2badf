using System.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>The one place where what the readers of parts throw becomes a verdict.</summary>
internal static class BrokenParts
{
    /// <summary>Runs <paramref name="rebuild"/> and reports what it found; broken XML and broken compressed data are reported under <paramref name="code"/>.</summary>
    public static PartVerdict Guard(ISanitizeContext context, string code, Func<FindingTally, PartVerdict> rebuild)
    {
        var tally = new FindingTally();
        PartVerdict verdict;
        try
        {
            verdict = rebuild(tally);
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException)
        {
            tally.Add("", code, FindingAction.Removed, broken is XmlException xml ? $"XML, line {xml.LineNumber}" : "compressed data");
            verdict = PartVerdict.Blocked(Reason.Corrupt);
        }

        tally.Report(context);
        return verdict;
    }
}
