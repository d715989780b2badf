using Mugai.Sanitizers.Mapi;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Rtf.Reading;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>
/// The head of a document of Word 6 and 95, whose only stream holds everything: where its text lies and in which characters. Microsoft's description of the binary format of Word 6.0; the far
/// eastern versions (wIdent A697 to A699) as LibreOffice reads them.
/// </summary>
internal sealed class OldDocument
{
    private const int HeadBytes = 0x168;
    private const ushort ComplexFlag = 0x0004;
    private const ushort EncryptedFlag = 0x0100;
    private const ushort WideFlag = 0x1000;
    private const int MacCharset = 0x100;

    private readonly byte[] _document;

    private OldDocument(byte[] document) => _document = document;

    private ReadOnlySpan<byte> Bytes => _document;

    public bool IsEncrypted => (Bytes.U16(0x0A) & EncryptedFlag) != 0;

    /// <summary>Characters of the parts, in the order of <see cref="Fib.Characters"/>.</summary>
    public IReadOnlyList<uint> Characters => [.. Enumerable.Range(0, 8).Select(i => Math.Min(((ReadOnlySpan<byte>)_document).U32(0x34 + (i * 4)), 0x3FFFFFFF))];

    private bool IsWide => (Bytes.U16(0x0A) & WideFlag) != 0;

    /// <summary>Null when it is of another version.</summary>
    public static OldDocument? Read(byte[] document)
    {
        ReadOnlySpan<byte> bytes = document;
        return bytes.Length >= HeadBytes && bytes.U16(0) is 0xA5DC or 0xA697 or 0xA698 or 0xA699 && bytes.U16(2) is >= 101 and <= 108 ? new OldDocument(document) : null;
    }

    /// <summary>The charset of the document, else the code page of who wrote its properties, else the one charset beside the Latin one that its fonts have, else that of its language.</summary>
    public int CodePage(int ofProperties)
    {
        var charset = Bytes.U16(0x14);
        var page = charset == MacCharset ? 10000 : RtfCharsets.PageOf(charset);
        page = page is 0 or RtfCharsets.Symbol ? ofProperties : page;
        page = page is 0 or 1200 or 65000 or 65001 ? FontPage() : page;
        page = page == 0 ? MapiCodePages.OfLocale(Bytes.U16(6)) : page;
        return page == 0 ? 1252 : page;
    }

    // The table of fonts: its size, then of each font how much follows, flags, weight, charset, name.
    private int FontPage()
    {
        var (start, length) = (Bytes.U32(0xD0), Bytes.U32(0xD4));
        var found = 0;
        if (length < 2 || start > _document.Length || length > _document.Length - start)
        {
            return 0;
        }

        var fonts = Bytes.Slice((int)start, (int)length);
        for (var at = 2; at + 5 <= fonts.Length; at += fonts[at] + 1)
        {
            var page = RtfCharsets.PageOf(fonts[at + 4]);
            if (page is 0 or RtfCharsets.Symbol or 437)
            {
                continue;
            }

            if (found != 0 && found != page)
            {
                return 0;
            }

            found = page;
        }

        return found;
    }

    /// <summary>Null when a fast-saved document has lost the table of its pieces.</summary>
    public IReadOnlyList<TextPiece>? Pieces()
    {
        var (start, length) = (Bytes.U32(0x160), Bytes.U32(0x164));
        if ((Bytes.U16(0x0A) & ComplexFlag) == 0 || length == 0)
        {
            var count = (uint)Math.Min(Characters.Sum(static part => (long)part), 0x3FFFFFFF);
            return count == 0 ? [] : [new TextPiece(0, count, Bytes.U32(0x18), !IsWide)];
        }

        return start > _document.Length || length > _document.Length - start ? null : PieceTable.Read(Bytes.Slice((int)start, (int)length), !IsWide)?.Pieces;
    }
}
