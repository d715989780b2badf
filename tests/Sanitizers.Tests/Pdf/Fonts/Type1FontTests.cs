using System.Text;
using Mugai.Sanitizers.Pdf.Fonts;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Pdf.Fonts;

public sealed class Type1FontTests
{
    // 0 500 hsbw; 10 20 rmoveto; 30 hlineto; closepath; endchar
    private static readonly byte[] Glyph = [139, 248, 136, 13, 149, 159, 21, 169, 6, 9, 14];
    private static readonly byte[] Notdef = [139, 139, 13, 14];

    [Theory]
    [InlineData("binary")]
    [InlineData("hex")]
    [InlineData("pfb")]
    public void Writes_TheSameFontFromEveryForm(string form)
    {
        var outcome = Rebuild(Font(form, ("A", Glyph)));
        var text = Encoding.Latin1.GetString(outcome.Data!);
        var font = Type1Reader.Read(outcome.Data!)!;

        Assert.Equal(0, outcome.Repaired);
        Assert.StartsWith("%!PS-AdobeFont-1.0: Test\n", text, StringComparison.Ordinal);
        Assert.Contains("/FontMatrix [0.001 0 0 0.001 0 0] readonly def", text, StringComparison.Ordinal);
        Assert.Contains("dup 65 /A put", text, StringComparison.Ordinal);
        Assert.DoesNotContain("deletefile", text, StringComparison.Ordinal);
        Assert.Equal(["A", ".notdef"], font.Glyphs.Select(glyph => glyph.Name));
        Assert.Equal(Glyph, font.Glyphs[0].Program);
        Assert.Equal([("BlueValues", "[-10 0 500 510]")], font.Hints);
        Assert.Equal(outcome.Data, Rebuild(outcome.Data!).Data);
    }

    [Theory]
    [InlineData(new byte[] { 144, 10, 14 })] // A subroutine that is not there.
    [InlineData(new byte[] { 139, 10, 14 })] // One that calls itself.
    [InlineData(new byte[] { 255, 0 })] // A number that ends in the middle.
    [InlineData(new byte[] { 2, 14 })] // No operator.
    [InlineData(new byte[] { 12, 99 })]
    [InlineData(new byte[] { 239, 139, 12, 16 })] // More arguments than there are.
    public void Empties_GlyphsThatDoWhatTheyMustNot(byte[] program)
    {
        var outcome = Rebuild(Font("binary", ("A", program), ("B", Glyph)));
        var font = Type1Reader.Read(outcome.Data!)!;

        Assert.Equal(1, outcome.Repaired);
        Assert.Equal(Notdef, font.Glyphs[0].Program);
        Assert.Equal(Glyph, font.Glyphs[1].Program);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%!PS-AdobeFont-1.0: Test\n(file) run")]
    [InlineData("%!PS-AdobeFont-1.0: Test\ncurrentfile eexec\n")]
    [InlineData("\u0080\u0001\u00FF\u00FF\u00FF\u00FFeexec abcdefgh")]
    public void Refuses_WhatIsNone(string file) => Assert.Null(Rebuild(Encoding.Latin1.GetBytes(file)).Data);

    [Fact]
    public void Bounds_TheWorkOfAGlyph()
    {
        // Twelve levels of subroutines that each call the next one thirty times.
        var subroutines = Enumerable.Range(1, 12).Select(next => (byte[])[.. Enumerable.Repeat((byte[])[(byte)(139 + next), 10], 30).SelectMany(pair => pair), 11]).Append([11]).ToList();
        var budget = new Budget(BudgetLimits.ForInput(1 << 20));
        var spent = ThreadClock.Of(() => Assert.False(new Type1Run(subroutines.Select((program, index) => (program, index)).ToDictionary(pair => pair.index, pair => pair.program), budget).IsSound([139, 10, 14])));
        Assert.True(spent < TimeSpan.FromSeconds(2), spent.ToString());
    }

    private static FontOutcome Rebuild(byte[] file) => Type1Font.Rebuild(file, new Budget(BudgetLimits.ForInput(1 << 20)), out _, out _);

    private static byte[] Font(string form, params (string Name, byte[] Program)[] glyphs)
    {
        var clear = Encoding.Latin1.GetBytes("%!PS-AdobeFont-1.0: Test 1.0\n11 dict begin\n/FontInfo 2 dict dup begin /Notice (x) readonly def end readonly def\n/FontName /Test def\n/Encoding 256 array\n"
            + "0 1 255 {1 index exch /.notdef put} for\ndup 65 /A put\nreadonly def\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n(x) deletefile\ncurrentdict end\ncurrentfile eexec\n");
        using var hidden = new MemoryStream();
        void Text(string text) => hidden.Write(Encoding.Latin1.GetBytes(text));
        void Program(byte[] program)
        {
            Text($"{program.Length + 4} -| ");
            hidden.Write(Type1Cipher.Encrypt([1, 2, 3, 4, .. program], Type1Cipher.Charstring));
        }

        Text("\0\0\0\0dup /Private 8 dict dup begin /-|{string currentfile exch readstring pop}executeonly def /BlueValues [-10 0 500 510] def /lenIV 4 def /Subrs 1 array\ndup 0 ");
        Program([139, 10, 11]);
        Text(" |\n|-\n2 index /CharStrings 2 dict dup begin\n");
        foreach (var (name, program) in glyphs.Append((".notdef", Notdef)))
        {
            Text($"/{name} ");
            Program(program);
            Text(" |-\n");
        }

        Text("end end readonly put mark currentfile closefile\n");
        var cipher = Type1Cipher.Encrypt(hidden.ToArray(), Type1Cipher.Eexec);
        return form switch
        {
            "hex" => [.. clear, .. Encoding.ASCII.GetBytes(Convert.ToHexString(cipher))],
            "pfb" => [0x80, 1, .. BitConverter.GetBytes(clear.Length), .. clear, 0x80, 2, .. BitConverter.GetBytes(cipher.Length), .. cipher, 0x80, 3],
            _ => [.. clear, .. cipher],
        };
    }
}
