using System.Text;
using Mugai.Sanitizers.Html;

namespace Mugai.Sanitizers.Images.QrCodes;

/// <summary>What a code says, as a person may read it: a link that nothing makes clickable, or a short text.</summary>
internal static class QrPayload
{
    // A notice is read on a small screen; longer ones are cut.
    private const int MaxChars = 200;

    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    public static string Show(ReadOnlySpan<byte> bytes)
    {
        var text = Decode(bytes).Trim();
        var target = LinkTarget.Parse(text);
        // A telephone takes a word with dots for a site.
        var shown = target.Kind == LinkKind.Web ? target.Show(defang: true)
            : target.Kind == LinkKind.Relative && !text.Contains(' ', StringComparison.Ordinal) ? Disarmed(text).Replace(".", "[.]", StringComparison.Ordinal) : Disarmed(text);
        return shown.Length <= MaxChars ? shown : string.Concat(Cut(shown), "…");
    }

    // Codes made in Japan hold Shift_JIS or UTF-8 and seldom say which (ISO/IEC 18004, 7.4.2).
    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetString(bytes);
        }
    }

    // Programs find links in any text, also in that of WIFI:, BEGIN:VCARD and the like.
    private static string Disarmed(string text) => text.Replace("://", "[:]//", StringComparison.Ordinal).Replace("www.", "www[.]", StringComparison.OrdinalIgnoreCase).Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ').Replace('\r', ' ');

    private static ReadOnlySpan<char> Cut(string shown) => shown.AsSpan(0, char.IsHighSurrogate(shown[MaxChars - 1]) ? MaxChars - 1 : MaxChars);
}
