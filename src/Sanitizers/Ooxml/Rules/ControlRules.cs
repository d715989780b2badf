using Mugai.Sanitizers.Ooxml.Excel;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>
/// Form controls of sheets: check boxes, lists, buttons that Excel itself draws ([MS-XLSX] 2.6.66 formControlPr; VML ClientData, ISO/IEC 29500-4 19.4.2.12). They stay with the cells they
/// belong to; what they run goes. ActiveX controls share the element and are objects of other programs, which go.
/// </summary>
internal static class ControlRules
{
    private static readonly string[] Cells = ["fmlaGroup", "fmlaLink", "fmlaRange", "fmlaTxbx", "linkedCell", "listFillRange"];

    public static IEnumerable<(Vocabulary, string, ElementRule)> List()
    {
        yield return (Vocabulary.Sheet, "controls", new ElementRule { OnlyFilled = true });
        yield return (Vocabulary.Sheet, "control", new ElementRule { SurvivesDeadReference = true, Judge = Control });
        yield return (Vocabulary.Sheet, "controlPr", new ElementRule { SurvivesDeadReference = true, Judge = Properties });
        yield return (Vocabulary.Sheet14, "formControlPr", new ElementRule { Judge = Properties });
        foreach (var name in (string[])["FmlaGroup", "FmlaLink", "FmlaRange", "FmlaTxbx"])
        {
            yield return (Vocabulary.OfficeExcel, name, new ElementRule { Text = OfCells });
        }
    }

    /// <summary>True for what VML calls a form control; Pict is an ActiveX control or an object, Dialog a dialog sheet, all others old shapes.</summary>
    public static bool IsForm(string? objectType) =>
        objectType is "Button" or "Checkbox" or "Drop" or "Edit" or "GBox" or "Label" or "List" or "Radio" or "Scroll" or "Spin";

    private static ElementAction Control(ElementStart element, PartScope scope)
    {
        if (element.Get(Vocabulary.R, "id") is not { } id || scope.Part.Find(id)?.Part is not { Kind.Name: PartKind.FormControl })
        {
            scope.Report(OoxmlCodes.ActiveX, FindingAction.Removed, element.Get("name"));
            return ElementAction.Drop;
        }

        ObjectRules.KeepShapes(element, scope);
        return ElementAction.Keep;
    }

    private static ElementAction Properties(ElementStart element, PartScope scope)
    {
        if (element.Get("macro") is "")
        {
            element.Remove(Vocabulary.None, "macro");
        }

        foreach (var name in Cells)
        {
            if (element.Get(name) is { } cells && FormulaJudge.CodeOf(cells, scope.Facts.Workbook) is { } code)
            {
                scope.Report(code, FindingAction.Removed, cells);
                element.Remove(Vocabulary.None, name);
            }
        }

        return ElementAction.Keep;
    }

    private static string? OfCells(ElementStart element, string text, PartScope scope)
    {
        if (FormulaJudge.CodeOf(text, scope.Facts.Workbook) is not { } code)
        {
            return text;
        }

        scope.Report(code, FindingAction.Removed, text);
        return null;
    }
}
