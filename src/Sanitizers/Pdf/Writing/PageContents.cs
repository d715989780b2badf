using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizers.Pdf.Text;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>
/// How the content of pages is divided into streams. Operators and pairs may be spread over the streams of a page, so that they are judged together: the first takes
/// all, the others become empty. Streams that several pages share are judged one by one.
/// </summary>
internal sealed class PageContents
{
    private readonly Dictionary<int, List<int>> _joined = [];
    private readonly HashSet<int> _emptied = [];
    private readonly HashSet<int> _parts = [];

    public static PageContents Read(PdfDocument document)
    {
        var pages = new List<List<int>>();
        var uses = new Dictionary<int, int>();
        foreach (var page in PdfText.Pages(document))
        {
            var streams = Streams(document, page);
            document.Budget.ChargeObjects(streams.Count);
            pages.Add(streams);
            foreach (var stream in streams)
            {
                uses[stream] = uses.GetValueOrDefault(stream) + 1;
            }
        }

        var contents = new PageContents();
        foreach (var streams in pages.Where(streams => streams.Count > 1))
        {
            if (streams.TrueForAll(stream => uses[stream] == 1))
            {
                contents._joined[streams[0]] = streams;
                contents._emptied.UnionWith(streams.Skip(1));
            }
            else
            {
                contents._parts.UnionWith(streams);
            }
        }

        return contents;
    }

    /// <summary>All streams of the page that this one begins; null for one that stands alone.</summary>
    public IReadOnlyList<int>? Joined(int number) => _joined.GetValueOrDefault(number);

    public bool IsJoinedToAnother(int number) => _emptied.Contains(number);

    public bool IsPart(int number) => _parts.Contains(number);

    private static List<int> Streams(PdfDocument document, PdfObject page)
    {
        var streams = new List<int>();
        var contents = document.Get(page, "Contents"u8);
        if (contents.IsStream)
        {
            streams.Add(contents.Tree!.Number);
        }

        foreach (var item in contents.Items)
        {
            if (document.Resolve(item) is { IsStream: true } stream)
            {
                streams.Add(stream.Tree!.Number);
            }
        }

        return streams;
    }
}
