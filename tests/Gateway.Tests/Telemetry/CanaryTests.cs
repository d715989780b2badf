using System.Text;
using Mugai.Gateway.Telemetry.Canary;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Telemetry;

public sealed class CanaryTests
{
    private readonly CanaryMail _mail = new();

    [Fact]
    public void Verdict_IsThatItSurvived_WhenTheMailWasPassedOn() => Assert.Equal("survived", Judge(_mail.Write("gw.example", DateTimeOffset.UnixEpoch)));

    [Fact]
    public void Verdict_IsThatItSurvived_WhenOneAttachmentWasPassedOn()
    {
        var text = Encoding.ASCII.GetString(_mail.Write("gw.example", DateTimeOffset.UnixEpoch)).Replace($"<script>{_mail.Marker}()</script>", "", StringComparison.Ordinal);
        Assert.Equal("survived", Judge(Encoding.ASCII.GetBytes(text)));
    }

    [Fact]
    public void Verdict_IsThatItWasMutilated_WhenNothingReadableArrives() => Assert.Equal("mutilated", Judge("Subject: empty\r\n\r\n"u8));

    [Fact]
    public void Verdict_IsCaught_WhenOnlyTheReadableArrives() => Assert.Equal("caught", Judge(Encoding.ASCII.GetBytes($"Subject: x\r\n\r\n{_mail.Token[..9]}=\r\n{_mail.Token[9..]}\r\n")));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abc")]
    public void Search_FindsAWordInBase64_WhateverStandsBeforeItAndWhereverLinesEnd(string before)
    {
        var encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes(before + "CanaryActs0123456789" + "and more"));
        Assert.True(EncodedSearch.Contains(Encoding.ASCII.GetBytes(string.Join("\r\n", encoded.Chunk(5).Select(line => new string(line)))), "CanaryActs0123456789"));
        Assert.False(EncodedSearch.Contains(Encoding.ASCII.GetBytes(encoded), "CanaryActs9876543210"));
    }

    [Fact]
    public void Gate_KnowsItsOwnRecipientAlone()
    {
        var gate = new CanaryGate();
        gate.Expect(_mail.Recipient);
        Assert.Equal(MessageKind.Canary, gate.KindOf(To(_mail.Recipient)));
        Assert.Equal(MessageKind.Mail, gate.KindOf(To("canary@canary.invalid")));
        Assert.Equal(MessageKind.Mail, gate.KindOf(To(_mail.Recipient, "clerk@city.example.lg.jp")));
        gate.Forget(_mail.Recipient);
        Assert.Equal(MessageKind.Mail, gate.KindOf(To(_mail.Recipient)));
    }

    private static Envelope To(params string[] recipients) => new()
    {
        MailFrom = "", Recipients = [.. recipients.Select(address => new EnvelopeRecipient(address))], ReceivedAt = default, ClientAddress = "127.0.0.1", ClientName = default, Protocol = "SMTP",
    };

    private string Judge(ReadOnlySpan<byte> arrived) => CanaryVerdict.ByBytes(_mail, arrived).Word;
}
