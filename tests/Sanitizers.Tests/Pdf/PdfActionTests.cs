using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Pdf;

/// <summary>Every action type of ISO 32000-2 (table 201) with what makes it act, in every place that can hold one.</summary>
public sealed class PdfActionTests
{
    // Type, its entries, the code of its finding.
    private static readonly (string Kind, string Entries, string Code)[] Kinds =
    [
        ("GoToR", "/F(\\\\\\\\host\\\\a.pdf)/D[0/Fit]", "pdf.remote"), ("GoToE", "/T<</R/C/N(a.pdf)>>/D[0/Fit]", "pdf.remote"), ("GoToDp", "/Dp 5 0 R", "pdf.action"), ("Launch", "/F(calc.exe)/Win<</F(cmd.exe)>>", "pdf.launch"),
        ("Thread", "/F(a.pdf)/D 0", "pdf.remote"), ("Sound", "/Sound 6 0 R", "pdf.media"), ("Movie", "/T(film)", "pdf.media"), ("Hide", "/T(field)/H true", "pdf.action"), ("SubmitForm", "/F(http://127.0.0.1:9/x)", "pdf.submit"),
        ("ResetForm", "/Fields[(a)]", "pdf.reset"), ("ImportData", "/F(a.fdf)", "pdf.import"), ("SetOCGState", "/State[/ON 5 0 R]", "pdf.action"), ("Rendition", "/OP 0/JS(app.alert\\(1\\))", "pdf.media"), ("Trans", "/Trans<</S/Wipe>>", "pdf.action"),
        ("GoTo3DView", "/V/F", "pdf.media"), ("JavaScript", "/JS(app.alert\\(1\\))", "pdf.javascript"), ("RichMediaExecute", "/CMD<</C(play)>>", "pdf.media"), ("Java#53cript", "/J#53(app.alert\\(1\\))", "pdf.javascript"),
        ("NeverHeardOf", "/F(x)", "pdf.action"), ("URI", "/URI(javascript:app.alert\\(1\\))", "pdf.link"), ("URI", "/URI(file:///etc/passwd)", "pdf.link"), ("Named", "/N/Print", "pdf.action"),
    ];

    // Where an action can stand: {0} is the action.
    private static readonly (string Catalog, string Page, string Fourth)[] Places =
    [
        ("/OpenAction {0}", "", "null"), ("/AA<</WC {0}>>", "", "null"), ("/Outlines 4 0 R", "", "<</First 7 0 R/Last 7 0 R>>"), ("", "/AA<</O {0}>>", "null"), ("", "/Annots[<</Subtype/Link/Rect[0 0 9 9]/A {0}>>]", "null"),
        ("", "/Annots[<</Subtype/Link/Rect[0 0 9 9]/PA {0}>>]", "null"), ("", "/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[3 0 R/Fit]/Next {0}>>>>]", "null"),
        ("", "/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[3 0 R/Fit]/Next[{0}]>>>>]", "null"), ("/AcroForm<</Fields[4 0 R]>>", "/Annots[4 0 R]", "<</Subtype/Widget/FT/Btn/T(b)/Rect[0 0 9 9]/A {0}/AA<</K {0}/U {0}>>>>"),
        ("", "/PresSteps<</Type/NavNode/NA {0}/PA {0}>>", "null"), ("/Names<</JavaScript<</Names[(a){0}]>>>>", "", "null"),
    ];

    public static TheoryData<string, string, string> All
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (kind, entries, code) in Kinds)
            {
                data.Add(kind, entries, code);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Removes_EveryActionFromEveryPlace(string kind, string entries, string code)
    {
        foreach (var (catalog, page, fourth) in Places)
        {
            foreach (var policy in new[] { new PdfPolicy(), new PdfPolicy { Deep = true } })
            {
                var action = $"<</Type/Action/S/{kind}{entries}>>";
                var outline = $"<</Title(t)/Parent 4 0 R/A {action}>>";
                var run = Runs.File("a.pdf", PdfBuilder.Document(Put(catalog, action), Put(page, action), Put(fourth, action), "<</Type/OCG/Name(l)>>", PdfBuilder.Stream("/R 8000", "x"), outline), policy: new SanitizePolicy { Revision = "t", Pdf = policy });
                Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
                var opened = PdfOutput.Opened(run);
                Assert.DoesNotContain("/S/" + kind.Replace("#53", "S", StringComparison.Ordinal), opened, StringComparison.Ordinal);
                Assert.DoesNotContain("alert", opened, StringComparison.Ordinal);
                Assert.DoesNotContain("/Next<", opened, StringComparison.Ordinal);
                Assert.DoesNotContain("/Next[<", opened, StringComparison.Ordinal);
                // Of a name tree of scripts or additional actions the whole is told; otherwise the action itself.
                Assert.True(run.Codes.Intersect([code, "pdf.actions", "pdf.javascript", "pdf.alternate"]).Any(), $"{kind} in {catalog}{page}: {string.Join(' ', run.Codes)}");
                Assert.Empty(Runs.File("a.pdf", run.Output.Bytes, policy: new SanitizePolicy { Revision = "t", Pdf = policy }).Codes);
            }
        }
    }

    private static string Put(string place, string action) => place.Replace("{0}", action, StringComparison.Ordinal);
}
