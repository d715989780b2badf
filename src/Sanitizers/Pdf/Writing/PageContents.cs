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
    // Levels of a page tree that resources are looked for on; real trees have up to six.
    private const int MaxLevels = 64;

    private readonly Dictionary<int, List<int>> _joined = [];
    private readonly HashSet<int> _emptied = [];
    private readonly HashSet<int> _parts = [];

    // By the number of a content stream; null for one that pages with different resources share.
    private readonly Dictionary<int, PdfObject> _resources = [];

    public static PageContents Read(PdfDocument document, PageTree tree)
    {
        var contents = new PageContents();
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

            contents.Note(streams, Inherited(document, tree, page));
        }

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

    /// <summary>What content may name; null when that is not one thing.</summary>
    public PdfObject Resources(int number) => _resources.GetValueOrDefault(number);

    private void Note(List<int> streams, PdfObject resources)
    {
        foreach (var stream in streams)
        {
            if (!_resources.TryAdd(stream, resources) && _resources[stream] is var other && (other.Tree?.Number != resources.Tree?.Number || other.Index != resources.Index))
            {
                _resources[stream] = default;
            }
        }
    }

    // From the page or from a node above it (7.7.3.4), as the tree was walked: its Parent may say something else, and is written anew.
    private static PdfObject Inherited(PdfDocument document, PageTree tree, PdfObject page)
    {
        for (var levels = 0; levels < MaxLevels && page.Kind == PdfKind.Dictionary; levels++)
        {
            if (document.Get(page, "Resources"u8) is { Kind: PdfKind.Dictionary } resources)
            {
                return resources;
            }

            page = page.Index == 0 && tree.TryGet(page.Tree!.Number, out var node) && node.Parent > 0 ? document.Object(node.Parent) : default;
        }

        return default;
    }

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
