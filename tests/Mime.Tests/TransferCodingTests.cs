using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Mugai.Mime.Tests;

public sealed class TransferCodingTests
{
    [Theory]
    [InlineData("SGVsbG8=", "Hello")]
    [InlineData("SGVs\r\nbG8=\r\n", "Hello")]
    [InlineData("SGVs\nbG8=\n", "Hello")]
    [InlineData(" SG Vs\tbG8= ", "Hello")]
    [InlineData("SGVsbA==", "Hell")]
    [InlineData("", "")]
    public void Base64_ReadsWhatTheStandardAllows(string encoded, string text) => AssertDecodes(TransferEncoding.Base64, encoded, text, MimeDefect.None);

    [Theory]
    [InlineData("SGVsbG8", "Hello")]
    [InlineData("SGVs!bG8=", "Hello")]
    [InlineData("SGVsbG8=SGVsbG8=", "HelloHello")]
    [InlineData("SGVsbA=bG8=", "Helllo")]
    [InlineData("SGVsbG8==", "Hello")]
    [InlineData("SGVsb", "Hel")]
    [InlineData("=SGVs", "Hel")]
    [InlineData("SGVsbA=", "Hell")]
    [InlineData("SGVs\0bG8=", "Hello")]
    public void Base64_ReportsAmbiguousInput_AndReadsAllOfIt(string encoded, string text) =>
        AssertDecodes(TransferEncoding.Base64, encoded, text, MimeDefect.BadBase64);

    [Theory]
    [InlineData("a=3Db=\r\nc", "a=bc")]
    [InlineData("a=3db", "a=b")]
    [InlineData("blanks  \t\r\nkept here \tx\r\n", "blanks\r\nkept here \tx\r\n")]
    [InlineData("soft= \t\r\nline", "softline")]
    [InlineData("soft=\nline\n", "softline\n")]
    [InlineData("ends soft=", "ends soft")]
    [InlineData("=E3=81=82", "\u00E3\u0081\u0082")]
    [InlineData("lone\rcr", "lone\rcr")]
    [InlineData("blank before end ", "blank before end")]
    public void QuotedPrintable_ReadsWhatTheStandardAllows(string encoded, string text) =>
        AssertDecodes(TransferEncoding.QuotedPrintable, encoded, text, MimeDefect.None);

    [Theory]
    [InlineData("a=zzb", "a=zzb")]
    [InlineData("a=4", "a=4")]
    [InlineData("a=4\r\nb", "a=4\r\nb")]
    [InlineData("a= b", "a= b")]
    [InlineData("a==41", "a=A")]
    [InlineData("a=\rb", "a=\rb")]
    public void QuotedPrintable_ReportsOddEscapes_AndKeepsThem(string encoded, string text) =>
        AssertDecodes(TransferEncoding.QuotedPrintable, encoded, text, MimeDefect.BadQuotedPrintable);

    [Theory]
    [InlineData("begin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n", "Cat", MimeDefect.None)]
    [InlineData("\r\nbegin 644 cat.txt\n#0V%T\n`\nend\n", "Cat", MimeDefect.None)]
    [InlineData("text\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n", "Cat", MimeDefect.BadUuencode)]
    [InlineData("begin 644 cat.txt\r\n#0V%T\r\n", "Cat", MimeDefect.BadUuencode)]
    [InlineData("begin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nhidden\r\n", "Cat", MimeDefect.BadUuencode)]
    [InlineData("no data", "", MimeDefect.BadUuencode)]
    public void Uuencode_ReadsDataLines_AndReportsOthers(string encoded, string text, MimeDefect defect) =>
        AssertDecodes(TransferEncoding.Uuencode, encoded, text, defect);

    /// <summary>Fuzz finding: a long run of blanks was reported or not depending on how the input was cut.</summary>
    [Theory]
    [InlineData("z", MimeDefect.None, 300)]
    [InlineData("\r\n", MimeDefect.BadQuotedPrintable, 300 - 128)]
    [InlineData("", MimeDefect.BadQuotedPrintable, 300 - 128)]
    public void QuotedPrintable_ReadsLongBlankRuns_TheSameWayHoweverTheyAreCut(string end, MimeDefect defect, int kept) =>
        AssertDecodes(TransferEncoding.QuotedPrintable, new string(' ', 150) + new string('\t', 150) + end, (new string(' ', 150) + new string('\t', 150))[..kept] + end, defect);

    [Fact]
    public void Base64_ReadsOneEndlessLine()
    {
        var data = new byte[100_000];
        data.AsSpan().Fill(0xA5);
        Assert.Equal(data, Decode(TransferEncoding.Base64, Encoding.ASCII.GetBytes(Convert.ToBase64String(data)), 7001, out var defect));
        Assert.Equal(MimeDefect.None, defect);
    }

