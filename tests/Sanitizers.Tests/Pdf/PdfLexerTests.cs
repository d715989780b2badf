using System.Text;
using Mugai.Sanitizers.Pdf.Reading;

namespace Mugai.Sanitizers.Tests.Pdf;

public sealed class PdfLexerTests
{
    [Theory]
    [InlineData("12 -3 +4 0.5 .5 -.25", "Integer:12 Integer:-3 Integer:+4 Real:0.5 Real:.5 Real:-.25")]
    [InlineData("/Name/A#20B /", "Name:Name Name:A#20B Name:")]
    [InlineData("(a(b)c)(\\)x)", "LiteralString:a(b)c LiteralString:\\)x")]
    [InlineData("<41 42>[1]<</A<</B 1>>>>", "HexString:41 42 ArrayOpen:[ Integer:1 ArrayClose:] DictionaryOpen:<< Name:A DictionaryOpen:<< Name:B Integer:1 DictionaryClose:>> DictionaryClose:>>")]
    [InlineData("true % a comment (\n null", "Keyword:true Keyword:null")]
    [InlineData("99999999999999999999 1e5 12abc", "Real:99999999999999999999 Real:1e5 Keyword:12abc")]
    [InlineData("(open", "LiteralString:open")]
    [InlineData("<41", "HexString:41")]
    [InlineData(")>", "Keyword:) Keyword:>")]
    public void Tells_Tokens(string input, string expected) => Assert.Equal(expected, Tokens(Encoding.Latin1.GetBytes(input)));

    [Fact]
    public void Ends_OnEveryPrefixAndSuffix()
    {
        var input = "<</Type/Page/A[1 2 R(x\\051)<4>]>>stream\r\n%%\nendobj"u8.ToArray();
        for (var i = 0; i <= input.Length; i++)
        {
            _ = Tokens(input[..i]);
            _ = Tokens(input[i..]);
        }
    }

    [Theory]
    [InlineData("12 0 R", true)]
    [InlineData("12 0 R]", true)]
    [InlineData("12 0 RG", false)]
    [InlineData("12 0", false)]
    [InlineData("12 0R", false)]
    public void Takes_References(string input, bool expected)
    {
        var lexer = new PdfLexer(Encoding.Latin1.GetBytes(input));
        Assert.Equal(PdfToken.Integer, lexer.Read());
        Assert.Equal(expected, lexer.TryTakeReference(out _));
    }

    [Fact]
    public void Resolves_Escapes()
    {
        Assert.Equal("JavaScript", Decoded("J#61v#61Script", PdfEscapes.DecodeName));
        Assert.Equal("a#b#4", Decoded("a#b#4", PdfEscapes.DecodeName));
        Assert.Equal("JS\n(A)c", Decoded("\\112S\\n\\(\\101\\)\\\r\nc", PdfEscapes.DecodeLiteral));
        Assert.Equal("AB@", Decoded("4 1z424", PdfEscapes.DecodeHex));
    }

    private delegate int Decoder(ReadOnlySpan<byte> written, Span<byte> target);

    private static string Decoded(string written, Decoder decoder)
    {
        var target = new byte[written.Length];
        return Encoding.Latin1.GetString(target, 0, decoder(Encoding.Latin1.GetBytes(written), target));
    }

    private static string Tokens(byte[] input)
    {
        var lexer = new PdfLexer(input);
        var tokens = new List<string>();
        while (lexer.Read() is var token && token != PdfToken.End)
        {
            tokens.Add($"{token}:{Encoding.Latin1.GetString(lexer.TokenBytes)}");
        }

        return string.Join(' ', tokens);
    }
}
