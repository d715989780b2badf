using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Mugai.Sanitizers.Cms;
using Mugai.Sanitizers.Media;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>
/// Says what a file is by its content. A name only refines text into CSV, TSV or a mail, and a label never counts. Linear in the size of the
/// input (text is read once to its end; everything else is told by a bounded stretch at both ends).
/// </summary>
public static class FormatDetector
{
    // Acrobat accepts a PDF header anywhere in the first KiB (PDF 1.7 reference, implementation note 13).
    private const int PdfReach = 1024;

    /// <summary>Detects the format of <paramref name="content"/> (seekable); the position is at 0 afterwards.</summary>
    public static Detected Detect(Stream content, UntrustedText name)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Signatures.Reach);
        try
        {
            content.Position = 0;
            var head = rented.AsSpan(0, content.ReadAtLeast(rented.AsSpan(0, Signatures.Reach), Signatures.Reach, throwOnEndOfStream: false));
            return Detect(content, head, name);
        }
        finally
        {
            content.Position = 0;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static Detected Detect(Stream content, ReadOnlySpan<byte> head, UntrustedText name)
    {
        if (IsProgram(head))
        {
            return new Detected(AppendedArchive.InProgram(content) is null ? Formats.Exe : Formats.SelfExtracting);
        }

        if (CompoundFileProbe.Is(head))
        {
            return WithRival(content, head, CompoundFileProbe.Detect(content, FileNames.Extension(name)));
        }

        if (ZipProbe.BeginsLike(head))
        {
            return WithRival(content, head, Archive(content));
        }

        if (head.StartsWith("%PDF-"u8))
        {
            return WithRival(content, head, Formats.Pdf);
        }

        if (Signatures.Match(head) is { } format)
        {
            format = format == Formats.Gz && HoldsDrawing(content) ? Formats.Svg : format == Formats.Mp3 ? MediaProbe.BehindTag(content, head) : format;
            return WithRival(content, head, format);
        }

        if (CmsReader.IsAtHead(head))
        {
            return WithRival(content, head, Formats.Pkcs7);
        }

        // Three frames in a row are no text, even where each of their bytes could be a letter of some charset.
        if (MediaProbe.Frames(head) is { } sound)
        {
            return WithRival(content, head, sound);
        }

        if (head.IsEmpty || TextProbe.IsText(content, head))
        {
            return Text(content, head, name);
        }

        // A mail may carry 8-bit and binary parts; its header is text all the same.
        if (HeaderShape.Looks(head))
        {
            return WithRival(content, head, HeaderShape.HasMboxLine(head) && HoldsSeveralMessages(content) ? Formats.Mbox : Formats.Eml);
        }

        return Signatures.MatchInside(head) is { } inside ? WithRival(content, head, inside)
            : head[..Math.Min(head.Length, PdfReach)].IndexOf("%PDF-"u8) >= 0 ? WithRival(content, head, Formats.Pdf)
            : ZipProbe.EndsLike(content) ? new Detected(Archive(content))
            : TarProbe.HasChecksum(head) ? new Detected(Formats.Tar)
            : TailContains(content, "koly\0\0\0\u0004"u8) ? new Detected(Formats.Dmg)
            : TailContains(content, "conectix"u8) ? new Detected(Formats.Vhd)
            : PictureProbe.IsTga(head, content) ? new Detected(Formats.Tga)
            : new Detected(ByNameAlone(FileNames.Extension(name)));
    }

    // Formats whose first bytes are published nowhere. Blocked either way; the name only makes the notice say what it was.
    private static FileFormat ByNameAlone(string extension) => extension switch
    {
        ".xdw" or ".xbd" or ".xct" => Formats.DocuWorks,
        ".jww" or ".jwc" => Formats.Jww,
        _ => FileFormat.Unknown,
    };

    private static Detected Text(Stream content, ReadOnlySpan<byte> head, UntrustedText name)
    {
        // A PDF can be written in ASCII alone, and then everything before its header looks like the start of a text. Some viewers take the header without its dash.
        // A few need no header at all: under the name of a PDF it goes to them.
        var extension = FileNames.Extension(name);
        var reach = head[..Math.Min(head.Length, PdfReach)];
        if ((reach.IndexOf("%PDF"u8) >= 0 || FileNames.Claimed(extension) == Formats.Pdf) && PdfInText.Holds(content))
        {
            return new Detected(TextProbe.Kind(head) ?? Formats.Txt, Formats.Pdf);
        }

        var kind = TextProbe.Kind(head);
        if (kind == Formats.Eml)
        {
            return new Detected(HeaderShape.HasMboxLine(head) && HoldsSeveralMessages(content) ? Formats.Mbox : Formats.Eml);
        }

        if (kind == Formats.Step && head.IndexOf("/*SXF"u8) >= 0)
        {
            return new Detected(Formats.Sfc);
        }

        if (kind is null && FileNames.Claimed(extension) == Formats.Xml && TextProbe.BeginsWithTag(head))
        {
            return new Detected(Formats.Xml);
        }

        return new Detected(kind ?? extension switch
        {
            ".csv" => Formats.Csv,
            ".tsv" or ".tab" => Formats.Tsv,
            ".eml" when HeaderShape.BeginsWithField(head) => Formats.Eml,
            _ => Formats.Txt,
        });
    }

    // The strict reader of packages decides where it can; a package that it refuses still gets its proper name.
    private static FileFormat Archive(Stream content) => OoxmlKind.Detect(content) ?? ZipProbe.Detect(content);

    // Whichever of the two a polyglot is read as, the other reading arrives too: an image viewer shows the picture, an archiver the archive.
    private static Detected WithRival(Stream content, ReadOnlySpan<byte> head, FileFormat format)
    {
        if (format.Family == FileFamily.Executable)
        {
            return new Detected(format == Formats.Elf && AppendedArchive.InProgram(content) is not null ? Formats.SelfExtracting : format);
        }

        var reach = head[..Math.Min(head.Length, PdfReach)];
        var isZip = ZipProbe.BeginsLike(head);
        if (format != Formats.Pdf && reach.IndexOf("%PDF-"u8) is >= 0 and var pdf && (format.Family != FileFamily.Archive || (TailContains(content, "%%EOF"u8) && !IsFirstMember(head, format, pdf))))
        {
            return new Detected(format, Formats.Pdf);
        }

        if (!isZip && !EndsWithAMember(format) && ZipProbe.EndsLike(content))
        {
            return new Detected(format, Formats.Zip);
        }

        if (AppendedArchive.Behind(content, format) is { } behind)
        {
            return new Detected(format, behind);
        }

        var inside = Signatures.MatchInside(head);
        return new Detected(format, inside == format ? null : inside);
    }

    // A document is a ZIP, and packed as it is it ends where these archives end, but for zeros. Whatever lies there, what comes out is written anew from the members alone.
    private static bool EndsWithAMember(FileFormat format) => format == Formats.Tar || format == Formats.Iso || format == Formats.Lzh;

    // A PDF that is stored as the first member begins right behind that member's header: an archive of documents, not a PDF with an archive behind it.
    private static bool IsFirstMember(ReadOnlySpan<byte> head, FileFormat format, int at) => format == Formats.Tar
        ? at == 512
        : ZipProbe.BeginsLike(head) && head.Length > 30 && at == 30 + BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(head[28..])
            && BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) == 0;

    // "MZ" also begins words: a program has a PE, NE or LE header behind it, or at least is not text.
    private static bool IsProgram(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("MZ"u8) && !head.StartsWith("ZM"u8))
        {
            return false;
        }

        if (head.Length >= 64)
        {
            var at = BinaryPrimitives.ReadUInt32LittleEndian(head[60..]);
            if (at < head.Length - 4 && head[(int)at] is (byte)'P' or (byte)'N' or (byte)'L' && head[(int)at + 1] is (byte)'E' or (byte)'X')
            {
                return true;
            }
        }

        return head[..Math.Min(head.Length, 256)].Contains((byte)0);
    }

    // .svgz: browsers and drawing programs unpack it without asking.
    private static bool HoldsDrawing(Stream content)
    {
        var rented = ArrayPool<byte>.Shared.Rent(16 * 1024);
        content.Position = 0;
        try
        {
            using var unpacked = new GZipStream(content, CompressionMode.Decompress, leaveOpen: true);
            return TextProbe.Kind(rented.AsSpan(0, unpacked.ReadAtLeast(rented, rented.Length, throwOnEndOfStream: false))) == Formats.Svg;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static bool HoldsSeveralMessages(Stream content)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            content.Position = 0;
            var kept = 0;
            int count;
            while ((count = content.Read(buffer, kept, buffer.Length - kept)) > 0)
            {
                var bytes = buffer.AsSpan(0, kept + count);
                if (bytes.IndexOf("\n\nFrom "u8) >= 0 || bytes.IndexOf("\n\r\nFrom "u8) >= 0)
                {
                    return true;
                }

                kept = Math.Min(8, bytes.Length);
                bytes[^kept..].CopyTo(buffer);
            }

            return false;
        }
        finally
        {
            content.Position = 0;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool TailContains(Stream content, ReadOnlySpan<byte> mark)
    {
        Span<byte> tail = stackalloc byte[2048];
        content.Position = Math.Max(0, content.Length - tail.Length);
        tail = tail[..content.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false)];
        return tail.IndexOf(mark) >= 0;
    }
}
