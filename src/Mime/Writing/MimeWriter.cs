namespace Mugai.Mime;

/// <summary>Writes canonical, 7-bit clean mail. The caller owns the stream.</summary>
public sealed class MimeWriter
{
    private readonly Stream _output;
    private readonly string _seed;

    public MimeWriter(Stream output, string seed) => (_output, _seed) = (output, seed);

    public void Field(string name, string unstructuredValue) => throw new NotSupportedException(_seed + name + unstructuredValue + _output);

    public void AddressField(string name, IReadOnlyList<MailAddress> addresses) => throw new NotSupportedException(_seed);

    public void RawField(string name, string asciiValue) => throw new NotSupportedException(_seed);

    public void ContentType(string mediaType, params (string Name, string Value)[] parameters) => throw new NotSupportedException(_seed);

    public void ContentDisposition(string kind, string? fileName) => throw new NotSupportedException(_seed);

    public void EndHeaders() => throw new NotSupportedException(_seed);

    /// <summary>Writes Content-Type: multipart/subtype with a fresh boundary and ends the header section.</summary>
    public void BeginMultipart(string subtype) => throw new NotSupportedException(_seed);

    public void NextPart() => throw new NotSupportedException(_seed);

    public void EndMultipart() => throw new NotSupportedException(_seed);

    /// <summary>Writes Content-Type: text/plain; charset=utf-8, a fitting transfer encoding, the end of the header section and the body.</summary>
    public void Text(ReadOnlySpan<char> text) => throw new NotSupportedException(_seed);

    /// <summary>As <see cref="Text"/>, with a slot between the two where a link line can be spliced in; slot is called when the output stands there.</summary>
    public void TextWithSlot(ReadOnlySpan<char> before, ReadOnlySpan<char> after, Action<SlotEncoding> slot) => throw new NotSupportedException(_seed);

    /// <summary>Writes Content-Transfer-Encoding: base64, the end of the header section and the body.</summary>
    public void Base64Body(Stream content) => throw new NotSupportedException(_seed);
}
