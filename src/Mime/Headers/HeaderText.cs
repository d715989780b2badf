namespace Mugai.Mime;

/// <summary>Decoded text and whether something in it could not be decoded cleanly.</summary>
public readonly record struct DecodedText(string Text, bool HadErrors);

/// <summary>Unstructured header values: unfolding, RFC 2047, raw 8-bit bytes.</summary>
public static class HeaderText
{
    public static DecodedText Decode(ReadOnlySpan<byte> rawValue) => throw new NotSupportedException();
}
