using System.Buffers.Binary;
using System.Text;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>
/// Demands of an mp4, m4a, mov or 3gp output: ftyp, moov and mdat and nothing else; in moov only the boxes of a list, each of exactly the length
/// its fields ask for; and every byte of mdat belongs to exactly one chunk. Walks with a stack of its own over names and depths; shares nothing
/// with the sanitizer.
/// </summary>
public sealed class IsoMediaVerifier : IOutputVerifier
{
    private const int MaxMovieBytes = 256 << 20;

    // What may stand in what.
    private static readonly Dictionary<string, string> Children = new(StringComparer.Ordinal)
    {
        ["moov"] = "mvhd trak",
        ["trak"] = "tkhd edts mdia",
        ["edts"] = "elst",
        ["mdia"] = "mdhd hdlr minf",
        ["minf"] = "vmhd smhd dinf stbl",
        ["dinf"] = "dref",
        ["stbl"] = "stsd stts ctts stss stsc stsz stco co64",
    };

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Mp4, Detection.Formats.M4a, Detection.Formats.Mov, Detection.Formats.ThreeGp];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        var head = new byte[48];
        output.Position = 0;
        var got = output.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var brand = format == Detection.Formats.Mov ? "qt  " : format == Detection.Formats.M4a ? "M4A " : format == Detection.Formats.ThreeGp ? "3gp6" : "isom";
        var start = got < head.Length ? 0 : BinaryPrimitives.ReadUInt32BigEndian(head);
        if (start is < 16 or > 32 || Name(head, 4) != "ftyp" || Name(head, 8) != brand)
        {
            return "The file does not begin with its type.";
        }

        var size = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan((int)start));
        if (Name(head, (int)start + 4) != "moov" || size < 8 || size > Math.Min(MaxMovieBytes, output.Length - start - 8))
        {
            return "No movie stands behind the type.";
        }

        context.Budget.ChargeScratch(size);
        try
        {
            var moov = new byte[size];
            output.Position = start;
            output.ReadExactly(moov);
            return MediaStart(output, start + size) is not { } media ? "The media data does not end with the file." : Movie(moov, media, output.Length, context.Budget);
        }
        finally
        {
            context.Budget.ChargeScratch(-size);
        }
    }

    private static long? MediaStart(Stream output, long at)
    {
        Span<byte> header = stackalloc byte[16];
        output.Position = at;
        header = header[..output.ReadAtLeast(header, 16, throwOnEndOfStream: false)];
        if (header.Length < 8 || !header[4..8].SequenceEqual("mdat"u8))
        {
            return null;
        }

        var size = BinaryPrimitives.ReadUInt32BigEndian(header);
        return size == output.Length - at ? at + 8
            : size == 1 && header.Length == 16 && BinaryPrimitives.ReadInt64BigEndian(header[8..]) == output.Length - at ? at + 16 : null;
    }

    private static string? Movie(byte[] moov, long media, long end, Budget budget)
    {
        var open = new Stack<(string Name, int End)>([("moov", moov.Length)]);
        var tables = new VerifiedTables(media, end, budget);
        var at = 8;
        while (open.Count > 0)
        {
            var (parent, parentEnd) = open.Peek();
            if (at == parentEnd)
            {
                open.Pop();
                if (parent == "stbl" && tables.CloseTrack() is { } fault)
                {
                    return fault;
                }

                continue;
            }

            budget.ChargeObjects(1);
            var size = parentEnd - at < 8 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(moov.AsSpan(at));
            if (size < 8 || size > parentEnd - at)
            {
                return $"A box in {parent} does not fit.";
            }

            var name = Name(moov, at + 4);
            if (!Children[parent].Split(' ').Contains(name))
            {
                return $"A box in {parent} is not on the list.";
            }

            if (Children.ContainsKey(name))
            {
                open.Push((name, at + (int)size));
                at += 8;
                continue;
            }

            if (Leaf(name, moov.AsMemory(at + 8, (int)size - 8), tables) is { } broken)
            {
                return broken;
            }

            at += (int)size;
        }

        return tables.Close();
    }

    private static string? Leaf(string name, ReadOnlyMemory<byte> memory, VerifiedTables tables)
    {
        var body = memory.Span;
        if (body.Length < 8 || body[0] > 1)
        {
            return $"{name} is too short or of an unknown version.";
        }

        var isLong = body[0] == 1;
        var isRight = name switch
        {
            "mvhd" => body.Length == (isLong ? 112 : 100) && NoTimes(body, isLong),
            "tkhd" => body.Length == (isLong ? 96 : 84) && NoTimes(body, isLong),
            "mdhd" => body.Length == (isLong ? 36 : 24) && NoTimes(body, isLong),
            "elst" => body.Length == 8 + (BinaryPrimitives.ReadUInt32BigEndian(body[4..]) * (isLong ? 20L : 12L)),
            "hdlr" => body.Length == 25 && !body[12..].ContainsAnyExcept((byte)0) && (body[4..8].SequenceEqual("mhlr"u8) || !body[4..8].ContainsAnyExcept((byte)0))
                && (body[8..12].SequenceEqual("vide"u8) || body[8..12].SequenceEqual("soun"u8)),
            "vmhd" => body.Length == 12 && !body[4..].ContainsAnyExcept((byte)0),
            "smhd" => body.Length == 8 && !body[4..].ContainsAnyExcept((byte)0),
            "dref" => body.SequenceEqual((ReadOnlySpan<byte>)[0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 12, (byte)'u', (byte)'r', (byte)'l', (byte)' ', 0, 0, 0, 1]),
            "stsd" => VerifiedEntries.AreRight(body),
            _ => tables.Take(name, memory),
        };
        return isRight ? null : $"{name} is not what it may be.";
    }

    private static bool NoTimes(ReadOnlySpan<byte> body, bool isLong) => !body.Slice(4, isLong ? 16 : 8).ContainsAnyExcept((byte)0);

    private static string Name(ReadOnlySpan<byte> bytes, int at) => Encoding.Latin1.GetString(bytes.Slice(at, 4));
}
