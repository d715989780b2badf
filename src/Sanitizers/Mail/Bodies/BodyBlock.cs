using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Bodies;

/// <summary>
/// One text part on its way into the body: cleaned as it arrives, so that no second copy of it is held. Parts that a client shows one below
/// the other become paragraphs of one text.
/// </summary>
internal sealed class BodyBlock
{
    private readonly BodyText _target;
    private readonly ISanitizeContext _context;
    private readonly TextCleaner _cleaner;
    private readonly int _start;

    public BodyBlock(BodyText target, ISanitizeContext context)
    {
        _target = target;
        _context = context;
        _start = Separate(target);
        _cleaner = new TextCleaner(target);
    }

    /// <summary>The clean text of this block so far.</summary>
    public ReadOnlySpan<byte> Written => _target.Written[Math.Min(_start, _target.Count)..];

    public void Write(ReadOnlySpan<char> text) => _cleaner.Write(text);

    /// <summary>True when the cleaner holds nothing that the next characters could change.</summary>
    public bool IsBetweenLinesOrCharacters => _cleaner.IsIdle;

    /// <summary>Takes UTF-8 that <see cref="CleanUtf8"/> found clean; only while <see cref="IsBetweenLinesOrCharacters"/>.</summary>
    public void WriteClean(ReadOnlySpan<byte> utf8) => _target.Append(utf8);

    /// <summary>The block is complete; <paramref name="replacement"/> takes the place of its text when it is given.</summary>
    public void End(CharBuffer? replacement)
    {
        if (replacement is not null)
        {
            _target.Truncate(_start);
            _target.Append(replacement.Written);
        }

        Close(_target, _start);
    }

    /// <summary>No more text comes; reports what was dropped.</summary>
    public void Complete()
    {
        _cleaner.Complete();
        foreach (var (code, action, count) in _cleaner.Findings)
        {
            _context.Report(BodyIntake.Place, code, action, count);
        }
    }

    /// <summary>Puts a blank line behind what is there; gives where the next block begins.</summary>
    public static int Separate(BodyText target)
    {
        if (target.Count > 0)
        {
            target.Append("\r\n"u8);
        }

        return target.Count;
    }

    /// <summary>Ends a block with one line end; a block without text leaves no trace.</summary>
    public static void Close(BodyText target, int start)
    {
        var text = target.Written[start..].TrimEnd("\r\n"u8);
        if (text.IsEmpty)
        {
            target.Truncate(Math.Max(start - 2, 0));
            return;
        }

        target.Truncate(start + text.Length);
        target.Append("\r\n"u8);
    }
}
