using System.Net;
using System.Text;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Tests.Smtp.Protocol;

public class ProxyHeaderParserTests
{
    private static readonly byte[] V2Start = [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];

    public static TheoryData<byte[], string?> Good => new()
    {
        { Encoding.ASCII.GetBytes("PROXY TCP4 192.0.2.7 192.0.2.1 50000 25\r\n"), "192.0.2.7" },
        { Encoding.ASCII.GetBytes("PROXY TCP6 2001:db8::7 2001:db8::1 50000 25\r\n"), "2001:db8::7" },
        { Encoding.ASCII.GetBytes("PROXY UNKNOWN\r\n"), null },
        { [.. V2Start, 0x21, 0x11, 0, 12, 192, 0, 2, 7, 192, 0, 2, 1, 1, 2, 0, 25], "192.0.2.7" },
        { [.. V2Start, 0x21, 0x11, 0, 15, 192, 0, 2, 7, 192, 0, 2, 1, 1, 2, 0, 25, 4, 0, 0], "192.0.2.7" },
        { [.. V2Start, 0x20, 0x00, 0, 0], null },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void Takes_WholeHeadersAndWaitsOnEveryPrefix(byte[] header, string? client)
    {
        for (var length = 0; length < header.Length; length++)
        {
            Assert.Equal(ProxyHeaderStatus.NeedMore, ProxyHeaderParser.Parse(header.AsSpan(0, length), out _, out var consumed));
            Assert.Equal(0, consumed);
        }

        Assert.Equal(ProxyHeaderStatus.Complete, ProxyHeaderParser.Parse([.. header, .. "EHLO x\r\n"u8], out var address, out var taken));
        Assert.Equal((header.Length, client is null ? null : IPAddress.Parse(client)), (taken, address));
    }

    [Theory]
    [InlineData("EHLO x\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7\r\n")]
    [InlineData("PROXY TCP4 a b 1 2\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 192.0.2.1 50000 65536\r\n")]
    [InlineData("PROXY UDP4 192.0.2.7 192.0.2.1 50000 25\r\n")]
    public void Refuses_WhatIsNoHeader(string text) =>
        Assert.Equal(ProxyHeaderStatus.Invalid, ProxyHeaderParser.Parse(Encoding.ASCII.GetBytes(text), out _, out _));

    [Fact]
    public void Refuses_EndlessHeaders()
    {
        Assert.Equal(ProxyHeaderStatus.Invalid, ProxyHeaderParser.Parse(Encoding.ASCII.GetBytes("PROXY " + new string('x', 200)), out _, out _));
        Assert.Equal(ProxyHeaderStatus.Invalid, ProxyHeaderParser.Parse([.. V2Start, 0x21, 0x11, 0xFF, 0xFF, 1], out _, out _));
    }

    [Fact]
    public void Refuses_V2ThatHoldsLessThanItsAddresses() =>
        Assert.Equal(ProxyHeaderStatus.Invalid, ProxyHeaderParser.Parse([.. V2Start, 0x21, 0x11, 0, 4, 192, 0, 2, 7], out _, out _));
}
