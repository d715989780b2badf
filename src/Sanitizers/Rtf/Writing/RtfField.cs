using System.Text;
using Mugai.Sanitizers.Ooxml.Word;

namespace Mugai.Sanitizers.Rtf.Writing;

/// <summary>A field while it is read: its code joined over all runs it was split into.</summary>
internal sealed class RtfField(long start, bool isAfterWord, int pictures)
{
    private readonly StringBuilder _code = new();

    /// <summary>Where in the output it begins, and what stood there.</summary>
    public long Start => start;

    public bool IsAfterWord => isAfterWord;

    /// <summary>How many pictures the document had before it.</summary>
    public int Pictures => pictures;

    public RtfFieldState State { get; set; }

    /// <summary>A field inside the code does not stay, so that what it leaves would be read as code.</summary>
    public bool HasFlattenedInside { get; set; }

    /// <summary>Text that stands in the code of a button.</summary>
    public string? ShownText { get; set; }

    public bool HasResult { get; set; }

    public string Code => _code.ToString();

    public void Append(ReadOnlySpan<char> text)
    {
        // One character more than the judge accepts is enough to be refused.
        if (_code.Length <= FieldCode.MaxChars)
        {
            _code.Append(text[..Math.Min(text.Length, FieldCode.MaxChars + 1 - _code.Length)]);
        }
    }
}

/// <summary>How far a field came.</summary>
internal enum RtfFieldState : byte
{
    Open,
    Kept,
    Flattened,
}
