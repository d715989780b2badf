using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>What became of a sample entry.</summary>
internal enum EntryVerdict
{
    Kept,
    Broken,
    Unlisted,
    Encrypted,
}

/// <summary>
/// Sample entries (ISO/IEC 14496-12 8.5.2, QuickTime File Format "Sound/Video sample description"): codecs of the list, written anew with the
/// boxes of <see cref="CodecConfigs"/> alone. Names of encoders and vendors become zero.
/// </summary>
internal static class SampleEntries
{
    private static readonly HashSet<string> Visual = new(StringComparer.Ordinal)
    {
        "avc1", "avc3", "hvc1", "hev1", "dvh1", "dvhe", "mp4v", "vp08", "vp09", "av01", "s263", "h263", "jpeg", "mjpa", "mjpb", "apcn", "apch", "apcs", "apco", "ap4h", "ap4x",
    };

    private static readonly HashSet<string> Raw = new(StringComparer.Ordinal) { "sowt", "twos", "raw ", "in24", "in32", "fl32", "fl64", "lpcm", "ipcm", "fpcm", "ulaw", "alaw" };

    private static readonly HashSet<string> Audio = new(StringComparer.Ordinal) { "mp4a", "alac", "ac-3", "ec-3", "Opus", "fLaC", ".mp3", "samr", "sawb", "ima4" };

    /// <summary>Writes the entry into <paramref name="writer"/> as a whole box.</summary>
    public static EntryVerdict Write(string type, ReadOnlySpan<byte> body, string handler, BoxWriter writer, MediaTally tally)
    {
        if (type is "encv" or "enca" or "drms" or "drmi" or "drmt")
        {
            return EntryVerdict.Encrypted;
        }

        return handler == "vide"
            ? Visual.Contains(type) ? WriteVisual(type, body, writer, tally) : EntryVerdict.Unlisted
            : Audio.Contains(type) || Raw.Contains(type) ? WriteAudio(type, body, writer, tally) : EntryVerdict.Unlisted;
    }

    /// <summary>The place in the file of samples that the entry describes: an index into the data references.</summary>
    public static int DataReference(ReadOnlySpan<byte> body) => body.Length >= 8 ? BinaryPrimitives.ReadUInt16BigEndian(body[6..]) : 0;

    /// <summary>How many bytes so many samples of uncompressed QuickTime sound have, when the size table says 1 for each; (0, 0) for all else.</summary>
    public static (uint Bytes, uint Samples) RawFrame(string type, ReadOnlySpan<byte> body)
    {
        if (body.Length < 28 || !(Raw.Contains(type) || type == "ima4"))
        {
            return default;
        }

        var version = BinaryPrimitives.ReadUInt16BigEndian(body[8..]);
        if (version == 1 && body.Length >= 44)
        {
            var samples = BinaryPrimitives.ReadUInt32BigEndian(body[28..]);
            var bytes = BinaryPrimitives.ReadUInt32BigEndian(body[36..]);
            return samples > 0 && bytes > 0 ? (bytes, samples) : default;
        }

        var width = type switch { "in24" => 3, "in32" or "fl32" => 4, "fl64" => 8, "ulaw" or "alaw" => 1, _ => (BinaryPrimitives.ReadUInt16BigEndian(body[18..]) + 7) / 8 };
        var frame = (uint)(BinaryPrimitives.ReadUInt16BigEndian(body[16..]) * width);
        return version == 0 && frame > 0 ? (frame, 1u) : default;
    }

    private static EntryVerdict WriteVisual(string type, ReadOnlySpan<byte> body, BoxWriter writer, MediaTally tally)
    {
        if (body.Length < 78)
        {
            return EntryVerdict.Broken;
        }

        writer.Begin(type);
        writer.Zeros(6);
        writer.UInt16(1);
        writer.Zeros(16);
        writer.Bytes(body.Slice(24, 4));
        writer.UInt32(0x0048_0000);
        writer.UInt32(0x0048_0000);
        writer.UInt32(0);
        writer.UInt16(1);
        writer.Zeros(32);
        writer.Bytes(body.Slice(74, 2));
        writer.UInt16(0xFFFF);
        var verdict = WriteConfigs(body[78..], type, writer, tally);
        writer.End();
        return verdict;
    }

    private static EntryVerdict WriteAudio(string type, ReadOnlySpan<byte> body, BoxWriter writer, MediaTally tally)
    {
        if (body.Length < 28)
        {
            return EntryVerdict.Broken;
        }

        var version = BinaryPrimitives.ReadUInt16BigEndian(body[8..]);
        var extra = version switch { 0 => 0, 1 => 16, 2 => 36, _ => -1 };
        if (extra < 0 || body.Length < 28 + extra || (version == 2 && BinaryPrimitives.ReadUInt32BigEndian(body[28..]) != 72))
        {
            return EntryVerdict.Broken;
        }

        writer.Begin(type);
        writer.Zeros(6);
        writer.UInt16(1);
        writer.UInt16(version);
        writer.Zeros(6);

        // Channels, bits, compression id; the packet size is always zero; the rate.
        writer.Bytes(body.Slice(16, 6));
        writer.UInt16(0);
        writer.Bytes(body.Slice(24, 4 + extra));
        var verdict = WriteConfigs(body[(28 + extra)..], type, writer, tally);
        writer.End();
        return verdict;
    }

    private static EntryVerdict WriteConfigs(ReadOnlySpan<byte> boxes, string codec, BoxWriter writer, MediaTally tally)
    {
        var reader = new BoxReader(boxes);
        while (reader.TryNext(out var type, out var body))
        {
            if (type == "sinf")
            {
                return EntryVerdict.Encrypted;
            }

            if (type == "wave")
            {
                if (!WriteWave(body, codec, writer, tally))
                {
                    return EntryVerdict.Broken;
                }

                continue;
            }

            var clean = CodecConfigs.Rebuild(type, body);
            if (clean is not null)
            {
                writer.Box(type, clean);
            }
            else if (type is "avcC" or "hvcC" or "av1C" or "vpcC" or "esds" or "dOps" or "dfLa" or "alac" or "dac3" or "dec3")
            {
                // Without its configuration the track does not play: better refused than ruined.
                return EntryVerdict.Broken;
            }
            else
            {
                tally.Add(MediaCodes.Unlisted, FindingAction.Removed, type);
            }
        }

        return reader.IsBroken ? EntryVerdict.Broken : EntryVerdict.Kept;
    }

    // QuickTime wraps what a sound decoder needs into a wave atom that begins with the format and ends with a box without a name.
    private static bool WriteWave(ReadOnlySpan<byte> boxes, string codec, BoxWriter writer, MediaTally tally)
    {
        writer.Begin("wave");
        var reader = new BoxReader(boxes);
        while (reader.TryNext(out var type, out var body))
        {
            if (type == "frma" && !body.SequenceEqual(System.Text.Encoding.Latin1.GetBytes(codec)))
            {
                return false;
            }

            if (type == "mp4a")
            {
                writer.Box("mp4a", [0, 0, 0, 0]);
            }
            else if (type == "\0\0\0\0")
            {
                break;
            }
            else if (type is "frma" or "esds" or "alac" or "enda" && CodecConfigs.Rebuild(type, body) is { } clean)
            {
                writer.Box(type, clean);
            }
            else if (type is "esds" or "alac")
            {
                return false;
            }
            else
            {
                tally.Add(MediaCodes.Unlisted, FindingAction.Removed, type);
            }
        }

        writer.Box("\0\0\0\0", default);
        writer.End();
        return !reader.IsBroken;
    }
}
