using System.Text;
using Mugai.Sanitizers.Rtf.Reading;

namespace Mugai.Sanitizers.Rtf.Writing;

/// <summary>Code pages of two bytes, to write names of fonts in. What they do not have gives nothing.</summary>
internal static class FontEncodings
{
    private static readonly Dictionary<int, Encoding> Pages = new[] { 932, 936, 949, 950 }
        .ToDictionary(page => page, page => CodePagesEncodingProvider.Instance.GetEncoding(page, new EncoderReplacementFallback(""), DecoderFallback.ReplacementFallback)!);

    /// <summary>Null for pages of one byte.</summary>
    public static Encoding? Of(int page) => RtfCharsets.IsDoubleByte(page) ? Pages.GetValueOrDefault(page) : null;
}
