using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>
/// Opens a file: by its cross-reference, and where that is missing, broken or leads to no catalog, by scanning for objects and trailers.
/// </summary>
internal static class PdfOpener
{
    // Acrobat accepts a header anywhere in the first KiB (PDF 1.7 reference, implementation note 13).
    private const int HeaderReach = 1024;

    /// <summary>The document; null when no catalog is to be found in it.</summary>
    public static PdfDocument? Open(byte[] file, int length, Budget budget)
    {
        var head = file.AsSpan(0, Math.Min(length, HeaderReach));
        var shift = Math.Max(0, head.IndexOf("%PDF-"u8));
        var table = new XrefTable(length, budget);
        var reader = new XrefReader(file, length, shift, new PdfParser(budget), table, budget);
        if (reader.Read())
        {
            var document = new PdfDocument(file, length, shift, table, reader.Trailer, budget);
            // In an encrypted file names and references are in clear, but object streams are not: they are judged after unlocking.
            if (document.Trailer["Encrypt"u8].IsNull ? HasPages(document) : document.Trailer["Root"u8].IsReference && document.Get(document.Trailer, "Encrypt"u8).IsDictionary)
            {
                return document;
            }
        }

        return Recover(file, length, reader.Trailer, budget);
    }

    /// <summary>The document as scanning finds it.</summary>
    public static PdfDocument? Recover(byte[] file, int length, PdfObject knownTrailer, Budget budget)
    {
        var bytes = file.AsSpan(0, length);
        var table = new XrefTable(length, budget);
        foreach (var (number, generation, offset) in ObjectScan.Objects(bytes, budget))
        {
            table.Set(number, new XrefEntry(XrefKind.InFile, offset, generation));
        }

        var document = new PdfDocument(file, length, 0, table, knownTrailer, budget) { WasRepaired = true };
        var recovery = new Recovery(document, file, length, table, budget);
        document.Recovery = recovery;
        return recovery.Run() ? document : null;
    }

    /// <summary>There is a catalog with a page tree.</summary>
    public static bool HasPages(PdfDocument document) => document.Catalog is { Kind: PdfKind.Dictionary } catalog && document.Get(catalog, "Pages"u8).IsDictionary;
}
