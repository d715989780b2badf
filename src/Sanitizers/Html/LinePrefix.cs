using System.Globalization;

namespace Mugai.Sanitizers.Html;

/// <summary>What stands before the lines of a block.</summary>
internal enum LinePrefixKind : byte
{
    /// <summary><c>&gt; </c> before every line.</summary>
    Quote,

    /// <summary>Two columns.</summary>
    Indent,

    /// <summary>・ before the first line, as wide an indent before the others.</summary>
    Bullet,

    /// <summary><c>1. </c>, <c>a. </c>, <c>iv. </c> before the first line.</summary>
    Number,

    /// <summary>■ ◆ ● ○ by level before the first line.</summary>
    Heading,
}

/// <summary>One open prefix.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The item's number or the heading's level.</param>
/// <param name="Style">The <c>type</c> of a numbered list: 1, a, A, i or I.</param>
internal record struct LinePrefix(LinePrefixKind Kind, int Number = 0, char Style = '1')
{
    /// <summary>An int of 11 characters or a Roman number of 15, with ". ".</summary>
    public const int MaxMarkChars = 20;

    /// <summary>The first line, the one that shows the mark, has been written.</summary>
    public bool Written { get; private set; }

    /// <summary>Writes what stands before the next line; returns its length.</summary>
    public int Write(Span<char> mark)
    {
        var first = !Written;
        Written = true;
        switch (Kind)
        {
            case LinePrefixKind.Quote:
                "> ".CopyTo(mark);
                return 2;
            case LinePrefixKind.Indent:
                "  ".CopyTo(mark);
                return 2;
            case LinePrefixKind.Bullet:
                (first ? "・" : "  ").CopyTo(mark);
                return first ? 1 : 2;
            case LinePrefixKind.Heading when first:
                (Number switch { 1 => "■ ", 2 => "◆ ", 3 => "● ", _ => "○ " }).CopyTo(mark);
                return 2;
            case LinePrefixKind.Heading:
                "   ".CopyTo(mark);
                return 3;
        }

        var length = WriteNumber(mark);
        mark[length++] = '.';
        mark[length++] = ' ';
        if (!first)
        {
            mark[..length].Fill(' ');
        }

        return length;
    }

    private readonly int WriteNumber(Span<char> mark)
    {
        // HTML 4.4.5: what a style cannot say (zero, negative, Roman 4000 and up) is said in decimal.
        if (Style is 'a' or 'A' && Number > 0)
        {
            return WriteLetters(mark);
        }

        if (Style is 'i' or 'I' && Number is > 0 and < 4000)
        {
            return WriteRoman(mark);
        }

        Number.TryFormat(mark, out var length, default, CultureInfo.InvariantCulture);
        return length;
    }

    private readonly int WriteLetters(Span<char> mark)
    {
        var length = 0;
        for (var rest = Number; rest > 0; rest = (rest - 1) / 26)
        {
            mark[length++] = (char)(Style + ((rest - 1) % 26));
        }

        mark[..length].Reverse();
        return length;
    }

    private readonly int WriteRoman(Span<char> mark)
    {
        ReadOnlySpan<int> values = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1];
        ReadOnlySpan<string> numerals = ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"];
        var length = 0;
        var rest = Number;
        for (var i = 0; i < values.Length; i++)
        {
            for (; rest >= values[i]; rest -= values[i])
            {
                foreach (var c in numerals[i])
                {
                    mark[length++] = Style == 'I' ? char.ToUpperInvariant(c) : c;
                }
            }
        }

        return length;
    }
}
