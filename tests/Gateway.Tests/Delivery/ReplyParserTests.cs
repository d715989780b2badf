using System.Text;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Tests.Delivery;

public class ReplyParserTests
{
    private const string Ehlo = "250-mail.example greets\r\n250-PIPELINING\r\n250-SIZE 1000\r\n250 DSN\r\n";

    [Theory]
    [InlineData("250 2.1.0 fine\r\n", 250, "2.1.0", "2.1.0 fine")]
    [InlineData("550 5.1.1 <a@b>: no such user\r\n", 550, "5.1.1", "5.1.1 <a@b>: no such user")]
    [InlineData("354\r\n", 354, "", "")]
    [InlineData("354 \r\n", 354, "", "")]
    [InlineData("450-4.7.1 come\r\n450 4.7.1 later\r\n", 450, "4.7.1", "4.7.1 come 4.7.1 later")]
    [InlineData("250 bare line feed\n", 250, "", "bare line feed")]
    [InlineData("550 4.1.1 class disagrees\r\n", 550, "", "4.1.1 class disagrees")]
    [InlineData("550 5.1.1x not a code\r\n", 550, "", "5.1.1x not a code")]
    [InlineData("550 5.1234.1 not a code\r\n", 550, "", "5.1234.1 not a code")]
    public void Reads_CodeStatusAndText(string wire, int code, string status, string text)
    {
        Assert.Equal(ReplyParseStatus.Complete, new ReplyParser().Parse(Encoding.UTF8.GetBytes(wire), out var consumed, out var reply));
        Assert.Equal(wire.Length, consumed);
        Assert.Equal(code, reply!.Code);
        Assert.Equal(status, reply.Status.ToString());
        Assert.Equal(text, reply.Text.DangerousRaw);
    }

    [Fact]
    public void Gives_TheSameReplies_AtEverySplitPoint()
    {
        var wire = Encoding.ASCII.GetBytes(Ehlo + "250 next\r\n");
        for (var first = 0; first <= wire.Length; first++)
        {
            for (var second = first; second <= wire.Length; second++)
            {
                Assert.Equal("250 mail.example greets|PIPELINING|SIZE 1000|DSN;250 next", Feed(wire[..first], wire[first..second], wire[second..]));
            }
        }
    }

    [Fact]
    public void Leaves_AnUnfinishedLineWithTheCaller()
    {
        var parser = new ReplyParser();
        Assert.Equal(ReplyParseStatus.NeedMore, parser.Parse("250-one\r\n250 tw"u8, out var consumed, out _));
        Assert.Equal("250-one\r\n".Length, consumed);
    }

    [Theory]
    [InlineData("hello\r\n", ReplyDefect.NoCode)]
    [InlineData("\r\n", ReplyDefect.NoCode)]
    [InlineData("25\r\n", ReplyDefect.NoCode)]
    [InlineData("150 too low\r\n", ReplyDefect.NoCode)]
    [InlineData("650 too high\r\n", ReplyDefect.NoCode)]
    [InlineData("2x0 no number\r\n", ReplyDefect.NoCode)]
    [InlineData("250+what\r\n", ReplyDefect.NoSeparator)]
    [InlineData("2500 long\r\n", ReplyDefect.NoSeparator)]
    [InlineData("250-one\r\n251 two\r\n", ReplyDefect.CodeChanged)]
    public void Refuses_WhatIsNoReply(string wire, ReplyDefect defect)
    {
        var parser = new ReplyParser();
        Assert.Equal(ReplyParseStatus.Malformed, parser.Parse(Encoding.ASCII.GetBytes(wire), out _, out var reply));
        Assert.Null(reply);
        Assert.Equal(defect, parser.Defect);
        Assert.Equal(ReplyParseStatus.Malformed, parser.Parse("250 ok\r\n"u8, out _, out _));
    }

    [Fact]
    public void Refuses_AnEndlessLine_BeforeItsEnd()
    {
        var parser = new ReplyParser();
        var line = Encoding.ASCII.GetBytes("250 " + new string('a', ReplyParser.MaxLineBytes));
        Assert.Equal(ReplyParseStatus.Malformed, parser.Parse(line, out _, out _));
        Assert.Equal(ReplyDefect.LineTooLong, parser.Defect);
    }

    [Fact]
    public void Refuses_EndlessLines()
    {
        var parser = new ReplyParser();
        var wire = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("250-more\r\n", ReplyParser.MaxLines + 1)));
        Assert.Equal(ReplyParseStatus.Malformed, parser.Parse(wire, out _, out _));
        Assert.Equal(ReplyDefect.TooManyLines, parser.Defect);
    }

    private static string Feed(params byte[][] pieces)
    {
        var parser = new ReplyParser();
        var replies = new List<string>();
        var pending = Array.Empty<byte>();
        foreach (var piece in pieces)
        {
            pending = [.. pending, .. piece];
            while (parser.Parse(pending, out var consumed, out var reply) is var status)
            {
                pending = pending[consumed..];
                if (status != ReplyParseStatus.Complete)
                {
                    Assert.Equal(ReplyParseStatus.NeedMore, status);
                    break;
                }

                replies.Add($"{reply!.Code} {string.Join('|', reply.Lines)}");
            }
        }

        Assert.Empty(pending);
        return string.Join(';', replies);
    }
}
