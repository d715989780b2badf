using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Rules;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>Writes one binary part anew: records of the allow-list, those that refer to something or compute after a closer look.</summary>
internal abstract class Biff12Rewriter(Biff12Reader reader, Biff12Records records, PartScope scope, Stream output)
{
    // Written by every Excel, of no use once the part they belong to is gone, and without a finding for the same reason as in XML: metadata of cells, links whose part is told, options of saving, printers.
    private static readonly HashSet<int> Quiet = [Biff12Type.SupBookSource, Biff12Type.SupAddin, Biff12Type.CellMeta, Biff12Type.ValueMeta, 154, 398, 548, 549, 553, Biff12Type.ChartSheetPageSetup, 676, Biff12Type.FutureBegin, Biff12Type.AlternateBegin, 384, 664, 671];

    // Sparklines, conditional formats and validations of Excel 2010 stand among what older readers skip.
    private static readonly HashSet<int> Seen = [1041, 1046, 1053];

    protected Biff12Reader Reader => reader;

    protected PartScope Scope => scope;

    protected Stream Output => output;

    protected Biff12Writer Out { get; set; } = new(output);

    /// <summary>Writes the part. Throws <see cref="InvalidDataException"/> when it is broken or another part than its type says.</summary>
    public static void Write(PlannedPart part, Biff12Reader reader, PartScope scope, Biff12Book book, Stream output)
    {
        switch (part.Kind.Name)
        {
            case RelationshipType.OfficeDocument:
                new Biff12WorkbookRewriter(reader, book, scope, output).Run(131, 132);
                break;
            case "worksheet":
                RunSheet(Biff12Records.Sheet, 129, 130);
                break;
            case "chartsheet":
                RunSheet(Biff12Records.ChartSheet, 129, 130);
                break;
            case "table":
                RunSheet(Biff12Records.Table, 343, 344);
                break;
            case "styles":
                new Biff12PlainRewriter(reader, Biff12Records.Styles, scope, output).Run(278, 279);
                break;
            case "sharedStrings":
                new Biff12PlainRewriter(reader, Biff12Records.Strings, scope, output).Run(159, 160);
                break;
            case "comments":
                new Biff12PlainRewriter(reader, Biff12Records.Comments, scope, output).Run(628, 629);
                break;
            default:
                throw new InvalidOperationException("No records are known for " + part.Kind.Name + ".");
        }

        void RunSheet(Biff12Records records, int begin, int end)
        {
            using var sheet = new Biff12SheetRewriter(reader, records, book, scope, output);
            sheet.Run(begin, end);
        }
    }

    protected abstract void Take(int type);

    public void Run(int begin, int end)
    {
        var last = -1;
        while (reader.Next())
        {
            if (last < 0 && reader.Type != begin)
            {
                throw new InvalidDataException("The part is another than its type says.");
            }

            if (last == end)
            {
                Finish();
                scope.Report(OoxmlCodes.UnknownElement, FindingAction.Removed, "records behind the end");
                return;
            }

            last = reader.Type;
            if (records.Has(last))
            {
                records.Check(last, reader.Data.Length);
                Take(last);
            }
            else
            {
                last = Skip(last);
            }
        }

        if (last != end)
        {
            throw new InvalidDataException("The part is cut off.");
        }

        Finish();
    }

    /// <summary>Throws when something began that did not end.</summary>
    protected virtual void Finish()
    {
    }

    /// <summary>Leaves out a record that is not listed, and what is inside when it begins a block.</summary>
    private int Skip(int type)
    {
        if (CodeOf(type) is { } code)
        {
            scope.Report(code, FindingAction.Removed, "record " + type.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var end = Biff12Records.EndOf(type);
        for (var depth = end < 0 ? 0 : 1; depth > 0;)
        {
            if (!reader.Next())
            {
                throw new InvalidDataException("A block has no end.");
            }

            depth += reader.Type == type ? 1 : reader.Type == end ? -1 : 0;
            if (Seen.Contains(reader.Type))
            {
                scope.Report(OoxmlCodes.UnknownElement, FindingAction.Removed, "record " + reader.Type.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return type;
    }

    private static string? CodeOf(int type) => type switch
    {
        638 or 639 => OoxmlCodes.Ole,
        643 or 644 => OoxmlCodes.ActiveX,
        495 => OoxmlCodes.ExternalLink,
        554 => OoxmlCodes.Metadata,
        _ when Quiet.Contains(type) => null,
        _ => OoxmlCodes.UnknownElement,
    };
}
