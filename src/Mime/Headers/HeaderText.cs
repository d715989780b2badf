using System.Buffers;
using System.Text;

namespace Mugai.Mime;

/// <summary>Decoded text and whether something in it could not be decoded cleanly.</summary>
public readonly record struct DecodedText(string Text, bool HadErrors);

/// <summary>
/// Unstructured header values to text: unfolded, encoded words (RFC 2047) decoded, raw bytes by detection. Encoded words that follow each
/// other in one charset and encoding are joined as bytes first, because mailers cut inside of characters. Bytes between words that are no
/// ASCII take one detected charset for the whole value. UTF-7 words are refused (shown as the ASCII they hide behind) and count as errors.
/// </summary>
public static class HeaderText
{
    /// <summary>Decodes a raw field value (as <see cref="MimeEvent.Value"/> gives it), outer white space trimmed.</summary>
    public static DecodedText Decode(ReadOnlySpan<byte> rawValue)
    {
        var trimmed = MimeText.Trim(rawValue);
        if (IsPlain(trimmed))
        {
            return new DecodedText(Encoding.ASCII.GetString(trimmed), false);
        }

        var unfolded = Unfold(trimmed);
        return new EncodedWordReader(unfolded).Read();
    }

    /// <summary>Takes the line ends of folds out; the white space of the fold stays.</summary>
    internal static byte[] Unfold(ReadOnlySpan<byte> value)
    {
        var output = new byte[value.Length];
        var length = 0;
        while (true)
        {
            var end = value.IndexOfAny((byte)'\r', (byte)'\n');
            var run = end < 0 ? value : value[..end];
            run.CopyTo(output.AsSpan(length));
            length += run.Length;
            if (end < 0)
            {
                return length == output.Length ? output : output[..length];
            }

            value = value[(end + 1)..];
        }
    }

    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Where(c => c != '=').Select(c => (byte)c), (byte)'\t']);

    private static bool IsPlain(ReadOnlySpan<byte> value) => !value.ContainsAnyExcept(Plain);
}
