using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Tests.Archives;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Hangul;

public class HangulTests
{
    private const string Section = "<?xml version='1.0'?><hs:sec xmlns:hs='urn:s' xmlns:hp='urn:p'><hp:p><hp:run><hp:t>계획 2026</hp:t></hp:run></hp:p><hp:p><hp:run><hp:t>表<hp:tab/>値<hp:lineBreak/>次</hp:t></hp:run>"
        + "<hp:script>evil()</hp:script></hp:p></hs:sec>";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gives_TheTextOfHwp(bool isCompressed)
    {
        var run = Runs.File("계획.hwp", Hwp(isCompressed ? 1u : 0u, [Record(66, new byte[24]), Paragraph("계획 2026\r"), Record(300, new byte[5_000]), Paragraph("\u0002sectio\u0002表\tabcdef\t値\u001F次\r")], [Paragraph("둘째\u202E")]));

        Assert.Equal((Outcome.Replaced, "txt", "계획.hwp.txt"), (run.Report.Outcome, run.Report.Output!.Format, run.Report.Output.Name.DangerousRaw));
        Assert.Equal("계획 2026\r\n表\t値 次\r\n둘째\r\n", Encoding.UTF8.GetString(run.Output.Bytes));
        Assert.Equal(["hangul.layout", "text.bidi"], run.Codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Gives_TheTextOfHwpx()
    {
        var run = Runs.File("a.hwpx", ZipFiles.Of(("mimetype", "application/hwp+zip"), ("Contents/section0.xml", Section), ("Scripts/x.js", "evil()"), ("Contents/section1.xml", Section.Replace("계획", "둘째", StringComparison.Ordinal))));

        Assert.Equal((Outcome.Replaced, "a.hwpx.txt"), (run.Report.Outcome, run.Report.Output!.Name.DangerousRaw));
        Assert.Equal("계획 2026\r\n表\t値\r\n次\r\n둘째 2026\r\n表\t値\r\n次\r\n", Encoding.UTF8.GetString(run.Output.Bytes));
    }

    [Theory]
    [InlineData(2u, Outcome.Held, Reason.Encrypted)]
    [InlineData(5u, Outcome.Blocked, Reason.Unsupported)]
    [InlineData(17u, Outcome.Blocked, Reason.Unsupported)]
    public void Refuses_WhatCannotBeRead(uint properties, Outcome outcome, Reason reason)
    {
        var run = Runs.File("a.hwp", Hwp(properties, [Paragraph("x")]));
        Assert.Equal((outcome, reason), (run.Report.Outcome, run.Report.Reason));
        Assert.Empty(run.Output.Bytes);
    }

    [Fact]
    public void Refuses_DocumentsWithoutText_AndBrokenOnes()
    {
        Assert.Equal(Reason.Unsupported, Runs.File("a.hwp", Hwp(0, [Record(300, new byte[9])])).Report.Reason);
        Assert.Equal(Reason.Corrupt, Runs.File("a.hwp", Hwp(0, [[67, 0, 0xF0, 0xFF]])).Report.Reason);
        Assert.Equal(Reason.Corrupt, Runs.File("a.hwpx", ZipFiles.Of(("mimetype", "application/hwp+zip"), ("Contents/section0.xml", "<a><b></a>"))).Report.Reason);
        Assert.Equal(Reason.Unsupported, Runs.File("old.hwp", "HWP Document File V3.00 \u001A\u0001\u0002\u0003\u0004\u0005"u8.ToArray()).Report.Reason);
    }

    [Fact]
    public void Holds_AnEncryptedHwpx()
    {
        const string Manifest = "<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><m:file-entry m:full-path=\"Contents/section0.xml\"><m:encryption-data/></m:file-entry></m:manifest>";
        var run = Runs.File("a.hwpx", ZipFiles.Of(("mimetype", "application/hwp+zip"), ("META-INF/manifest.xml", Manifest), ("Contents/section0.xml", "not XML")));
        Assert.Equal((Outcome.Held, Reason.Encrypted), (run.Report.Outcome, run.Report.Reason));
        Assert.Empty(run.Output.Bytes);
    }

    [Fact]
    public void Never_Throws_OnAnyPrefix_OrChangedByte()
    {
        var hwp = Hwp(1, [Paragraph("계획 2026\r")]);
        for (var i = 0; i < hwp.Length; i += 7)
        {
            Runs.File("a.hwp", hwp[..i]);
            var changed = (byte[])hwp.Clone();
            changed[i] ^= 0x55;
            Runs.File("a.hwp", changed);
        }
    }

    private static byte[] Paragraph(string text) => Record(67, Encoding.Unicode.GetBytes(text));

    private static byte[] Record(uint tag, byte[] body)
    {
        var header = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(header, tag | 0xFFF00000);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), (uint)body.Length);
        return [.. header, .. body];
    }

    private static byte[] Hwp(uint properties, params byte[][][] sections)
    {
        var header = new byte[256];
        "HWP Document File"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(36), properties);
        var root = new NewStorage("Root Entry");
        root.Add("FileHeader", new MemoryStream(header));
        root.Add("\u0005HwpSummaryInformation", new MemoryStream(new byte[16]));
        root.AddStorage("Scripts").Add("DefaultJScript", new MemoryStream("evil()"u8.ToArray()));
        var body = root.AddStorage("BodyText");
        for (var i = 0; i < sections.Length; i++)
        {
            var records = sections[i].SelectMany(record => record).ToArray();
            body.Add($"Section{i}", new MemoryStream((properties & 1) != 0 ? Deflated(records) : records));
        }

        using var output = new MemoryStream();
        CompoundFileWriter.Write(root, output, new Budget(BudgetLimits.ForInput(1 << 20)));
        return output.ToArray();
    }

    private static byte[] Deflated(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(bytes);
        }

        return packed.ToArray();
    }
}
