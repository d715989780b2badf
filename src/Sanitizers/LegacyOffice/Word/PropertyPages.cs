using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>
/// The pages of 512 bytes that give runs and paragraphs their properties ([MS-DOC] 2.9.33, 2.9.175), cleaned in place: marks of OLE objects go, places in the data stream are told anew.
/// </summary>
internal sealed class PropertyPages(Ownership document, DataStream data, FindingTally tally, Budget budget)
{
    private const int PageBytes = 512;

    private readonly HashSet<uint> _pages = [];

    public bool TakeCharacters(ReadOnlySpan<byte> plc) => Take(plc, (page, at) =>
    {
        int length = page[at];
        if (at + 1 + length <= PageBytes - 1)
        {
            Clean(page.Slice(at + 1, length));
        }
    }, entryBytes: 1);

    public bool TakeParagraphs(ReadOnlySpan<byte> plc) => Take(plc, (page, at) =>
    {
        var start = page[at] == 0 ? at + 2 : at + 1;
        var length = page[at] == 0 ? page[Math.Min(at + 1, PageBytes - 1)] * 2 : (page[at] * 2) - 1;
        if (length >= 2 && start + length <= PageBytes - 1)
        {
            Clean(page.Slice(start + 2, length - 2));
        }
    }, entryBytes: 13);

    /// <summary>Cleans a list of property modifiers in place.</summary>
    public void Clean(Span<byte> list) => Clean(list, mayNest: true);

    private delegate void PageAction(Span<byte> page, int at);

    private bool Take(ReadOnlySpan<byte> plc, PageAction clean, int entryBytes)
    {
        var count = (plc.Length - 4) / 8;
        var seen = new bool[256];
        for (var i = 0; i < count; i++)
        {
            budget.ChargeObjects(1);
            var number = plc.U32(((count + 1) * 4) + (i * 4)) & 0x3FFFFF;
            if (!_pages.Add(number))
            {
                continue;
            }

            if (!document.Take(number * (long)PageBytes, PageBytes))
            {
                return false;
            }

            var page = document.Target.AsSpan((int)number * PageBytes, PageBytes);
            var runs = page[PageBytes - 1];
            if (((runs + 1) * 4) + (runs * entryBytes) >= PageBytes)
            {
                return false;
            }

            seen.AsSpan().Clear();
            for (var run = 0; run < runs; run++)
            {
                var word = page[((runs + 1) * 4) + (run * entryBytes)];
                if (word != 0 && !seen[word])
                {
                    seen[word] = true;
                    clean(page, word * 2);
                }
            }
        }

        return true;
    }

    private void Clean(Span<byte> list, bool mayNest)
    {
        var (isOle, isForm) = (false, false);
        var rest = list;
        while (Sprm.Take(ref rest, out var code, out var whole))
        {
            isOle |= code is Sprm.IsOle or Sprm.IsObject && whole[2] != 0;
            isForm |= code == Sprm.IsData && whole[2] != 0;
        }

        if (isOle)
        {
            tally.Add("", LegacyCodes.Ole, FindingAction.Removed);
        }

        rest = list;
        while (Sprm.Take(ref rest, out var code, out var whole))
        {
            switch (code)
            {
                case Sprm.IsOle or Sprm.IsObject:
                    whole[2] = 0;
                    break;
                case Sprm.ObjectLocation:
                    Set(whole, -1);
                    break;
                case Sprm.PictureLocation:
                    var place = ((ReadOnlySpan<byte>)whole).U32(2);
                    Set(whole, isForm ? data.FormField(place) : data.Picture(place));
                    break;
                case Sprm.HugeParagraph or Sprm.HugeParagraphOld or Sprm.TableProperties:
                    // Long lists name no further ones.
                    Set(whole, mayNest ? data.Properties(((ReadOnlySpan<byte>)whole).U32(2), nested => Clean(nested, mayNest: false)) : -1);
                    break;
                default:
                    break;
            }
        }
    }

    private static void Set(Span<byte> whole, int place)
    {
        if (place < 0)
        {
            whole.U16(0, Sprm.Nothing);
            place = 0;
        }

        whole.U32(2, place);
    }
}
