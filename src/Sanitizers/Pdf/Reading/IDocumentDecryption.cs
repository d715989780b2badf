using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>The opened lock of an encrypted file.</summary>
internal interface IDocumentDecryption : IObjectDecryption
{
    /// <summary>The bytes of a stream in clear, still behind its filters.</summary>
    ReadOnlyMemory<byte> DecryptStream(PdfDocument document, PdfObject stream);
}
