using System.Text;

namespace Mugai.Mime.Tests;

public sealed class AddressListTests
{
    [Theory]
    [InlineData("a@example.jp", "|a@example.jp")]
    [InlineData("<a@example.jp>", "|a@example.jp")]
    [InlineData("Taro Yamada <a@example.jp>", "Taro Yamada|a@example.jp")]
    [InlineData("\"Yamada, Taro\" <a@example.jp>", "Yamada, Taro|a@example.jp")]
    [InlineData("=?UTF-8?B?5bGx55Sw?= <a@example.jp>", "山田|a@example.jp")]
    [InlineData("\"=?UTF-8?B?5bGx55Sw?=\" <a@example.jp>", "山田|a@example.jp")]
    [InlineData("a@example.jp (Taro)", "Taro|a@example.jp")]
    [InlineData("a@example.jp, B <b@example.jp>,,c@example.jp", "|a@example.jp;B|b@example.jp;|c@example.jp")]
    [InlineData("Team: a@example.jp, b@example.jp;, c@example.jp", "|a@example.jp;|b@example.jp;|c@example.jp")]
    [InlineData("undisclosed-recipients:;", "")]
    [InlineData("<@relay.example,@b.example:a@example.jp>", "|a@example.jp")]
    [InlineData("\"a b\"@example.jp", "|\"a b\"@example.jp")]
    [InlineData("a..b.@docomo.ne.jp", "|a..b.@docomo.ne.jp")]
    [InlineData("Taro\r\n <a@example.jp>", "Taro|a@example.jp")]
    [InlineData("", "")]
    public void Parse_ReadsMailboxes(string raw, string expected)
    {
        var list = AddressList.Parse(Encoding.ASCII.GetBytes(raw));
        Assert.Equal(expected, string.Join(";", list.Select(a => a.DisplayName + "|" + a.Address)));
        Assert.All(list, a => Assert.True(a.IsValid));
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("<>")]
    [InlineData("a@")]
    [InlineData("@b")]
    [InlineData("A <a@example.jp> <b@example.jp>")]
    [InlineData("A <a@example.jp> junk")]
    [InlineData("A <a@example.jp")]
    [InlineData("a@b@example.jp")]
    [InlineData("\"open <a@example.jp>")]
    [InlineData("a b@example.jp")]
    public void Parse_MarksBrokenEntries(string raw)
    {
        var list = AddressList.Parse(Encoding.ASCII.GetBytes(raw));
        Assert.Contains(list, a => !a.IsValid);
    }

    [Fact]
    public void Parse_ReadsRawIso2022JpNames_WhoseBytesLookLikeCommas()
    {
        // 「、」 is 0x21 0x22: the second byte is a quotation mark.
        byte[] raw = [0x1B, 0x24, 0x42, 0x21, 0x22, 0x21, 0x2C, 0x1B, 0x28, 0x42, .. " <a@example.jp>"u8];
        var mailbox = Assert.Single(AddressList.Parse(raw));
        Assert.Equal("a@example.jp", mailbox.Address);
        Assert.Equal("、゜"[..1], mailbox.DisplayName[..1]);
        Assert.True(mailbox.IsValid);
    }

    [Theory]
    [InlineData("a@b")]
    [InlineData("a:")]
    [InlineData("(")]
    [InlineData("\"")]
    [InlineData("<")]
    [InlineData("a@b:,")]
    public void Parse_TakesLinearTime(string piece)
    {
        var hostile = Encoding.ASCII.GetBytes(new string('x', 50_000) + string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length)));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        AddressList.Parse(hostile);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), clock.Elapsed.ToString());
    }
}
