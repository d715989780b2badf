using System.Buffers;
using System.Text;

namespace Mugai.Sanitizers.Links;

/// <summary>
/// Tells without a copy that a link is what it looks like: an ASCII name that every reader takes for the same host, no service that hides its target, no address inside the
/// address, and no host that the policy knows. Nearly every link is one; whatever else takes the careful way.
/// </summary>
internal sealed class OrdinaryLinks(LinkRules rules)
{
    private const int MaxHost = 255;

    private static readonly SearchValues<byte> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"u8);

    private readonly bool _knowsHosts = rules.KnowsHosts;

    public bool IsOrdinary(ReadOnlySpan<byte> text, in LinkSpan link)
    {
        var host = text[link.Host..link.HostEnd];
        var port = host.IndexOf((byte)':');
        host = port < 0 ? host : host[..port];

        // The last label of an address is a number, or 0x… (URL Standard 3.5); a name of one ends in letters.
        if (_knowsHosts || link.Host != link.Authority || host.Length is 0 or > MaxHost || host.ContainsAnyExcept(HostCharacters) || !char.IsAsciiLetter((char)host[^1])
            || Holds(text[link.HostEnd..link.End], "http"u8))
        {
            return false;
        }

        Span<char> lower = stackalloc char[MaxHost];
        Ascii.ToLower(host, lower, out var length);
        ReadOnlySpan<char> name = lower[..length];
        return !name[(name.LastIndexOf('.') + 1)..].StartsWith("0x") && !name.Contains("xn--", StringComparison.Ordinal) && !KnownHosts.IsShortener(name);
    }

    private static bool Holds(ReadOnlySpan<byte> path, ReadOnlySpan<byte> word)
    {
        while (path.IndexOfAny((byte)(word[0] & ~0x20), word[0]) is var at and >= 0)
        {
            path = path[at..];
            if (path.Length >= word.Length && Ascii.EqualsIgnoreCase(path[..word.Length], word))
            {
                return true;
            }

            path = path[1..];
        }

        return false;
    }
}