    [Fact]
    public void EveryCoding_GivesBackWhatWasEncoded_HoweverItIsCut() =>
        Prop.ForAll<byte[], PositiveInt>((data, size) =>
        {
            foreach (var encoding in new[] { TransferEncoding.Base64, TransferEncoding.QuotedPrintable, TransferEncoding.Uuencode, TransferEncoding.Binary })
            {
                var encoded = Encode(encoding, data, size.Get);
                Assert.Equal(encoded, Encode(encoding, data, int.MaxValue));
                foreach (var piece in new[] { 1, size.Get, int.MaxValue })
                {
                    Assert.Equal(data, Decode(encoding, encoded, piece, out var defect));
                    Assert.Equal(MimeDefect.None, defect);
                }

                if (encoding != TransferEncoding.Binary)
                {
                    Assert.All(Encoding.Latin1.GetString(encoded).Split("\r\n"), line => Assert.InRange(line.Length, 0, 76));
                    Assert.DoesNotContain(encoded, b => b >= 0x80);
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void EveryDecoder_GivesTheSame_OnNoise_HoweverItIsCut()
    {
        var noise = Gen.Elements("A", "b", "=", "==", "=4", "=41", " ", "\t", "\r", "\n", "\r\n", "\0", "\u00E9", "begin 644 x\n", "#0V%T\n", "end\n", "SGVsbG8=", "QUJD\r\n");
        var text = Gen.ListOf(noise).Select(parts => string.Concat(parts));
        Prop.ForAll(text.ToArbitrary(), ArbMap.Default.ArbFor<PositiveInt>(), (input, size) =>
        {
            foreach (var encoding in Enum.GetValues<TransferEncoding>())
            {
                var bytes = Encoding.Latin1.GetBytes(input);
                var whole = Decode(encoding, bytes, int.MaxValue, out var defect);
                foreach (var piece in new[] { 1, size.Get })
                {
                    Assert.Equal(whole, Decode(encoding, bytes, piece, out var again));
                    Assert.Equal(defect, again);
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>Runs of literal bytes are copied in one go; wherever a run meets a line's limit, an escape or the end, it must not show.</summary>
    [Fact]
    public void QuotedPrintable_OfLongLines_IsTheSameHoweverItIsCut()
    {
        foreach (var ending in new[] { "", " ", "\t", "=", ".", "é", " \r\n", "\r", "\r\n.x" })
        {
            for (var length = 70; length < 82; length++)
            {
                var data = Encoding.UTF8.GetBytes($"{new string('x', length)}{ending}{new string('-', 2 * length)} y{ending}\r\n");
                var whole = Encode(TransferEncoding.QuotedPrintable, data, int.MaxValue);
                foreach (var piece in new[] { 1, 2, 3, 7, 74, 75, 76, 77 })
                {
                    Assert.Equal(whole, Encode(TransferEncoding.QuotedPrintable, data, piece));
                }

                Assert.Equal(data, Decode(TransferEncoding.QuotedPrintable, whole, int.MaxValue, out var defect));
                Assert.Equal(MimeDefect.None, defect);
                Assert.All(Encoding.ASCII.GetString(whole).Split("\r\n"), line => Assert.InRange(line.Length, 0, 76));
            }
        }
    }

    [Fact]
    public void QuotedPrintable_NeverBeginsALineAsADelimiterOrADot()
    {
        var encoded = Encoding.ASCII.GetString(Encode(TransferEncoding.QuotedPrintable, Encoding.ASCII.GetBytes("--b\r\n.\r\nFrom x\r\n" + new string('-', 200)), int.MaxValue));
        Assert.All(encoded.Split("\r\n"), line => Assert.False(line.StartsWith("--", StringComparison.Ordinal) || line.StartsWith('.') || line.StartsWith("From", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(" Base64 ", TransferEncoding.Base64)]
    [InlineData("(c) 7BIT (d)", TransferEncoding.SevenBit)]
    [InlineData("x-uuencode", TransferEncoding.Uuencode)]
    [InlineData("base64 base64", TransferEncoding.Unknown)]
    [InlineData("", TransferEncoding.Unknown)]
    public void Parse_ReadsTheNamesOfEncodings(string value, TransferEncoding encoding) =>
        Assert.Equal(encoding, TransferEncodings.Parse(Encoding.ASCII.GetBytes(value)));

    [Fact]
    public void Decode_RefusesADestinationThatIsTooSmall() =>
        Assert.Throws<ArgumentException>(() => TransferDecoder.Create(TransferEncoding.Base64).Decode(new byte[100], new byte[10], true));

    private static void AssertDecodes(TransferEncoding encoding, string encoded, string text, MimeDefect defect)
    {
        var bytes = Encoding.Latin1.GetBytes(encoded);
        for (var piece = 1; piece <= Math.Max(1, bytes.Length); piece++)
        {
            Assert.Equal(text, Encoding.Latin1.GetString(Decode(encoding, bytes, piece, out var seen)));
            Assert.Equal(defect, seen);
        }
    }

    private static byte[] Decode(TransferEncoding encoding, byte[] bytes, int piece, out MimeDefect defect)
    {
        var decoder = TransferDecoder.Create(encoding);
        var output = new MemoryStream();
        foreach (var chunk in Cut(bytes, piece))
        {
            var buffer = new byte[TransferDecoder.MaxDecodedLength(chunk.Length)];
            output.Write(buffer, 0, decoder.Decode(chunk.Span, buffer, isFinal: false));
        }

        var last = new byte[TransferDecoder.MaxDecodedLength(0)];
        output.Write(last, 0, decoder.Decode([], last, isFinal: true));
        defect = decoder.Defect;
        Assert.Equal(defect != MimeDefect.None, decoder.SawBadInput);
        return output.ToArray();
    }

    private static byte[] Encode(TransferEncoding encoding, byte[] bytes, int piece)
    {
        var encoder = TransferEncoder.Create(encoding);
        var output = new MemoryStream();
        foreach (var chunk in Cut(bytes, piece))
        {
            var buffer = new byte[TransferEncoder.MaxEncodedLength(chunk.Length)];
            output.Write(buffer, 0, encoder.Encode(chunk.Span, buffer, isFinal: false));
        }

        var last = new byte[TransferEncoder.MaxEncodedLength(0)];
        output.Write(last, 0, encoder.Encode([], last, isFinal: true));
        return output.ToArray();
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Cut(byte[] bytes, int piece)
    {
        for (var i = 0; i < bytes.Length; i += Math.Min(piece, bytes.Length))
        {
            yield return bytes.AsMemory(i, Math.Min(piece, bytes.Length - i));
        }
    }
}
