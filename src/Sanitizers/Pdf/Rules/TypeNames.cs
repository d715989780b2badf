using System.Collections.Frozen;
using System.Text;

namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>
/// What Type may say of an object that is no node of the page tree; the writer names those itself. A comment called a page, a file or a signature is none, and no
/// reader, nor our verifier, shall count it as one (ISO 32000-2, the tables of each type).
/// </summary>
internal static class TypeNames
{
    private static readonly FrozenSet<string> Known = new[]
    {
        "Catalog", "Extensions", "DeveloperExtensions", "PageLabel", "OutputIntent", "Outlines", "Thread", "Bead", "Action", "Trans", "Viewport", "Measure", "NumberFormat", "GEOGCS", "PROJCS", "Group", "ExtGState",
        "Mask", "Annot", "Border", "FixedPrint", "XObject", "Pattern", "Halftone", "Font", "FontDescriptor", "Encoding", "CMap", "StructTreeRoot", "StructElem", "MCR", "OBJR", "Namespace", "OCG", "OCMD",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Kinds of page labels, transitions, borders, groups, soft masks, icons, and of the actions that may stay.
    private static readonly FrozenSet<string> KnownKinds = new[]
    {
        "D", "R", "r", "A", "a", "Split", "Blinds", "Box", "Wipe", "Dissolve", "Glitter", "Fly", "Push", "Cover", "Uncover", "Fade", "S", "B", "I", "U", "C", "P", "Transparency", "Alpha", "Luminosity", "GoTo", "URI", "Named", "ResetForm",
        "ISO_PDFE1", "GTS_PDFX", "GTS_PDFA1",
    }.ToFrozenSet(StringComparer.Ordinal);

    private const int Longest = 24;

    /// <summary>The same for S, by which actions are told: structure elements alone have names of their own there.</summary>
    public static bool AllowKind(ObjectRule rule, ReadOnlySpan<byte> kind) => rule.Name == "StructElement" || Contains(KnownKinds, kind);

    public static bool Allow(ObjectRule rule, ReadOnlySpan<byte> type)
    {
        // Marked content and its attributes have types of their own, "Page" among them (14.8.2.2).
        if (rule.Name is "PropertyList" or "StructAttributes")
        {
            return true;
        }

        return Contains(Known, type);
    }

    private static bool Contains(FrozenSet<string> known, ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[Longest];
        return name.Length <= Longest && known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..Encoding.Latin1.GetChars(name, text)]);
    }
}
