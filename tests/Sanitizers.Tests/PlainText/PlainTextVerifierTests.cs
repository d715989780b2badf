using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.PlainText;

/// <summary>The verifier alone, on bytes that no sanitizer of ours writes.</summary>
public class PlainTextVerifierTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a\r\nb\tc")]
    [InlineData("\uFEFF日本語\r\n")]
    [InlineData("葛\U000E0100😀\uE000\U000F0000")]
    public void Accepts_CleanText(string text) => Assert.Null(Verify(Detection.Formats.Txt, Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\r")]
    [InlineData("a\r\r\n")]
    [InlineData("a\0")]
    [InlineData("a\u001B[m")]
    [InlineData("a\f")]
    [InlineData("a\u007F")]
    [InlineData("a\u0085")]
    [InlineData("a\u00AD")]
    [InlineData("a\u061C")]
    [InlineData("a\u200B")]
    [InlineData("a\u200E")]
    [InlineData("a\u202E")]
    [InlineData("a\u2028")]
    [InlineData("a\u2060")]
    [InlineData("a\u2066")]
    [InlineData("a\u3164")]
    [InlineData("a\uFEFF")]
    [InlineData("\uFEFF\uFEFF")]
    [InlineData("a\uFFFF")]
    [InlineData("a\U000E0041")]
    [InlineData("a\U0010FFFF")]
    public void Refuses_WhatNobodySees(string text) => Assert.NotNull(Verify(Detection.Formats.Txt, Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(new byte[] { 0x61, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0xAF })]
    [InlineData(new byte[] { 0xC1, 0xBF })]
    [InlineData(new byte[] { 0xE0, 0x80, 0xAF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xF5, 0x80, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xE3, 0x81 })]
    [InlineData(new byte[] { 0xE3, 0x41, 0x41 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x41, 0x00 })]
    public void Refuses_WhatIsNotUtf8(byte[] bytes) => Assert.NotNull(Verify(Detection.Formats.Txt, bytes));

    [Theory]
    [InlineData("=1")]
    [InlineData("a,=1")]
    [InlineData("a,\"=1\"")]
    [InlineData("a, @x")]
    [InlineData("a\r\n+x")]
    [InlineData("a,-cmd|1")]
    [InlineData("a,-1|2")]
    [InlineData("a,＝1")]
    [InlineData("\"a\r\nb\",=1")]
    [InlineData("\"a\"\"\",=1")]
    public void Refuses_CellsThatRun(string text)
    {
        Assert.NotNull(Verify(Detection.Formats.Csv, Encoding.UTF8.GetBytes(text)));
        Assert.Null(Verify(Detection.Formats.Txt, Encoding.UTF8.GetBytes(text)));
        Assert.Null(Verify(Detection.Formats.Csv, Encoding.UTF8.GetBytes(text), new SanitizePolicy { NeutralizeCsvFormulas = false }));
        Assert.NotNull(Verify(Detection.Formats.Tsv, Encoding.UTF8.GetBytes(text.Replace(',', '\t'))));
    }

    [Theory]
    [InlineData("a,-1,+81-3-1234,-")]
    [InlineData("'=1,\"'@x\"")]
    [InlineData("\"a,=1\",b")]
    [InlineData("a=1,b@c")]
    public void Accepts_CellsThatDoNot(string text) => Assert.Null(Verify(Detection.Formats.Csv, Encoding.UTF8.GetBytes(text)));

    private static string? Verify(FileFormat format, byte[] bytes, SanitizePolicy? policy = null) =>
        new PlainTextVerifier().Verify(format, new MemoryStream(bytes), new BareContext(policy));
}
