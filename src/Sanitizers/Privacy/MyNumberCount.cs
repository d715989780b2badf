using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Privacy;

/// <summary>
/// Counts what looks like an individual number (個人番号) in a text that comes in pieces: twelve digits, half or full width, together or in fours with one kind of separator, whose last one
/// is the check digit of 総務省令 (行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による通知カード及び個人番号カード並びに情報提供ネットワークシステムによる
/// 特定個人情報の提供等に関する省令, article 5). One look at each character, a state of a few numbers. The numbers themselves are in no finding.
/// </summary>
/// <remarks>
/// KEEPS: everything; it only counts. LIMITS: one number in eleven of twelve digits has a fitting last one by chance; digits that touch a Latin letter or further digits, and fours that are
/// not three, six, nine … in a row (a card has four), do not count.
/// </remarks>
public sealed class MyNumberCount
{
    /// <summary>The finding's code.</summary>
    public const string Code = "privacy.mynumber";

    private const int Digits = 12;
    private const int GroupDigits = 4;
    private const string Separators = " \u3000\u00A0-\uFF0D\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30FC\uFF70";

    private readonly byte[] _run = new byte[Digits];
    private readonly byte[] _chain = new byte[Digits];
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private int _runLength;
    private bool _runTouchesLetter;
    private int _groups;
    private int _chainFits;
    private char _separator;
    private char _last;

    /// <summary>Numbers so far, those that end with the last character not among them: <see cref="Complete"/> ends the text.</summary>
    public int Count { get; private set; }

    /// <summary>One for a part under this policy; null when it does not want them listed.</summary>
    public static MyNumberCount? For(SanitizePolicy policy) => policy.ListMyNumbers ? new() : null;

    /// <summary>The next characters.</summary>
    public void Take(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            Take(c);
        }
    }

    /// <summary>The next bytes of UTF-8; a character may be split between two calls.</summary>
    public void TakeUtf8(ReadOnlySpan<byte> text)
    {
        Span<char> piece = stackalloc char[512];
        while (text.Length > 0)
        {
            _decoder.Convert(text, piece, flush: false, out var read, out var written, out _);
            Take(piece[..written]);
            text = text[read..];
        }
    }

    /// <summary>The text ends here.</summary>
    public void Complete() => Take('\n');

    /// <summary>Ends the text and reports what was counted.</summary>
    public void Report(ISanitizeContext context, string place)
    {
        Complete();
        if (Count > 0)
        {
            context.Report(place, Code, FindingAction.Kept, Count);
        }
    }

    /// <summary>
    /// The check digit: with P the digits from the lowest to the highest without the last and Q = n + 1 for the first six, n − 5 for the others, 11 − (Σ P×Q mod 11), and 0 where
    /// that remainder is 0 or 1.
    /// </summary>
    internal static bool Fits(ReadOnlySpan<byte> number)
    {
        var (sum, any) = (0, 0);
        for (var n = 1; n < Digits; n++)
        {
            var digit = number[Digits - 1 - n];
            sum += digit * (n <= 6 ? n + 1 : n - 5);
            any |= digit;
        }

        var rest = sum % 11;
        return any != 0 && number[^1] == (rest <= 1 ? 0 : 11 - rest);
    }

    private void Take(char c)
    {
        if (DigitOf(c) is { } digit)
        {
            if (_runLength == 0)
            {
                _runTouchesLetter = IsLetter(_last);
            }

            if (_runLength < Digits)
            {
                _run[_runLength] = digit;
            }

            _runLength = Math.Min(_runLength + 1, Digits + 1);
        }
        else if (_runLength > 0)
        {
            EndRun(c);
        }
        else if (_groups > 0)
        {
            // A separator and no digit behind it.
            EndChain();
        }

        _last = c;
    }

    private void EndRun(char next)
    {
        var stands = !_runTouchesLetter && !IsLetter(next);
        if (_runLength == Digits && stands && Fits(_run))
        {
            Count++;
        }

        if (_runLength == GroupDigits && stands)
        {
            AddGroup();
            if (Separators.Contains(next, StringComparison.Ordinal) && (_groups == 1 || next == _separator))
            {
                _separator = next;
                _runLength = 0;
                return;
            }

            EndChain();
        }
        else
        {
            // Fours that end in something else are no numbers of fours.
            (_groups, _chainFits) = (0, 0);
        }

        _runLength = 0;
    }

    private void AddGroup()
    {
        var place = _groups % 3;
        _run.AsSpan(0, GroupDigits).CopyTo(_chain.AsSpan(place * GroupDigits));
        _groups++;
        _chainFits += place == 2 && Fits(_chain) ? 1 : 0;
    }

    private void EndChain()
    {
        Count += _groups % 3 == 0 ? _chainFits : 0;
        (_groups, _chainFits) = (0, 0);
    }

    private static byte? DigitOf(char c) => c switch
    {
        >= '0' and <= '9' => (byte)(c - '0'),
        >= '\uFF10' and <= '\uFF19' => (byte)(c - '\uFF10'),
        _ => null,
    };

    private static bool IsLetter(char c) => char.IsAsciiLetter(c) || c is (>= '\uFF21' and <= '\uFF3A') or (>= '\uFF41' and <= '\uFF5A');
}
