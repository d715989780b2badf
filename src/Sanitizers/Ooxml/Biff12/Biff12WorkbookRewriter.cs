using System.Globalization;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml.Excel;
using Mugai.Sanitizers.Ooxml.Rules;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>The workbook: sheets that stay under new numbers, links that lead inside, names.</summary>
internal sealed class Biff12WorkbookRewriter(Biff12Reader reader, Biff12Book book, PartScope scope, Stream output) : Biff12Rewriter(reader, Biff12Records.Workbook, scope, output)
{
    private const uint Hidden = 1;
    private const uint VeryHidden = 2;

    private int _names;
    private bool _hasExternals;

    private WorkbookFacts Facts => Scope.Facts.Workbook!;

    protected override void Take(int type)
    {
        switch (type)
        {
            case Biff12Type.BundleSheet:
                WriteSheet();
                break;
            case Biff12Type.BookView:
                var view = Reader.Writable;
                view.U32(20, Facts.IndexOf(Reader.Data.I32(20)) ?? 0);
                view.U32(24, Facts.IndexOf(Reader.Data.I32(24)) ?? 0);
                Out.Write(type, view);
                break;
            case Biff12Type.BeginExternals when _hasExternals:
                throw new InvalidDataException("Links stand in two blocks.");
            case Biff12Type.BeginExternals:
                _hasExternals = true;
                Out.Write(type, []);
                Out.Write(Biff12Type.SupSelf, []);
                break;
            case Biff12Type.SupSelf or Biff12Type.SupSame:
                break;
            case Biff12Type.ExternSheet when !_hasExternals:
                throw new InvalidDataException("Links stand outside their block.");
            case Biff12Type.ExternSheet:
                Out.Write(type, book.ExternSheet);
                break;
            case Biff12Type.Name:
                WriteName(_names++);
                break;
            default:
                Out.Write(type, Reader.Data);
                break;
        }
    }

    private void WriteSheet()
    {
        var rest = Reader.Data[8..];
        if (!Biff12Text.Take(ref rest, out var id) || Scope.Part.Find(id ?? "")?.Part is null)
        {
            return;
        }

        var state = Reader.Data.U32(0);
        if (state >= VeryHidden)
        {
            Scope.Report(OoxmlCodes.HiddenSheet, FindingAction.Rewritten);
        }

        Reader.Writable.U32(0, Facts.SheetToShow == id ? 0 : Math.Min(state, Hidden));
        Out.Write(Biff12Type.BundleSheet, Reader.Data);
    }

    /// <summary>A name that goes leaves an empty one in its place: formulas call names by their number.</summary>
    private void WriteName(int index)
    {
        if (book.Names[index].Code is { } code)
        {
            Scope.Report(code, FindingAction.Removed);
            Out.Write(Biff12Type.Name,
            [
                1, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. Biff12Text.Of(string.Create(CultureInfo.InvariantCulture, $"_removed{index}")), 2, 0, 0, 0, 0x1C, 0x17, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF,
            ]);
            return;
        }

        if (Reader.Data.I32(5) is >= 0 and var sheet)
        {
            Reader.Writable.U32(5, Facts.IndexOf(sheet)!.Value);
        }

        Out.Write(Biff12Type.Name, Reader.Data);
    }
}
