using System.Text;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>The text of a file in clear, for those who have no document open.</summary>
public static class PdfText
{
    /// <summary>Null when the file has no pages. Only <see cref="BudgetExceededException"/> leaves this.</summary>
    public static string? Extract(byte[] file, Budget budget, ICharacterCollections? collections = null)
    {
        if (PdfOpener.Open(file, file.Length, budget) is not { } document)
        {
            return null;
        }

        var output = new StringBuilder();
        TextExtraction.Extract(document, Pages(document), output, collections);
        return output.ToString();
    }

    // In reading order; a node that comes again is not entered again.
    internal static IEnumerable<PdfObject> Pages(PdfDocument document)
    {
        var seen = new HashSet<int>();
        var waiting = new Stack<PdfObject>([document.Get(document.Catalog, "Pages"u8)]);
        var kids = new List<PdfObject>();
        while (waiting.TryPop(out var node))
        {
            document.Budget.ChargeObjects(1);
            if (!node.IsDictionary || !seen.Add(node.Tree!.Number))
            {
                continue;
            }

            if (!document.Get(node, "Kids"u8).IsArray)
            {
                yield return node;
                continue;
            }

            kids.Clear();
            foreach (var kid in document.Get(node, "Kids"u8).Items)
            {
                kids.Add(document.Resolve(kid));
            }

            for (var i = kids.Count - 1; i >= 0; i--)
            {
                waiting.Push(kids[i]);
            }
        }
    }
}
