using System.Globalization;
using System.Text;

namespace Mugai.Sanitizers.Tests.Pdf;

/// <summary>Small files by hand: object 1 is the catalog, 2 the page tree, 3 the only page; others as the test wants.</summary>
internal static class PdfBuilder
{
    /// <param name="catalog">Entries of the catalog beside Type and Pages.</param>
    /// <param name="page">Entries of the page beside its type, parent and box.</param>
    /// <param name="objects">Objects 4 and on.</param>
    public static byte[] Document(string catalog = "", string page = "", params string[] objects) =>
        File(["<</Type/Catalog/Pages 2 0 R" + catalog + ">>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]" + page + ">>", .. objects]);

    public static byte[] File(IReadOnlyList<string> objects, string trailer = "")
    {
        var text = new StringBuilder("%PDF-1.7\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            text.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        }

        text.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {objects.Count + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    public static string Stream(string entries, string data) => string.Create(CultureInfo.InvariantCulture, $"<<{entries}/Length {data.Length}>>\nstream\n{data}\nendstream");
}
