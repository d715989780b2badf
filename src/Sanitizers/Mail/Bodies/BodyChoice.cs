using Mugai.Mime;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Bodies;

/// <summary>One multipart/alternative while it is read: its plain text, already clean, and its HTML, not looked at yet.</summary>
internal sealed class BodyChoice(Budget budget) : IDisposable
{
    /// <summary>Plain text so far.</summary>
    public BodyText Plain { get; } = new(budget);

    /// <summary>HTML parts in order.</summary>
    public List<HtmlPart> Html { get; } = [];

    public void Dispose()
    {
        Plain.Dispose();
        foreach (var part in Html)
        {
            part.Dispose();
        }
    }
}

/// <summary>Decoded HTML and the charset its label named.</summary>
internal sealed record HtmlPart(ScratchStream Content, string? Charset) : IDisposable
{
    /// <summary>Where its text does not show; known when it was converted.</summary>
    public HiddenPlaces Hidden { get; } = new();

    /// <summary>Hands its characters to <paramref name="write"/> piece by piece, from the beginning; returns what was wrong with them.</summary>
    public MimeDefect Decode(Budget budget, CharWriter write)
    {
        Content.Position = 0;
        var decoder = CharsetDecoder.For(Charset ?? HtmlEncoding.Of(Content.Unread).Label);
        using var chars = new CharBuffer(budget);
        while (Content.Unread is { IsEmpty: false } bytes)
        {
            decoder.Decode(bytes, false, chars);
            Content.Position += bytes.Length;
            write(chars.Written);
            chars.Truncate(0);
        }

        decoder.Decode(default, true, chars);
        write(chars.Written);
        return decoder.Defect;
    }

    public void Dispose() => Content.Dispose();
}

/// <summary>Takes characters.</summary>
internal delegate void CharWriter(ReadOnlySpan<char> characters);
