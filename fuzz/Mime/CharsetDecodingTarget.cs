using System.Buffers;
using Mugai.Mime;

namespace Mugai.Fuzz.Mime;

/// <summary>Each charset gives the same characters and the same count of replacements however the input is cut; no lone surrogate comes out.</summary>
internal static class CharsetDecodingTarget
{
    // The platform's multi-byte decoders among them count broken sequences differently at cuts, so only ours and single bytes are compared.
    private static readonly string?[] Labels = [null, "utf-8", "utf-16", "utf-16be", "iso-2022-jp", "shift_jis", "euc-jp", "windows-1251", "utf-7"];
    private static readonly string[] PlatformLabels = ["gb18030", "gbk", "big5", "euc-kr", "hz", "iso-2022-kr"];

    public static FuzzTarget Target { get; } = new("charset-decoding", MimeTokens.Headers, MimeTokens.HeaderTokens, Run);

    private static void Run(byte[] input)
    {
        foreach (var label in Labels)
        {
            var whole = Decode(label, input, Math.Max(1, input.Length), out var replacements);
            foreach (var piece in new[] { 1, 1 + (input.Length % 7) })
            {
                if (Decode(label, input, piece, out var again) != whole || again != replacements)
                {
                    throw new PropertyBrokenException($"{label} depends on pieces of {piece}");
                }
            }
        }

        foreach (var label in PlatformLabels)
        {
            Decode(label, input, 1 + (input.Length % 7), out _);
        }
    }

    private static string Decode(string? label, byte[] input, int piece, out long replacements)
    {
        var decoder = CharsetDecoder.For(label);
        var chars = new ArrayBufferWriter<char>(input.Length + 32);
        for (var i = 0; i < input.Length; i += piece)
        {
            decoder.Decode(input.AsSpan(i, Math.Min(piece, input.Length - i)), false, chars);
        }

        decoder.Decode([], true, chars);
        replacements = decoder.Replacements;
        var text = chars.WrittenSpan;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                throw new PropertyBrokenException($"{label} gives a lone surrogate");
            }
        }

        return text.ToString();
    }
}
