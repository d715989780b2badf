using System.Text;
using Mugai.Sanitizers.Archives.Passwords;

namespace Mugai.Fuzz.Archives;

/// <summary>Any text: no exception, no more and no longer words than promised, each once, and the same words for the same text.</summary>
internal static class PasswordWordsTarget
{
    public static FuzzTarget Target { get; } = new(
        "password-words",
        ["パスワード：Abc123"u8.ToArray(), "パスワードは下記の通りです。\r\n\r\nxK9!m-p_2\r\n"u8.ToArray(), "Password: \"s3cret\" を解凍"u8.ToArray(), [0xF0, 0x9F, 0x91, 0x8B]],
        [.. ((string[])["パスワード", "pw", "解凍", "：", "「", "」", "は", "\n", "\r\n", "ＡＢ", "\u3000", "a1B2c3", "https://", "@x."]).Select(Encoding.UTF8.GetBytes)],
        Run);

    private static void Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var words = PasswordWords.Extract(text);
        if (words.Count > PasswordWords.MaxWords || words.Any(word => word.Length is 0 or > PasswordWords.MaxWordChars) || words.Distinct(StringComparer.Ordinal).Count() != words.Count)
        {
            throw new PropertyBrokenException("too many words, too long ones or one twice");
        }

        if (!words.SequenceEqual(PasswordWords.Extract(text)) || words.Any(word => Encoding.UTF8.GetByteCount(word) > 256))
        {
            throw new PropertyBrokenException("other words, or one that does not fit");
        }
    }
}
