using System.Globalization;

namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>An enhanced status code (RFC 3463): class 2, 4 or 5, subject and detail 0–999. The default value means "none was given".</summary>
public readonly record struct ReplyStatus(int Class, int Subject, int Detail)
{
    /// <summary>False when the server gave none.</summary>
    public bool IsGiven => Class != 0;

    /// <summary>Reads <c>5.1.1</c> at the start of <paramref name="text"/>; it must end there or before a space.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ReplyStatus status)
    {
        status = default;
        if (text.Length < 5 || text[0] is not ('2' or '4' or '5') || text[1] != '.')
        {
            return false;
        }

        var position = 2;
        if (!TryTakeNumber(text, ref position, out var subject) || position == text.Length || text[position++] != '.'
            || !TryTakeNumber(text, ref position, out var detail))
        {
            return false;
        }

        if (position < text.Length && text[position] is not (' ' or '\t'))
        {
            return false;
        }

        status = new ReplyStatus(text[0] - '0', subject, detail);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        IsGiven ? string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{Detail}") : "";

    // RFC 3463 2: one to three digits.
    private static bool TryTakeNumber(ReadOnlySpan<char> text, ref int position, out int number)
    {
        number = 0;
        var start = position;
        while (position < text.Length && position - start < 3 && char.IsAsciiDigit(text[position]))
        {
            number = (number * 10) + (text[position++] - '0');
        }

        return position > start;
    }
}
