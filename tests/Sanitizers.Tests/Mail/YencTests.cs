using System.Globalization;
using System.Text;
using Mugai.Sanitizers.Zip;

namespace Mugai.Sanitizers.Tests.Mail;

public class YencTests
{
    private const string Header = "From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";

    private static readonly byte[] File = [.. "これは添付です。"u8, .. Enumerable.Range(0, 256).Select(b => (byte)b).Where(b => b is >= 0x20 and < 0x7F)];

    [Fact]
    public void Becomes_AnAttachment_WithItsName_AndTheTextAroundStays()
    {
        var run = Runs.Mail(Mail("報告書.txt", File));
        Assert.Contains("mail.yenc", run.Codes);
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Equal("before\r\nafter\r\n=y is no file\r\n", mail.Body);
        var attachment = Assert.Single(mail.Attachments);
        Assert.Equal("報告書.txt", attachment.FileName);
        Assert.Equal(File, attachment.Content);
    }

    [Fact]
    public void Reads_TheSameHoweverItArrives()
    {
        var mail = Mail("a.txt", File);
        var whole = Runs.Mail(mail).Output.Bytes;
        for (var piece = 1; piece < 400; piece += 7)
        {
            Assert.Equal(whole, Runs.Mail(mail, firstPiece: piece).Output.Bytes);
        }
    }

    [Theory]
    [InlineData("crc32=", "crc32=f", Reason.Corrupt)]
    [InlineData("=yend size=", "=yend size=9", Reason.Corrupt)]
    [InlineData("\r\n=yend ", "\r\n\r\n=yend ", Reason.Corrupt)]
    [InlineData("\r\n=yend ", "\r\nyend ", Reason.Corrupt)]
    [InlineData("name=a.txt\r\n", "name=a.txt\r\n=ypart begin=5 end=9\r\n", Reason.Unsupported)]
    public void Is_Refused_WhenItIsNotWhole(string ours, string theirs, Reason reason)
    {
        var mail = Encoding.Latin1.GetString(Mail("a.txt", File));
        Assert.Contains(ours, mail, StringComparison.Ordinal);
        var run = Runs.Mail(Encoding.Latin1.GetBytes(mail.Replace(ours, theirs, StringComparison.Ordinal)));
        var part = Assert.Single(run.Report.Parts);
        Assert.Equal((Outcome.Blocked, reason), (part.Outcome, part.Reason));
        Assert.DoesNotContain("これは", CleanMail.Parse(run.Output.Bytes).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=ybegin of a sentence\r\n")]
    [InlineData("=ybegin line=128 name=a\r\n")]
    [InlineData("=yb")]
    [InlineData("a =ybegin line=128 size=1 name=a\r\n")]
    [InlineData("=====\r\n=yend size=1\r\n")]
    public void Leaves_Text(string text)
    {
        var run = Runs.Mail(Encoding.ASCII.GetBytes(Header + text));
        Assert.Equal(text.TrimEnd() + "\r\n", CleanMail.Parse(run.Output.Bytes).Body);
        Assert.Empty(run.Report.Parts);
    }

    [Fact]
    public void Finds_NothingTheSecondTime_WhereCleaningMadeAHeading()
    {
        var first = Runs.File("a.eml", Encoding.UTF8.GetBytes(Header.Replace("iso-2022-jp", "utf-8", StringComparison.Ordinal) + "=\u200Bybegin line=128 size=1 name=a\r\nk\r\n=yend size=1\r\nafter\r\n"));
        Assert.Single(first.Report.Parts);
        var second = Runs.File("a.eml", first.Output.Bytes);
        Assert.Empty(second.Codes);
        Assert.Equal(first.Output.Bytes, second.Output.Bytes);
    }

    private static byte[] Mail(string name, byte[] file)
    {
        var sum = default(Crc32);
        sum.Append(file);
        var end = string.Create(CultureInfo.InvariantCulture, $"\r\n=yend size={file.Length} crc32={sum.Value:x8}\r\nafter\r\n=y is no file\r\n");
        var begin = string.Create(CultureInfo.InvariantCulture, $"before\r\n=ybegin line=64 size={file.Length} name={name}\r\n");
        return [.. Encoding.ASCII.GetBytes(Header), .. Encoding.UTF8.GetBytes(begin), .. Encode(file), .. Encoding.ASCII.GetBytes(end)];
    }

    // Lines of 64 bytes; NUL, LF, CR and = are escaped.
    private static byte[] Encode(byte[] file)
    {
        var encoded = new List<byte>();
        var length = 0;
        foreach (var b in file)
        {
            var shifted = unchecked((byte)(b + 42));
            encoded.AddRange(shifted is 0 or 10 or 13 or (byte)'=' ? [(byte)'=', unchecked((byte)(shifted + 64))] : [shifted]);
            if (++length % 64 == 0 && length < file.Length)
            {
                encoded.AddRange("\r\n"u8);
            }
        }

        return [.. encoded];
    }
}
