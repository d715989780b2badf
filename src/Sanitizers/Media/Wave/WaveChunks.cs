using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.Wave;

/// <summary>Walks the chunks of a RIFF or RF64 WAVE file and remembers where the three that matter are. Reads no samples.</summary>
internal sealed class WaveChunks(ByteWindow window, Budget budget, int maxChunks)
{
    private long _dataBytes64 = -1;

    public long FormatStart { get; private set; } = -1;

    public int FormatBytes { get; private set; }

    public long DataStart { get; private set; } = -1;

    /// <summary>What is really there, at most what the chunk says.</summary>
    public long DataBytes { get; private set; }

    public uint? FactSamples { get; private set; }

    public string Fault { get; private set; } = "";

    /// <summary>Null when a format and samples were found.</summary>
    public Reason? Read(MediaTally tally)
    {
        var head = window.At(0, 12);
        if (head.Length < 12 || !head[8..].SequenceEqual("WAVE"u8))
        {
            return Fail(Reason.Corrupt, "RIFF header");
        }

        var isLong = !head.StartsWith("RIFF"u8);
        var declared = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);

        // Recorders that were switched off, and programs that write to a pipe, leave 0 or all ones; then the file's end is the end.
        var end = isLong || declared is 0 or uint.MaxValue ? window.Length : Math.Min(window.Length, 8L + declared);
        var at = 12L;
        for (var count = 0; at + 8 <= end; count++)
        {
            budget.ChargeObjects(1);
            if (count >= maxChunks)
            {
                return Fail(Reason.Budget, "chunks");
            }

            var header = window.At(at, 8);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (TakeChunk(header[..4], at + 8, size, ref end, tally) is { } reason)
            {
                return reason;
            }

            var next = at + 8 + (DataStart == at + 8 ? DataBytes : size);
            at = next + (next & 1);
        }

        ReportRest(at, end, tally);
        return FormatStart < 0 ? Fail(Reason.Corrupt, "no fmt") : DataStart < 0 ? Fail(Reason.Corrupt, "no data") : null;
    }

    private Reason? TakeChunk(ReadOnlySpan<byte> name, long body, uint size, ref long end, MediaTally tally)
    {
        if (name.SequenceEqual("data"u8))
        {
            return TakeData(body, size, ref end, tally);
        }

        if (name.SequenceEqual("fmt "u8))
        {
            if (FormatStart >= 0)
            {
                return Fail(Reason.Ambiguous, "two fmt chunks");
            }

            FormatStart = body;
            FormatBytes = (int)Math.Min(Math.Min(size, WaveFormat.MaxBytes), Math.Max(0, end - body));
            return null;
        }

        if (name.SequenceEqual("fact"u8) && size >= 4 && body + 4 <= end)
        {
            FactSamples ??= BinaryPrimitives.ReadUInt32LittleEndian(window.At(body, 4));
            return null;
        }

        if (name.SequenceEqual("ds64"u8))
        {
            if (size >= 16 && body + 16 <= end)
            {
                _dataBytes64 = BinaryPrimitives.ReadInt64LittleEndian(window.At(body + 8, 8));
            }

            return null;
        }

        tally.Add(name.SequenceEqual("JUNK"u8) || name.SequenceEqual("PAD "u8) || name.SequenceEqual("FLLR"u8) ? MediaCodes.Padding : MediaCodes.Metadata, FindingAction.Removed, Printable(name));
        return null;
    }

    private Reason? TakeData(long body, uint size, ref long end, MediaTally tally)
    {
        if (DataStart >= 0)
        {
            return Fail(Reason.Ambiguous, "two data chunks");
        }

        DataStart = body;
        var wanted = size == uint.MaxValue && _dataBytes64 >= 0 ? _dataBytes64 : size;
        if (wanted > end - body && body + wanted <= window.Length)
        {
            // The outer size is wrong and the inner one fits the file: every player goes by the inner one.
            end = window.Length;
        }

        DataBytes = Math.Min(wanted, end - body);
        if (DataBytes < wanted && wanted != uint.MaxValue)
        {
            tally.Add(MediaCodes.Truncated, FindingAction.Rewritten);
        }

        return null;
    }

    private void ReportRest(long at, long end, MediaTally tally)
    {
        var rest = Math.Min(at, end);
        if (rest < window.Length)
        {
            tally.AddBytes(window.IsZero(rest, window.Length) ? MediaCodes.Padding : MediaCodes.ForeignBytes, window.Length - rest);
        }
    }

    private Reason Fail(Reason reason, string fault)
    {
        Fault = fault;
        return reason;
    }

    private static string Printable(ReadOnlySpan<byte> name) => System.Text.Encoding.Latin1.GetString(name);
}
