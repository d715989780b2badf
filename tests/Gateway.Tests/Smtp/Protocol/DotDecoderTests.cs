using System.Text;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Tests.Smtp.Protocol;

public class DotDecoderTests
{
    [Theory]
    [InlineData("a\r\n.\r\n", "a\r\n")]
    [InlineData(".\r\n", "")]
    [InlineData("\r\n.\r\n", "\r\n")]
    [InlineData("..\r\n.\r\n", ".\r\n")]
    [InlineData("a\r\n..b\r\n.\r\n", "a\r\n.b\r\n")]
    [InlineData("a\r\n.b\r\n.\r\n", "a\r\nb\r\n")]
    [InlineData("...\r\n.\r\n", "..\r\n")]
    [InlineData("a.\r\n.\r\n", "a.\r\n")]
    [InlineData("a\r\n\r\n\r\n.\r\n", "a\r\n\r\n\r\n")]
    public void Decodes_EveryWayTheWireIsCut(string wire, string content)
    {
        foreach (var size in new[] { 2, 3, 5, 4096 })
        {
            for (var first = 0; first <= wire.Length; first++)
            {
                for (var second = first; second <= wire.Length; second++)
                {
                    var run = Run(LineEndingPolicy.Refuse, dotStuffed: true, size, wire[..first], wire[first..second], wire[second..] + "QUIT\r\n");
                    Assert.Equal((content, LineEndingFaults.None, "QUIT\r\n"), (run.Content, run.Faults, run.Rest));
                }
            }
        }
    }

    [Theory]
    [InlineData("a\n.\nMAIL", LineEndingFaults.BareLf)]
    [InlineData("a\n.\r\nMAIL", LineEndingFaults.BareLf)]
    [InlineData("a\r\n.\nMAIL", LineEndingFaults.BareLf)]
    [InlineData("a\r.\rMAIL", LineEndingFaults.BareCr)]
    [InlineData("a\r\n.\rMAIL", LineEndingFaults.BareCr)]
    [InlineData("a\r.\r\nMAIL", LineEndingFaults.BareCr)]
    [InlineData("a\r.\nMAIL", LineEndingFaults.BareCr | LineEndingFaults.BareLf)]
    [InlineData("a\n.\rMAIL", LineEndingFaults.BareCr | LineEndingFaults.BareLf)]
    [InlineData("a\r\n.\r\r\nMAIL", LineEndingFaults.BareCr)]
    [InlineData("a\r\n\0.\r\nMAIL", LineEndingFaults.Nul)]
    [InlineData("a\r\n.\0\r\nMAIL", LineEndingFaults.Nul)]
    [InlineData("a\r\0\n.\r\nMAIL", LineEndingFaults.Nul | LineEndingFaults.BareCr | LineEndingFaults.BareLf)]
    [InlineData("a\r\n.\r\0\nMAIL", LineEndingFaults.Nul | LineEndingFaults.BareCr | LineEndingFaults.BareLf)]
    [InlineData("a\n\n.\r\nMAIL", LineEndingFaults.BareLf)]
    [InlineData("\n.\r\nMAIL", LineEndingFaults.BareLf)]
    [InlineData(".\nMAIL", LineEndingFaults.BareLf)]
    [InlineData(".\rMAIL", LineEndingFaults.BareCr)]
    public void FindsNoEnd_InWhatOtherServersTakeForOne(string smuggled, LineEndingFaults faults)
    {
        var wire = smuggled + " FROM:<x@evil.example>\r\n.\r\n";
        foreach (var policy in Enum.GetValues<LineEndingPolicy>())
        {
            for (var cut = 0; cut <= wire.Length; cut++)
            {
                var run = Run(policy, dotStuffed: true, 64, wire[..cut], wire[cut..]);
                Assert.Equal(DotDecoderStatus.End, run.Status);
                Assert.Equal(faults, run.Faults);
                Assert.Equal("", run.Rest);
            }
        }
    }

    [Theory]
    [InlineData("a\nb\n", "a\r\nb\r\n")]
    [InlineData("a\rb", "a\r\nb\r\n")]
    [InlineData("a\r\r\nb", "a\r\nb\r\n")]
    [InlineData("a\r\r\r\nb", "a\r\nb\r\n")]
    [InlineData("a\n\nb", "a\r\n\r\nb\r\n")]
    [InlineData("a\n..b", "a\r\n.b\r\n")]
    [InlineData("a\n.\nb", "a\r\n\r\nb\r\n")]
    public void Normalize_TurnsBareEndingsIntoCrlf(string body, string content)
    {
        var wire = body + (body.EndsWith('\n') ? "\r\n.\r\n" : "\r\n.\r\n");
        if (body.EndsWith('\n'))
        {
            content += "\r\n";
        }

        for (var cut = 0; cut <= wire.Length; cut++)
        {
            var run = Run(LineEndingPolicy.Normalize, dotStuffed: true, 3, wire[..cut], wire[cut..]);
            Assert.Equal((content, false, DotDecoderStatus.End), (run.Content, run.Refused, run.Status));
        }
    }

    [Fact]
    public void Normalize_StillRefusesNul() =>
        Assert.True(Run(LineEndingPolicy.Normalize, dotStuffed: true, 64, "a\0b\r\n.\r\n").Refused);

