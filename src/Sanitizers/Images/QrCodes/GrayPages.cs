using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images.QrCodes;

/// <summary>The gray copies that a native step wrote behind its file, page by page. Claims of a process that read hostile bytes: every number is checked.</summary>
internal static class GrayPages
{
    private const int Head = 12;

    public static Reason Look(ReadOnlySpan<byte> copies, QrSearch search)
    {
        for (var page = 0; copies.Length > 0; page++)
        {
            if (copies.Length < Head)
            {
                return Reason.Crashed;
            }

            var (width, height) = (BinaryPrimitives.ReadInt32LittleEndian(copies), BinaryPrimitives.ReadInt32LittleEndian(copies[4..]));
            var (grayWidth, grayHeight) = (BinaryPrimitives.ReadUInt16LittleEndian(copies[8..]), BinaryPrimitives.ReadUInt16LittleEndian(copies[10..]));
            var size = grayWidth * (long)grayHeight;
            if (size > copies.Length - Head || width is < 0 or > ImageLimits.MaxSide || height is < 0 or > ImageLimits.MaxSide)
            {
                return Reason.Crashed;
            }

            if (size > 0 && search.Look(page, width, height, copies.Slice(Head, (int)size).ToArray(), grayWidth, grayHeight) is var reason && reason != Reason.None)
            {
                return reason;
            }

            copies = copies[(Head + (int)size)..];
        }

        return Reason.None;
    }
}
