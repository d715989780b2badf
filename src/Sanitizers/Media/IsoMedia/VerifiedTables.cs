using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>The verifier's view of the sample tables: lengths that fit their counts, and chunks that tile the media data without gap or overlap.</summary>
internal sealed class VerifiedTables(long mediaStart, long mediaEnd, Budget budget)
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _tables = new(StringComparer.Ordinal);
    private readonly List<(long Start, long Length)> _pieces = [];
    private int _tracks;

    /// <summary>Takes a table of the open track; false when its length does not fit its count, or it is there twice.</summary>
    public bool Take(string name, ReadOnlyMemory<byte> body)
    {
        var entry = name switch { "stts" or "ctts" or "co64" => 8L, "stsc" => 12L, "stco" or "stss" => 4L, _ => 0 };
        if (name == "stsz")
        {
            return body.Length >= 12 && _tables.TryAdd(name, body) && body.Length == 12 + (Number(body, 4) == 0 ? 4L * Number(body, 8) : 0);
        }

        return entry > 0 && body.Length == 8 + (entry * Number(body, 4)) && _tables.TryAdd(name, body);
    }

    /// <summary>Adds up the chunks of the track that ends.</summary>
    public string? CloseTrack()
    {
        _tracks++;
        var isLong = _tables.TryGetValue("co64", out var offsets);
        if (isLong == _tables.ContainsKey("stco") || !_tables.TryGetValue("stsc", out var runs) || !_tables.TryGetValue("stsz", out var sizes) || !_tables.ContainsKey("stts"))
        {
            return "A track lacks a table.";
        }

        offsets = isLong ? offsets : _tables["stco"];
        var chunks = Number(offsets, 4);
        var samples = (long)Number(sizes, 8);
        var uniform = Number(sizes, 4);
        budget.ChargeObjects(chunks + (uniform == 0 ? samples : 0));
        var sample = 0L;
        for (uint run = 0, count = Number(runs, 4); run < count; run++)
        {
            var from = Number(runs, 8 + (12 * (int)run));
            var to = run + 1 < count ? Number(runs, 8 + (12 * (int)(run + 1))) : (long)chunks + 1;
            var each = Number(runs, 12 + (12 * (int)run));
            if ((run == 0 && from != 1) || to <= from || to > chunks + 1L)
            {
                return "The chunks of a track do not follow each other.";
            }

            for (var chunk = from; chunk < to; chunk++)
            {
                var held = Math.Min(each, samples - sample);
                var length = uniform == 0 ? Sum(sizes, sample, held) : held * uniform;
                var at = (int)chunk - 1;
                _pieces.Add((isLong ? BinaryPrimitives.ReadInt64BigEndian(offsets.Span[(8 + (8 * at))..]) : Number(offsets, 8 + (4 * at)), RawOr(length, held, uniform)));
                sample += held;
            }
        }

        var isWhole = sample == samples && (chunks == 0) == (Number(runs, 4) == 0);
        _tables.Clear();
        return isWhole ? null : "A track has other samples than its chunks.";
    }

    /// <summary>Demands that all chunks together are the media data.</summary>
    public string? Close()
    {
        if (_tracks == 0)
        {
            return "There is no track.";
        }

        _pieces.Sort();
        var at = mediaStart;
        for (var i = 0; i < _pieces.Count; i++)
        {
            var (start, length) = _pieces[i];

            // Uncompressed sound of QuickTime counts frames, not bytes (length -1): the next chunk or the end tells how long it is.
            if (start != at)
            {
                return "There is a gap between chunks, or two overlap.";
            }

            at = length >= 0 ? start + length : i + 1 < _pieces.Count ? _pieces[i + 1].Start : mediaEnd;
        }

        return at == mediaEnd ? null : "Behind the last chunk there is more media data.";
    }

    private static long RawOr(long length, long held, uint uniform) => uniform == 1 && held > 0 ? -1 : length;

    private static long Sum(ReadOnlyMemory<byte> sizes, long first, long count)
    {
        var sum = 0L;
        for (var i = first; i < first + count; i++)
        {
            sum += Number(sizes, (int)(12 + (4 * i)));
        }

        return sum;
    }

    private static uint Number(ReadOnlyMemory<byte> table, int at) => BinaryPrimitives.ReadUInt32BigEndian(table.Span[at..]);
}
