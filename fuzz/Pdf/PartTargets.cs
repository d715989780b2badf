using System.Globalization;
using System.Text;
using Mugai.Sanitizers.Pdf.Content;
using Mugai.Sanitizers.Pdf.Fonts;
using Mugai.Sanitizers.Pdf.Text;
using Mugai.Sanitizers.Tests.Pdf.Fonts;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.Pdf;

/// <summary>
/// Any bytes as the streams inside a PDF: never an exception but the budget's, and what was written anew is the same when it is written again, without a finding.
/// </summary>
internal static class PartTargets
{
    public static FuzzTarget Content { get; } = new(
        "pdf-content",
        [
            .. Seeds(
                "q 1 0 0 1 10 20 cm /Im1 Do Q BT /F1 12 Tf (a\\(b) Tj [(x) -12.5 <4142>] TJ ET 0.5 g 1 0 0 rg /P1 scn",
                "BI /W 4 /H 2 /BPC 8 /CS /G ID abcdefgh EI q BI /W 8/H 8/IM true/F[/AHx/Fl]/DP[null<</Predictor 1>>]/D[1 0] ID 789C6360000000080001> EI Q",
                "/Span <</MCID 1/ActualText(x)/BBox[0 0 1 1]>> BDC EMC BX 1 Zz EX [1 2] 0 d /N DP", "BI/W 16/H 4/F/CCF/DP<</K -1/Columns 16>>ID x\u0080\u0008\u0000 EI BI/W 2/H 2/F/DCT ID \u00FF\u00D8\u00FF\u00D9 EI"),
        ],
        [
            .. Seeds("BI ", " ID ", "\nEI\n", " EI ", "/L 8", "/F/Fl", "/F/LZW", "/F/RL", "/F/A85", "/CS[/I/RGB 1<00>]", "<<", ">>", "[", "]", "(", ")", "\\", "/", "%", "BT", "ET", "q ", "Q ", " Do", " scn", " TJ", "1e9", "--1", "99999999999",
                "/#00", "/W 65536", "true", "null"),
        ],
        RunContent);

    public static FuzzTarget Fonts { get; } = new(
        "pdf-fonts",
        [
            FontSamples.TrueType(), FontSamples.TrueType(FontSamples.Composite(4), FontSamples.Composite(3)), FontSamples.Cff([[14], [139, 139, 21, 149, 6, 14], [32, 29, 14]], [139, 139, 21, 11]),
            FontSamples.Sfnt(0x4F54544F, ("CFF ", FontSamples.Cff([[14], [32, 29, 14]], [139, 139, 1, 19, 128, 11])), ("head", new byte[54]), ("maxp", new byte[6])),
            Encoding.Latin1.GetBytes("dup /Private 8 dict dup begin /BlueValues [-10 0] def /lenIV -1 def /Subrs 1 array dup 0 3 RD \u008B\u000A\u000B NP ND 2 index /CharStrings 2 dict dup begin /A 4 RD \u008B\u008B\u000D\u000E ND /B 3 RD \u008B\u000A\u000E ND end"),
        ],
        [
            [0xFF, 0xFF], [0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF], [29], [10], [11], [14], [12, 30], [12, 29], [12, 22], [19], [28, 0x7F, 0xFF], [255, 0, 1, 0, 0], [12, 36], [12, 37], [12, 30, 1], [18], [17],
            [.. "loca"u8], [.. "glyf"u8], [.. "CFF "u8], [.. "cmap"u8], [.. "maxp"u8], [0, 4, 0, 32],
        ],
        RunFonts);

    public static FuzzTarget Text { get; } = new(
        "pdf-text",
        [
            .. Seeds(
                "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0001> <0003> <3042> <0010> <0011> [<0041> <D83DDE00>] endbfrange 1 beginbfchar <0020> <0031> endbfchar",
                "1 begincidrange <00> <80> 1 endcidrange 1 begincidchar <8140> 633 endcidchar /90ms-RKSJ-H usecmap /WMode 1 def",
                "BT /F1 12 Tf 20 150 Td (Hello) Tj [-300 <905C90BF>] TJ 0 -20 TD T* (x) ' 1 2 (y) \" /F2 9 Tf 1 0 0 1 5 5 Tm <00010002> Tj ET q 2 0 0 2 0 0 cm /Fm Do Q BI /W 1/H 1 ID x EI"),
        ],
        [.. Seeds("beginbfrange", "beginbfchar", "begincidrange", "begincodespacerange", "end", "<", ">", "[", "]", "<FFFFFFFF>", "<00000000>", "<00>", "/F1", "/F2", "/Fm Do", " Tj", " TJ", " Tf", " Td", " Tm", " cm", "1e38", "-0.00001", "q", "Q")],
        RunText);

