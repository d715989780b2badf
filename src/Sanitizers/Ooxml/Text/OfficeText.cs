using Mugai.Policies;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Text;

/// <summary>The text of a package in the order in which people read it: body, notes, comments; sheets as lines with tabs; slides with their notes. Throws on broken XML.</summary>
internal sealed class OfficeText
{
    private readonly OoxmlPackage _package;
    private readonly PackagePlan _plan;
    private readonly ISanitizeContext _context;
    private readonly TextCleaner _text;
    private readonly AltChunks _chunks;

    private OfficeText(OoxmlPackage package, PackagePlan plan, AltChunks chunks, ISanitizeContext context, TextCleaner text)
    {
        _package = package;
        _plan = plan;
        _chunks = chunks;
        _context = context;
        _text = text;
    }

    public static PartVerdict Write(OoxmlPackage package, PackagePlan plan, AltChunks chunks, UntrustedText name, Stream output, ISanitizeContext context)
    {
        return ExtractedText.Write(name, output, context, cleaner =>
        {
            new OfficeText(package, plan, chunks, context, cleaner).Write();
            return null;
        },
        Reason.Unsupported);
    }

    private void Write()
    {
        var main = _plan.Parts.First(static p => p.Kind.Treatment == PartTreatment.Main);
        switch (_plan.Kind.App)
        {
            case OoxmlApp.Word:
                WriteDocument(main);
                break;
            case OoxmlApp.Sheets when _plan.Kind.IsBinary:
                new BinaryWorkbookText(_package, main, _context, _text, Label).Write();
                break;
            case OoxmlApp.Sheets:
                new WorkbookText(_package, main, _context, _text, Label).Write();
                break;
            case OoxmlApp.Slides:
                WriteSlides(main);
                break;
            default:
                WriteAll("page", null);
                break;
        }
    }

    private void WriteDocument(PlannedPart main)
    {
        WriteAll("header", null);
        Walk(main);
        WriteAll("footnotes", Label("脚注", "Footnotes"));
        WriteAll("endnotes", Label("文末脚注", "Endnotes"));
        WriteAll("comments", Label("コメント", "Comments"));
        WriteAll("footer", null);
    }

    private void WriteSlides(PlannedPart main)
    {
        var number = 0;
        foreach (var slide in PartOrder.Of(_package, main, "sldId"))
        {
            number++;
            _text.Heading(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(number == 1 ? "" : "\n")}[{Label("スライド", "Slide")} {number}]\n"));
            Walk(slide);
            foreach (var notes in slide.Relationships.Where(static r => r.Part?.Kind.Name == "notesSlide"))
            {
                _text.Heading("[" + Label("ノート", "Notes") + "]\n");
                Walk(notes.Part!);
            }
        }
    }

    private void WriteAll(string kind, string? label)
    {
        var isFirst = true;
        foreach (var part in _plan.Parts.Where(p => p.Kind.Name == kind || p.Kind.Name.EndsWith("/" + kind, StringComparison.Ordinal)))
        {
            if (isFirst && label is not null)
            {
                _text.Heading("\n[" + label + "]\n");
            }

            isFirst = false;
            Walk(part);
        }
    }

    private void Walk(PlannedPart part)
    {
        using var reader = _package.OpenXml(part.Entry!);
        new FlowText(reader, _text, part, _chunks).Write();
    }

    private string Label(string japanese, string english) => TextLabels.Of(_context.Policy.Language, japanese, english);
}
