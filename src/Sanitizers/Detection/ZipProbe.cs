using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>
/// Names a ZIP by its central directory and by what its type part declares. It only names: whether the archive is sound is for the
/// strict reader of the sanitizer that takes it.
/// </summary>
internal static class ZipProbe
{
    private const int EndRecord = 22;
    private const int MaxComment = 65535;
    private const int MaxEntries = 4096;

    // A real [Content_Types].xml has a few KB; a directory larger than this names nothing that we would read.
    private const int MaxTypesBytes = 256 * 1024;
    private const int MaxDirectoryBytes = 1024 * 1024;

    private static readonly (string Mark, FileFormat Format)[] MainTypes =
    [
        ("wordprocessingml.document.main+xml", Formats.Docx), ("ms-word.document.macroEnabled.main+xml", Formats.Docm),
        ("wordprocessingml.template.main+xml", Formats.Dotx), ("ms-word.template.macroEnabledTemplate.main+xml", Formats.Dotm),
        ("spreadsheetml.sheet.main+xml", Formats.Xlsx), ("ms-excel.sheet.macroEnabled.main+xml", Formats.Xlsm),
        ("spreadsheetml.template.main+xml", Formats.Xltx), ("ms-excel.template.macroEnabled.main+xml", Formats.Xltm),
        ("ms-excel.addin.macroEnabled.main+xml", Formats.Xlam), ("ms-excel.sheet.binary.macroEnabled.main", Formats.Xlsb),
        ("presentationml.presentation.main+xml", Formats.Pptx), ("ms-powerpoint.presentation.macroEnabled.main+xml", Formats.Pptm),
        ("presentationml.slideshow.main+xml", Formats.Ppsx), ("ms-powerpoint.slideshow.macroEnabled.main+xml", Formats.Ppsm),
        ("presentationml.template.main+xml", Formats.Potx), ("ms-powerpoint.template.macroEnabled.main+xml", Formats.Potm),
        ("ms-powerpoint.addin.macroEnabled.main+xml", Formats.Ppam), ("ms-visio.drawing.main+xml", Formats.Vsdx),
        ("ms-visio.drawing.macroEnabled.main+xml", Formats.Vsdm), ("ms-visio.template.main+xml", Formats.Vstx), ("ms-visio.template.macroEnabled.main+xml", Formats.Vstm),
        ("ms-visio.stencil.main+xml", Formats.Vssx), ("ms-visio.stencil.macroEnabled.main+xml", Formats.Vssm),
        ("package.xps-fixeddocumentsequence+xml", Formats.Xps),
    ];

    private static readonly (string Type, FileFormat Format)[] StoredTypes =
    [
        // The longer name first: what begins alike is told by it.
        ("application/vnd.oasis.opendocument.text-template", Formats.Ott), ("application/vnd.oasis.opendocument.text-master", Formats.Odm), ("application/vnd.oasis.opendocument.text-web", Formats.Oth),
        ("application/vnd.oasis.opendocument.text", Formats.Odt), ("application/vnd.oasis.opendocument.spreadsheet-template", Formats.Ots), ("application/vnd.oasis.opendocument.spreadsheet", Formats.Ods),
        ("application/vnd.oasis.opendocument.presentation-template", Formats.Otp), ("application/vnd.oasis.opendocument.presentation", Formats.Odp), ("application/vnd.oasis.opendocument.graphics-template", Formats.Otg),
        ("application/vnd.oasis.opendocument.graphics", Formats.Odg), ("application/vnd.oasis.opendocument.chart", Formats.OdChart), ("application/vnd.oasis.opendocument.formula", Formats.OdFormula),
        ("application/vnd.oasis.opendocument.image", Formats.Odi), ("application/vnd.oasis.opendocument.base", Formats.Odb), ("application/vnd.oasis.opendocument.database", Formats.Odb),
        ("application/vnd.sun.xml.writer", Formats.Sxw), ("application/vnd.sun.xml.calc", Formats.Sxc), ("application/vnd.sun.xml.impress", Formats.Sxi), ("application/vnd.sun.xml.draw", Formats.Sxd),
        ("application/epub+zip", Formats.Epub), ("application/hwp+zip", Formats.Hwpx),
    ];

    public static bool BeginsLike(ReadOnlySpan<byte> head) =>
        head.StartsWith<byte>([(byte)'P', (byte)'K', 3, 4]) || head.StartsWith<byte>([(byte)'P', (byte)'K', 5, 6]) || head.StartsWith<byte>([(byte)'P', (byte)'K', 7, 8, (byte)'P', (byte)'K', 3, 4]);

    /// <summary>True when a whole archive ends where the file ends, whatever the file begins with.</summary>
    public static bool EndsLike(Stream content) => FindDirectory(content) is { Size: > 0 };

