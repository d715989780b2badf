using Mugai.Sanitizers.PlainText;

namespace Mugai.Sanitizers.Xml;

/// <summary>Hands characters on and notices a document type declaration in the prolog, which the reader skips without a word. Controls that no XML may hold are dropped on the way.</summary>
internal sealed class DoctypeWatch(DecodedText text, Action found) : TextReader
{
    // A declaration stands before the first element; no real prolog is longer.
    private const int MaxPrologChars = 16_384;

    private readonly char[] _last = new char[9];
    private int _seen;
    private bool _isOver;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        int kept;
        do
        {
            var read = text.Read(buffer);
            if (read == 0)
            {
                return 0;
            }

            if (!_isOver)
            {
                Watch(buffer[..read]);
            }

            kept = DropControls(buffer[..read]);
        }
        while (kept == 0);
        return kept;
    }

    // XML 1.0, 2.2 (Char). Text that was cut off a terminal has such characters; the element it stands in is still good.
    private static int DropControls(Span<char> chars)
    {
        var kept = 0;
        foreach (var c in chars)
        {
            if (c is >= ' ' or '\t' or '\r' or '\n')
            {
                chars[kept++] = c is '\uFFFE' or '\uFFFF' ? '\uFFFD' : c;
            }
        }

        return kept;
    }

    private void Watch(ReadOnlySpan<char> chars)
    {
        foreach (var c in chars)
        {
            _last.AsSpan(1).CopyTo(_last);
            _last[8] = c;
            if (_last.AsSpan().SequenceEqual("<!DOCTYPE"))
            {
                found();
                _isOver = true;
                return;
            }

            if (++_seen >= MaxPrologChars)
            {
                _isOver = true;
                return;
            }
        }
    }
}
