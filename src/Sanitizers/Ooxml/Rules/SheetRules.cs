using System.Globalization;
using Mugai.Sanitizers.Ooxml.Excel;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>SpreadsheetML: formulas, names, objects, connections, and the indexes that change when a sheet goes.</summary>
internal static class SheetRules
{
    // What Excel itself writes where a reference was lost.
    private const string LostReference = "#REF!";

    // The columns of a sheet since Excel 2007 (A to XFD). More cells in a row are no sheet but work for whoever opens it.
    private const int MaxCellsOfRow = 16_384;

    public static IEnumerable<(Vocabulary, string, ElementRule)> List()
    {
        foreach (var (name, code) in Dropped)
        {
            yield return (Vocabulary.Sheet, name, new ElementRule { Action = ElementAction.Drop, Code = code });
        }

        foreach (var name in (string[])
            ["hyperlinks", "definedNames", "tableParts", "customProperties", "pivotCaches", "ext", "extLst", "sheets", "dataRefs", "dataConsolidate"])
        {
            yield return (Vocabulary.Sheet, name, new ElementRule { OnlyFilled = true, Judge = DropCount });
        }

        yield return (Vocabulary.Sheet, "hyperlink", new ElementRule { MayLinkOut = true, SurvivesDeadReference = true, Judge = Hyperlink });
        yield return (Vocabulary.Sheet, "pageSetup", new ElementRule { SurvivesDeadReference = true });
        yield return (Vocabulary.Sheet, "pivotCacheDefinition", new ElementRule { SurvivesDeadReference = true });
        yield return (Vocabulary.Sheet, "worksheetSource", new ElementRule { SurvivesDeadReference = true });
        yield return (Vocabulary.Sheet, "sheet", new ElementRule { Judge = Sheet });
        yield return (Vocabulary.Sheet, "workbookView", new ElementRule { Judge = View });
        yield return (Vocabulary.Sheet, "definedName", new ElementRule { Text = DefinedName });
        yield return (Vocabulary.Sheet, "table", new ElementRule { Judge = Table });
        yield return (Vocabulary.Sheet, "tableColumn", new ElementRule { Judge = Table });
        yield return (Vocabulary.Sheet, "author", new ElementRule { Text = static (_, text, scope) => Authors.Shown(text, scope) });
        yield return (Vocabulary.Sheet, "row", new ElementRule { Judge = Row });
        yield return (Vocabulary.Sheet, "c", new ElementRule { Judge = Cell });
        yield return (Vocabulary.Sheet, "f", new ElementRule { Text = Formula });
        foreach (var name in (string[])["formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula"])
        {
            yield return (Vocabulary.Sheet, name, new ElementRule { Text = Reference });
        }

        yield return (Vocabulary.Sheet, "cfvo", new ElementRule { Judge = Threshold });
        yield return (Vocabulary.SheetFormula, "f", new ElementRule { Text = Reference });
        yield return (Vocabulary.Sheet15Path, "absPath", new ElementRule { Action = ElementAction.Drop, Code = OoxmlCodes.Path });
        foreach (var name in (string[])["dataModel", "connection", "webExtensions", "queryTable", "externalLinksPr"])
        {
            yield return (Vocabulary.Sheet15, name, new ElementRule { Action = ElementAction.Drop, Code = OoxmlCodes.Connection });
        }

        yield return (Vocabulary.SheetDrawing, "sp", new ElementRule { Judge = Shape });
        yield return (Vocabulary.SheetDrawing, "graphicFrame", new ElementRule { Judge = Shape });
        yield return (Vocabulary.SheetDrawing, "pic", new ElementRule { Judge = Shape });
        yield return (Vocabulary.SheetDrawing, "cxnSp", new ElementRule { Judge = Shape });
        foreach (var name in (string[])["twoCellAnchor", "oneCellAnchor", "absoluteAnchor"])
        {
            yield return (Vocabulary.SheetDrawing, name, new ElementRule { Judge = Anchor });
        }
    }

    private static readonly (string Name, string? Code)[] Dropped =
    [
        ("oleSize", null),
        ("externalReferences", null),
        ("functionGroups", OoxmlCodes.MacroSheet),
        ("webPublishing", null),
        ("webPublishItems", OoxmlCodes.Metadata),
        ("webPublishObjects", OoxmlCodes.Metadata),
        ("smartTagPr", null),
        ("smartTagTypes", null),
        ("smartTags", null),
        // Bindings to XML maps, which go.
        ("xmlCellPr", null),
        ("xmlColumnPr", null),
    ];

    private static ElementAction Row(ElementStart element, PartScope scope)
    {
        scope.CellsOfRow = 0;
        return ElementAction.Keep;
    }

    private static ElementAction Cell(ElementStart element, PartScope scope) =>
        ++scope.CellsOfRow <= MaxCellsOfRow ? ElementAction.Keep : throw new BudgetExceededException(Reason.Budget, "cells of a row");

    /// <summary>For formulas beside cells (charts, validation, conditional formats): a refused one becomes a lost reference.</summary>
    public static string? Reference(ElementStart element, string text, PartScope scope)
    {
        if (FormulaJudge.CodeOf(text, scope.Facts.Workbook) is not { } code)
        {
            return text;
        }

        scope.Report(code, FindingAction.Replaced, text);
        return LostReference;
    }

