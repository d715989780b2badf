using System.Text;
using Mugai.Sanitizers.LegacyOffice.Properties;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>
/// Reads a written presentation as a stranger: two or three streams and no storage, one save without encryption, records without gaps of which none is a macro, an object, a film, a font or a
/// tag of a program; actions that jump or follow a link to a page; pictures of known kinds.
/// </summary>
public sealed class PptVerifier : IOutputVerifier
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Ppt];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        if (PlainCompoundFile.Open(output, out var fault) is not { } file)
        {
            return fault;
        }

        if (file.Names.Exists(name => name is not ("Current User" or "PowerPoint Document" or "Pictures") && !PropertyVerifier.IsName(name)) || file.Stream("Current User") is not { } user
            || file.Stream("PowerPoint Document") is not { } slides)
        {
            return "other streams than a presentation's";
        }

        using var pictures = file.Stream("Pictures") ?? Stream.Null;
        return PropertyVerifier.Verify(file) ?? Save(user, slides) ?? Walk(slides, context.Budget) ?? Pictures(pictures);
    }

    private static string? Save(Stream user, Stream slides)
    {
        using var reader = new BinaryReader(user, Encoding.Unicode, leaveOpen: true);
        using var edits = new BinaryReader(slides, Encoding.Unicode, leaveOpen: true);
        if (user.Length < 28 || reader.ReadUInt64() != 0x180FF60000 || reader.ReadUInt32() != 20 || reader.ReadUInt32() != 0xE391C05F)
        {
            return "no current user in the clear";
        }

        slides.Position = reader.ReadUInt32();
        if (slides.Position + 36 != slides.Length || edits.ReadUInt64() != 0x1C0FF50000)
        {
            return "the last save is not at the end, or is encrypted";
        }

        edits.ReadUInt64();
        if (edits.ReadUInt32() != 0)
        {
            return "an earlier save";
        }

        var directory = (long)edits.ReadUInt32();
        var end = slides.Length - 36;
        slides.Position = directory;
        if (directory + 8 > end || edits.ReadUInt32() != 0x17720000 || edits.ReadUInt32() != end - directory - 8)
        {
            return "the directory of parts is not where it should be";
        }

        while (slides.Position < end)
        {
            for (var count = edits.ReadUInt32() >> 20; count > 0; count--)
            {
                if (slides.Position + 4 > end || edits.ReadUInt32() >= directory)
                {
                    return "a part outside";
                }
            }
        }

        return null;
    }

    private static string? Walk(Stream slides, Budget budget)
    {
        using var reader = new BinaryReader(slides, Encoding.Unicode, leaveOpen: true);
        slides.Position = 0;
        var ends = new Stack<(long End, int Type)>();
        while (true)
        {
            while (ends.Count > 0 && slides.Position == ends.Peek().End)
            {
                ends.Pop();
            }

            var (end, parent) = ends.Count > 0 ? ends.Peek() : (slides.Length, 0);
            if (slides.Position == end)
            {
                return null;
            }

            if (end - slides.Position < 8)
            {
                return "a record without a head";
            }

            budget.ChargeObjects(1);
            var first = reader.ReadUInt16();
            int type = reader.ReadUInt16();
            var length = reader.ReadUInt32();
            if (length > end - slides.Position)
            {
                return "a record that leaves its container";
            }

            if (IsBarred(type))
            {
                return $"a record that may not stay ({type:X4})";
            }

            // The data of a tag are records, whatever its head says.
            if ((first & 0xF) == 0xF || type == 0x138B)
            {
                ends.Push((slides.Position + length, type));
                continue;
            }

            if (Atom(type, first >> 4, parent, reader.ReadBytes((int)length)) is { } fault)
            {
                return fault;
            }
        }
    }

    // Macros, objects, links, controls, films, discs, fonts, tags of programs, publishing, mail, reviews, smart tags, encryption, packages of 2007.
    private static bool IsBarred(int type) => type is 0x03FF or 0x0400 or 0x0402 or 0x0406 or 0x040E or 0x040F or 0x041E or 0x0423 or 0x0427 or 0x0428 or 0x0FB8 or 0x0FC1 or 0x0FC3 or 0x0FCC or 0x0FCD or 0x0FCE or 0x0FD1
        or 0x0FEE or 0x0FFB or (>= 0x1005 and <= 0x100E) or 0x1010 or 0x1011 or 0x1012 or 0x1389 or (>= 0x177B and <= 0x1785) or 0x2EEC or 0x2EF1 or 0x2F14 or 0x36B1 or 0x36B3 or 0x3714;

    private static string? Atom(int type, int instance, int parent, byte[] data) => type switch
    {
        0x0FF3 when data.Length != 16 || data[8] is not (0 or 3 or 4 or 6 or 7) || data[9] != 0 || (data[8] == 4 && data[12] is 9 or 10) => "an action that may not stay",
        0x0FBA when parent == 0x0FD7 && instance == 1 && !IsPage(Encoding.Unicode.GetString(data)) => "a link that may not stay",
        0x0FBA when parent == 0x138A && Encoding.Unicode.GetString(data) is not ("___PPT9" or "___PPT10") => "a tag that may not stay",
        0xF00A when data.Length != 8 || (data[4] & 0x10) != 0 => "a shape of an object",
        0xF00B or 0xF121 or 0xF122 => Options(data, instance),
        0xF13B when data.Length != 8 || data[4] != 1 => "a command to an object",
        _ => null,
    };

    private static bool IsPage(string target) => target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || target[0] == '#';

    private static string? Options(byte[] data, int count)
    {
        for (var i = 0; i < count && (i * 6) + 6 <= data.Length; i++)
        {
            // The link of a shape, names and flags of linked pictures, scripts.
            if ((BitConverter.ToUInt16(data, i * 6) & 0x3FFF) is 0x382 or 0x105 or 0x106 or 0x187 or 0x188 or 0x1C6 or 0x1C7 or 0x38D or 0x38E)
            {
                return "a property that reaches outside";
            }
        }

        return null;
    }

    private static string? Pictures(Stream pictures)
    {
        using var reader = new BinaryReader(pictures, Encoding.Unicode, leaveOpen: true);
        pictures.Position = 0;
        while (pictures.Position < pictures.Length)
        {
            if (pictures.Length - pictures.Position < 8)
            {
                return "a picture without a head";
            }

            reader.ReadUInt16();
            int type = reader.ReadUInt16();
            var length = reader.ReadUInt32();
            if (type is not (0xF01A or 0xF01B or (>= 0xF01D and <= 0xF01F) or 0xF029) || length > pictures.Length - pictures.Position)
            {
                return "something else than a picture";
            }

            pictures.Position += length;
        }

        return null;
    }
}
