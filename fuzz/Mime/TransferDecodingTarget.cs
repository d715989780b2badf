using Mugai.Mime;

namespace Mugai.Fuzz.Mime;

/// <summary>Each decoder gives the same bytes and the same defect however the input is cut; encoding and decoding gives the input back.</summary>
internal static class TransferDecodingTarget
{
    public static FuzzTarget Target { get; } = new(
        "transfer-decoding",
        MimeTokens.Bytes(
            "SGVsbG8gd29ybGQsIHRoaXMgaXMgYmFzZTY0IHRleHQgb2Ygc29tZSBsZW5ndGggdG8gZmlsbCBsaW4=\r\nQUJDREVG\r\nQUI=\r\n",
            "soft=\r\nline =E3=81=82  \r\nblank \t\r\nx=3D= \t\r\ny",
            "begin 644 a\r\n#0V%T\r\n`\r\nend\r\n"),
        MimeTokens.Bytes("=", "==", "=\r\n", "= \r\n", "=3D", "=4", "\r\n", "\n", "\r", " ", "\t", "\0", "QUJD", "QUI=", "QQ==", "begin 644 x\r\n", "end\r\n", "`\r\n", "#0V%T\r\n", new string('A', 76) + "\r\n"),
        Run);

    private static readonly TransferEncoding[] Encodings = [TransferEncoding.Base64, TransferEncoding.QuotedPrintable, TransferEncoding.Uuencode];

    private static void Run(byte[] input)
    {
        foreach (var encoding in Encodings)
        {
            var whole = Decode(encoding, input, int.MaxValue, out var defect);
            foreach (var piece in new[] { 1 + (input.Length % 13), 77, input.Length < 300 ? 1 : 1000 })
            {
                var again = Decode(encoding, input, piece, out var defectAgain);
                if (defect != defectAgain || !whole.AsSpan().SequenceEqual(again))
                {
                    throw new PropertyBrokenException($"{encoding} depends on pieces of {piece}");
                }
            }

            var encoded = Encode(encoding, input);
            if (!Decode(encoding, encoded, 1000, out defect).AsSpan().SequenceEqual(input) || defect != MimeDefect.None)
            {
                throw new PropertyBrokenException($"{encoding} does not come back");
            }
        }
    }

    private static byte[] Decode(TransferEncoding encoding, byte[] input, int piece, out MimeDefect defect)
    {
        var decoder = TransferDecoder.Create(encoding);
        using var output = new MemoryStream();
        var buffer = new byte[TransferDecoder.MaxDecodedLength(Math.Min(piece, input.Length))];
        for (var i = 0; i < input.Length; i += piece)
        {
            var length = Math.Min(piece, input.Length - i);
            output.Write(buffer, 0, decoder.Decode(input.AsSpan(i, length), buffer, isFinal: false));
            if (piece == int.MaxValue)
            {
                break;
            }
        }

        output.Write(buffer, 0, decoder.Decode([], buffer, isFinal: true));
        defect = decoder.Defect;
        return output.ToArray();
    }

    private static byte[] Encode(TransferEncoding encoding, byte[] input)
    {
        var buffer = new byte[TransferEncoder.MaxEncodedLength(input.Length)];
        return buffer[..TransferEncoder.Create(encoding).Encode(input, buffer, isFinal: true)];
    }
}
