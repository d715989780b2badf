using System.Buffers.Binary;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>A JPEG 2000 picture inside a PDF (ISO 32000-2, 7.4.9).</summary>
internal static class JpxStream
{
    private const int MaxBoxes = 1_000;

    /// <summary>The codestream without the boxes around it (ISO/IEC 15444-1, annex I); the whole when it has none.</summary>
    public static ReadOnlyMemory<byte> Codestream(ReadOnlyMemory<byte> picture)
    {
        var bytes = picture.Span;
        var at = 0L;
        for (var boxes = 0; boxes < MaxBoxes && bytes.Length - at >= 8; boxes++)
        {
            var box = bytes[(int)at..];
            long length = BinaryPrimitives.ReadUInt32BigEndian(box);
            var head = length == 1 ? 16 : 8;
            length = length switch { 0 => box.Length, 1 when box.Length >= 16 => (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(box[8..]), int.MaxValue), _ => length };
            if (head > box.Length || length < head || length > box.Length)
            {
                break;
            }

            if (box.Slice(4, 4).SequenceEqual("jp2c"u8))
            {
                return picture.Slice((int)at + head, (int)length - head);
            }

            at += length;
        }

        return picture;
    }
}
