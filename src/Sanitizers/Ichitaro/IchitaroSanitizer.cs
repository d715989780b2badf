using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ichitaro;

/// <summary>
/// NAME: documents of 一太郎 8 and later (.jtd, .jtt, compressed .jtdc and .jttc), replaced by their text: x.jtd becomes x.jtd.txt.
/// KEEPS: the text of the body with readings in brackets, a paragraph or a row of a table a line, tabs between cells.
/// REMOVES: everything else: macros, embedded objects, pictures, frames, headers, notes, layout. There is no rebuilding here (ADR 17).
/// LIMITS: 一太郎 7 and older, documents under a password, 花子 and 三四郎: Blocked. Never tried on a real file. See docs/formats/ichitaro.md.
/// Standards: none; [MS-CFB], and what others found out about the stream of the text. Linear; the stream of the text is what is held.
/// </summary>
public sealed class IchitaroSanitizer : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Jtd];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var reading = CompoundFile.Read(input.Content);
        if (reading.File is not { } outer)
        {
            context.Report("", "cfb.broken", FindingAction.Removed, 1, new UntrustedText(reading.Detail));
            return PartVerdict.Blocked(reading.Reason);
        }

        using var inner = context.CreateScratch();
        var file = outer;
        if (outer.Root.Find("DocumentText") is null && outer.Open(outer.Root, CompressedDocument.Name) is { } packed)
        {
            var refused = CompressedDocument.Unpack(packed, inner, context.Budget);
            if (refused != Reason.None || CompoundFile.Read(inner).File is not { } unpacked)
            {
                return PartVerdict.Blocked(refused == Reason.None ? Reason.Corrupt : refused);
            }

            file = unpacked;
        }

        var verdict = ExtractedText.Write(input.Name, output, context, text => Text(file, text, context) is not Reason.None and var reason ? PartVerdict.Blocked(reason) : null, Reason.Unsupported);
        if (verdict.Outcome != Outcome.Replaced)
        {
            return verdict;
        }

        ReportOthers(file.Root, context);
        return verdict;
    }

    private static Reason Text(CompoundFile file, TextCleaner text, ISanitizeContext context)
    {
        using var stream = file.Open(file.Root, "DocumentText");
        if (stream is null || stream.Length > Array.MaxLength)
        {
            return Reason.Unsupported;
        }

        context.Budget.ChargeBytes(stream.Length);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return TextStore.Units(bytes, out var units) is not Reason.None and var reason ? reason : new IchitaroText(text, context.Budget).Write(units);
    }

    private static void ReportOthers(DirectoryEntry root, ISanitizeContext context)
    {
        context.Report("", "ichitaro.layout", FindingAction.Removed);
        if (root.Find("DocumentMacro") is { IsStorage: true, Children.Count: > 0 })
        {
            context.Report("", "ichitaro.macro", FindingAction.Removed);
        }

        var objects = root.Children.Count(static entry => entry.IsStorage
            && (entry.Name.StartsWith("Embedding", StringComparison.OrdinalIgnoreCase) || entry.Name.StartsWith("OleItem", StringComparison.OrdinalIgnoreCase) || entry.Name.Equals("EmbedItems", StringComparison.OrdinalIgnoreCase)));
        if (objects > 0)
        {
            context.Report("", "ichitaro.object", FindingAction.Removed, objects);
        }
    }
}
