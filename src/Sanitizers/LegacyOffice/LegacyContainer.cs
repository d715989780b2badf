using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice;

/// <summary>The container of the three formats; and what lies in it beside the streams that are rebuilt: nothing of it stays, and each kind is told by its name.</summary>
internal static class LegacyContainer
{
    /// <summary>Opens it for <paramref name="rebuild"/>, and reports what that found.</summary>
    public static PartVerdict Sanitize(PartInput input, ISanitizeContext context, Func<CompoundFile, FindingTally, PartVerdict> rebuild)
    {
        var tally = new FindingTally();
        var reading = CompoundFile.Read(input.Content);
        PartVerdict verdict;
        if (reading.File is { } file)
        {
            verdict = rebuild(file, tally);
        }
        else
        {
            tally.Add("", LegacyCodes.Container, FindingAction.Removed, reading.Detail);
            verdict = PartVerdict.Blocked(reading.Reason);
        }

        tally.Report(context);
        return verdict;
    }

    public static void ReportOthers(DirectoryEntry root, ReadOnlySpan<string> rebuilt, FindingTally tally)
    {
        foreach (var entry in root.Children)
        {
            if (!IsOneOf(entry.Name, rebuilt) && CodeOf(entry) is { } code)
            {
                tally.Add(Shown(entry.Name), code, FindingAction.Removed);
            }
        }
    }

    /// <summary>A stream as a whole; null when there is none or it cannot be read.</summary>
    public static byte[]? Bytes(CompoundFile file, string name, ISanitizeContext context)
    {
        using var stream = file.Open(file.Root, name);
        if (stream is null || stream.Length > Array.MaxLength)
        {
            return null;
        }

        context.Budget.ChargeBytes(stream.Length);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static bool IsOneOf(string name, ReadOnlySpan<string> names)
    {
        foreach (var candidate in names)
        {
            if (name.Equals(candidate, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string? CodeOf(DirectoryEntry entry) => entry.Name.ToUpperInvariant() switch
    {
        "_VBA_PROJECT_CUR" or "_VBA_PROJECT" or "VBA" or "MACROS" => LegacyCodes.Vba,
        "OBJECTPOOL" or "CTLS" => LegacyCodes.Ole,
        "\u0005SUMMARYINFORMATION" or "\u0005DOCUMENTSUMMARYINFORMATION" => LegacyCodes.Metadata,
        // The name of the program, an empty stream of OLE: every file has them.
        "\u0001COMPOBJ" or "\u0001OLE" or "\u0003OBJINFO" => null,
        "_SX_DB_CUR" => LegacyCodes.Pivot,
        var name when name.StartsWith("MBD", StringComparison.Ordinal) || name.StartsWith("LNK", StringComparison.Ordinal) => LegacyCodes.Ole,
        _ => LegacyCodes.UnlistedStream,
    };

    private static string Shown(string name) => string.Concat(name.Where(c => c >= ' ' && c != '/'));
}
