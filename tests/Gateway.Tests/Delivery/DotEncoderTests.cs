using System.Text;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Tests.Delivery;

public class DotEncoderTests
{
    [Theory]
    [InlineData("", ".\r\n")]
    [InlineData("a\r\n", "a\r\n.\r\n")]
    [InlineData("a", "a\r\n.\r\n")]
    [InlineData(".", "..\r\n.\r\n")]
    [InlineData(".\r\n", "..\r\n.\r\n")]
    [InlineData("..\r\n.a\r\n", "...\r\n..a\r\n.\r\n")]
    [InlineData("a.\r\n\r\n.\r\n.\r\nb.c\r\n", "a.\r\n\r\n..\r\n..\r\nb.c\r\n.\r\n")]
    public void Stuffs_AtEverySplitPoint_AndInAnyRoom(string content, string wire)
    {
        var bytes = Encoding.ASCII.GetBytes(content);
        for (var split = 0; split <= bytes.Length; split++)
        {
            for (var room = 2; room <= 6; room++)
            {
                Assert.Equal(wire, Encode(room, bytes[..split], bytes[split..]));
            }
        }
    }

    [Theory]
    [InlineData("a\n.\r\n")]
    [InlineData("a\r.\r\n")]
    [InlineData("\n")]
    [InlineData("a\r")]
    [InlineData("a\r\r\n.\r\n")]
    [InlineData("\r\n\n.\r\nMAIL FROM:<evil@x>\r\n")]
    public void Refuses_BareLineEnds_AtEverySplitPoint(string content)
    {
        var bytes = Encoding.ASCII.GetBytes(content);
        for (var split = 0; split <= bytes.Length; split++)
        {
            Assert.Null(Encode(64, bytes[..split], bytes[split..]));
        }
    }

    [Fact]
    public void RoundTrips_WhatAServerUnstuffs()
    {
        var random = new Random(20261120);
        var alphabet = new[] { "\r\n", ".", "a", "\r\n.", "..", "long words and more of them" };
        for (var round = 0; round < 300; round++)
        {
            var content = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)])) + "\r\n";
            var wire = Encode(random.Next(2, 50), Encoding.ASCII.GetBytes(content))!;
            var lines = wire.Split("\r\n")[..^2];
            Assert.EndsWith("\r\n.\r\n", "\r\n" + wire, StringComparison.Ordinal);
            Assert.DoesNotContain(".", lines);
            Assert.Equal(content, string.Concat(lines.Select(line => (line.StartsWith('.') ? line[1..] : line) + "\r\n")));
        }
    }

    private static string? Encode(int room, params byte[][] pieces)
    {
        var encoder = new DotEncoder();
        var wire = new MemoryStream();
        var buffer = new byte[room];
        foreach (var piece in pieces)
        {
            for (var rest = piece.AsSpan(); rest.Length > 0;)
            {
                var written = encoder.Encode(rest, buffer, out var consumed);
                if (encoder.SawBareLineEnd)
                {
                    return null;
                }

                Assert.True(consumed > 0);
                wire.Write(buffer, 0, written);
                rest = rest[consumed..];
            }
        }

        var end = new byte[DotEncoder.MaxFinishBytes];
        var last = encoder.Finish(end);
        wire.Write(end, 0, last);
        return last == 0 ? null : Encoding.ASCII.GetString(wire.ToArray());
    }
}
