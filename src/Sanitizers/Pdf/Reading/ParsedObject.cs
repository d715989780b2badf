using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>What <see cref="PdfParser"/> made of one object.</summary>
internal readonly record struct ParsedObject(PdfNode[] Nodes, byte[] Aside, bool IsStream)
{
    public PdfTree ToTree(byte[] source, int number = 0, int generation = 0) => new(source, Nodes, Aside, number, generation);
}
