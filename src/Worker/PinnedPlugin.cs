namespace Mugai.Worker;

/// <summary>A plug-in assembly and the digest that its bytes must have.</summary>
internal sealed record PinnedPlugin(string Path, string Sha256)
{
    /// <summary>Reads <c>SHA256=PATH</c>.</summary>
    public static bool TryParse(string text, out PinnedPlugin plugin)
    {
        plugin = new PinnedPlugin("", "");
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals != 64 || !text.AsSpan(0, 64).ContainsOnlyHex() || !System.IO.Path.IsPathFullyQualified(text[65..]))
        {
            return false;
        }

        plugin = new PinnedPlugin(text[65..], text[..64].ToLowerInvariant());
        return true;
    }
}

file static class HexDigits
{
    public static bool ContainsOnlyHex(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