    /// <summary>A refused formula of a cell goes; the cell keeps the value that was last computed.</summary>
    private static string? Formula(ElementStart element, string text, PartScope scope)
    {
        var shared = element.Get("t") == "shared" ? element.Get("si") : null;
        if (FormulaJudge.CodeOf(text, scope.Facts.Workbook) is { } code)
        {
            scope.Report(code, FindingAction.Replaced, text);
            if (shared is not null)
            {
                scope.RefusedSharedFormulas.Add(shared);
            }

            return null;
        }

        return shared is not null && text.Length == 0 && scope.RefusedSharedFormulas.Contains(shared) ? null : text;
    }

    private static string? DefinedName(ElementStart element, string text, PartScope scope)
    {
        var facts = scope.Facts.Workbook ?? new WorkbookFacts();
        var name = element.Get("name") ?? "";
        var localSheetId = element.Get("localSheetId");
        if (WorkbookReader.CodeOfName(name, WorkbookReader.IsMacro(element.Get), localSheetId, text, facts) is { } code)
        {
            scope.Report(code, FindingAction.Removed, name);
            return null;
        }

        if (localSheetId is not null && facts.IndexOf(int.Parse(localSheetId, CultureInfo.InvariantCulture)) is { } index)
        {
            element.Set(Vocabulary.None, "localSheetId", index.ToString(CultureInfo.InvariantCulture));
        }

        return text;
    }

    private static ElementAction Sheet(ElementStart element, PartScope scope)
    {
        if (scope.Facts.Workbook?.SheetToShow is { } show && element.Get(Vocabulary.R, "id") == show)
        {
            element.Remove(Vocabulary.None, "state");
        }

        if (element.Get("state") == "veryHidden")
        {
            // Only a macro can show such a sheet; as a hidden one the reader can.
            scope.Report(OoxmlCodes.HiddenSheet, FindingAction.Rewritten, element.Get("name"));
            element.Set(Vocabulary.None, "state", "hidden");
        }

        return ElementAction.Keep;
    }

    private static ElementAction View(ElementStart element, PartScope scope)
    {
        if (scope.Facts.Workbook is not { DropsSheets: true } facts)
        {
            return ElementAction.Keep;
        }

        foreach (var name in (string[])["activeTab", "firstSheet"])
        {
            if (element.Get(name) is not { } old)
            {
                continue;
            }

            if (int.TryParse(old, NumberStyles.None, CultureInfo.InvariantCulture, out var tab) && facts.IndexOf(tab) is { } index)
            {
                element.Set(Vocabulary.None, name, index.ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                element.Remove(Vocabulary.None, name);
            }
        }

        return ElementAction.Keep;
    }

    /// <summary>A count would be wrong when something inside goes; it is optional everywhere.</summary>
    private static ElementAction DropCount(ElementStart element, PartScope scope)
    {
        element.Remove(Vocabulary.None, "count");
        return ElementAction.Keep;
    }

    private static ElementAction Hyperlink(ElementStart element, PartScope scope) =>
        element.HasDeadReference && string.IsNullOrEmpty(element.Get("location")) ? ElementAction.Drop : ElementAction.Keep;

    /// <summary>A table that a query filled is an ordinary table once the query is gone.</summary>
    private static ElementAction Table(ElementStart element, PartScope scope)
    {
        if (element.LocalName == "table" && element.Get("tableType") is "queryTable" or "xml")
        {
            element.Remove(Vocabulary.None, "tableType");
        }

        foreach (var name in (string[])["connectionId", "queryTableFieldId"])
        {
            element.Remove(Vocabulary.None, name);
        }

        return ElementAction.Keep;
    }

    /// <summary>The limit of a colour scale or icon set may be a formula in an attribute.</summary>
    private static ElementAction Threshold(ElementStart element, PartScope scope)
    {
        if (element.Get("val") is { } value && FormulaJudge.CodeOf(value, scope.Facts.Workbook) is { } code)
        {
            scope.Report(code, FindingAction.Replaced, value);
            element.Set(Vocabulary.None, "val", LostReference);
        }

        return ElementAction.Keep;
    }

    private static ElementAction Anchor(ElementStart element, PartScope scope)
    {
        if (scope.Survey.Controls.TryGetValue(element.Mark, out var shape) && !scope.Part.KeptShapes.Contains(shape))
        {
            scope.Report(OoxmlCodes.ActiveX, FindingAction.Removed);
            return ElementAction.Drop;
        }

        return ElementAction.Keep;
    }

    /// <summary>Text that comes from a cell outside the workbook stays as it was last.</summary>
    private static ElementAction Shape(ElementStart element, PartScope scope)
    {
        if (element.Get("textlink") is { } link && FormulaJudge.CodeOf(link, scope.Facts.Workbook) is { } code)
        {
            scope.Report(code, FindingAction.Removed, link);
            element.Remove(Vocabulary.None, "textlink");
        }

        return ElementAction.Keep;
    }
}
