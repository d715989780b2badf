using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Mugai.Sanitizers.Pdf.Filters;

/// <summary>FlateDecode (RFC 1950). A stream that breaks gives what came before the break, as in every viewer; a missing zlib header is forgiven.</summary>
internal static class FlateDecoder
{
    /// <summary>False when the data broke off or had no zlib header.</summary>
    public static bool Decode(ReadOnlyMemory<byte> data, DecodeSink target)
    {
        var from = target.Count;
        if (Inflate(data, target, hasHeader: true))
        {
            return true;
        }

        // Nothing came: the header may be damaged or missing.
        if (target.Count == from && data.Length > 2 && !Inflate(data[2..], target, hasHeader: false) && target.Count == from)
        {
            Inflate(data, target, hasHeader: false);
        }

        return false;
    }

    private static bool Inflate(ReadOnlyMemory<byte> data, DecodeSink target, bool hasHeader)
    {
        if (!MemoryMarshal.TryGetArray(data, out var segment))
        {
            segment = data.ToArray();
        }

        using var source = new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false);
        using Stream inflater = hasHeader ? new ZLibStream(source, CompressionMode.Decompress) : new DeflateStream(source, CompressionMode.Decompress);
        try
        {
            while (true)
            {
                var room = target.Room(Math.Max(1024, Math.Min(data.Length, 64 << 10)));
                var count = inflater.Read(room);
                if (count == 0)
                {
                    return true;
                }

                target.Advance(count);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException) // IOException: a stream that asks for a preset dictionary.
        {
            return false;
        }
    }
}