    public static FileFormat Detect(Stream content)
    {
        if (FindDirectory(content) is not { } directory || directory.Size > MaxDirectoryBytes)
        {
            return Formats.Zip;
        }

        var bytes = ArrayPool<byte>.Shared.Rent((int)directory.Size);
        try
        {
            content.Position = directory.Start;
            var count = content.ReadAtLeast(bytes.AsSpan(0, (int)directory.Size), (int)directory.Size, throwOnEndOfStream: false);
            return Name(content, bytes.AsSpan(0, count), directory.Shift);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static FileFormat Name(Stream content, ReadOnlySpan<byte> directory, long shift)
    {
        var format = Formats.Zip;
        for (var i = 0; i < MaxEntries && directory.Length >= 46 && BinaryPrimitives.ReadUInt32LittleEndian(directory) == 0x02014B50; i++)
        {
            var name = directory[46..];
            name = name[..Math.Min(name.Length, BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]))];
            if (name.SequenceEqual("AndroidManifest.xml"u8))
            {
                return Formats.Apk;
            }

            if (name.SequenceEqual("AppxManifest.xml"u8) || name.SequenceEqual("AppxMetadata/AppxBundleManifest.xml"u8))
            {
                return Formats.Msix;
            }

            if (name.SequenceEqual("META-INF/MANIFEST.MF"u8) && format == Formats.Zip)
            {
                format = Formats.Jar;
            }

            // OPC names count without case (ECMA-376 part 2, 6.2.2.3).
            if (System.Text.Ascii.EqualsIgnoreCase(name, "[Content_Types].xml"u8))
            {
                // A package of an installer has such a part too; its manifest stands elsewhere in the directory.
                if (ByTypes(Inflate(content, directory, shift)) is { } office)
                {
                    return office;
                }
            }

            // OpenDocument wants this entry first and stored (part 2, 3.3), and its programs open a package that has it elsewhere, or only the manifest, all the same. It is never
            // an archive of loose files: as one it would come out with its macros.
            if (name.SequenceEqual("mimetype"u8))
            {
                format = ByStored(Inflate(content, directory, shift)) ?? format;
            }
            else if (format == Formats.Zip && name.SequenceEqual("META-INF/manifest.xml"u8))
            {
                format = ByManifest(Inflate(content, directory, shift)) ?? format;
            }

            var length = 46 + BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(directory[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            directory = directory[Math.Min(directory.Length, length)..];
        }

        return format;
    }

    private static FileFormat? ByTypes(string types)
    {
        foreach (var (mark, format) in MainTypes)
        {
            if (types.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                return format;
            }
        }

        return null;
    }

    // The type of the whole stands at the entry of the path "/".
    private static FileFormat? ByManifest(string manifest)
    {
        foreach (var (word, format) in StoredTypes)
        {
            if (manifest.Contains("\"" + word, StringComparison.Ordinal) || manifest.Contains("'" + word, StringComparison.Ordinal))
            {
                return format;
            }
        }

        return null;
    }

    private static FileFormat? ByStored(string type)
    {
        foreach (var (word, format) in StoredTypes)
        {
            if (type.StartsWith(word, StringComparison.Ordinal))
            {
                return format;
            }
        }

        return null;
    }

    private static string Inflate(Stream content, ReadOnlySpan<byte> entry, long shift)
    {
        var method = BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]);
        var local = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]) + shift;
        Span<byte> header = stackalloc byte[30];
        content.Position = Math.Min(Math.Max(local, 0), content.Length);
        if (method is not (0 or 8) || content.ReadAtLeast(header, 30, throwOnEndOfStream: false) < 30)
        {
            return "";
        }

        content.Position += BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        var buffer = ArrayPool<byte>.Shared.Rent(MaxTypesBytes);
        try
        {
            if (method == 0)
            {
                var size = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]), MaxTypesBytes);
                return Encoding.Latin1.GetString(buffer, 0, content.ReadAtLeast(buffer.AsSpan(0, size), size, throwOnEndOfStream: false));
            }

            using var inflater = new DeflateStream(content, CompressionMode.Decompress, leaveOpen: true);
            var count = inflater.ReadAtLeast(buffer.AsSpan(0, MaxTypesBytes), MaxTypesBytes, throwOnEndOfStream: false);
            return Encoding.Latin1.GetString(buffer, 0, count);
        }
        catch (InvalidDataException)
        {
            return "";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The end record must reach the end of the file with its comment and lie right behind the directory it names, else any four bytes would do.
    private static Directory? FindDirectory(Stream content)
    {
        var length = (int)Math.Min(content.Length, EndRecord + MaxComment);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            content.Position = content.Length - length;
            var tail = rented.AsSpan(0, content.ReadAtLeast(rented.AsSpan(0, length), length, throwOnEndOfStream: false));
            var searched = tail;
            int at;
            while ((at = searched.LastIndexOf<byte>([(byte)'P', (byte)'K', 5, 6])) >= 0)
            {
                if (Read(content, tail[at..], content.Length - length + at) is { } directory)
                {
                    return directory;
                }

                searched = searched[..at];
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static Directory? Read(Stream content, ReadOnlySpan<byte> record, long position)
    {
        if (record.Length < EndRecord || record[EndRecord..].Length < BinaryPrimitives.ReadUInt16LittleEndian(record[20..]))
        {
            return null;
        }

        var behind = record[(EndRecord + BinaryPrimitives.ReadUInt16LittleEndian(record[20..]))..];
        if (behind.ContainsAnyExcept((byte)0, (byte)'\r', (byte)'\n'))
        {
            return null;
        }

        var size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        var start = position - size;
        if (size == 0 || start < 0)
        {
            return null;
        }

        Span<byte> mark = stackalloc byte[4];
        content.Position = start;
        return content.ReadAtLeast(mark, 4, throwOnEndOfStream: false) == 4 && mark.SequenceEqual<byte>([(byte)'P', (byte)'K', 1, 2])
            ? new Directory(start, size, start - BinaryPrimitives.ReadUInt32LittleEndian(record[16..]))
            : null;
    }

    // Shift: how far the whole archive lies behind where its own offsets say, i.e. the bytes put in front of it.
    private readonly record struct Directory(long Start, long Size, long Shift);
}
