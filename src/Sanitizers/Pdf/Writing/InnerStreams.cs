using System.Globalization;
using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.Pdf.Content;
using Mugai.Sanitizers.Pdf.Fonts;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizers.Pdf.Rules;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>What "deep" does to streams that are otherwise copied: content is written anew operator by operator, embedded fonts table by table and without programs.</summary>
internal sealed class InnerStreams(PdfDocument document, PdfRebuild rebuild)
{
    private const uint OpenType = 0x4F54544F;
    private const uint TrueType = 0x00010000;
    private const uint AppleTrueType = 0x74727565;
    private const uint Collection = 0x74746366;

    private readonly Dictionary<(int Number, int Index), ContentResources> _resources = [];
    private PageContents? _pages;

    /// <summary>Null when the stream is none of these.</summary>
    public StreamPlan? Plan(PdfObject stream, ObjectRule rule) => rule.Name switch
    {
        "Content" or "FormXObject" or "Pattern1" => Content(stream, rule),
        "FontFile" => Font(stream),
        _ => null,
    };

    private StreamPlan? Content(PdfObject stream, ObjectRule rule)
    {
        _pages ??= PageContents.Read(document, rebuild.Pages);
        var number = stream.Tree!.Number;
        if (_pages.IsJoinedToAnother(number))
        {
            return new StreamPlan(default, []);
        }

        var content = _pages.Joined(number) is { } parts ? Join(parts) : Decoded(stream);
        if (content is not { } bytes)
        {
            return null;
        }

        var findings = new ContentFindings();
        var written = ContentRewriter.Rewrite(bytes, Resources(stream, rule), findings, document.Budget, _pages.IsPart(number));
        if (!findings.IsEmpty)
        {
            rebuild.Found(stream, PdfCodes.Content, FindingAction.Rewritten);
        }

        return StreamRebuild.Packed(written);
    }

    // Of a page, or of the stream itself. A form without its own draws with those of whoever shows it, and a glyph with those of its font: not checked.
    private ContentResources? Resources(PdfObject stream, ObjectRule rule)
    {
        var resources = rule.Name == "Content" ? _pages!.Resources(stream.Tree!.Number) : document.Get(stream, "Resources"u8);
        if (resources.Kind != PdfKind.Dictionary)
        {
            return null;
        }

        var key = (resources.Tree!.Number, resources.Index);
        if (!_resources.TryGetValue(key, out var known))
        {
            _resources[key] = known = new ContentResources(resources, rebuild);
        }

        return known;
    }

    private ReadOnlyMemory<byte>? Decoded(PdfObject stream) => document.Decode(stream) is { HasCodec: false } decoded ? decoded.Bytes : null;

    // Parts are divided by white space (7.8.2).
    private ReadOnlyMemory<byte>? Join(IReadOnlyList<int> parts)
    {
        using var all = new MemoryStream();
        foreach (var part in parts)
        {
            all.Write((Decoded(document.Object(part)) ?? default).Span);
            all.WriteByte((byte)'\n');
        }

        return all.ToArray();
    }

    private StreamPlan? Font(PdfObject stream)
    {
        if (Decoded(stream) is not { } file || file.Length < 4)
        {
            return null;
        }

        var first = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(file.Span);
        var isSfnt = first is OpenType or TrueType or AppleTrueType or Collection;
        var (clear, hidden) = (0, 0);
        var outcome = isSfnt ? SfntFont.Rebuild(file, removePrograms: true, document.Budget)
            : file.Span[0] == 1 ? CffFont.Rebuild(file, document.Budget) : Type1Font.Rebuild(file, document.Budget, out clear, out hidden);
        if (outcome.Data is null)
        {
            rebuild.Found(stream, PdfCodes.Font, FindingAction.Removed, outcome.Fault);
            return new StreamPlan(default, []);
        }

        if (outcome.Removed + outcome.Repaired > 0)
        {
            rebuild.Found(stream, PdfCodes.Font, FindingAction.Rewritten);
        }

        var packed = PdfFileWriter.Deflate(outcome.Data, CompressionLevel.Fastest).ToArray();
        var kind = hidden > 0 ? string.Create(CultureInfo.InvariantCulture, $"/Length1 {clear}/Length2 {hidden}/Length3 0") : string.Create(CultureInfo.InvariantCulture, $"{Kind(stream, isSfnt)}/Length1 {outcome.Data.Length}");
        return new StreamPlan(packed, [], Encoding.ASCII.GetBytes($"<<{kind}/Filter/FlateDecode"));
    }

    // FontFile3 needs to say what it is.
    private string Kind(PdfObject stream, bool isSfnt)
    {
        var said = document.Get(stream, "Subtype"u8);
        return said.Is("OpenType"u8) ? "/Subtype/OpenType" : isSfnt ? said.IsName ? "/Subtype/OpenType" : "" : said.Is("CIDFontType0C"u8) ? "/Subtype/CIDFontType0C" : "/Subtype/Type1C";
    }
}
