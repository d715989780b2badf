using System.Buffers.Binary;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.Wave;

/// <summary>
/// NAME: WAVE sound (RIFF, and RF64/BW64 whose size fits a RIFF), written as one fmt, fact and data chunk.
/// KEEPS: the samples as they are, the number fields of the format.
/// REMOVES: every other chunk (LIST/INFO, bext, iXML, id3, JUNK, cue …) and bytes behind the last one.
/// LIMITS: samples are numbers of any value and are not looked at; codecs outside the list are Blocked.
/// Standards: Multimedia Programming Interface and Data Specifications 1.0; EBU Tech 3306 (RF64).
/// </summary>
public sealed class WaveSanitizer : ISanitizer
{
    private const int MaxChunks = 10_000;

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Wav];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        using var window = new ByteWindow(input.Content, context.Budget);
        var tally = new MediaTally();
        var verdict = Rebuild(window, output, context.Budget, tally);
        tally.Report(context);
        return verdict;
    }

    private static PartVerdict Rebuild(ByteWindow window, Stream output, Budget budget, MediaTally tally)
    {
        var chunks = new WaveChunks(window, budget, MaxChunks);
        if (chunks.Read(tally) is { } unread)
        {
            return tally.Refuse(unread, unread == Reason.Ambiguous ? MediaCodes.Ambiguous : MediaCodes.Malformed, chunks.Fault);
        }

        var format = WaveFormat.Parse(window.At(chunks.FormatStart, chunks.FormatBytes), out var reason, out var detail);
        if (format is null)
        {
            return tally.Refuse(reason, reason == Reason.Unsupported ? MediaCodes.Codec : MediaCodes.Malformed, detail);
        }

        var data = chunks.DataBytes;
        if (format.IsLinear && data % format.BlockAlign is > 0 and var odd)
        {
            data -= odd;
            tally.Add(MediaCodes.Truncated, FindingAction.Rewritten);
        }

        if (data <= 0)
        {
            return tally.Refuse(Reason.Corrupt, MediaCodes.Malformed, "no samples");
        }

        var hasFact = !format.IsLinear && chunks.FactSamples is not null;
        var riff = 4 + 8 + format.Bytes.Length + (hasFact ? 12 : 0) + 8 + data + (data & 1);
        if (riff > uint.MaxValue)
        {
            return tally.Refuse(Reason.TooBig, MediaCodes.Malformed, "RIFF");
        }

        WriteHeader(output, "RIFF"u8, (uint)riff);
        output.Write("WAVE"u8);
        WriteHeader(output, "fmt "u8, (uint)format.Bytes.Length);
        output.Write(format.Bytes);
        if (hasFact)
        {
            WriteHeader(output, "fact"u8, 4);
            Span<byte> samples = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(samples, chunks.FactSamples!.Value);
            output.Write(samples);
        }

        WriteHeader(output, "data"u8, (uint)data);
        if (!window.CopyTo(output, chunks.DataStart, data))
        {
            return tally.Refuse(Reason.Corrupt, MediaCodes.Malformed, "data");
        }

        if ((data & 1) != 0)
        {
            output.WriteByte(0);
        }

        return PartVerdict.Rebuilt(Detection.Formats.Wav);
    }

    private static void WriteHeader(Stream output, ReadOnlySpan<byte> name, uint size)
    {
        Span<byte> header = stackalloc byte[8];
        name.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], size);
        output.Write(header);
    }
}
