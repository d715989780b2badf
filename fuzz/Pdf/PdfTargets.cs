using System.Text;
using Mugai.Fuzz.Texts;
using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Pdf;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizers.Pdf.Verifying;

namespace Mugai.Fuzz.Pdf;

/// <summary>The lexer by itself, and whole documents through reader, rebuild and verifier.</summary>
internal static class PdfTargets
{
    private static readonly string[] Tokens =
    [
        "<<", ">>", "[", "]", "(", ")", "<", ">", "{", "}", "/", "%", "#", "\\", "\\101", "R", " 0 R", "1 0 R", "2 0 R", "3 0 R", "4 0 R", "obj", "endobj", "stream\n", "endstream", "xref\n", "trailer", "startxref", "%%EOF",
        "/Type", "/Catalog", "/Pages", "/Page", "/Kids", "/Count", "/Parent", "/Length", "/Filter", "/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode", "/DecodeParms", "/Predictor 12",
        "/ObjStm", "/XRef", "/W[1 2 1]", "/Index", "/First", "/N", "/Prev", "/Root", "/Size", "/Encrypt", "/S", "/A", "/GoTo", "/URI", "/JavaScript", "/JS", "/AA", "/Annots", "/Subtype", "/Widget", "/Link", "/AP", "/Names",
        "/Dests", "/Next", "/Font", "/XObject", "/Image", "/DCTDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/ColorSpace", "/OCProperties", "/StructTreeRoot", "-1", "65535", "2147483648", "0.5", "null", "true",
    ];

    private static readonly string[] Documents =
    [
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R/OpenAction[3 0 R/Fit]/Names<</Dests<</Names[(a)[3 0 R/XYZ 0 0 0]]>>/JavaScript<</Names[(x)<</S/JavaScript/JS(x)>>]>>>>>>endobj\n"
            + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F1 6 0 R>>>>>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Annots[<</Subtype/Link/Rect[0 0 1 1]/A<</S/URI/URI(http://a.example/)>>>>]>>endobj\n"
            + "4 0 obj<</Length 7/Filter/ASCIIHexDecode>>stream\n7120510A>\nendstream endobj\n5 0 obj<</First 7 0 R/Last 7 0 R>>endobj\n6 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[65/A]>>>>endobj\n"
            + "7 0 obj<</Title(t\\101)/Parent 5 0 R/Dest(a)>>endobj\ntrailer<</Root 1 0 R/Info<</Title(x)>>>>\nstartxref\n0\n%%EOF\n",
        "%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/XFA 5 0 R>>/OCProperties<</OCGs[6 0 R]/D<</Order[[(x)6 0 R]]/AS[<</Event/View>>]>>>>/StructTreeRoot 7 0 R>>endobj\n2 0 obj<</Kids[3 0 R]/Count 9>>endobj\n"
            + "3 0 obj<</Parent 2 0 R/Annots[4 0 R]/Resources<</XObject<</I 8 0 R>>/Properties<</M 6 0 R>>>>>>endobj\n4 0 obj<</Subtype/Widget/FT/Tx/T(f)/V(v)/AA<<>>/AP<</N<</On 8 0 R>>>>>>endobj\n5 0 obj<<>>stream\nx\nendstream\n6 0 obj<</Type/OCG/Name(l)>>endobj\n"
            + "7 0 obj<</Type/StructTreeRoot/K<</S/P/P 7 0 R/Pg 3 0 R/K[0<</Type/OBJR/Obj 4 0 R>>]>>>>endobj\n8 0 obj<</Subtype/Image/Width 1/Height 1/ColorSpace[/Indexed/DeviceRGB 0<000000>]/BitsPerComponent 8/Filter[/A85/RL]>>stream\n!!~>\nendstream\ntrailer<</Root 1 0 R>>",
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R/Names<</EmbeddedFiles<</Kids[<</Names[(a)8 0 R]>>]>>/Dests<</Kids[9 0 R]>>>>/PageLabels<</Nums[0<</S/D>>]>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[4 0 R 4 0 R]/Resources<</ColorSpace<</A[/ICCBased 11 0 R]/B[/Separation/Gold/DeviceRGB 12 0 R]>>/XObject<</F 13 0 R>>>>/Annots[<</Subtype/FileAttachment/Rect[0 0 1 1]/FS 8 0 R>>"
            + "<</Subtype/Widget/FT/Btn/T(r)/A<</S/ResetForm/Fields[(a)]>>>>]>>endobj\n4 0 obj<</Length 40>>stream\nq/A cs 1 0 0 sc/F Do/G Do/B cs 1 scn Q BT ET\nendstream endobj\n5 0 obj<</First 6 0 R/Last 7 0 R>>endobj\n6 0 obj<</Title(a)/Next 7 0 R/Parent 5 0 R>>endobj\n"
            + "7 0 obj<</Title(b)/Prev 6 0 R/Parent 5 0 R/First 6 0 R>>endobj\n8 0 obj<</F(a.txt)/EF<</F 10 0 R>>>>endobj\n9 0 obj<</Names[(x)[3 0 R/Fit]]/Kids[9 0 R]>>endobj\n10 0 obj<<>>stream\nhello\nendstream endobj\n11 0 obj<</N 3>>stream\nacsp\nendstream endobj\n"
            + "12 0 obj<</FunctionType 4/Domain[0 1]/Range[0 1 0 1 0 1]>>stream\n{dup 0 gt{1}{2}ifelse}\nendstream endobj\n13 0 obj<</Subtype/Form/BBox[0 0 9 9]/Resources<<>>>>stream\n/X gs\nendstream endobj\ntrailer<</Root 1 0 R>>",
    ];

    public static FuzzTarget Lexer { get; } = new("pdf-lexer", [.. Documents.Select(Encoding.Latin1.GetBytes)], [.. Tokens.Select(Encoding.Latin1.GetBytes)], RunLexer);

    public static FuzzTarget Document { get; } = RebuildTarget.Of("pdf", Formats.Pdf, new PdfSanitizer(), [new PdfVerifier()], Documents, Tokens);

    /// <summary>The same with everything a policy can ask for.</summary>
    public static FuzzTarget Deep { get; } = RebuildTarget.Of("pdf-deep", Formats.Pdf, new PdfSanitizer(), [new PdfVerifier()], Documents, Tokens,
        new SanitizePolicy { Pdf = new PdfPolicy { Deep = true, Links = PdfLinkWay.Show, RebuildFiles = true, KeepResetForm = true } });

    private static void RunLexer(byte[] input)
    {
        var lexer = new PdfLexer(input);
        var last = 0;
        while (lexer.Read() != PdfToken.End)
        {
            if (lexer.Position <= last || lexer.Start < last || lexer.Start + lexer.Length > lexer.Position || lexer.Position > input.Length)
            {
                throw new PropertyBrokenException("a token outside of its place");
            }

            last = lexer.Position;
            lexer.TryTakeReference(out _);
            last = Math.Min(last, lexer.Position);
            if (lexer.Position > input.Length)
            {
                throw new PropertyBrokenException("beyond the end");
            }

            var target = new byte[lexer.TokenBytes.Length];
            if (PdfEscapes.DecodeName(lexer.TokenBytes, target) > target.Length || PdfEscapes.DecodeLiteral(lexer.TokenBytes, target) > target.Length || PdfEscapes.DecodeHex(lexer.TokenBytes, target) > target.Length)
            {
                throw new PropertyBrokenException("longer than written");
            }
        }
    }
}
