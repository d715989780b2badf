using System.Buffers;

namespace Mugai.Mime;

/// <summary>Bytes of a charset to characters, chunk by chunk.</summary>
public sealed class CharsetDecoder
{
    private CharsetDecoder()
    {
    }

    /// <summary>The charset that was used: ours for the label, or the detected one.</summary>
    public string UsedCharset => throw new NotSupportedException(ToString());

    public bool HadErrors => throw new NotSupportedException(ToString());

    /// <summary>How many U+FFFD were written for undecodable bytes.</summary>
    public long Replacements => throw new NotSupportedException(ToString());

    /// <summary>None, RefusedCharset, UnknownCharset or UndecodableText.</summary>
    public MimeDefect Defect => throw new NotSupportedException(ToString());

    /// <summary>A decoder for a label; an unknown or missing label means detection.</summary>
    public static CharsetDecoder For(string? label) => throw new NotSupportedException(label);

    public void Decode(ReadOnlySpan<byte> bytes, bool isFinal, IBufferWriter<char> chars) => throw new NotSupportedException(ToString());
}
