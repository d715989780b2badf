using System.Text;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Tests.Smtp.Protocol;

public class SmtpCommandParserTests
{
    [Theory]
    [InlineData("MAIL FROM:<taro@example.jp>", "taro@example.jp")]
    [InlineData("mail from:<taro@example.jp>", "taro@example.jp")]
    [InlineData("MAIL FROM: <taro@example.jp>  ", "taro@example.jp")]
    [InlineData("MAIL FROM:<>", "")]
    [InlineData("MAIL FROM:<@a.example,@b.example:taro@example.jp>", "taro@example.jp")]
    [InlineData("MAIL FROM:<\"taro yamada\"@example.jp>", "\"taro yamada\"@example.jp")]
    [InlineData("MAIL FROM:<\"taro\"@example.jp>", "taro@example.jp")]
    [InlineData("MAIL FROM:<\"ta\\ro\"@example.jp>", "taro@example.jp")]
    [InlineData("MAIL FROM:<\"a\\\"b\\\\c\"@example.jp>", "\"a\\\"b\\\\c\"@example.jp")]
    [InlineData("MAIL FROM:<\"a@b\"@example.jp>", "\"a@b\"@example.jp")]
    [InlineData("MAIL FROM:<\"\"@example.jp>", "\"\"@example.jp")]
    [InlineData("MAIL FROM:<taro..yamada.@docomo.example>", "taro..yamada.@docomo.example")]
    [InlineData("MAIL FROM:<taro@[192.0.2.1]>", "taro@[192.0.2.1]")]
    [InlineData("MAIL FROM:<taro@[IPv6:2001:db8::1]>", "taro@[IPv6:2001:db8::1]")]
    [InlineData("MAIL FROM:<太郎@例え.jp> SMTPUTF8", "太郎@例え.jp")]
    [InlineData("MAIL FROM:<a+b=c/d!e#f@x-y.example>", "a+b=c/d!e#f@x-y.example")]
    public void Takes_Senders(string line, string address)
    {
        Assert.Equal(SmtpCommandError.None, Parse(line, out var command));
        Assert.Equal((SmtpVerb.Mail, address), (command.Verb, command.Address));
    }

    [Theory]
    [InlineData("RCPT TO:<postmaster>", "postmaster")]
    [InlineData("RCPT TO:<PostMaster>", "postmaster")]
    [InlineData("RCPT TO:<hanako@city.example>", "hanako@city.example")]
    [InlineData("rcpt to: <hanako@city.example>", "hanako@city.example")]
    public void Takes_Recipients(string line, string address)
    {
        Assert.Equal(SmtpCommandError.None, Parse(line, out var command));
        Assert.Equal((SmtpVerb.Rcpt, address), (command.Verb, command.Address));
    }

