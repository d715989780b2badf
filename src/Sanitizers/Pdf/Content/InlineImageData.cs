using System.IO.Compression;
using Mugai.Sanitizers.Pdf.Ccitt;
using Mugai.Sanitizers.Pdf.Filters;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Content;

/// <summary>The data of an inline image, decoded as far as it is decoded here.</summary>
internal sealed class InlineImageData
{
    // White space in front of EI.
    private const int MaxFill = 4;

    // Below this Flate makes data longer.
    private const int MinDeflated = 48;

    private readonly byte[] _data;
    private readonly Coding _coding;
    private readonly CcittParameters? _fax;

    private InlineImageData(byte[] data, Coding coding, bool isWhole, CcittParameters? fax = null) => (_data, _coding, IsWhole, _fax) = (data, coding, isWhole, fax);

    private enum Coding
    {
        Samples,
        Jpeg,
        Fax,
    }

    /// <summary>There is all that the dictionary promises.</summary>
    public bool IsWhole { get; }

    /// <summary>Null when it is coded in a way that inline images cannot be.</summary>
    public static InlineImageData? Decode(InlineImageHeader header, ReadOnlyMemory<byte> data, Budget budget)
    {
        var decoded = header.Filters.Decode(data, budget);
        if (decoded.HasCodec)
        {
            return decoded.Behind > 0 ? null : decoded.Codec.Filter switch
            {
                PdfFilter.Dct => Jpeg(decoded.Bytes),
                PdfFilter.Ccitt => Fax(header, decoded),
                _ => null,
            };
        }

        // White space in front of EI is decoded as data when there is no filter; what is missing is filled up.
        var isWhole = header.SampleBytes < 0 ? decoded.IsClean
            : decoded.Bytes.Length >= header.SampleBytes && (header.Filters.Steps.Count > 0 || decoded.Bytes.Length <= header.SampleBytes + MaxFill);
        var samples = decoded.Bytes[..(int)(header.SampleBytes < 0 ? decoded.Bytes.Length : Math.Min(header.SampleBytes, decoded.Bytes.Length))].ToArray();
        if (header.SampleBytes > samples.Length)
        {
            budget.ChargeBytes(header.SampleBytes);
            Array.Resize(ref samples, (int)header.SampleBytes);
        }

        return new InlineImageData(samples, Coding.Samples, isWhole);
    }

    /// <summary>Writes the whole image, BI to EI.</summary>
    public void Write(InlineImageHeader header, ContentWriter writer)
    {
        var (data, isFlate) = _coding == Coding.Samples ? Deflated(_data) : (_data, false);
        var isHex = HoldsEnd(data);
        header.Write(writer);
        WriteFilters(writer, isHex, isFlate);
        if (_fax is not null)
        {
            writer.Raw(isHex ? "/DP[null<</K -1/Columns "u8 : "/DP[<</K -1/Columns "u8);
            writer.Integer(_fax.Columns);
            writer.Raw("/Rows "u8);
            writer.Integer(header.Height);
            writer.Raw(_fax.BlackIs1 ? "/BlackIs1 true>>]"u8 : ">>]"u8);
        }

        if (isHex)
        {
            data = [.. System.Text.Encoding.ASCII.GetBytes(Convert.ToHexString(data)), (byte)'>'];
        }

        writer.Raw("/L "u8);
        writer.Integer(data.Length);
        writer.Raw("\nID "u8);
        writer.Raw(data);
        writer.Raw("\nEI\n"u8);
    }

    private void WriteFilters(ContentWriter writer, bool isHex, bool isFlate)
    {
        var last = _coding switch { Coding.Jpeg => "/DCT"u8, Coding.Fax => "/CCF"u8, _ => isFlate ? "/Fl"u8 : ""u8 };
        if (isHex || last.Length > 0)
        {
            writer.Raw(isHex ? "/F[/AHx"u8 : "/F["u8);
            writer.Raw(last);
            writer.Byte((byte)']');
        }
    }

    private static (byte[] Data, bool IsFlate) Deflated(byte[] samples)
    {
        if (samples.Length < MinDeflated)
        {
            return (samples, false);
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(samples);
        }

        return packed.Length < samples.Length ? (packed.ToArray(), true) : (samples, false);
    }

    // A reader that looks for EI between white space would find one.
    private static bool HoldsEnd(ReadOnlySpan<byte> data)
    {
        for (var from = 0; data[from..].IndexOf("EI"u8) is >= 0 and var found; from += found + 2)
        {
            var at = from + found;
            if ((at == 0 || Reading.PdfLexer.IsSpace(data[at - 1])) && (at + 2 >= data.Length || !Reading.PdfLexer.IsRegular(data[at + 2])))
            {
                return true;
            }
        }

        return false;
    }

    // From SOI to EOI; what stands behind is no picture.
    private static InlineImageData? Jpeg(ReadOnlyMemory<byte> data)
    {
        var end = data.Span.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]);
        return data.Span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) && end >= 0 ? new InlineImageData(data[..(end + 2)].ToArray(), Coding.Jpeg, true) : null;
    }

    private static InlineImageData? Fax(InlineImageHeader header, DecodedStream coded)
    {
        var parameters = FaxParameters.Read(coded.Codec.Parameters, header.Height, value => value);
        return CcittDecoder.Decode(coded.Bytes.Span, parameters) is { } picture
            ? new InlineImageData(CcittEncoder.Encode(picture.Image), Coding.Fax, !picture.IsDamaged, parameters)
            : null;
    }
}