    private static IEnumerable<byte[]> Seeds(params string[] texts) => texts.Select(Encoding.Latin1.GetBytes);

    private static Budget NewBudget(int length) => new(BudgetLimits.ForInput(length) with { MaxBytes = 32 << 20 });

    private static void RunContent(byte[] input)
    {
        try
        {
            var once = ContentRewriter.Rewrite(input, null, new ContentFindings(), NewBudget(input.Length));
            var findings = new ContentFindings();
            var twice = ContentRewriter.Rewrite(once.ToArray(), null, findings, NewBudget(input.Length));
            if (!once.Span.SequenceEqual(twice.Span) || !findings.IsEmpty)
            {
                throw new PropertyBrokenException("other content the second time");
            }
        }
        catch (BudgetExceededException)
        {
            // An inline image can promise more than the input may cost.
        }
    }

    private static void RunFonts(byte[] input)
    {
        foreach (var removePrograms in (bool[])[false, true])
        {
            Twice(input, font => SfntFont.Rebuild(font, removePrograms, NewBudget(input.Length)));
        }

        Twice(input, font => CffFont.Rebuild(font, NewBudget(input.Length)));
        Twice(input, font => Type1Font.Rebuild(font, NewBudget(input.Length), out _, out _));
        // The encrypted part in clear: a byte that changes would change all behind it.
        byte[] hidden = [0, 0, 0, 0, .. input];
        Twice([.. "%!PS-AdobeFont-1.0\n/FontMatrix [1 0 0 1 0 0] def currentfile eexec\n"u8, .. Type1Cipher.Encrypt(hidden, Type1Cipher.Eexec)], font => Type1Font.Rebuild(font, NewBudget(input.Length), out _, out _));
    }

    private static void Twice(byte[] input, Func<byte[], FontOutcome> rebuild)
    {
        try
        {
            if (rebuild(input).Data is { } once && (rebuild(once) is not { Removed: 0, Repaired: 0, Data: { } twice } || !once.AsSpan().SequenceEqual(twice)))
            {
                throw new PropertyBrokenException("another font the second time");
            }
        }
        catch (BudgetExceededException)
        {
            // Charstrings that do nothing for long.
        }
    }

    // The bytes as a ToUnicode map, as an encoding map, and as content that shows both fonts.
    private static void RunText(byte[] input)
    {
        var stream = Encoding.Latin1.GetString(input);
        foreach (var (content, map) in ((string, string)[])[("BT /F1 12 Tf <000100028140> Tj /F2 9 Tf <0001> Tj ET", stream), (stream, "")])
        {
            try
            {
                PdfText.Extract(Document(content, map), NewBudget(input.Length));
            }
            catch (BudgetExceededException)
            {
                // Forms that show each other.
            }
        }
    }

    private static byte[] Document(string content, string map)
    {
        const string Descendant = "/DescendantFonts[<</Subtype/CIDFontType0/CIDSystemInfo<</Ordering(Japan1)>>/W[1[500 600]10 20 700]>>]";
        string[] objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]>>", "<</Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>/XObject<</Fm 8 0 R>>>>>>", Stream("", content),
            "<</Subtype/Type0/Encoding/90ms-RKSJ-H/ToUnicode 7 0 R" + Descendant + ">>", "<</Subtype/Type0/Encoding 7 0 R" + Descendant + ">>", Stream("", map),
            Stream("/Subtype/Form/Matrix[1 0 0 1 3 3]/Resources<</Font<</F1 5 0 R/F2 6 0 R>>/XObject<</Fm 8 0 R>>>>", content),
        ];
        var file = new StringBuilder("%PDF-1.7\n");
        for (var i = 0; i < objects.Length; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        return Encoding.Latin1.GetBytes(file + "trailer<</Root 1 0 R>>\n");
    }

    private static string Stream(string entries, string data) => string.Create(CultureInfo.InvariantCulture, $"<<{entries}/Length {data.Length}>>\nstream\n{data}\nendstream");
}
