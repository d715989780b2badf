using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Hangul;

/// <summary>The text of an HWP 5 document: a compound file whose sections are streams of records, of which one kind holds the characters of a paragraph.</summary>
internal static class HwpText
{
    // FileHeader, 3.2.1: the properties stand behind the signature and the version.
    private const int HeaderBytes = 40;
    private const uint IsCompressed = 1;
    private const uint HasPassword = 2;
    private const uint IsDistributionOrDrm = 4 | 16;

    // HWPTAG_BEGIN (0x10) + 51.
    private const uint ParagraphText = 67;
    private const uint LongRecord = 0xFFF;
    private const int MaxParagraphBytes = 2 << 20;
    private const int MaxSections = 1_024;

    /// <summary>None, or why there is no text.</summary>
    public static Reason Write(Stream content, TextCleaner text, Budget budget)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        content.Position = 0;
        if (content.ReadAtLeast(header[..8], 8, throwOnEndOfStream: false) < 8 || !CompoundFile.Is(header[..8]))
        {
            // HWP 3 is no compound file.
            return Reason.Unsupported;
        }

        if (CompoundFile.Read(content).File is not { } file || file.Open(file.Root, "FileHeader") is not { } start
            || start.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.StartsWith("HWP Document File"u8))
        {
            return Reason.Corrupt;
        }

        var properties = BinaryPrimitives.ReadUInt32LittleEndian(header[36..]);
        if ((properties & HasPassword) != 0)
        {
            return Reason.Encrypted;
        }

        if ((properties & IsDistributionOrDrm) != 0)
        {
            return Reason.Unsupported;
        }

        if (file.Root.Find("BodyText") is not { IsStorage: true } body)
        {
            return Reason.Corrupt;
        }

        for (var i = 0; i < MaxSections && body.Find($"Section{i}") is { IsStorage: false } entry; i++)
        {
            if (file.Open(entry) is not { } section || !TrySection(section, (properties & IsCompressed) != 0, text, budget))
            {
                return Reason.Corrupt;
            }
        }

        return Reason.None;
    }

    private static bool TrySection(Stream section, bool isCompressed, TextCleaner text, Budget budget)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            using var records = isCompressed ? new DeflateStream(section, CompressionMode.Decompress, leaveOpen: true) : section;
            while (TryRecord(records, ref buffer, text, budget, out var isEnd))
            {
                if (isEnd)
                {
                    return true;
                }
            }

            return false;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Tag in ten bits, level in ten, size in twelve; a size that does not fit follows (4.1).
    private static bool TryRecord(Stream records, ref byte[] buffer, TextCleaner text, Budget budget, out bool isEnd)
    {
        Span<byte> word = stackalloc byte[4];
        var got = records.ReadAtLeast(word, 4, throwOnEndOfStream: false);
        isEnd = got == 0;
        if (got < 4)
        {
            return isEnd;
        }

        var header = BinaryPrimitives.ReadUInt32LittleEndian(word);
        long size = header >> 20;
        if (size == LongRecord)
        {
            if (records.ReadAtLeast(word, 4, throwOnEndOfStream: false) < 4)
            {
                return false;
            }

            size = BinaryPrimitives.ReadUInt32LittleEndian(word);
        }

        budget.ChargeObjects(1);
        budget.ChargeBytes(size);
        if ((header & 0x3FF) != ParagraphText)
        {
            return TrySkip(records, buffer, size);
        }

        if (size > MaxParagraphBytes)
        {
            return false;
        }

        if (buffer.Length < size)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent((int)size);
        }

        var paragraph = buffer.AsSpan(0, (int)size);
        if (records.ReadAtLeast(paragraph, paragraph.Length, throwOnEndOfStream: false) < paragraph.Length)
        {
            return false;
        }

        Paragraph(MemoryMarshal.Cast<byte, char>(paragraph), text);
        return true;
    }

    private static bool TrySkip(Stream records, byte[] buffer, long size)
    {
        while (size > 0)
        {
            var read = records.Read(buffer, 0, (int)Math.Min(size, buffer.Length));
            if (read == 0)
            {
                return false;
            }

            size -= read;
        }

        return true;
    }

    // Characters below a space are controls; most of them take eight places, seven of which say what they stand for (4.3.2).
    private static void Paragraph(ReadOnlySpan<char> characters, TextCleaner text)
    {
        for (var i = 0; i < characters.Length;)
        {
            if (characters[i] >= ' ')
            {
                var end = characters[i..].IndexOfAnyInRange('\0', '\u001F');
                var run = end < 0 ? characters[i..] : characters.Slice(i, end);
                text.Write(run);
                i += run.Length;
                continue;
            }

            var control = characters[i];
            text.Write(control switch { '\t' => "\t", '\n' => "\n", (char)24 => "-", (char)30 or (char)31 => " ", _ => "" });
            i += control is '\0' or '\n' or '\r' or >= (char)24 ? 1 : 8;
        }

        text.Write("\n");
    }
}
