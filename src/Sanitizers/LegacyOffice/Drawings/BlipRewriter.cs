using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Drawings;

/// <summary>
/// Pictures inside drawings ([MS-ODRAW] 2.2.23): taken out, rebuilt by the sanitizer of their own format and put back; a grey rectangle stands for one that cannot be
/// rebuilt.
/// </summary>
internal sealed class BlipRewriter(ISanitizeContext context, FindingTally tally, string path)
{
    private const int MetafileHeadBytes = 34;
    private const int FileHeadBytes = 14;

    private int _number;

    /// <summary>Writes the picture in <paramref name="record"/> as a record of its new format; the type of picture ([MS-ODRAW] 2.4.1) and its name (a digest of its bytes).</summary>
    public (int BlipType, byte[] Uid) Write(OfficeArtRecord record, ReadOnlySpan<byte> data, RecordBuffer into)
    {
        using var picture = Unpack(record, data, out var metafileHead);
        if (picture is not null && !PlaceholderPicture.IsOurs(picture))
        {
            _number++;
            var name = string.Create(CultureInfo.InvariantCulture, $"picture-{_number}");
            using var result = context.SanitizeMember($"{path.TrimEnd('/')}/{name}", new UntrustedText(""), null, picture);
            if (result is { Output: { } clean, OutputFormat: { } format } && Layout(format) is { } layout)
            {
                using var bytes = new MemoryStream();
                clean.Position = 0;
                clean.CopyTo(bytes);
                return Put(layout, bytes.GetBuffer().AsSpan(0, (int)bytes.Length), metafileHead, into);
            }
        }

        if (picture is null || !PlaceholderPicture.IsOurs(picture))
        {
            tally.Add("", LegacyCodes.Image, FindingAction.Replaced);
        }

        return Put((0xF01E, 0x6E0, 6), PlaceholderPicture.Bytes, default, into);
    }

    private static (int Type, int Instance, int BlipType)? Layout(FileFormat format) =>
        format == Formats.Png ? (0xF01E, 0x6E0, 6)
        : format == Formats.Jpeg ? (0xF01D, 0x46A, 5)
        : format == Formats.Emf ? (0xF01A, 0x3D4, 2)
        : format == Formats.Wmf ? (0xF01B, 0x216, 3)
        : format == Formats.Bmp ? (0xF01F, 0x7A8, 7)
        : format == Formats.Tiff ? (0xF029, 0x6E4, 0x11)
        : null;

    private Stream? Unpack(OfficeArtRecord record, ReadOnlySpan<byte> data, out ReadOnlySpan<byte> metafileHead)
    {
        metafileHead = default;
        var isMetafile = record.Type is 0xF01A or 0xF01B;
        // Every format writes one digest of the picture, or two when the instance is odd.
        var ids = (record.Instance & 1) == 0 ? 16 : 32;
        var start = ids + (isMetafile ? MetafileHeadBytes : 1);
        if (data.Length <= start)
        {
            return null;
        }

        var stored = data[start..];
        if (!isMetafile)
        {
            return record.Type is 0xF01D or 0xF01E or 0xF029 or 0xF02A ? new MemoryStream(stored.ToArray(), writable: false) : record.Type == 0xF01F ? Bitmap(stored) : null;
        }

        metafileHead = data.Slice(ids, MetafileHeadBytes);
        var length = metafileHead.U32(28);
        stored = stored[..(int)Math.Min(length, (uint)stored.Length)];
        return metafileHead[32] == 0xFE ? new MemoryStream(stored.ToArray(), writable: false) : Inflate(stored);
    }

    private Stream? Inflate(ReadOnlySpan<byte> stored)
    {
        var scratch = context.CreateScratch();
        try
        {
            using var packed = new MemoryStream(stored.ToArray(), writable: false);
            using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
            var buffer = new byte[16 * 1024];
            int count;
            while ((count = unpacked.Read(buffer)) > 0)
            {
                context.Budget.ChargeBytes(count);
                scratch.Write(buffer, 0, count);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            scratch.Dispose();
            return null;
        }

        scratch.Position = 0;
        return scratch;
    }

    // A bitmap without the head of its file; where its rows begin follows from its own header.
    private static MemoryStream? Bitmap(ReadOnlySpan<byte> dib)
    {
        if (Bitmaps.DibHeaderParser.Parse(dib, null, out var parsed) is not null)
        {
            return null;
        }

        var file = new byte[dib.Length + FileHeadBytes];
        var head = file.AsSpan();
        "BM"u8.CopyTo(head);
        head.U32(2, file.Length);
        head.U32(10, FileHeadBytes + parsed.Length);
        dib.CopyTo(head[FileHeadBytes..]);
        return new MemoryStream(file, writable: false);
    }

    private static (int BlipType, byte[] Uid) Put((int Type, int Instance, int BlipType) layout, ReadOnlySpan<byte> picture, ReadOnlySpan<byte> metafileHead, RecordBuffer into)
    {
        var uid = SHA256.HashData(picture)[..16];
        var head = into.Length;
        OfficeArtRecord.Write(into, 0, layout.Instance, layout.Type, 0);
        into.Add(uid);
        if (layout.Type is 0xF01A or 0xF01B)
        {
            var packed = Deflate(picture);
            into.U32(picture.Length);
            into.Add(metafileHead.IsEmpty ? new byte[24] : metafileHead.Slice(4, 24)).U32(packed.Length).U16(0xFE00).Add(packed);
        }
        else
        {
            into.Add([0xFF]).Add(layout.Type == 0xF01F ? picture[FileHeadBytes..] : picture);
        }

        var written = into.Written[head..];
        written.U32(4, written.Length - OfficeArtRecord.HeadBytes);
        return (layout.BlipType, uid);
    }

    private static byte[] Deflate(ReadOnlySpan<byte> picture)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(picture);
        }

        return packed.ToArray();
    }
}
