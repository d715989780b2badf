using System.Text;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml.Packaging;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>Links of cells ([MS-XLS] 2.4.140, [MS-OSHARED] 2.3.7): web and mail addresses and places inside the workbook stay, read to their last byte.</summary>
internal static class HyperlinkRecord
{
    private static readonly Guid HyperlinkClass = new("79eac9d0-baf9-11ce-8c82-00aa004ba90b");
    private static readonly Guid UrlMoniker = new("79eac9e0-baf9-11ce-8c82-00aa004ba90b");

    private const uint HasMoniker = 0x01;
    private const uint HasLocation = 0x08;
    private const uint HasDisplayName = 0x10;
    private const uint HasGuid = 0x20;
    private const uint HasCreationTime = 0x40;
    private const uint HasFrame = 0x80;
    private const uint MonikerIsString = 0x100;

    public static bool IsSafe(ReadOnlySpan<byte> data)
    {
        if (data.Length < 32 || new Guid(data.Slice(8, 16)) != HyperlinkClass || data.U32(24) != 2)
        {
            return false;
        }

        var flags = data.U32(28);
        data = data[32..];
        string? target = null;
        if (((flags & HasDisplayName) != 0 && !TakeText(ref data, out _)) || ((flags & HasFrame) != 0 && !TakeText(ref data, out _)))
        {
            return false;
        }

        if ((flags & HasMoniker) != 0 && !((flags & MonikerIsString) != 0 ? TakeText(ref data, out target) : TakeUrl(ref data, out target)))
        {
            return false;
        }

        if ((flags & HasLocation) != 0 && !TakeText(ref data, out _))
        {
            return false;
        }

        // What is left: a GUID, a time, padding. A link without a target has a place.
        var rest = ((flags & HasGuid) != 0 ? 16 : 0) + ((flags & HasCreationTime) != 0 ? 8 : 0);
        return data.Length >= rest && data.Length <= rest + 8 && (target is null ? (flags & HasLocation) != 0 : HyperlinkTarget.IsSafe(target));
    }

    private static bool TakeText(ref ReadOnlySpan<byte> data, out string? text)
    {
        text = null;
        if (data.Length < 4 || data.U32(0) > (data.Length - 4) / 2)
        {
            return false;
        }

        var bytes = (int)data.U32(0) * 2;
        text = Encoding.Unicode.GetString(data.Slice(4, bytes)).TrimEnd('\0');
        data = data[(4 + bytes)..];
        return true;
    }

    private static bool TakeUrl(ref ReadOnlySpan<byte> data, out string? text)
    {
        text = null;
        if (data.Length < 20 || new Guid(data[..16]) != UrlMoniker || data.U32(16) > data.Length - 20)
        {
            return false;
        }

        var bytes = data.Slice(20, (int)data.U32(16));
        data = data[(20 + bytes.Length)..];
        var url = Encoding.Unicode.GetString(bytes[..(bytes.Length & ~1)]);
        var end = url.IndexOf('\0', StringComparison.Ordinal);
        text = end < 0 ? url : url[..end];
        return true;
    }
}