    [Theory]
    [InlineData("a\r\n.\r\nb\r\n", "a\r\n.\r\nb\r\n", LineEndingFaults.None)]
    [InlineData("..a", "..a\r\n", LineEndingFaults.None)]
    [InlineData("", "", LineEndingFaults.None)]
    [InlineData("a\r", "", LineEndingFaults.BareCr)]
    [InlineData("a\n.\r\n", "", LineEndingFaults.BareLf)]
    public void Chunks_PassTheSameCheckWithoutStuffing(string chunk, string content, LineEndingFaults faults)
    {
        for (var cut = 0; cut <= chunk.Length; cut++)
        {
            var run = Run(LineEndingPolicy.Refuse, dotStuffed: false, 4, chunk[..cut], chunk[cut..]);
            Assert.Equal(faults, run.Faults);
            if (faults == LineEndingFaults.None)
            {
                Assert.Equal(content, run.Content);
            }
        }
    }

    /// <summary>Every string of up to seven of the octets that matter, whole and cut in two, against a decoder too simple to be wrong.</summary>
    [Fact]
    public void Agrees_WithTheOctetByOctetReading()
    {
        const string Alphabet = "\r\n.a\0";
        for (var length = 0; length <= 7; length++)
        {
            var count = (int)Math.Pow(Alphabet.Length, length);
            for (var number = 0; number < count; number++)
            {
                var wire = string.Create(length, number, (chars, n) =>
                {
                    for (var i = 0; i < chars.Length; i++, n /= Alphabet.Length)
                    {
                        chars[i] = Alphabet[n % Alphabet.Length];
                    }
                });
                Check(wire, LineEndingPolicy.Refuse);
                Check(wire, LineEndingPolicy.Normalize);
            }
        }
    }

    [Theory]
    [InlineData(".\r\n")]
    [InlineData("..\r\n.a\r\n\r\n.\r\n...\r\n")]
    [InlineData("a.\r\n")]
    public void Undoes_WhatTheEncoderDoes(string content)
    {
        var wire = new byte[256];
        var encoder = new DotEncoder();
        var length = encoder.Encode(Encoding.ASCII.GetBytes(content), wire, out _);
        length += encoder.Finish(wire.AsSpan(length));
        var run = Run(LineEndingPolicy.Refuse, dotStuffed: true, 64, Encoding.ASCII.GetString(wire, 0, length));
        Assert.Equal((content, DotDecoderStatus.End, LineEndingFaults.None), (run.Content, run.Status, run.Faults));
    }

    private static void Check(string wire, LineEndingPolicy policy)
    {
        var expected = Reference(wire);
        for (var cut = 0; cut <= wire.Length; cut += 3)
        {
            var run = Run(policy, dotStuffed: true, 8, wire[..cut], wire[cut..]);
            Assert.Equal(expected.End >= 0, run.Status == DotDecoderStatus.End);
            if (expected.End < 0)
            {
                continue;
            }

            Assert.Equal(wire[expected.End..], run.Rest);
            Assert.Equal(expected.Faults, run.Faults);
            if (expected.Faults == LineEndingFaults.None)
            {
                Assert.Equal(expected.Content, run.Content);
            }
        }
    }

    /// <summary>RFC 5321 4.5.2 read literally: lines end in CRLF, a lone dot ends the data, a leading dot goes.</summary>
    private static (string Content, int End, LineEndingFaults Faults) Reference(string wire)
    {
        var end = ("\r\n" + wire).IndexOf("\r\n.\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return ("", -1, LineEndingFaults.None);
        }

        var body = wire[..end];
        var faults = LineEndingFaults.None;
        for (var i = 0; i < body.Length; i++)
        {
            faults |= body[i] switch
            {
                '\r' when i + 1 >= body.Length || body[i + 1] != '\n' => LineEndingFaults.BareCr,
                '\n' when i == 0 || body[i - 1] != '\r' => LineEndingFaults.BareLf,
                '\0' => LineEndingFaults.Nul,
                _ => LineEndingFaults.None,
            };
        }

        var content = string.Concat(body.Split("\r\n").SkipLast(1).Select(line => (line.StartsWith('.') ? line[1..] : line) + "\r\n"));
        return (content, end + 3, faults);
    }

    private static Result Run(LineEndingPolicy policy, bool dotStuffed, int outputBytes, params string[] chunks)
    {
        var decoder = new DotDecoder(policy, dotStuffed);
        var content = new StringBuilder();
        var output = new byte[outputBytes];
        var status = DotDecoderStatus.NeedMore;
        for (var i = 0; i < chunks.Length; i++)
        {
            ReadOnlySpan<byte> input = Encoding.Latin1.GetBytes(chunks[i]);
            do
            {
                status = decoder.Decode(input, output, out var consumed, out var written);
                content.Append(Encoding.Latin1.GetString(output, 0, written));
                input = input[consumed..];
                if (status == DotDecoderStatus.End && !input.IsEmpty)
                {
                    return new Result(status, content.ToString(), Encoding.Latin1.GetString(input) + string.Concat(chunks.Skip(i + 1)), decoder);
                }
            }
            while (!input.IsEmpty);
            if (status == DotDecoderStatus.End)
            {
                return new Result(status, content.ToString(), string.Concat(chunks.Skip(i + 1)), decoder);
            }
        }

        if (!dotStuffed)
        {
            content.Append(Encoding.Latin1.GetString(output, 0, decoder.Finish(output)));
        }

        return new Result(status, content.ToString(), "", decoder);
    }

    private sealed record Result(DotDecoderStatus Status, string Content, string Rest, DotDecoder Decoder)
    {
        public LineEndingFaults Faults => Decoder.Faults;

        public bool Refused => Decoder.Refused;
    }
}
