using System.Buffers.Binary;
using System.Text;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>The verifier's view of sample entries: known codecs, blank names, known boxes of believable size, no address of a stream.</summary>
internal static class VerifiedEntries
{
    private const int MaxConfig = 64 * 1024;

    private const string Films = "avc1 avc3 hvc1 hev1 dvh1 dvhe mp4v vp08 vp09 av01 s263 h263 jpeg mjpa mjpb apcn apch apcs apco ap4h ap4x";
    private const string Sounds = "mp4a alac ac-3 ec-3 Opus fLaC .mp3 samr sawb ima4 sowt twos raw  in24 in32 fl32 fl64 lpcm ipcm fpcm ulaw alaw";
    private const string Small = "pasp clap fiel gama btrt mdcv clli SmDm CoLL dvcC dvvC dac3 dec3 pcmC vpcC frma enda colr alac dOps dfLa d263 damr chan mp4a";

    public static bool AreRight(ReadOnlySpan<byte> stsd)
    {
        var left = BinaryPrimitives.ReadUInt32BigEndian(stsd[4..]);
        var rest = stsd[8..];
        for (; left > 0; left--)
        {
            if (Next(rest, out var name) is not { } size || !IsRight(name, rest[8..size]))
            {
                return false;
            }

            rest = rest[size..];
        }

        return rest.IsEmpty;
    }

    private static bool IsRight(string name, ReadOnlySpan<byte> body)
    {
        // Six reserved bytes, then data reference 1, the only one there is.
        if (body.Length < 28 || body[..6].ContainsAnyExcept((byte)0) || body[6] != 0 || body[7] != 1)
        {
            return false;
        }

        if (Has(Films, name))
        {
            return body.Length >= 78 && !body[8..24].ContainsAnyExcept((byte)0) && !body[42..74].ContainsAnyExcept((byte)0) && Boxes(body[78..]);
        }

        var extra = (body[8], body[9]) switch { (0, 0) => 0, (0, 1) => 16, (0, 2) => 36, _ => int.MaxValue };
        return Has(Sounds, name) && extra <= body.Length - 28 && !body[10..16].ContainsAnyExcept((byte)0) && Boxes(body[(28 + extra)..]);
    }

    // The boxes of an entry; those of a wave atom are looked at in the same loop, because none of them holds others.
    private static bool Boxes(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            if (Next(rest, out var name) is not { } size || size > MaxConfig)
            {
                return false;
            }

            var body = rest[8..size];
            if (name == "wave")
            {
                rest = rest[8..];
                continue;
            }

            var isRight = name switch
            {
                "\0\0\0\0" => body.IsEmpty,
                "esds" => IsLocalStream(body),
                "avcC" or "hvcC" or "av1C" => body.Length >= 4,
                _ => Has(Small, name) && body.Length <= 300,
            };
            if (!isRight)
            {
                return false;
            }

            rest = rest[size..];
        }

        return true;
    }

    // Version and flags, tag 3, four bytes of length to the end of the box, id 0, no flags: bit 6 would announce a URL.
    private static bool IsLocalStream(ReadOnlySpan<byte> body) =>
        body.Length is >= 36 and < 400 && body[4] == 3 && body[7] >> 1 == 0x40 && ((body[7] & 1) << 7 | body[8]) == body.Length - 9
        && !body[9..12].ContainsAnyExcept((byte)0) && body[12] == 4;

    private static int? Next(ReadOnlySpan<byte> rest, out string name)
    {
        name = rest.Length < 8 ? "" : Encoding.Latin1.GetString(rest.Slice(4, 4));
        var size = rest.Length < 8 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(rest);
        return size >= 8 && size <= rest.Length ? (int)size : null;
    }

    // Lists of names of four letters and a blank each.
    private static bool Has(string list, string name)
    {
        for (var at = 0; at + 4 <= list.Length; at += 5)
        {
            if (string.CompareOrdinal(list, at, name, 0, 4) == 0)
            {
                return true;
            }
        }

        return false;
    }
}
