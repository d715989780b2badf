namespace Mugai.Gateway.People;

/// <summary>What was typed with a Japanese input method left on: ＡＢＣ１２３ means ABC123. By hand, because without ICU (docs/adr/0002) nothing is normalized.</summary>
internal static class TypedText
{
    private const int FullToHalf = 'Ａ' - 'A';

    public static string HalfWidth(string text) => string.Create(text.Length, text, static (signs, source) =>
    {
        for (var i = 0; i < signs.Length; i++)
        {
            signs[i] = source[i] switch { >= '！' and <= '～' and var full => (char)(full - FullToHalf), '\u3000' => ' ', var other => other };
        }
    });

    /// <summary>A code however it is spaced, cased and wide.</summary>
    public static string Code(string text) => string.Concat(HalfWidth(text).ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));
}
