namespace Mugai.Portal.Oversight;

/// <summary>Cells of RFC 4180.</summary>
public static class Csv
{
    /// <summary>Quoted; a cell that a spreadsheet would run as a formula gets an apostrophe: names in it came from outside.</summary>
    public static string Cell(string text) =>
        $"\"{(text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
