using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml.Excel;
using Mugai.Sanitizers.Ooxml.Packaging;

namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>Reads the workbook part once ahead of its rewriting: sheets, links and names, which formulas refer to by number.</summary>
internal sealed class Biff12Survey(PlannedPart workbook)
{
    // Everything of a sheet's own: [MS-XLSB] 2.5.175, the sheet numbers that mean no sheet.
    private const int NoSheet = -1;
    private const int WholeBook = -2;
    private const int NameFlags = 4;
    private const uint Macro = 0x0E;
    private const uint BuiltIn = 0x20;
    private const uint NewerFunction = 0x2_0000;

    private readonly WorkbookFacts _facts = new();
    private readonly Biff12Book _book = new();
    private readonly List<bool> _books = [];
    private readonly List<(string Name, byte[] Tokens)> _formulas = [];

    /// <summary>Null when the part is no workbook. Throws on broken records.</summary>
    public static (WorkbookFacts Facts, Biff12Book Book)? Read(Biff12Reader reader, PlannedPart workbook)
    {
        if (!reader.Next() || reader.Type != Biff12Type.BeginBook)
        {
            return null;
        }

        var survey = new Biff12Survey(workbook);
        while (reader.Next())
        {
            survey.Look(reader.Type, reader.Data);
        }

        survey.JudgeNames();
        return (survey._facts, survey._book);
    }

    private void Look(int type, ReadOnlySpan<byte> data)
    {
        switch (type)
        {
            case Biff12Type.BundleSheet:
                AddSheet(data);
                break;
            case Biff12Type.SupSelf or Biff12Type.SupSame:
                _books.Add(true);
                break;
            case Biff12Type.SupBookSource or Biff12Type.SupAddin:
                _books.Add(false);
                break;
            case Biff12Type.ExternSheet:
                AddLinks(data);
                break;
            case Biff12Type.Name:
                AddName(data);
                break;
        }
    }

    private void AddSheet(ReadOnlySpan<byte> data)
    {
        Biff12Records.Workbook.Check(Biff12Type.BundleSheet, data.Length);
        var rest = data[8..];
        if (!Biff12Text.Take(ref rest, out var id) || !Biff12Text.Take(ref rest, out var name) || !rest.IsEmpty)
        {
            throw new InvalidDataException("A sheet cannot be read.");
        }

        _facts.AddSheet(name ?? "", id ?? "", workbook.Find(id ?? "")?.Part is not null, data.U32(0) == 0);
    }

    /// <summary>Every link keeps its number; one that leads out, or to a sheet that goes, leads to no sheet of this book, which is what Excel itself writes for a deleted one.</summary>
    private void AddLinks(ReadOnlySpan<byte> data)
    {
        if (data.Length < 4 || data.U32(0) > (data.Length - 4) / 12 || _book.ExternSheet is not null)
        {
            throw new InvalidDataException("Links cannot be read.");
        }

        var count = (int)data.U32(0);
        var written = new byte[4 + (count * 12)];
        written.AsSpan().U32(0, count);
        for (var i = 0; i < count; i++)
        {
            var at = 4 + (i * 12);
            var isOwn = data.U32(at) < _books.Count && _books[(int)data.U32(at)];
            var (first, last) = (Sheet(data.I32(at + 4)), Sheet(data.I32(at + 8)));
            var isInside = isOwn && first is not null && last is not null;
            _book.AddLink(isInside);
            written.AsSpan().U32(at + 4, isInside ? first!.Value : NoSheet);
            written.AsSpan().U32(at + 8, isInside ? last!.Value : NoSheet);
        }

        _book.ExternSheet = written;
    }

    private int? Sheet(int index) => index is NoSheet or WholeBook ? index : _facts.IndexOf(index);

    private void AddName(ReadOnlySpan<byte> data)
    {
        Biff12Records.Workbook.Check(Biff12Type.Name, data.Length);
        var flags = data.U32(0);
        var sheet = data.I32(NameFlags + 1);
        var rest = data[(NameFlags + 5)..];
        if (!Biff12Text.Take(ref rest, out var name) || !Biff12Text.TakeFormula(ref rest, out var tokens, out _))
        {
            throw new InvalidDataException("A name cannot be read.");
        }

        name ??= "";
        var isNewer = (flags & NewerFunction) != 0;
        var code = isNewer
            ? FunctionNames.IsAllowed(name) ? null : OoxmlCodes.Formula
            : WorkbookReader.CodeOfName(name, (flags & Macro) != 0, sheet < 0 ? null : sheet.ToString(System.Globalization.CultureInfo.InvariantCulture), "", _facts);
        // A built-in name that begins like those which run, whatever follows, is none of the built-in names that a sheet needs.
        code ??= (flags & BuiltIn) != 0 && name.Contains("Auto_", StringComparison.OrdinalIgnoreCase) ? OoxmlCodes.DefinedName : null;
        _book.AddName(new NameFate(isNewer && code is null, code));
        _formulas.Add((name, tokens.ToArray()));
    }

    private void JudgeNames()
    {
        for (var i = 0; i < _formulas.Count; i++)
        {
            var (name, tokens) = _formulas[i];
            if (_book.Names[i].Code is null && Biff12Formula.CodeOf(tokens, _book) is { } code)
            {
                _book.Lose(i, code);
            }

            if (_book.Names[i].Code is not null)
            {
                _facts.DropName(name);
            }
        }
    }
}
