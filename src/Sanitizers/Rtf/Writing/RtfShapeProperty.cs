using System.Text;
using Mugai.Sanitizers.Rtf.Vocabulary;

namespace Mugai.Sanitizers.Rtf.Writing;

/// <summary>A property of a shape while it is read: name and value, joined over whatever groups they were split into.</summary>
internal sealed class RtfShapeProperty
{
    // A freehand line of ten thousand points; longer ones are dropped.
    private const int MaxValueChars = 256 * 1024;
    private const int MaxNameChars = 64;

    private readonly StringBuilder _name = new();
    private readonly StringBuilder _value = new();
    private bool _hasName;
    private bool _hasValue;

    public string Name => _name.ToString();

    public string Value => _value.ToString();

    public RtfPicture? Picture { get; private set; }

    public bool MayStay => _hasName && _hasValue && _value.Length <= MaxValueChars && ShapeProperties.Allows(Name, Value, Picture is not null);

    /// <summary>The finding when it does not stay; null where that is not worth one.</summary>
    public string? Refusal => MayStay || ShapeProperties.IsWorthless(Name) ? null : Name.StartsWith("pihl", StringComparison.Ordinal) ? RtfCodes.Hyperlink : RtfCodes.ShapeProperty;

    /// <summary>False when it had that part before.</summary>
    public bool Begin(bool isValue)
    {
        var had = isValue ? _hasValue : _hasName;
        _hasValue |= isValue;
        _hasName |= !isValue;
        return !had;
    }

    public void Append(ReadOnlySpan<char> text, bool isValue)
    {
        var (into, max) = isValue ? (_value, MaxValueChars) : (_name, MaxNameChars);
        if (into.Length <= max)
        {
            into.Append(text[..Math.Min(text.Length, max + 1 - into.Length)]);
        }
    }

    public void Take(RtfPicture picture)
    {
        Picture?.Dispose();
        Picture = picture;
    }
}
