using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Tests.Delivery;

public class NextHopFactoryTests
{
    [Theory]
    [InlineData("smtp://mail.lgwan.example:25", "smtp://mail.lgwan.example:25")]
    [InlineData("smtp://mail.lgwan.example", "smtp://mail.lgwan.example:25")]
    [InlineData("SMTP://mail_1:2525/", "smtp://mail_1:2525")]
    [InlineData("smtp://[2001:db8::1]:2525", "smtp://[2001:db8::1]:2525")]
    [InlineData("smtp://[::1]", "smtp://[::1]:25")]
    [InlineData("lmtp://127.0.0.1", "lmtp://127.0.0.1:24")]
    [InlineData("lmtp:///run/dovecot/lmtp", "lmtp:///run/dovecot/lmtp")]
    [InlineData("maildir:/var/mail/clean", "maildir:/var/mail/clean")]
    [InlineData("maildir:./var/clean", "maildir:/etc/mugai/var/clean")]
    public void Reads(string text, string canonical)
    {
        var parse = NextHopFactory.Parse(text, "/etc/mugai");
        Assert.Equal(canonical, parse.Address?.ToString());
        Assert.Empty(parse.ErrorEn + parse.ErrorJa);
    }

    [Theory]
    [InlineData("", "write smtp://")]
    [InlineData("mail.lgwan.example", "write smtp://")]
    [InlineData("smtps://mail.lgwan.example", "write smtp://")]
    [InlineData("smtp://", "write a host name")]
    [InlineData("smtp://:25", "write a host name")]
    [InlineData("smtp://2001:db8::1:25", "port")]
    [InlineData("smtp://[::1", "port")]
    [InlineData("smtp://[::1]x", "write a host name")]
    [InlineData("smtp://[nonsense:]", "write a host name")]
    [InlineData("smtp://host:0", "port")]
    [InlineData("smtp://host:65536", "port")]
    [InlineData("smtp://host:+25", "port")]
    [InlineData("smtp://user:secret@host", "password")]
    [InlineData("smtp://host/path", "nothing may follow")]
    [InlineData("smtp://host?tls=no", "nothing may follow")]
    [InlineData("smtp://ho st", "write a host name")]
    [InlineData("lmtp:///", "write a host name")]
    [InlineData("maildir:", "write a folder")]
    public void Says_WhatToWriteInstead_InBothLanguages(string text, string english)
    {
        var parse = NextHopFactory.Parse(text, "/etc/mugai");
        Assert.Null(parse.Address);
        Assert.Contains(english, parse.ErrorEn, StringComparison.Ordinal);
        Assert.Contains("配送先", parse.ErrorJa, StringComparison.Ordinal);
        Assert.Contains("正しくありません", parse.ErrorJa, StringComparison.Ordinal);
    }
}
