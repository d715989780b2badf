using System.Text;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>Finds trailer, object streams and catalog of a document whose objects were found by scanning.</summary>
internal sealed class Recovery(PdfDocument document, byte[] file, int length, XrefTable table, Budget budget)
{
    private readonly List<int> _objectStreams = [];
    private int _catalog;
    private int _pages;
    private PdfObject _streamTrailer;

    /// <summary>False when there is neither a catalog nor a page tree.</summary>
    public bool Run()
    {
        var trailer = NewestTrailer();
        ScanObjects();
        trailer = trailer.IsDictionary ? trailer : _streamTrailer.IsDictionary ? _streamTrailer : document.Trailer;
        document.Trailer = trailer;
        if (!trailer["Encrypt"u8].IsNull)
        {
            return document.Trailer["Root"u8].IsReference;
        }

        if (PdfOpener.HasPages(document))
        {
            return true;
        }

        UnpackObjectStreams();
        if (PdfOpener.HasPages(document))
        {
            return true;
        }

        // No trailer leads to a catalog: one is made from what was found.
        var root = _catalog > 0 ? $"<</Root {_catalog} 0 R>>" : _pages > 0 ? $"<</Root<</Type/Catalog/Pages {_pages} 0 R>>>>" : "";
        var made = Encoding.ASCII.GetBytes(root);
        var position = 0;
        if (new PdfParser(budget).Parse(made, made.Length, ref position, 0, 0, null) is not { } parsed)
        {
            return false;
        }

        document.Trailer = parsed.ToTree(made).Root;
        if (!PdfOpener.HasPages(document) && _pages > 0)
        {
            made = Encoding.ASCII.GetBytes($"<</Root<</Type/Catalog/Pages {_pages} 0 R>>>>");
            position = 0;
            document.Trailer = new PdfParser(budget).Parse(made, made.Length, ref position, 0, 0, null)!.Value.ToTree(made).Root;
        }

        return PdfOpener.HasPages(document);
    }

    /// <summary>
    /// Enters what lies in object streams, as far as no object of that number lies in the file itself. For encrypted files after unlocking.
    /// </summary>
    public void UnpackObjectStreams()
    {
        foreach (var stream in _objectStreams)
        {
            var numbers = document.NumbersIn(stream).ToArray();
            for (var i = 0; i < numbers.Length; i++)
            {
                // What lies in the file itself was noted when it was found; noted again, an object stream would come again without end.
                if (table[numbers[i]].Kind != XrefKind.InFile)
                {
                    table.Set(numbers[i], new XrefEntry(XrefKind.InStream, stream, i));
                    Note(numbers[i]);
                }
            }
        }
    }

    private PdfObject NewestTrailer()
    {
        var parser = new PdfParser(budget);
        PdfObject newest = default;
        foreach (var at in ObjectScan.Trailers(file.AsSpan(0, length), budget))
        {
            var position = at;
            if (parser.Parse(file, length, ref position, 0, 0, null) is { } parsed && parsed.ToTree(file).Root is { IsDictionary: true } trailer && !trailer["Root"u8].IsNull)
            {
                newest = trailer;
            }
        }

        return newest;
    }

    private void ScanObjects()
    {
        for (var number = 1; number <= table.Highest; number++)
        {
            if (table[number].Kind == XrefKind.InFile)
            {
                Note(number);
            }
        }
    }

    private void Note(int number)
    {
        var found = document.Object(number);
        var type = found.IsDictionary ? found["Type"u8] : default;
        if (type.Is("Catalog"u8))
        {
            _catalog = number;
        }
        else if (type.Is("Pages"u8) && found["Parent"u8].IsNull)
        {
            _pages = number;
        }
        else if (type.Is("ObjStm"u8) && found.IsStream)
        {
            _objectStreams.Add(number);
        }
        else if (type.Is("XRef"u8) && !found["Root"u8].IsNull)
        {
            _streamTrailer = found;
        }
    }
}
