using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.LegacyOffice.Drawings;

/// <summary>The head of a drawing record ([MS-ODRAW] 2.2.1).</summary>
internal readonly record struct OfficeArtRecord(int Version, int Instance, int Type, uint Length)
{
    public const int HeadBytes = 8;
    public const int BlipStore = 0xF001;
    public const int Drawing = 0xF002;
    public const int ShapeContainer = 0xF004;
    public const int BlipStoreEntry = 0xF007;
    public const int Shape = 0xF00A;
    public const int Options = 0xF00B;
    public const int ClientTextbox = 0xF00D;
    public const int ClientData = 0xF011;
    public const int FirstBlip = 0xF01A;
    public const int LastBlip = 0xF117;
    public const int SecondaryOptions = 0xF121;
    public const int TertiaryOptions = 0xF122;

    public bool IsContainer => Version == 0xF;

    public static OfficeArtRecord Read(ReadOnlySpan<byte> bytes, int at)
    {
        var first = bytes.U16(at);
        return new OfficeArtRecord(first & 0xF, first >> 4, bytes.U16(at + 2), bytes.U32(at + 4));
    }

    public static void Write(RecordBuffer into, int version, int instance, int type, long length) => into.U16(version | (instance << 4)).U16(type).U32(length);

    /// <summary>What a drawing may consist of. Everything that Office draws and nothing that names a file, a program or a page.</summary>
    public bool IsListed => IsContainer
        ? Type is >= 0xF000 and <= 0xF005
        : Type is 0xF006 or (>= 0xF008 and <= 0xF010) or 0xF011 or 0xF012 or 0xF014 or 0xF017 or 0xF118 or 0xF11A or 0xF11D or 0xF11E or SecondaryOptions or TertiaryOptions;
}
