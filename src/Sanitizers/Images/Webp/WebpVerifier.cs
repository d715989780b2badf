using System.Buffers.Binary;
using System.Text;
using Mugai.Sanitizers.Images.Colors;

namespace Mugai.Sanitizers.Images.Webp;

/// <summary>Reads a WebP of ours chunk by chunk: the length in the header is the file's, chunks are known, in order, padded with zero, and flags promise what is there.</summary>
internal sealed class WebpVerifier(Stream file)
{
    public string? Check()
    {
        file.Position = 0;
        Span<byte> head = stackalloc byte[12];
        if (file.ReadAtLeast(head, 12, throwOnEndOfStream: false) < 12 || !head.StartsWith("RIFF"u8) || !head[8..].SequenceEqual("WEBP"u8))
        {
            return "The WebP has no header.";
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) + 8L != file.Length ? "The WebP is not as long as its header says." : Chunks();
    }

    private string? Chunks()
    {
        var order = new StringBuilder();
        var flags = -1;
        var head = new byte[8];
        while (file.Position < file.Length)
        {
            if (file.ReadAtLeast(head, 8, throwOnEndOfStream: false) < 8)
            {
                return "The WebP ends inside a chunk.";
            }

            var (type, length) = (Encoding.Latin1.GetString(head, 0, 4), BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)));
            if (length + (length & 1) > file.Length - file.Position)
            {
                return "The WebP ends inside a chunk.";
            }

            var body = new byte[length];
            file.ReadExactly(body);
            if ((length & 1) != 0 && file.ReadByte() != 0)
            {
                return "A WebP chunk is padded with something.";
            }

            var fault = type switch
            {
                "VP8X" => body.Length == 10 && (body[0] & 0xCD) == 0 && (body[1] | body[2] | body[3]) == 0 ? null : "VP8X",
                "ICCP" => ProfileCheck.Fault(body),
                "VP8 " => body.Length > 10 && (body[0] & 1) == 0 && body[3] == 0x9D && body[4] == 1 && body[5] == 0x2A ? null : "VP8",
                "VP8L" => body.Length > 5 && body[0] == 0x2F ? null : "VP8L",
                "ALPH" => body.Length > 1 ? null : "ALPH",
                "ANIM" => body.Length == 6 ? null : "ANIM",
                "ANMF" => Frame(body),
                _ => "an unknown chunk",
            };
            if (fault is not null)
            {
                return $"The WebP holds a malformed part: {fault}.";
            }

            flags = type == "VP8X" ? body[0] : flags;
            order.Append(type switch { "VP8X" => 'X', "ICCP" => 'P', "ALPH" => 'A', "ANIM" => 'N', "ANMF" => 'F', _ => 'I' });
        }

        var text = order.ToString();
        return flags < 0 ? text == "I" ? null : "The WebP's chunks are out of order." : Extended(text, flags) ? null : "The WebP's chunks are out of order.";
    }

    private static bool Extended(string order, int flags)
    {
        var rest = order.AsSpan(1);
        if (order[0] != 'X' || ((flags & 0x20) != 0) != rest.StartsWith("P"))
        {
            return false;
        }

        rest = rest.TrimStart('P');
        return (flags & 2) != 0 ? rest.StartsWith("NF") && rest[1..].IndexOfAnyExcept('F') < 0 : rest is "I" or "AI";
    }

    private static string? Frame(byte[] body)
    {
        var at = 16;
        var images = 0;
        while (body.Length - at >= 8)
        {
            var type = Encoding.Latin1.GetString(body, at, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(at + 4));
            if (length > body.Length - at - 8 || images > 0 || type is not ("ALPH" or "VP8 " or "VP8L"))
            {
                return "ANMF";
            }

            images += type == "ALPH" ? 0 : 1;
            at += 8 + (int)length + (int)(length & 1);
        }

        return images == 1 && at == body.Length ? null : "ANMF";
    }
}
