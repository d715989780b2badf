using System.Text;

namespace Mugai.Sanitizers.Links;

/// <summary>A scheme whose addresses are links, and how it is written when they are none.</summary>
internal sealed class WrittenScheme
{
    private readonly byte[] _name;
    private readonly byte[] _defanged;

    private WrittenScheme(string name, string defanged) => (_name, _defanged) = (Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(defanged));

    /// <summary>No scheme: a bare name.</summary>
    public static WrittenScheme None { get; } = new("", "");

    /// <summary>Longer ones first; defanged ones too, for they are never somebody else's scheme.</summary>
    public static IReadOnlyList<WrittenScheme> All { get; } = [new("https", "hxxps"), new("http", "hxxp"), new("hxxps", "hxxps"), new("hxxp", "hxxp"), new("ftp", "fxp"), new("fxp", "fxp")];

    public ReadOnlySpan<byte> Name => _name;

    public ReadOnlySpan<byte> Defanged => _defanged;

    public int Length => _name.Length;

    /// <summary>True when it is the defanged form itself.</summary>
    public bool IsDefanged => _name.Length > 0 && _name.AsSpan().SequenceEqual(_defanged);

    /// <summary>The scheme that <paramref name="text"/> begins with, up to its colon; null when it is another one.</summary>
    public static WrittenScheme? Of(ReadOnlySpan<byte> text)
    {
        foreach (var scheme in All)
        {
            if (text.Length > scheme.Length && text[scheme.Length] == ':' && Ascii.EqualsIgnoreCase(text[..scheme.Length], scheme.Name))
            {
                return scheme;
            }
        }

        return null;
    }
}
