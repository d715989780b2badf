using System.Collections.Frozen;
using Mugai.Sanitizers.LegacyOffice.Drawings;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>
/// What a presentation may consist of: for each container the records that it may hold, and for atoms of one length that length ([MS-PPT] 2.4 to 2.11). A record that is not listed where it stands goes.
/// Left out: VBA (03FF), objects, links, controls and films (0FCC to 1012), sounds on discs, embedded fonts, routing slips, bookmarks to properties, publishing, broadcasts, mail envelopes, reviews
/// to be merged, smart tags, toolbars, and the packages of 2007 that only the round trip to .pptx reads (040E, 0423, 0428).
/// </summary>
internal static class RecordList
{
    private static readonly ushort[] Text =
        [0x0F9E, 0x0F9F, 0x0FA0, 0x0FA1, 0x0FA2, 0x0FA6, 0x0FA8, 0x0FAA, 0x0FD8, 0x0FDF, 0x0FF2, 0x0FF7, 0x0FF8, 0x0FF9, 0x0FFA, 0x1015];

    private static readonly ushort[] Behaviors = [0xF12B, 0xF12C, 0xF12D, 0xF12E, 0xF12F, 0xF130, 0xF131, 0xF132];

    private static readonly ushort[] SlideParts = [0x03EF, 0x03F1, 0x03F9, 0x040C, 0x0420, 0x0424, 0x07F0, 0x0FBA, 0x0FD9, 0x1388];

