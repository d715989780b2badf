using System.Text;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Tests.Smtp.Protocol;

public class SmtpTablesTests
{
    [Fact]
    public void StateTable_HasACellForEveryVerbInEveryState()
    {
        foreach (var verb in Enum.GetValues<SmtpVerb>())
        {
            foreach (var state in Enum.GetValues<SmtpState>())
            {
                var cell = SmtpStateTable.Find(state, verb);
                Assert.Equal(!cell.Allowed, cell.Refusal != SmtpReplyCause.Ok);
                Assert.True(cell.Allowed || SmtpReplies.For(cell.Refusal).Code >= 500);
            }
        }
    }

    [Theory]
    [InlineData(SmtpState.Connected, SmtpVerb.Mail, SmtpReplyCause.SendHelloFirst)]
    [InlineData(SmtpState.Greeted, SmtpVerb.Rcpt, SmtpReplyCause.SendMailFirst)]
    [InlineData(SmtpState.Greeted, SmtpVerb.Data, SmtpReplyCause.SendMailFirst)]
    [InlineData(SmtpState.Mail, SmtpVerb.Data, SmtpReplyCause.NoValidRecipients)]
    [InlineData(SmtpState.Mail, SmtpVerb.Mail, SmtpReplyCause.BadSequence)]
    [InlineData(SmtpState.Chunks, SmtpVerb.Data, SmtpReplyCause.BadSequence)]
    [InlineData(SmtpState.Chunks, SmtpVerb.Rcpt, SmtpReplyCause.BadSequence)]
    [InlineData(SmtpState.Recipients, SmtpVerb.StartTls, SmtpReplyCause.BadSequence)]
    public void StateTable_Refuses(SmtpState state, SmtpVerb verb, SmtpReplyCause cause)
    {
        var cell = SmtpStateTable.Find(state, verb);
        Assert.Equal((false, cause), (cell.Allowed, cell.Refusal));
    }

    [Fact]
    public void Tls_ForgetsTheGreeting() => Assert.Equal(SmtpState.Connected, SmtpStateTable.Find(SmtpState.Greeted, SmtpVerb.StartTls).Next);

    [Fact]
    public void EveryCause_HasAWellFormedReply()
    {
        foreach (var cause in Enum.GetValues<SmtpReplyCause>())
        {
            var reply = SmtpReplies.For(cause);
            var wire = Encoding.ASCII.GetString(reply.Wire.Span);
            Assert.Matches(@"^[2-5][0-5][0-9] [^\r\n]+\r\n$", wire);
            if (cause != SmtpReplyCause.StartData)
            {
                // RFC 2034 4: the class of the enhanced code is the class of the reply.
                Assert.Equal(wire[0], reply.Enhanced![0]);
            }
        }
    }

    [Fact]
    public void EveryCommandError_HasAPermanentReplyOrEndsTheSession()
    {
        foreach (var error in Enum.GetValues<SmtpCommandError>().Except([SmtpCommandError.None]))
        {
            var code = SmtpReplies.For(SmtpReplies.CauseOf(error)).Code;
            Assert.True(code is 421 or >= 500, $"{error}: {code}");
        }
    }

    [Fact]
    public void OurOwnFailures_AreNeverPermanent()
    {
        foreach (var cause in new[] { SmtpReplyCause.StorageFailed, SmtpReplyCause.OutOfSpace, SmtpReplyCause.InternalError, SmtpReplyCause.ShuttingDown, SmtpReplyCause.RecipientNotVerified })
        {
            Assert.InRange(SmtpReplies.For(cause).Code, 400, 499);
        }
    }
}
