using System.Globalization;
using System.Text;

namespace Mugai.Mime.Tests;

public sealed class MimeReaderDefectTests
{
    private const string Multipart = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";

    public static TheoryData<MimeDefect, string, string> Cases => new()
    {
        { MimeDefect.BareCr, "0@10", "A: b\r\n\r\nxx\ryy\r\n" },
        { MimeDefect.BareCr, "0@4", "A: b\rc\r\n\r\n" },
        { MimeDefect.BareCr, "0@10", "A: b\r\n\r\nxx\r" },
        { MimeDefect.BareLf, "0@10", "A: b\r\n\r\nxx\nyy\r\n" },
        { MimeDefect.BareLf, "0@4", "A: b\n\r\n" },
        { MimeDefect.BareLf, "0@6", "A: b\r\n\nx" },
        { MimeDefect.Nul, "0@10", "A: b\r\n\r\nxx\0yy\r\n" },
        { MimeDefect.Nul, "0@4", "A: b\0\r\n\r\n" },
        { MimeDefect.BadHeaderLine, "0@6", "A: b\r\nno header\r\n\r\n" },
        { MimeDefect.BadHeaderLine, "0@0", " folded without a field\r\n\r\n" },
        { MimeDefect.BadHeaderLine, "0@6", "A: b\r\nあ: c\r\n\r\n" },
        { MimeDefect.SpaceBeforeColon, "0@1", "A : b\r\n\r\n" },
        { MimeDefect.WhitespaceHeaderLine, "0@6", "A: b\r\n \t\r\nB: c\r\n\r\n" },
        { MimeDefect.DelimiterInHeaders, "1@56", Multipart + "--b\r\nA: b\r\n--b--\r\n" },
        { MimeDefect.MboxFromLine, "0@0", "From a@b Mon\r\nA: b\r\n\r\n" },
        { MimeDefect.DuplicateContentType, "0@26", "Content-Type: text/plain\r\nContent-type: text/html\r\n\r\n" },
        { MimeDefect.DuplicateTransferEncoding, "0@33", "Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64\r\n\r\n" },
        { MimeDefect.DuplicateContentDisposition, "0@29", "Content-Disposition: inline\r\nContent-Disposition: attachment\r\n\r\n" },
        { MimeDefect.UnknownTransferEncoding, "0@0", "Content-Transfer-Encoding: base64,\r\n\r\n" },
        { MimeDefect.EncodedMultipart, "0@35", "Content-Transfer-Encoding: base64\r\n" + Multipart + "--b\r\n\r\n\r\n--b--\r\n" },
        { MimeDefect.DuplicateBoundary, "0@0", "Content-Type: multipart/mixed; boundary=a; boundary=b\r\n\r\n--a\r\n\r\n--a--\r\n" },
        { MimeDefect.MissingBoundary, "0@0", "Content-Type: multipart/mixed\r\n\r\n" },
        { MimeDefect.MissingBoundary, "0@0", "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n" },
        { MimeDefect.OddBoundary, "0@0", "Content-Type: multipart/mixed; boundary=\"a\\b\"\r\n\r\n--ab--\r\n" },
        { MimeDefect.OddBoundary, "0@0", "Content-Type: multipart/mixed; boundary=\"ab \"\r\n\r\n--ab--\r\n" },
        { MimeDefect.OddBoundary, "0@0", "Content-Type: multipart/mixed; boundary=a b\r\n\r\n--a b--\r\n" },
        { MimeDefect.OddBoundary, "0@0", "Content-Type: multipart/mixed; boundary=\"a;b\"\r\n\r\n--a;b--\r\n" },
        { MimeDefect.OddBoundary, "0@0", "Content-Type: multipart/mixed; boundary*=us-ascii''ab\r\n\r\n--ab--\r\n" },
        { MimeDefect.OddBoundary, "0@0", "Content-Type: multipart/mixed; boundary=" + new string('x', 71) + "\r\n\r\n" },
        { MimeDefect.OverlappingBoundary, "1@50", Multipart + "--b\r\n" + Multipart.Replace("=b", "=bc", StringComparison.Ordinal) },
        { MimeDefect.OverlappingBoundary, "1@52", Multipart.Replace("=b", "=bc", StringComparison.Ordinal) + "--bc\r\n" + Multipart },
        { MimeDefect.DelimiterWithText, "1@52", Multipart + "--b\r\n\r\n--bx\r\n--b--\r\n" },
        { MimeDefect.DelimiterWithText, "1@50", Multipart + "--b\r\n--b: field\r\n\r\n--b--\r\n" },
        { MimeDefect.MissingCloseDelimiter, "0@53", Multipart + "--b\r\n\r\nx" },
        { MimeDefect.DelimiterAfterClose, "0@62", Multipart + "--b\r\n\r\nx\r\n--b--\r\n--b\r\n\r\nhidden\r\n--b--\r\n" },
        { MimeDefect.NoParts, "0@52", Multipart + "--b--\r\n" },
        { MimeDefect.HiddenPreamble, "0@47", Multipart + "\r\nhidden\r\n--b--\r\n" },
        { MimeDefect.HiddenEpilogue, "0@64", Multipart + "--b\r\n\r\nx\r\n--b--\r\n\r\nhidden" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_ReportsTheDefect_WhereItIs(MimeDefect defect, string place, string message)
    {
        var log = EventLog.Of(Encoding.UTF8.GetBytes(message), []);
        Assert.Contains(place + " Defect " + defect, log);
    }

    [Fact]
    public void Read_ReportsNothing_OnCleanMail()
    {
        const string Clean =
            "From: a@example.jp\r\nContent-Type: multipart/mixed; boundary=\"----=_Part_1.2(3)\"\r\n\r\n------=_Part_1.2(3)\r\nContent-Type: text/plain\r\n" +
            "Content-Transfer-Encoding: QUOTED-PRINTABLE (comment)\r\n\r\n-- \r\nTaro\r\n------=_Part_1.2(3)--\r\n";
        Assert.DoesNotContain(EventLog.Of(Clean), l => l.Contains("Defect", StringComparison.Ordinal));
        Assert.Contains(EventLog.Of(Clean), l => l.EndsWith("Leaf QuotedPrintable", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ReportsEachKindOfByteOncePerEntity()
    {
        var log = EventLog.Of(Multipart + "--b\r\n\r\na\nb\nc\rd\re\0\0\r\n--b\r\n\r\na\nb\nc\r\n--b--\r\n");
        Assert.Equal(2, log.Count(l => l.EndsWith("BareLf", StringComparison.Ordinal)));
        Assert.Equal(1, log.Count(l => l.EndsWith("BareCr", StringComparison.Ordinal)));
        Assert.Equal(1, log.Count(l => l.EndsWith("Nul", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(127)]
    [InlineData(200)]
    public void Read_FindsABadByte_AtAnyPlaceOfAVector(int place)
    {
        foreach (var (bad, defect) in new[] { ("\r", "BareCr"), ("\n", "BareLf"), ("\0", "Nul") })
        {
            var body = new string('x', place) + bad + new string('x', 300 - place);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"0@{2 + place} Defect {defect}"), EventLog.Of("\r\n" + body));
        }
    }

    [Fact]
    public void IsAmbiguous_SaysWhatTwoParsersReadDifferently()
    {
        Assert.True(MimeDefect.BareCr.IsAmbiguous());
        Assert.True(MimeDefect.DuplicateBoundary.IsAmbiguous());
        Assert.True(MimeDefect.BadBase64.IsAmbiguous());
        Assert.True(MimeDefect.ConflictingParameters.IsAmbiguous());
        Assert.False(MimeDefect.HiddenPreamble.IsAmbiguous());
        Assert.False(MimeDefect.TooDeep.IsAmbiguous());
        Assert.True(MimeDefect.TooDeep.IsLimit());
        Assert.False(MimeDefect.None.IsAmbiguous());
    }
}
