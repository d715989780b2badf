using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Mail;

/// <summary>What the upstream wrote of a sender, and what senders write to look like it.</summary>
public sealed class AuthenticationTests
{
    private const string Mail = "From: a@sender.example\nSubject: s\n\ntext\n";
    private const string Received = "Received: from a by mx.city.example with ESMTP; Mon, 1 Jan 2024 00:00:00 +0900\n";

    private static readonly SanitizePolicy Trusting = new() { Revision = "r1", TrustedAuthservIds = ["mx.city.example"] };

    [Theory]
    [InlineData("Authentication-Results: mx.city.example; spf=pass smtp.mailfrom=a; dkim=fail; dmarc=fail (p=reject) header.from=a\n", "Pass Fail Fail")]
    [InlineData("authentication-results: MX.City.Example 1;\n\tSPF=SoftFail; dmarc/1 = none\n", "SoftFail Unknown None")]
    [InlineData("Authentication-Results: \"mx.city.example\" (by \\) us (nested; dmarc=pass)); (dmarc=pass) dmarc (=pass) = (x) fail (pass)\n", "Unknown Unknown Fail")]
    [InlineData("Authentication-Results: mx.city.example; spf=pass reason=\"; dmarc=pass\" smtp.mailfrom=\"x; dkim=pass\"\n", "Pass Unknown Unknown")]
    [InlineData("Authentication-Results: mx.city.example; none\n", "Unknown Unknown Unknown")]
    [InlineData("Authentication-Results: mx.city.example; spf=splendid; dmarc=best\n", "Unknown Unknown Unknown")]
    [InlineData("Authentication-Results: mx.city.example; spf=fail smtp.helo=x; spf=pass smtp.mailfrom=a\n", "Pass Unknown Unknown")]
    [InlineData("Authentication-Results: mx.city.example; dkim=neutral header.d=b; dkim=pass header.d=a; dkim=fail header.d=c\n", "Unknown Pass Unknown")]
    [InlineData("Authentication-Results: mx.city.example; dmarc=fail; dmarc=pass\n", "Unknown Unknown Unknown")]
    [InlineData("Authentication-Results: mx.city.example; dmarc=pass (not closed\n", "Unknown Unknown Unknown")]
    [InlineData("Authentication-Results: mx.city.example; dmarc=pass \"not closed\n", "Unknown Unknown Unknown")]
    [InlineData("Authentication-Results: mx.city.example; dmarc=pass )\n", "Unknown Unknown Unknown")]
    [InlineData("Authentication-Results: mx.city.example; dmarc; =pass; /=;;\n", "Unknown Unknown Unknown")]
    public void Reads_WhatTheUpstreamWrote(string field, string expected)
    {
        Assert.Equal(expected, Told(field + Received + Mail));
        Assert.Equal(expected, Told(Received + field + Mail));
    }

    [Theory]
    [InlineData("mx.city.example.evil.example")]
    [InlineData("evil.example mx.city.example")]
    [InlineData("evil.example (mx.city.example)")]
    [InlineData("mx.city.example mx.city.example")]
    [InlineData("mx.city.example=pass")]
    [InlineData("(mx.city.example")]
    [InlineData("\"mx.city.example")]
    [InlineData("")]
    public void Counts_NoFieldOfAnotherName(string name) => Assert.Equal("Unknown Unknown Unknown", Told($"Authentication-Results: {name}; dmarc=pass\n" + Received + Mail));

    [Fact]
    public void Counts_NoFieldThatCameWithTheMail()
    {
        const string Forged = "Authentication-Results: mx.city.example; spf=pass; dkim=pass; dmarc=pass\n";
        Assert.Equal("Unknown Unknown Fail", Told("Authentication-Results: mx.city.example; dmarc=fail\n" + Received + Forged + Mail));
        Assert.Equal("Unknown Unknown Fail", Told(Received + "Authentication-Results: mx.city.example; dmarc=fail\n" + Forged + Mail));
        Assert.Equal("Fail Unknown Unknown", Told(Received + "Authentication-Results: mx.city.example; spf=fail\nAuthentication-Results: other.example; dmarc=pass\n" + Forged + Received + Forged + Mail));
        Assert.Equal("Unknown Unknown Unknown", Told("Authentication-Results: mx.city.example; none\n" + Received + Forged + Mail));
        Assert.Equal("Unknown Unknown Unknown", Told("ARC-Authentication-Results: i=1; mx.city.example; dmarc=pass\nX-Authentication-Results: mx.city.example; dmarc=pass\n" + Received + Mail));
    }

    [Fact]
    public void Takes_SeveralFieldsTogether_AboveTheFirstReceived()
    {
        const string Two = "Authentication-Results: mx.city.example; dmarc=fail\nReceived-SPF: pass\nAuthentication-Results: mx.city.example; spf=softfail\n";
        Assert.Equal("SoftFail Unknown Fail", Told(Two + Received + Mail));
        Assert.Equal("SoftFail Unknown Unknown", Told("Authentication-Results: mx.city.example; dmarc=pass\n" + Two + Received + Mail));
    }

    [Fact]
    public void Believes_NobodyUnlessNamed() => Assert.Equal("Unknown Unknown Unknown", Told("Authentication-Results: mx.city.example; dmarc=pass\n" + Received + Mail, new SanitizePolicy { Revision = "r1" }));

    [Fact]
    public void Believes_NothingInsideAnAttachedMail() => Assert.Equal(
        "Unknown Unknown Unknown", Told(Received + "From: a@b.example\nContent-Type: message/rfc822\n\nAuthentication-Results: mx.city.example; dmarc=pass\n" + Mail));

    /// <summary>As deep and as many as a header may be: a reader that recursed or looked back would end here.</summary>
    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("(\\")]
    [InlineData("\"\\\"")]
    [InlineData(";")]
    [InlineData("dmarc=pass/")]
    [InlineData("a=(")]
    public void Reads_TheLongestFields(string piece)
    {
        var field = new StringBuilder("Authentication-Results: mx.city.example; dmarc=fail");
        for (var line = 0; line < 220; line++)
        {
            field.Append("\n ").Insert(field.Length, piece, 900 / piece.Length);
        }

        Assert.DoesNotContain("Pass", Told(field + "\n" + Received + Mail), StringComparison.Ordinal);
    }

    private static string Told(string mail, SanitizePolicy? policy = null)
    {
        var results = Runs.Mail(mail, policy ?? Trusting).Output.MailFacts!.Authentication;
        return $"{results.Spf} {results.Dkim} {results.Dmarc}";
    }
}
