using System.Text;
using Mugai.Mime;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail;

/// <summary>One text part on its way from bytes to the body: charset, then cleaner, piece by piece.</summary>
internal sealed class TextPart(string? charset, BodyBlock block, Budget budget) : IDisposable
{
    private const int MaxPiece = 32 * 1024;

    private readonly CharsetDecoder _charset = CharsetDecoder.For(charset);

    // Characters between charset and cleaner; one piece of the input at a time.
    private readonly CharBuffer _chars = new(budget);

    public BodyBlock Block => block;

    /// <summary>What was wrong with its characters.</summary>
    public MimeDefect Defect => _charset.Defect;

    // In pieces, so that the characters of a large text are never there twice. A piece that is clean UTF-8 already is taken as it is; which
    // way a piece goes makes no difference to the text.
    public void Write(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        do
        {
            var piece = bytes[..Math.Min(bytes.Length, MaxPiece)];
            var passed = Pass(piece[..CleanUtf8.WholeLength(piece)]);
            if (passed == 0)
            {
                _charset.Decode(piece, isFinal && piece.Length == bytes.Length, _chars);
                block.Write(_chars.Written);
                _chars.Truncate(0);
                passed = piece.Length;
            }

            bytes = bytes[passed..];
        }
        while (!bytes.IsEmpty);
    }

    public void Dispose() => _chars.Dispose();

    private int Pass(ReadOnlySpan<byte> whole)
    {
        if (!block.IsBetweenLinesOrCharacters || whole.IsEmpty || !CleanUtf8.IsClean(whole) || !_charset.TryPass(whole))
        {
            return 0;
        }

        block.WriteClean(whole);
        return whole.Length;
    }
}
