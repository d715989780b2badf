using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml.Excel;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>What the survey found in a workbook: sheets and which of them go, names, supporting books, references between sheets.</summary>
internal sealed class WorkbookFacts
{
    public const int DeletedSheet = 0xFFFF;

    public bool IsBiff8 { get; set; }

    public List<SheetFacts> Sheets { get; } = [];

    public List<SupBookFacts> SupBooks { get; } = [];

    /// <summary>Which supporting book and sheets each reference means ([MS-XLS] 2.5.346).</summary>
    public List<(int Book, int First, int Last)> References { get; } = [];

    public List<NameFacts> Names { get; } = [];

    /// <summary>BIFF5: which EXTERNSHEET entries name a sheet of this file.</summary>
    public List<bool> InnerSheets { get; } = [];

    /// <summary>Cells in which a shared or array formula begins that may not stay, by substream, row and column.</summary>
    public HashSet<(int Substream, int Row, int Column)> UnsafeAnchors { get; } = [];

    public bool RemovesSheets => Sheets.Exists(sheet => sheet.IsRemoved);

    public int KeptSheets => Sheets.Count(sheet => !sheet.IsRemoved);

    /// <summary>The number that a sheet has in the output; <see cref="DeletedSheet"/> when it has none.</summary>
    public int NewIndex(int sheet)
    {
        if (sheet >= Sheets.Count)
        {
            return sheet >= 0xFFFE ? sheet : DeletedSheet;
        }

        return Sheets[sheet].IsRemoved ? DeletedSheet : Sheets[sheet].NewIndex;
    }

    public void NumberSheets()
    {
        var index = 0;
        foreach (var sheet in Sheets)
        {
            sheet.NewIndex = sheet.IsRemoved ? DeletedSheet : index++;
        }
    }

    /// <summary>One reference as it stands in the output.</summary>
    public (int Book, int First, int Last) Mapped((int Book, int First, int Last) reference)
    {
        var own = SupBooks.FindIndex(book => book.Kind == SupBookKind.Self);
        var newOwn = SupBooks.Take(Math.Max(own, 0)).Count(book => book.IsKept);
        if (reference.Book >= SupBooks.Count || !SupBooks[reference.Book].IsKept)
        {
            return (newOwn, DeletedSheet, DeletedSheet);
        }

        var book = SupBooks.Take(reference.Book).Count(earlier => earlier.IsKept);
        if (SupBooks[reference.Book].Kind != SupBookKind.Self)
        {
            return (book, reference.First, reference.Last);
        }

        var (first, last) = (NewIndex(reference.First), NewIndex(reference.Last));
        return first == DeletedSheet || last == DeletedSheet ? (book, DeletedSheet, DeletedSheet) : (book, first, last);
    }

    /// <summary>False for a reference into another file, or to a sheet that goes.</summary>
    public bool IsInside(int reference)
    {
        if (reference >= References.Count)
        {
            return false;
        }

        var (book, first, last) = References[reference];
        return book < SupBooks.Count && SupBooks[book].Kind is SupBookKind.Self or SupBookKind.Same
            && (first == DeletedSheet || NewIndex(first) != DeletedSheet) && (last == DeletedSheet || NewIndex(last) != DeletedSheet);
    }

    // Own sheets by a negative number, others by the number of an EXTERNSHEET record. Sheet numbers cannot be trusted to mean the same when sheets went.
    public bool IsInsideBiff5(ReadOnlySpan<byte> data)
    {
        var book = (short)data.U16(0);
        return !RemovesSheets && (book <= 0 || (book <= InnerSheets.Count && InnerSheets[book - 1]));
    }

    public bool IsKnownExternName(int reference, int name)
    {
        if (reference >= References.Count || References[reference].Book >= SupBooks.Count)
        {
            return false;
        }

        var book = SupBooks[References[reference].Book];
        return book.Kind == SupBookKind.Self
            ? name >= 1 && name <= Names.Count && !Names[name - 1].IsUnsafe
            : book.Kind == SupBookKind.AddIn && name >= 1 && name <= book.ExternNames.Count && FunctionNames.IsAllowed(book.ExternNames[name - 1]);
    }

    public bool IsMacroName(int name) => name < 1 || name > Names.Count || Names[name - 1].IsUnsafe;

    public bool IsFunctionName(int name) => name >= 1 && name <= Names.Count && Names[name - 1].IsFunction;
}

/// <summary>A sheet as the globals list it, and what its own substream says.</summary>
internal sealed class SheetFacts
{
    public required uint Position { get; init; }

    public required int Kind { get; init; }

    public bool IsFound { get; set; }

    public bool IsRemoved { get; set; }

    /// <summary>Nothing else is left of the workbook: the sheet stays, empty.</summary>
    public bool IsEmptied { get; set; }

    public int NewIndex { get; set; }
}

/// <summary>What a supporting book is ([MS-XLS] 2.4.271).</summary>
internal enum SupBookKind : byte
{
    Outside,
    Self,
    AddIn,
    Same,
}

/// <summary>A supporting book.</summary>
internal sealed record SupBookFacts(SupBookKind Kind)
{
    public List<string> ExternNames { get; } = [];

    public bool IsKept => Kind != SupBookKind.Outside;
}

/// <summary>A defined name.</summary>
internal sealed class NameFacts(bool isMacro, bool isFunction, byte[] tokens)
{
    /// <summary>It runs something, is the name of a macro, or reaches out of the workbook.</summary>
    public bool IsUnsafe { get; set; } = isMacro;

    /// <summary>It stands for a newer worksheet function that may stay.</summary>
    public bool IsFunction => isFunction;

    public byte[] Tokens => tokens;
}
