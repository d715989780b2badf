using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.LegacyOffice.Properties;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>Rebuilds the streams of a presentation: the document, then the masters, slides and notes that it names, each once, as if all had been saved at one time.</summary>
internal sealed class PresentationRebuild(PersistObjects objects, PictureStore pictures, SummaryProperties properties, ISanitizeContext context, FindingTally tally, string path)
{
    private static readonly Guid PowerPoint97 = new("64818d10-4f9b-11cf-86ea-00aa00b929e8");

    private readonly Dictionary<uint, byte[]> _parts = [];

    /// <summary>Writes the clean file to <paramref name="output"/>; a detail when the presentation is broken.</summary>
    public string? Write(Stream output)
    {
        var document = objects.Record(objects.DocumentId, context.Budget);
        if (document.Length == 0 || OfficeArtRecord.Read(document, 0) is not { Type: RecordType.Document, IsContainer: true })
        {
            return "the document";
        }

        var survey = new PresentationSurvey(context, path);
        if (!survey.Run(document.AsSpan(OfficeArtRecord.HeadBytes)))
        {
            return "the size of the slides";
        }

        foreach (var id in survey.Facts.Order)
        {
            if (id != objects.DocumentId && objects.Record(id, context.Budget) is { Length: > 0 } part && IsOf(part, survey.Facts.Parts[id].Type))
            {
                _parts.Add(id, part);
            }
        }

        var artist = new OfficeArtRewriter(context, tally, path) { Delayed = pictures.Write };
        var rewriter = new RecordRewriter(context, tally, survey.Facts, artist) { HasPart = _parts.ContainsKey };
        var writer = new PersistWriter();
        WritePart(rewriter, writer, objects.DocumentId, document);
        artist.Delayed = null;
        foreach (var id in survey.Facts.Order.Where(_parts.ContainsKey))
        {
            rewriter.Texts = survey.Facts.Parts[id].Texts;
            WritePart(rewriter, writer, id, _parts[id]);
        }

        WriteFile(writer, output);
        return null;
    }

    private static bool IsOf(byte[] part, int type)
    {
        var record = OfficeArtRecord.Read(part, 0);
        // A master of title slides is a slide (2.5.3).
        return record.IsContainer && (record.Type == type || (type == RecordType.MainMaster && record.Type == RecordType.Slide));
    }

    private static void WritePart(RecordRewriter rewriter, PersistWriter writer, uint id, byte[] part)
    {
        if (!writer.Begin(id))
        {
            return;
        }

        var record = OfficeArtRecord.Read(part, 0);
        var head = writer.Stream.Length;
        OfficeArtRecord.Write(writer.Stream, 0xF, record.Instance, record.Type, 0);
        rewriter.Write(part.AsSpan(OfficeArtRecord.HeadBytes), record.Type, writer.Stream);
        Metafiles.Little.U32(writer.Stream.Written[head..], 4, writer.Stream.Length - head - OfficeArtRecord.HeadBytes);
    }

    private void WriteFile(PersistWriter writer, Stream output)
    {
        using var user = new MemoryStream(writer.Finish(objects.DocumentId, objects.LastSlideId), writable: false);
        using var stream = new MemoryStream(writer.Stream.Written.ToArray(), writable: false);
        using var store = new MemoryStream(pictures.Stream.Written.ToArray(), writable: false);
        var root = new NewStorage("Root Entry", PowerPoint97);
        root.Add("Current User", user);
        root.Add("PowerPoint Document", stream);
        if (store.Length > 0)
        {
            root.Add("Pictures", store);
        }

        properties.AddTo(root);
        CompoundFileWriter.Write(root, output, context.Budget);
    }
}
