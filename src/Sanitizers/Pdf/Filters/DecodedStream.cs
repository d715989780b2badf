namespace Mugai.Sanitizers.Pdf.Filters;

/// <summary>A stream after its filters.</summary>
/// <param name="Bytes">Its bytes, or those of an image codec.</param>
/// <param name="Codec">The image codec that is still to be undone; its filter is <see cref="PdfFilter.Unknown"/> when there is none.</param>
/// <param name="Behind">Filters behind that codec: more than none makes no sense.</param>
/// <param name="IsClean">Nothing had to be forgiven.</param>
internal readonly record struct DecodedStream(ReadOnlyMemory<byte> Bytes, FilterStep Codec, int Behind, bool IsClean)
{
    public bool HasCodec => Codec.Filter != PdfFilter.Unknown;
}
