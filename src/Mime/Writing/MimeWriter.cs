using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mugai.Mime;

/// <summary>
/// Writes canonical mail: CRLF line ends, 7-bit clean, folded headers, each entity closed. The same calls give the same bytes. Headers of
/// an entity come first, its body ends them: <see cref="Text"/>, <see cref="Base64Body(Stream)"/> or <see cref="BeginMultipart"/>.
/// MIME-Version is added to the outermost entity. The caller owns the stream, which stands behind what was written after every call.
/// Boundaries derive from the seed and hold "=_", which base64 and quoted-printable never produce; text lines that begin with "--" are
/// never written as they are. So no content, even of one who knows the seed, can pass for a delimiter.
/// </summary>
public sealed class MimeWriter
{
    private const int ChunkLines = 512;

    private readonly Stream _output;
    private readonly string _seed;
    private readonly ArrayBufferWriter<byte> _pending = new(1024);
    private readonly Stack<Level> _open = new();
    private int _boundaries;
    private bool _sawMimeVersion;
    private bool _sawContentType;

    /// <summary>A writer for one message.</summary>
    public MimeWriter(Stream output, string seed)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(seed);
        (_output, _seed) = (output, seed);
    }

    private sealed class Level(string boundary)
    {
        public string Boundary { get; } = boundary;

        public bool HasParts { get; set; }
    }

    /// <summary>An unstructured field (Subject, comments): RFC 2047 words in UTF-8 when it is not plain ASCII.</summary>
    public void Field(string name, string unstructuredValue)
    {
        ArgumentNullException.ThrowIfNull(unstructuredValue);
        var field = new FieldWriter(_pending, name);
        field.Unstructured(unstructuredValue);
        field.End();
        Flush();
    }

    /// <summary>From, To, Cc and the like. An entry whose address is no ASCII address is written as the name of an empty group.</summary>
    public void AddressField(string name, IReadOnlyList<MailAddress> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var field = new FieldWriter(_pending, name);
        AddressText.Write(ref field, addresses);
        field.End();
        Flush();
    }

    /// <summary>A value that is canonical already (Date, Message-ID, References). Characters outside of printable ASCII become '?'.</summary>
    public void RawField(string name, string asciiValue)
    {
        ArgumentNullException.ThrowIfNull(asciiValue);
        if (name.Equals("MIME-Version", StringComparison.OrdinalIgnoreCase))
        {
            WriteMimeVersion();
            Flush();
            return;
        }

        var clean = string.Concat(FieldWriter.Clean(asciiValue).Select(c => c is >= ' ' and <= '~' ? c : '?')).Trim();
        var field = new FieldWriter(_pending, name);
        field.Plain(clean);
        field.End();
        Flush();
    }

    /// <summary>
    /// Content-Type with parameters; a name that is not ASCII is written twice, in the ways of RFC 2047 (Outlook) and RFC 2231. What is no
    /// media type, or would be a multipart without a boundary, is written as application/octet-stream.
    /// </summary>
    public void ContentType(string mediaType, params (string Name, string Value)[] parameters)
    {
        ArgumentNullException.ThrowIfNull(mediaType);
        ArgumentNullException.ThrowIfNull(parameters);
        WriteContentType(IsLeafType(mediaType) ? mediaType : "application/octet-stream", parameters);
        Flush();
    }

    /// <summary>Content-Disposition; a file name that is not ASCII by RFC 2231. A kind that is no token is written as attachment.</summary>
    public void ContentDisposition(string kind, string? fileName)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var pieces = fileName is null ? [] : ParameterText.Pieces("filename", fileName, withWords: false);
        var isWord = kind.Length > 0 && !Encoding.UTF8.GetBytes(kind).AsSpan().ContainsAnyExcept(MimeText.Token);
        WriteStructured("Content-Disposition", isWord ? kind : "attachment", pieces);
        Flush();
    }

    /// <summary>Ends the header section of an entity that has no body.</summary>
    public void EndHeaders()
    {
        WriteMimeVersion();
        Line("");
        _sawContentType = false;
        Flush();
    }

    /// <summary>Writes Content-Type: multipart/subtype with a fresh boundary and ends the header section; parts follow by <see cref="NextPart"/>.</summary>
    public void BeginMultipart(string subtype, params (string Name, string Value)[] parameters)
    {
        ArgumentException.ThrowIfNullOrEmpty(subtype);
        ArgumentNullException.ThrowIfNull(parameters);
        var boundary = NextBoundary();
        WriteContentType("multipart/" + subtype, [.. parameters, ("boundary", boundary)]);
        Line("");
        _sawContentType = false;
        _open.Push(new Level(boundary));
        Flush();
    }

    /// <summary>Begins the next part of the innermost multipart.</summary>
    public void NextPart()
    {
        var level = Innermost();
        Line((level.HasParts ? "\r\n--" : "--") + level.Boundary);
        level.HasParts = true;
        Flush();
    }

    /// <summary>Closes the innermost multipart (with an empty text part when it has none: RFC 2046 5.1.1 wants one).</summary>
    public void EndMultipart()
    {
        var level = Innermost();
        if (!level.HasParts)
        {
            NextPart();
            Text("");
        }

        _open.Pop();
        Line("\r\n--" + level.Boundary + "--");
        Flush();
    }

    /// <summary>Writes Content-Type: text/plain; charset=utf-8, a fitting transfer encoding, the end of the header section and the body.</summary>
    public void Text(ReadOnlySpan<char> text) => Utf8Text(TextBody.Canonical(text));

    /// <summary>As <see cref="Text"/> for text in UTF-8, which is not copied when its line ends are CRLF.</summary>
    public void Utf8Text(ReadOnlySpan<byte> utf8)
    {
        var isPlain = TextBody.IsPlain(utf8);
        WriteText(isPlain ? SlotEncoding.SevenBit : null, isPlain ? utf8 : TextBody.Canonical(utf8));
    }

    /// <summary>
    /// As <see cref="Text"/>, with a slot between the two where a link line can be spliced in (<see cref="LinkSlot"/>): slot is called when
    /// the output stands there, at a line start of the text and of its encoding.
    /// </summary>
    public void TextWithSlot(ReadOnlySpan<char> before, ReadOnlySpan<char> after, Action<SlotEncoding> slot) =>
        WriteTextWithSlot(TextBody.Canonical(before), TextBody.Canonical(after), slot);

    /// <summary>As <see cref="TextWithSlot"/> for text in UTF-8.</summary>
    public void Utf8TextWithSlot(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, Action<SlotEncoding> slot) =>
        WriteTextWithSlot(TextBody.Canonical(before).ToArray(), TextBody.Canonical(after), slot);

    /// <summary>Writes Content-Transfer-Encoding: base64, the end of the header section and the body, read to its end in chunks.</summary>
    public void Base64Body(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        BeginBase64();
        var encoder = TransferEncoder.Create(TransferEncoding.Base64);
        var source = ArrayPool<byte>.Shared.Rent(Base64BodyEncoder.LineBytes * ChunkLines);
        var encoded = ArrayPool<byte>.Shared.Rent(TransferEncoder.MaxEncodedLength(source.Length));
        try
        {
            int read;
            while ((read = content.Read(source)) > 0)
            {
                _output.Write(encoded, 0, encoder.Encode(source.AsSpan(0, read), encoded, isFinal: false));
            }

            _output.Write(encoded, 0, encoder.Encode([], encoded, isFinal: true));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(source, clearArray: true);
            ArrayPool<byte>.Shared.Return(encoded, clearArray: true);
        }
    }

    /// <summary>As <see cref="Base64Body(Stream)"/> for bytes in memory.</summary>
    public void Base64Body(ReadOnlySpan<byte> content)
    {
        BeginBase64();
        WriteEncoded(SlotEncoding.Base64, content);
        Flush();
    }

    private void WriteText(SlotEncoding? known, ReadOnlySpan<byte> body)
    {
        var encoding = known ?? TextBody.Choose(body, []);
        BeginText(encoding);
        WriteEncoded(encoding, body);
        EndText(encoding, body);
        Flush();
    }

    private void WriteTextWithSlot(byte[] before, ReadOnlySpan<byte> second, Action<SlotEncoding> slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        var first = TextBody.EndLine(before);
        var encoding = TextBody.Choose(first, second);
        BeginText(encoding);
        WriteEncoded(encoding, encoding == SlotEncoding.Base64 ? TextBody.PadQuanta(first) : first);
        Flush();
        slot(encoding);
        WriteEncoded(encoding, second);
        EndText(encoding, second);
        Flush();
    }

    private void BeginBase64()
    {
        WriteMimeVersion();
        Line("Content-Transfer-Encoding: base64\r\n");
        _sawContentType = false;
        Flush();
    }

    private void BeginText(SlotEncoding encoding)
    {
        if (!_sawContentType)
        {
            WriteContentType("text/plain", [("charset", "utf-8")]);
        }

        Line("Content-Transfer-Encoding: " + encoding switch
        {
            SlotEncoding.SevenBit => "7bit",
            SlotEncoding.QuotedPrintable => "quoted-printable",
            _ => "base64",
        } + "\r\n");
        _sawContentType = false;
    }

    private void EndText(SlotEncoding encoding, ReadOnlySpan<byte> body)
    {
        // In a multipart the delimiter brings the line end; a message ends with one of its own.
        if (encoding == SlotEncoding.SevenBit && _open.Count == 0 && !body.IsEmpty && !body.EndsWith("\r\n"u8))
        {
            Line("");
        }
    }

    private void WriteEncoded(SlotEncoding encoding, ReadOnlySpan<byte> body)
    {
        if (encoding == SlotEncoding.SevenBit)
        {
            Flush();
            _output.Write(body);
            return;
        }

        var encoder = TransferEncoder.Create(encoding == SlotEncoding.Base64 ? TransferEncoding.Base64 : TransferEncoding.QuotedPrintable);
        const int Chunk = Base64BodyEncoder.LineBytes * ChunkLines;
        Flush();
        var encoded = ArrayPool<byte>.Shared.Rent(TransferEncoder.MaxEncodedLength(Math.Min(body.Length, Chunk)));
        try
        {
            do
            {
                var piece = body.Length > Chunk ? body[..Chunk] : body;
                body = body[piece.Length..];
                _output.Write(encoded, 0, encoder.Encode(piece, encoded, body.IsEmpty));
            }
            while (!body.IsEmpty);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(encoded, clearArray: true);
        }
    }

    private void WriteContentType(string mediaType, IReadOnlyList<(string Name, string Value)> parameters)
    {
        WriteMimeVersion();
        _sawContentType = true;
        WriteStructured("Content-Type", mediaType, parameters.SelectMany(p => ParameterText.Pieces(p.Name, p.Value, withWords: p.Name == "name")));
    }

    private void WriteStructured(string name, string value, IEnumerable<string> pieces)
    {
        var field = new FieldWriter(_pending, name);
        field.Piece(value);
        foreach (var piece in pieces)
        {
            field.Attached(";");
            field.Piece(piece);
        }

        field.End();
    }

    private void WriteMimeVersion()
    {
        if (!_sawMimeVersion && _open.Count == 0)
        {
            Line("MIME-Version: 1.0");
        }

        _sawMimeVersion = true;
    }

    private static bool IsLeafType(string mediaType)
    {
        var parsed = Mime.ContentType.Parse(Encoding.UTF8.GetBytes(mediaType));
        return parsed.Type != "multipart" && parsed.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase);
    }

    private string NextBoundary()
    {
        var number = (++_boundaries).ToString(CultureInfo.InvariantCulture);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(number + "\n" + _seed));
        return "=_" + number + "_" + Convert.ToHexString(hash.AsSpan(0, 12));
    }

    private Level Innermost() => _open.TryPeek(out var level) ? level : throw new InvalidOperationException("No multipart is open.");

    private void Line(string ascii)
    {
        var span = _pending.GetSpan(ascii.Length + 2);
        var length = Encoding.ASCII.GetBytes(ascii, span);
        "\r\n"u8.CopyTo(span[length..]);
        _pending.Advance(length + 2);
    }

    private void Flush()
    {
        _output.Write(_pending.WrittenSpan);
        _pending.ResetWrittenCount();
    }
}
