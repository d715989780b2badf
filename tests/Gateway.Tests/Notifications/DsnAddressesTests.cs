using Mugai.Gateway.Smtp.Notifications;

namespace Mugai.Gateway.Tests.Notifications;

public class DsnAddressesTests
{
    [Theory]
    [InlineData("plain@x.example", "plain@x.example")]
    [InlineData("a+b=c d@x", "a+2Bb+3Dc+20d@x")]
    [InlineData("総@x", "+E7+B7+8F@x")]
    [InlineData("", "")]
    public void Encodes_AndDecodes_Xtext(string text, string xtext)
    {
        Assert.Equal(xtext, DsnAddresses.EncodeXtext(text));
        Assert.True(DsnAddresses.TryDecodeXtext(xtext, out var back));
        Assert.Equal(text, back);
    }

    [Theory]
    [InlineData("a=b")]
    [InlineData("a b")]
    [InlineData("a+2")]
    [InlineData("a+")]
    [InlineData("a+2b")]
    [InlineData("a+ZZ")]
    [InlineData("総")]
    public void Refuses_WhatIsNoXtext(string text) => Assert.False(DsnAddresses.TryDecodeXtext(text, out _));

    [Theory]
    [InlineData("rfc822;bob@x.example", "rfc822; bob@x.example")]
    [InlineData("RFC822;b+2Bb@x.example", "rfc822; b+b@x.example")]
    [InlineData("rfc822;a+0D+0AAction:+20delivered", "rfc822; a??Action: delivered")]
    [InlineData("utf-8;\\x{7DCF}@x.example", "utf-8; \\x{7DCF}@x.example")]
    [InlineData("utf-8;総@x.example", "utf-8; \\x{7DCF}@x.example")]
    [InlineData("rfc822;", null)]
    [InlineData("rfc822", null)]
    [InlineData(";x", null)]
    [InlineData("bad type;x", null)]
    [InlineData("rfc822;no+xtext", null)]
    [InlineData(null, null)]
    public void Turns_OrcptIntoAField(string? orcpt, string? field) => Assert.Equal(field, DsnAddresses.OriginalToField(orcpt));

    [Theory]
    [InlineData("a@x.example", "rfc822; a@x.example")]
    [InlineData("総務@x.example", "utf-8; \\x{7DCF}\\x{52D9}@x.example")]
    [InlineData("😀+1@x", "utf-8; \\x{1F600}\\x{2B}1@x")]
    public void Writes_AddressesIn7Bit(string address, string field) => Assert.Equal(field, DsnAddresses.ToField(address));
}