    [Theory]
    [InlineData("MAIL FROM:taro@example.jp", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<taro@example.jp", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<taro@example.jp>x", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<taro>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<postmaster>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<@example.jp>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<a b@example.jp>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<a@b@example.jp>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<\"a@example.jp>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<\"a\"b@example.jp>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<a@>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<a@example..jp>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<a@-example.jp>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<a@example.jp.>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<a@[192.0.2]>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<a@[192.0.2.01]>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<a@[IPv6:fe80::1%eth0]>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<a@[]>", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<太郎@example.jp>", SmtpCommandError.Utf8NotDeclared)]
    [InlineData("MAIL FROM:<a\u202Eb@example.jp> SMTPUTF8", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<a\u0085b@example.jp> SMTPUTF8", SmtpCommandError.BadSender)]
    [InlineData("MAIL FROM:<a@example.jp> SIZE=x", SmtpCommandError.BadParameterValue)]
    [InlineData("MAIL FROM:<a@example.jp> SIZE", SmtpCommandError.BadParameterValue)]
    [InlineData("MAIL FROM:<a@example.jp> SIZE=1 SIZE=1", SmtpCommandError.DuplicateParameter)]
    [InlineData("MAIL FROM:<a@example.jp> BODY=BINARYMIME", SmtpCommandError.BadParameterValue)]
    [InlineData("MAIL FROM:<a@example.jp> SMTPUTF8=1", SmtpCommandError.BadParameterValue)]
    [InlineData("MAIL FROM:<a@example.jp> RET=SOME", SmtpCommandError.BadParameterValue)]
    [InlineData("MAIL FROM:<a@example.jp> ENVID=a+4", SmtpCommandError.BadParameterValue)]
    [InlineData("MAIL FROM:<a@example.jp> ENVID=a+4f", SmtpCommandError.BadParameterValue)]
    [InlineData("MAIL FROM:<a@example.jp> AUTH=<>", SmtpCommandError.UnknownParameter)]
    [InlineData("MAIL FROM:<a@example.jp> NOTIFY=NEVER", SmtpCommandError.UnknownParameter)]
    [InlineData("MAIL TO:<a@example.jp>", SmtpCommandError.BadArgument)]
    [InlineData("MAIL", SmtpCommandError.BadArgument)]
    [InlineData("RCPT TO:<>", SmtpCommandError.BadRecipient)]
    [InlineData("RCPT TO:<hanako>", SmtpCommandError.BadRecipient)]
    [InlineData("RCPT TO:<花子@example.jp>", SmtpCommandError.Utf8NotDeclared)]
    [InlineData("RCPT TO:<a@example.jp> NOTIFY=NEVER,SUCCESS", SmtpCommandError.BadParameterValue)]
    [InlineData("RCPT TO:<a@example.jp> NOTIFY=DELAY,DELAY", SmtpCommandError.BadParameterValue)]
    [InlineData("RCPT TO:<a@example.jp> NOTIFY=", SmtpCommandError.BadParameterValue)]
    [InlineData("RCPT TO:<a@example.jp> ORCPT=rfc822", SmtpCommandError.BadParameterValue)]
    [InlineData("RCPT TO:<a@example.jp> ORCPT=rfc822;a=b", SmtpCommandError.BadParameterValue)]
    [InlineData("RCPT TO:<a@example.jp> ORCPT=rfc822;a ORCPT=rfc822;a", SmtpCommandError.DuplicateParameter)]
    [InlineData("RCPT TO:<a@example.jp> SIZE=1", SmtpCommandError.UnknownParameter)]
    [InlineData("BDAT", SmtpCommandError.BadArgument)]
    [InlineData("BDAT -1", SmtpCommandError.BadArgument)]
    [InlineData("BDAT 5 FIRST", SmtpCommandError.BadArgument)]
    [InlineData("BDAT 5 LAST 6", SmtpCommandError.BadArgument)]
    [InlineData("EHLO", SmtpCommandError.BadClientName)]
    [InlineData("EHLO a b", SmtpCommandError.BadClientName)]
    [InlineData("EHLO 例え", SmtpCommandError.BadCharacter)]
    [InlineData("DATA now", SmtpCommandError.BadArgument)]
    [InlineData("STARTTLS x", SmtpCommandError.BadArgument)]
    [InlineData("NOOP a\0b", SmtpCommandError.BadCharacter)]
    [InlineData("NOOP a\rb", SmtpCommandError.BadCharacter)]
    [InlineData("RSET\tx", SmtpCommandError.UnknownCommand)]
    [InlineData("", SmtpCommandError.UnknownCommand)]
    [InlineData("FOO", SmtpCommandError.UnknownCommand)]
    [InlineData("EXPN list", SmtpCommandError.NotImplemented)]
    [InlineData("AUTH PLAIN", SmtpCommandError.NotImplemented)]
    [InlineData("GET / HTTP/1.1", SmtpCommandError.ForeignProtocol)]
    [InlineData("XFORWARD ADDR=1.2.3.x", SmtpCommandError.BadParameterValue)]
    [InlineData("XFORWARD COLOR=red", SmtpCommandError.UnknownParameter)]
    [InlineData("XFORWARD", SmtpCommandError.BadArgument)]
    public void Refuses_WithTheReason(string line, SmtpCommandError error) => Assert.Equal(error, Parse(line, out _));

    [Fact]
    public void Takes_AllParametersOfMail()
    {
        Assert.Equal(SmtpCommandError.None, Parse("MAIL FROM:<a@b.example> SIZE=123 BODY=8bitmime SMTPUTF8 RET=hdrs ENVID=QQ+2B1", out var command));
        Assert.Equal(
            new MailParameters { DeclaredBytes = 123, EightBit = true, SmtpUtf8 = true, DsnReturn = "HDRS", DsnEnvelopeId = "QQ+2B1" }, command.Mail);
    }

    [Fact]
    public void Takes_AllParametersOfRcpt()
    {
        Assert.Equal(SmtpCommandError.None, Parse("RCPT TO:<a@b.example> notify=success,FAILURE ORCPT=rfc822;a+2B@b.example", out var command));
        Assert.Equal(new RcptParameters { DsnNotify = "SUCCESS,FAILURE", DsnOriginal = "rfc822;a+2B@b.example" }, command.Rcpt);
    }

    [Fact]
    public void Takes_Utf8RecipientOnlyInASmtpUtf8Transaction()
    {
        var line = Encoding.UTF8.GetBytes("RCPT TO:<花子@例え.jp>");
        Assert.True(SmtpCommandParser.TryParse(line, smtpUtf8: true, out var command, out _));
        Assert.Equal("花子@例え.jp", command.Address);
        Assert.False(SmtpCommandParser.TryParse(line, smtpUtf8: false, out _, out _));
    }

    [Fact]
    public void Refuses_BrokenUtf8() =>
        Assert.False(SmtpCommandParser.TryParse("MAIL FROM:<\xff\xfe@example.jp> SMTPUTF8".Select(c => (byte)c).ToArray(), false, out _, out _));

    [Theory]
    [InlineData("BDAT 0 LAST", 0, true)]
    [InlineData("bdat 86 last", 86, true)]
    [InlineData("BDAT 99999999999999999999", long.MaxValue, false)]
    public void Takes_Chunks(string line, long bytes, bool last)
    {
        Assert.Equal(SmtpCommandError.None, Parse(line, out var command));
        Assert.Equal((bytes, last), (command.ChunkBytes, command.LastChunk));
    }

    [Fact]
    public void Takes_XForwardAsPostfixSendsIt()
    {
        Assert.Equal(SmtpCommandError.None, Parse("XFORWARD NAME=mx+2Eexample ADDR=IPV6:2001:db8::7 PORT=25 PROTO=ESMTP HELO=a+2Bb IDENT=1 SOURCE=REMOTE", out var command));
        Assert.Equal(("2001:db8::7", "a+b"), (command.XForward.Address!.ToString(), command.XForward.HeloName));
        Assert.Equal(SmtpCommandError.None, Parse("XFORWARD NAME=[UNAVAILABLE] ADDR=[UNAVAILABLE]", out command));
        Assert.Null(command.XForward.Address);
    }

    [Fact]
    public void Limits_PathsAndLines()
    {
        Assert.Equal(SmtpCommandError.None, Parse($"MAIL FROM:<{new string('a', 200)}@example.jp>", out _));
        Assert.Equal(SmtpCommandError.PathTooLong, Parse($"MAIL FROM:<{new string('a', 320)}@example.jp>", out _));
        Assert.Equal(SmtpCommandError.BadSender, Parse($"MAIL FROM:<\"{new string('a', 400)}\"@example.jp>", out _));
        Assert.Equal(SmtpCommandError.BadSender, Parse($"MAIL FROM:<a@{string.Join('.', Enumerable.Repeat("abcdefgh", 30))}>", out _));
        Assert.Equal(SmtpCommandError.None, Parse("NOOP " + new string('x', SmtpCommandParser.MaxLineBytes - 7), out _));
        Assert.Equal(SmtpCommandError.LineTooLong, Parse("NOOP " + new string('x', SmtpCommandParser.MaxLineBytes - 6), out _));
    }

    [Theory]
    [InlineData("MAIL FROM:<@a.example,@b.example:\"ta\\\"ro\"@[IPv6:2001:db8::1]> SIZE=1 BODY=8BITMIME SMTPUTF8 RET=FULL ENVID=a+2B")]
    [InlineData("RCPT TO:<花子@例え.jp> NOTIFY=SUCCESS,DELAY ORCPT=utf-8;花子@例え.jp")]
    [InlineData("XFORWARD NAME=a ADDR=192.0.2.1 HELO=b+2B")]
    [InlineData("BDAT 123 LAST")]
    public void Never_ThrowsOnAPrefixOrADamagedLine(string line)
    {
        var whole = Encoding.UTF8.GetBytes(line);
        for (var length = 0; length <= whole.Length; length++)
        {
            SmtpCommandParser.TryParse(whole.AsSpan(0, length), smtpUtf8: true, out _, out _);
        }

        for (var i = 0; i < whole.Length; i++)
        {
            for (var octet = 0; octet < 256; octet++)
            {
                var damaged = whole.ToArray();
                damaged[i] = (byte)octet;
                var ok = SmtpCommandParser.TryParse(damaged, smtpUtf8: true, out var command, out var error);
                Assert.Equal(ok, error == SmtpCommandError.None);
                Assert.DoesNotContain(command.Address ?? "", c => c is < ' ' or '\u007f');
                if (ok && command is { Verb: SmtpVerb.Mail, Address.Length: > 0 })
                {
                    // One mailbox has one spelling, and the next hop reads it as we do.
                    Assert.True(SmtpCommandParser.TryParse(Encoding.UTF8.GetBytes($"MAIL FROM:<{command.Address}> SMTPUTF8"), false, out var again, out _));
                    Assert.Equal(command.Address, again.Address);
                }
            }
        }
    }

    private static SmtpCommandError Parse(string line, out SmtpCommand command)
    {
        SmtpCommandParser.TryParse(Encoding.UTF8.GetBytes(line), smtpUtf8: false, out command, out var error);
        return error;
    }
}
