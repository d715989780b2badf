using Microsoft.AspNetCore.Http;

namespace Mugai.Portal.Oversight;

/// <summary>Files for spreadsheets (RFC 4180), with a mark so that they read Japanese.</summary>
public static class Csv
{
    /// <summary>
    /// Quoted; a cell that a spreadsheet would run as a formula gets an apostrophe: names in it came from outside. Japanese ones take the full-width signs for the same.
    /// </summary>
    public static string Cell(string text) =>
        $"\"{(text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A line of cells with its end.</summary>
    public static string Line(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>Begins an answer that is saved as a file, with its mark and its heading.</summary>
    public static Task BeginAsync(HttpResponse response, string name, string heading, CancellationToken token)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename={name}";
        return response.WriteAsync("\uFEFF" + heading + "\r\n", token);
    }
}
