namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>Where links may lead: http, https and mailto, written without anything a reader could understand differently.</summary>
internal static class LinkScheme
{
    public static bool IsAllowed(ReadOnlySpan<byte> uri)
    {
        var colon = uri.IndexOf((byte)':');
        return colon is > 0 and < 8 && uri.Length < 4096 && IsPlain(uri) && (Is(uri[..colon], "http"u8) || Is(uri[..colon], "https"u8) || Is(uri[..colon], "mailto"u8));
    }

    // Control characters are skipped by some readers: java\nscript:.
    private static bool IsPlain(ReadOnlySpan<byte> uri) => uri.IndexOfAnyInRange((byte)0, (byte)31) < 0;

    private static bool Is(ReadOnlySpan<byte> scheme, ReadOnlySpan<byte> wanted) => System.Text.Ascii.EqualsIgnoreCase(scheme, wanted);
}