    private static readonly FrozenDictionary<int, FrozenSet<ushort>> Children = new Dictionary<int, FrozenSet<ushort>>
    {
        [RecordType.Document] = Of([0x03E9, 0x03EA, 0x03F2, 0x0401, 0x0409, 0x040B, 0x0410, 0x0425, 0x07D0, 0x07E4, 0x0FD9, 0x0FF0, 0x1388, 0x1770]),
        [RecordType.Slide] = Of(SlideParts),
        [RecordType.Notes] = Of(SlideParts),
        [RecordType.Handout] = Of(SlideParts),
        [RecordType.MainMaster] = Of([.. SlideParts, 0x0FA3]),
        [0x03F2] = Of([0x07D5, 0x0FA3, 0x0FA4, 0x0FA5, 0x0FA9, 0x0FAB, 0x0FC8]),
        [0x03FA] = Of([0x03FB, 0x03FD, 0x03FE]),
        [0x0407] = Of([0x03FD]),
        [0x0408] = Of([0x03FD]),
        [RecordType.ExternalObjects] = Of([0x040A, 0x0FD7, 0x100F]),
        [0x0410] = Of([0x0411]),
        [0x0411] = Of([0x0412, 0x0FBA]),
        [0x0413] = Of([0x03FD]),
        [0x0414] = Of([0x0415]),
        [0x07D0] = Of([0x03FA, 0x0407, 0x0408, 0x0413, 0x0414, 0x1388]),
        [0x07D5] = Of([0x0FB7]),
        [0x07D6] = Of([0x0FB7]),
        [RecordType.Sounds] = Of([0x07E5, 0x07E6]),
        [RecordType.PictureBullets] = Of([0x07F9]),
        [0x0FAE] = Of([0x0FAC, 0x0FAF]),
        [0x0FB3] = Of([0x0FAF, 0x0FB1]),
        [0x0FC8] = Of([0x0FBA, 0x0FD2]),
        [0x0FD9] = Of([0x0FBA, 0x0FDA]),
        [RecordType.Hyperlink9] = Of([0x0FBA, 0x0FD3, 0x1018]),
        [RecordType.SlideList] = Of([0x03F3, .. Text]),
        [RecordType.EmbeddedSound] = Of([0x1004, 0x1013]),
        [0x1014] = Of([0x07E6, 0x0FF1]),
        [RecordType.Tags] = Of([0x138A]),
        [RecordType.BinaryTag] = Of([0x0FBA, 0x138B]),
        [RecordType.TagData9] = Of([0x07F8, 0x0FAC, 0x0FAD, 0x0FAE, 0x0FB0, 0x0FC8, 0x0FE4, 0x177A]),
        [RecordType.TagData10] = Of([0x040D, 0x07D6, 0x0FB1, 0x0FB2, 0x0FB3, 0x0FB4, 0x2B00, 0x2B02, 0x2EE0, 0x2EE4, 0x2EEA, 0x36B2, 0xF144]),
        [RecordType.BuildList] = Of([0x2B04, 0x2B06, 0x2B08]),
        [0x2B04] = Of([0x2B03, 0x2B05]),
        [0x2B06] = Of([0x2B03, 0x2B07]),
        [0x2B08] = Of([0x2B03, 0x2B09, 0x2B0A, 0xF144]),
        [RecordType.Comment] = Of([0x0FBA, 0x2EE1]),
        [RecordType.CommentAuthor] = Of([0x0FBA, 0x2EE5]),
        [OfficeArtRecord.ClientTextbox] = Of(Text),
        [OfficeArtRecord.ClientData] = Of([0x0420, 0x0BC1, 0x0BC3, 0x0BDB, 0x0BDC, 0x0BDD, 0x0FF2, 0x1014, 0x1388]),
        [0xF125] = Of([0xF128, 0xF13C]),
        [0xF12A] = Of([0xF133, 0xF13C, 0xF13D, 0xF13E]),
        [0xF12B] = Of([0xF12A, 0xF134, 0xF13F, 0xF142]),
        [0xF12C] = Of([0xF12A, 0xF135]),
        [0xF12D] = Of([0xF12A, 0xF136, 0xF142]),
        [0xF12E] = Of([0xF12A, 0xF137, 0xF142]),
        [0xF12F] = Of([0xF12A, 0xF138]),
        [0xF130] = Of([0xF12A, 0xF139]),
        [0xF131] = Of([0xF12A, 0xF13A, 0xF142]),
        [RecordType.TimeCommand] = Of([0xF12A, 0xF13B, 0xF142]),
        [0xF13C] = Of([0x2AFB, 0x2B01]),
        [0xF13D] = Of([0xF142]),
        [0xF13E] = Of([0xF142]),
        [0xF13F] = Of([0xF142, 0xF143]),
        [0xF144] = Of([0xF125, 0xF127, 0xF129, 0xF13C, 0xF13D, 0xF140, 0xF141, 0xF144, 0xF145, .. Behaviors]),
        [0xF145] = Of([0xF125, 0xF127, 0xF129, 0xF13C, 0xF13D, .. Behaviors]),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<int, int> Lengths = new Dictionary<int, int>
    {
        [0x03E9] = 40, [0x03EA] = 0, [0x03EF] = 24, [0x03F1] = 8, [0x03F3] = 20, [0x03F9] = 16, [0x03FB] = 8, [0x03FD] = 52, [0x03FE] = 3, [0x0401] = 80, [0x040A] = 4, [0x040D] = 8,
        [0x0415] = 20, [0x0420] = 1, [0x0424] = 1, [0x0425] = 1, [0x07E5] = 4, [0x07F0] = 32, [0x0BC1] = 4, [0x0BC3] = 8, [0x0BDB] = 1, [0x0BDC] = 1, [0x0BDD] = 1, [0x0F9E] = 4, [0x0F9F] = 4,
        [0x0FAF] = 8, [0x0FB7] = 68, [0x0FD2] = 4, [0x0FD3] = 4, [0x0FD8] = 4, [0x0FDA] = 4, [0x0FDF] = 8, [0x0FF1] = 28, [0x0FF3] = 16, [0x0FF7] = 8, [0x0FF8] = 4, [0x0FF9] = 4, [0x0FFA] = 4,
        [0x1004] = 8, [0x1013] = 8, [0x1015] = 132, [0x1018] = 4, [0x1770] = 5, [0x177A] = 4, [0x2AFB] = 20, [0x2B00] = 4, [0x2B01] = 4, [0x2B03] = 16, [0x2B05] = 8, [0x2B07] = 4, [0x2B09] = 16,
        [0x2B0A] = 4, [0x2EE1] = 28, [0x2EE5] = 8, [0x2EEA] = 4, [0x36B2] = 6, [0xF127] = 32, [0xF128] = 16, [0xF129] = 8, [0xF133] = 16, [0xF134] = 12, [0xF135] = 52, [0xF136] = 8, [0xF137] = 32,
        [0xF138] = 20, [0xF139] = 32, [0xF13A] = 8, [0xF13B] = 8, [0xF140] = 20, [0xF141] = 20, [0xF143] = 4,
    }.ToFrozenDictionary();

    private static FrozenSet<ushort> Of(ushort[] types) => types.ToFrozenSet();

    public static bool Holds(int parent, int type) => Children.TryGetValue(parent, out var children) && children.Contains((ushort)type);

    /// <summary>A record with records of its own.</summary>
    public static bool IsContainer(int type) => Children.ContainsKey(type) || type is RecordType.DrawingGroup or RecordType.Drawing or RecordType.Hyperlink or RecordType.Interaction or RecordType.Sound;

    /// <summary>A container or an atom as its type wants; an atom whole and of the length that all of its type have. A container may be cut: it ends with the one around.</summary>
    public static bool IsSound(OfficeArtRecord record, int length) => record.IsContainer == IsContainer(record.Type)
        && (record.IsContainer || (record.Length == length && (!Lengths.TryGetValue(record.Type, out var wanted) || wanted == length)));

    /// <summary>A container that means nothing when what it is there for has gone.</summary>
    public static bool GoesWhenEmpty(int type) => type is RecordType.ExternalObjects or RecordType.Sounds or RecordType.Tags or RecordType.BinaryTag or RecordType.TagData or RecordType.TagData9
        or RecordType.TagData10 or RecordType.BuildList or 0x0410 or 0x0411 or 0x1014 or 0x2B04 or 0x2B06 or 0x2B08;

    /// <summary>A record that does not count when a container is asked whether it is empty: it names or numbers the others.</summary>
    public static bool OnlyHeads(int parent, int type) => (parent, type) is (RecordType.BinaryTag, RecordType.CString) or (RecordType.ExternalObjects, RecordType.ExternalObjectsAtom)
        or (RecordType.Sounds, RecordType.SoundsAtom);

    /// <summary>How what is not listed is called in the report.</summary>
    public static string CodeOf(int parent, int type) => type switch
    {
        RecordType.VbaInfo => LegacyCodes.Vba,
        RecordType.OleEmbed or RecordType.OleLink or RecordType.OleControl or RecordType.OleStorage => LegacyCodes.Ole,
        0x1005 or 0x1006 or 0x1007 or 0x100D or 0x100E or 0x1010 => LegacyCodes.Media,
        0x0406 or 0x1784 or 0x1785 or 0x2EEB => LegacyCodes.Metadata,
        0x0FBA when parent == RecordType.TagData10 => LegacyCodes.Metadata,
        0x177B or 0x177C or 0x177D or 0x177E => LegacyCodes.Hyperlink,
        _ => LegacyCodes.SlideRecord,
    };
}
