using System.Buffers.Binary;
using Mugai.Sanitizers.Images.Colors;

namespace Mugai.Sanitizers.Images.Tiff;

/// <summary>
/// Accounts for every byte of a TIFF of ours: header, directories, long values, strips, single zeros between them. Any other byte, any unknown field, any overlap and it does not
/// leave. Little-endian only, as we write. Shares no code with reader and writer.
/// </summary>
internal sealed class TiffVerifier(Stream file)
{
    private const int MaxPages = 2_000;

    private static readonly HashSet<int> Fields =
    [
        254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 282, 283, 284, 292, 293, 296, 317, 320, 322, 323, 324, 325, 332, 338, 339, 347, 529, 530, 531, 532, 34675,
    ];

    private readonly List<(long From, long To)> _used = [(0, 8)];

    public string? Check()
    {
        var head = Bytes(0, 8);
        if (head is null || !head.AsSpan().StartsWith((ReadOnlySpan<byte>)[(byte)'I', (byte)'I', 42, 0]))
        {
            return "The TIFF has no header.";
        }

        long next = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
        for (var pages = 0; next != 0; pages++)
        {
            if (pages > MaxPages)
            {
                return "The TIFF has too many pages.";
            }

            var count = Bytes(next, 2) is { } number ? BinaryPrimitives.ReadUInt16LittleEndian(number) : 0;
            if (count == 0 || Bytes(next + 2, (count * 12) + 4) is not { } directory)
            {
                return "A TIFF directory is cut off.";
            }

            _used.Add((next, next + 6 + (count * 12)));
            if (Page(directory, count) is { } fault)
            {
                return fault;
            }

            next = BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(count * 12));
        }

        return _used.Count == 1 ? "The TIFF has no page." : Gaps();
    }

    private string? Page(byte[] directory, int count)
    {
        uint[] offsets = [], lengths = [];
        var (before, width, height) = (-1, 0u, 0u);
        for (var i = 0; i < count; i++)
        {
            var entry = directory.AsSpan(i * 12, 12);
            int tag = BinaryPrimitives.ReadUInt16LittleEndian(entry), type = BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]);
            long values = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
            var size = type switch { 1 or 7 => 1, 3 => 2, 4 => 4, 5 => 8, _ => 0 };
            if (tag <= before || !Fields.Contains(tag) || size == 0 || values is 0 or > 1_000_000)
            {
                return $"The TIFF holds field {tag} of type {type}.";
            }

            before = tag;
            if (Value(entry, values * size) is not { } bytes)
            {
                return "A TIFF field is cut off.";
            }

            switch (tag)
            {
                case 256:
                    width = Number(bytes, size);
                    break;
                case 257:
                    height = Number(bytes, size);
                    break;
                case 273 or 324:
                    offsets = Numbers(bytes, size);
                    break;
                case 279 or 325:
                    lengths = Numbers(bytes, size);
                    break;
                case 320 when values > 3 * 65_536 || type != 3:
                case 529 or 282 or 283 or 532 when type != 5:
                case 347 when !IsTables(bytes):
                case 34675 when ProfileCheck.Fault(bytes) is not null:
                    return $"The TIFF's field {tag} is malformed.";
                case not (320 or 347 or 34675 or 529 or 532 or 282 or 283) when values > 32:
                    return $"The TIFF's field {tag} is too long.";
            }
        }

        if (width == 0 || height == 0 || offsets.Length == 0 || offsets.Length != lengths.Length)
        {
            return "A TIFF page has no samples.";
        }

        for (var i = 0; i < offsets.Length; i++)
        {
            _used.Add((offsets[i], offsets[i] + (long)lengths[i]));
        }

        return null;
    }

    private byte[]? Value(ReadOnlySpan<byte> entry, long length)
    {
        if (length <= 4)
        {
            // What is left of the four bytes is nobody's.
            return entry[(8 + (int)length)..].ContainsAnyExcept((byte)0) ? null : entry.Slice(8, (int)length).ToArray();
        }

        var offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]);
        _used.Add((offset, offset + length));
        return Bytes(offset, length);
    }

    // Quantization and Huffman tables between start and end of image, nothing else.
    private static bool IsTables(ReadOnlySpan<byte> tables)
    {
        if (!tables.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) || !tables.EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]))
        {
            return false;
        }

        var at = 2;
        while (at < tables.Length - 2)
        {
            if (tables.Length - at < 4 || tables[at] != 0xFF || tables[at + 1] is not (0xDB or 0xC4))
            {
                return false;
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(tables[(at + 2)..]);
        }

        return at == tables.Length - 2;
    }

    private string? Gaps()
    {
        _used.Sort();
        var end = 0L;
        foreach (var (from, to) in _used)
        {
            if (from < end)
            {
                return "Two parts of the TIFF overlap.";
            }

            if (from - end > 1 || (from > end && Bytes(end, 1) is not [0]))
            {
                return "The TIFF holds bytes that belong to no part.";
            }

            end = to;
        }

        return end == file.Length ? null : "The TIFF does not end with its last part.";
    }

    private static uint Number(byte[] bytes, int size) => size == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : size == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;

    private static uint[] Numbers(byte[] bytes, int size)
    {
        var numbers = new uint[size is 2 or 4 ? bytes.Length / size : 0];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = size == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * i)) : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4 * i));
        }

        return numbers;
    }

    private byte[]? Bytes(long at, long length)
    {
        if (at < 0 || length > file.Length - at)
        {
            return null;
        }

        var bytes = new byte[length];
        file.Position = at;
        file.ReadExactly(bytes);
        return bytes;
    }
}
