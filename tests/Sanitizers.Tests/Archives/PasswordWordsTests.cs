using Mugai.Sanitizers.Archives.Passwords;

namespace Mugai.Sanitizers.Tests.Archives;

public class PasswordWordsTests
{
    [Theory]
    [InlineData("パスワード：Abc123", "Abc123")]
    [InlineData("パスワード: Abc123 です", "Abc123")]
    [InlineData("パスワードはAbc123です。", "Abc123")]
    [InlineData("ＰＷ＝Ａｂｃ１２３", "Abc123")]
    [InlineData("解凍パスワードは下記のとおりです。\r\n\r\n   xK9!m-p_2\r\n\r\n以上", "xK9!m-p_2")]
    [InlineData("ﾊﾟｽﾜｰﾄﾞ 20261120", "20261120")]
    [InlineData("Password: \"s3cret.pass\"", "s3cret.pass")]
    [InlineData("the password is hunter2.", "hunter2")]
    [InlineData("PASS：【yama-kawa】", "yama-kawa")]
    [InlineData("パスワードは「みかん箱」です。", "みかん箱")]
    [InlineData("解凍ＰＷ：ａｂ−１２", "ab-12")]
    [InlineData("■パスワード■\r\n----------\r\nqwertyuiop\r\n----------", "qwertyuiop")]
    public void Finds_WhatFollowsTheWord(string text, string expected) => Assert.Contains(expected, PasswordWords.Extract(text));

    [Fact]
    public void Puts_WhatFollowsTheWord_First() =>
        Assert.Equal("himitsu", PasswordWords.Extract("資料Rev2を送ります。 Rev2b\r\nパスワード: himitsu\r\n")[0]);

    [Fact]
    public void Finds_WordsThatLookMadeUp()
    {
        var words = PasswordWords.Extract("先日の件です。\r\n\r\nQ7x-22mB\r\n\r\nhttps://example.com/a1 yamada@example.com word 12345678 よろしく");

        Assert.Contains("Q7x-22mB", words);
        Assert.DoesNotContain("word", words);
        Assert.DoesNotContain("12345678", words);
        Assert.DoesNotContain(words, word => word.Contains("example", StringComparison.Ordinal));
    }

    [Fact]
    public void Gives_NoMoreThanItMay()
    {
        var words = PasswordWords.Extract(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"pw: Ab{i}x{new string('z', i % 100)} ")));

        Assert.InRange(words.Count, 1, PasswordWords.MaxWords);
        Assert.All(words, word => Assert.InRange(word.Length, 1, PasswordWords.MaxWordChars));
        Assert.Equal(words.Count, words.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Never_Throws_OnAnyPrefix()
    {
        const string Text = "パスワードは\uD83C\uDF4A「ab\uD83C」\r\n\uDF4Apw\r\n\r\n：\r\nx";
        for (var length = 0; length <= Text.Length; length++)
        {
            Assert.NotNull(PasswordWords.Extract(Text.AsSpan(0, length)));
        }
    }
}
