using System.Buffers.Binary;
using System.Globalization;
using Mugai.Sanitizers.Bitmaps;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Rtf.Writing;

/// <summary>
/// One picture: its words and data as they were read, then the member that is sanitized, then its group as it is written: words in one order, the bytes as hexadecimal digits.
/// A gray rectangle stands for one that cannot be rebuilt.
/// </summary>
internal sealed class RtfPicture : IDisposable
{
    private const int FileHeadBytes = 14;
    private const int PlaceableBytes = 22;
    private const int ChunkBytes = 16 * 1024;

    private static readonly string[] SizeWords = ["picscalex", "picscaley", "piccropl", "piccropr", "piccropt", "piccropb", "picw", "pich", "picwgoal", "pichgoal"];

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Stream _data;
    private HexData? _hex;
    private Stream? _content;
    private IPendingMember? _member;
    private int _mapping = 8;
    private bool _isDib;

    public RtfPicture(ISanitizeContext context)
    {
        _data = context.CreateScratch();
        _hex = new HexData(bytes => _data.Write(bytes.Span));
    }

    /// <summary>Where in the output it stands.</summary>
    public long Offset { get; set; }

    public void Word(string name, int? number)
    {
        switch (name)
        {
            case "wmetafile":
                _mapping = number is >= 1 and <= 8 ? number.Value : 8;
                break;
            case "dibitmap":
                _isDib = true;
                break;
            default:
                if (Array.IndexOf(SizeWords, name) >= 0 && number is { } value)
                {
                    _words[name] = value;
                }

                break;
        }
    }

    public void Digits(ReadOnlySpan<byte> digits) => _hex!.Add(digits);

    public void Binary(ReadOnlySpan<byte> bytes) => _hex!.AddBinary(bytes);

    /// <summary>All of it is there. It waits for the end of the document without its buffer: a picture of seven bytes would hold sixteen thousand.</summary>
    public void Complete()
    {
        _hex!.Complete();
        _hex = null;
    }

    /// <summary>Its sanitizer begins.</summary>
    public void Begin(ISanitizeContext context, string path)
    {
        _content = _isDib ? AsFile(_data) : _data;
        if (_content is null || _content.Length == 0 || PlaceholderPicture.IsOurs(_content))
        {
            return;
        }

        _content.Position = 0;
        _member = context.BeginPicture(path, UntrustedText.Empty, null, _content);
    }

    /// <summary>Writes its group; false when the rectangle stands for it.</summary>
    public bool Write(Stream output)
    {
        using var result = _member?.Finish();
        Write(output, "{\\pict");
        foreach (var name in SizeWords)
        {
            if (_words.TryGetValue(name, out var number))
            {
                Write(output, string.Create(CultureInfo.InvariantCulture, $"\\{name}{number}"));
            }
        }

        var format = result?.Output is null ? null : result.OutputFormat;
        var (word, skipped) = format == Formats.Png ? ("\\pngblip", 0)
            : format == Formats.Jpeg ? ("\\jpegblip", 0)
            : format == Formats.Emf ? ("\\emfblip", 0)
            : format == Formats.Wmf ? (string.Create(CultureInfo.InvariantCulture, $"\\wmetafile{_mapping}"), IsPlaceable(result!.Output!) ? PlaceableBytes : 0)
            : format == Formats.Bmp ? ("\\dibitmap0", FileHeadBytes)
            : ("", 0);
        if (word.Length == 0)
        {
            Write(output, "\\pngblip ");
            Write(output, Convert.ToHexStringLower(PlaceholderPicture.Bytes));
            Write(output, "}");
            return _content is not null && _member is null && _content.Length > 0;
        }

        Write(output, word + " ");
        result!.Output!.Position = skipped;
        WriteHex(output, result.Output);
        Write(output, "}");
        return true;
    }

    public void Dispose()
    {
        _member?.Dispose();
        _content?.Dispose();
        _data.Dispose();
    }

    private static void Write(Stream output, string ascii)
    {
        Span<byte> bytes = stackalloc byte[256];
        foreach (var piece in ascii.Chunk(bytes.Length))
        {
            output.Write(bytes[..System.Text.Encoding.ASCII.GetBytes(piece, bytes)]);
        }
    }

    private static void WriteHex(Stream output, Stream bytes)
    {
        var chunk = new byte[ChunkBytes];
        var digits = new byte[2 * ChunkBytes];
        int count;
        while ((count = bytes.Read(chunk)) > 0)
        {
            Convert.TryToHexStringLower(chunk.AsSpan(0, count), digits, out var written);
            output.Write(digits, 0, written);
        }
    }

    // [MS-WMF] 2.3.2.3: the header of files on disk; in a document there is none.
    private static bool IsPlaceable(Stream picture)
    {
        Span<byte> head = stackalloc byte[4];
        picture.Position = 0;
        return picture.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && BinaryPrimitives.ReadUInt32LittleEndian(head) == 0x9AC6CDD7;
    }

    // A bitmap without the head of its file; where its rows begin follows from its own header.
    private static MemoryStream? AsFile(Stream dib)
    {
        if (dib.Length is 0 or > int.MaxValue - FileHeadBytes)
        {
            return null;
        }

        var file = new byte[dib.Length + FileHeadBytes];
        dib.Position = 0;
        dib.ReadExactly(file.AsSpan(FileHeadBytes));
        if (DibHeaderParser.Parse(file.AsSpan(FileHeadBytes), null, out var parsed) is not null)
        {
            return null;
        }

        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), FileHeadBytes + parsed.Length);
        return new MemoryStream(file, writable: false);
    }
}
