using System.Text;
using Mugai.Mime;
using Mugai.Sanitizers.Mail.Parts;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Bodies;

/// <summary>One text part on its way from bytes to the body: files in it, then charset, then cleaner, piece by piece.</summary>
internal sealed class TextPart(ContentType? type, BodyBlock block, Budget budget) : IDisposable
{
    private const int MaxPiece = 32 * 1024;

    private readonly CharsetDecoder _charset = CharsetDecoder.For(type?.Charset);
    private readonly FlowedText? _flowed = IsFlowed(type) ? new FlowedText(string.Equals(type!["delsp"], "yes", StringComparison.OrdinalIgnoreCase), block) : null;

    // Characters between charset and cleaner; one piece of the input at a time.
    private readonly CharBuffer _chars = new(budget);
    private readonly YencFiles _yenc = new(budget);

    public BodyBlock Block => block;

    /// <summary>Files in yEnc that stood in it; complete behind the final piece.</summary>
    public IReadOnlyList<YencFile> Files => _yenc.Files;

    /// <summary>What was wrong with its characters.</summary>
    public MimeDefect Defect => _charset.Defect;

    public void Write(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        while (_yenc.TryRead(ref bytes, isFinal, out var text))
        {
            WriteText(text, isFinal: false);
        }

        if (isFinal)
        {
            WriteText(default, isFinal: true);
        }
    }

    public void Dispose()
    {
        _chars.Dispose();
        _yenc.Dispose();
    }

    // In pieces, so that the characters of a large text are never there twice. A piece that is clean UTF-8 already is taken as it is; which
    // way a piece goes makes no difference to the text.
    private void WriteText(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        do
        {
            var piece = bytes[..Math.Min(bytes.Length, MaxPiece)];
            var passed = Pass(piece[..CleanUtf8.WholeLength(piece)]);
            if (passed == 0)
            {
                _charset.Decode(piece, isFinal && piece.Length == bytes.Length, _chars);
                if (_flowed is null)
                {
                    block.Write(_chars.Written);
                }
                else
                {
                    _flowed.Write(_chars.Written);
                }

                _chars.Truncate(0);
                passed = piece.Length;
            }

            bytes = bytes[passed..];
        }
        while (!bytes.IsEmpty);
        if (isFinal)
        {
            _flowed?.Complete();
        }
    }

    private static bool IsFlowed(ContentType? type) => type is { MediaType: "text/plain" } && string.Equals(type["format"], "flowed", StringComparison.OrdinalIgnoreCase);

    private int Pass(ReadOnlySpan<byte> whole)
    {
        if (_flowed is not null || !block.IsBetweenLinesOrCharacters || whole.IsEmpty || !CleanUtf8.IsClean(whole) || !_charset.TryPass(whole))
        {
            return 0;
        }

        block.WriteClean(whole);
        return whole.Length;
    }
}
