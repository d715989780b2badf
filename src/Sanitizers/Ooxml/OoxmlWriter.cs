using System.Text;
using System.Xml;
using Mugai.Sanitizers.Ooxml.Biff12;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Rules;
using Mugai.Sanitizers.Ooxml.Word;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>
/// Writes a planned package: content types, root relationships, pictures, then every XML part streamed from inflater through the element filter to
/// deflater. Only pictures and relationship lists are held in memory.
/// </summary>
internal sealed class OoxmlWriter(OoxmlPackage package, PackagePlan plan, ZipWriter zip, FindingTally tally, ISanitizeContext context, string memberPath, AltChunks chunks)
{
    private const string RelationshipNamespace = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string TypesNamespace = "http://schemas.openxmlformats.org/package/2006/content-types";

    // What a picture may come back as. All are declared in every package, so that the list can be written before the first picture is sanitized.
    private static readonly (string Extension, string MediaType)[] PictureTypes =
    [
        (".png", "image/png"), (".jpeg", "image/jpeg"), (".jpg", "image/jpeg"), (".gif", "image/gif"), (".bmp", "image/bmp"), (".tiff", "image/tiff"), (".tif", "image/tiff"),
        (".emf", "image/x-emf"), (".wmf", "image/x-wmf"), (".svg", "image/svg+xml"),
    ];

    // Pictures of a package that wait for native steps at one time: enough to keep both ends busy, few enough to hold in memory.
    private const int PicturesAtOnce = 4;

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CloseOutput = false };

    /// <summary>False when the main part of a text came out with nothing that a reader sees; looked for only where something of it may be lost.</summary>
    public bool IsShown { get; private set; } = true;

    /// <summary>Null when all was written; else the part that could not be. Throws on broken XML.</summary>
    public string? Write()
    {
        WriteContentTypes();
        WritePictures();
        WriteRelationships("", plan.Root);
        new EmbeddedFiles(package, plan, zip, tally, context, memberPath).Write();
        foreach (var part in plan.Parts)
        {
            if (part.Kind.Treatment is PartTreatment.Image or PartTreatment.Package)
            {
                continue;
            }

            if (part.Kind.Treatment == PartTreatment.Records || (part.Kind.Treatment == PartTreatment.Main && plan.Kind.IsBinary))
            {
                WriteRecords(part);
            }
            else if (!WriteXml(part))
            {
                return part.SourceName;
            }

            WriteRelationships(part.Name, part.Relationships);
        }

        zip.Finish();
        return null;
    }

    private void WriteContentTypes()
    {
        using var entry = zip.Begin(ContentTypes.PartName);
        using var xml = XmlWriter.Create(entry, Settings);
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("Types", TypesNamespace);
        WriteDefault(xml, "rels", "application/vnd.openxmlformats-package.relationships+xml");
        WriteDefault(xml, "xml", "application/xml");
        if (plan.Parts.Any(static p => p.Kind.Treatment == PartTreatment.Vml))
        {
            WriteDefault(xml, "vml", PartKind.VmlContentType);
        }

        WriteDefault(xml, "xlsx", Detection.Formats.Xlsx.MediaType);
        // By policy, not by what is there: what goes must leave no trace for the next run.
        if (plan.Facts.Office.RebuildEmbedded)
        {
            foreach (var format in EmbeddedFiles.Formats.Where(static f => f != Detection.Formats.Xlsx))
            {
                WriteDefault(xml, format.Extension[1..], format.MediaType);
            }

            WriteDefault(xml, OlePackage.Extension[1..], OlePackage.MediaType);
        }

        if (plan.Facts.Office.RebuildMedia && plan.Kind.App == OoxmlApp.Slides)
        {
            foreach (var format in Detection.Formats.All.Where(static f => f.Family == FileFamily.Media).DistinctBy(static f => f.Extension))
            {
                WriteDefault(xml, format.Extension[1..], format.MediaType);
            }
        }

        foreach (var (extension, mediaType) in PictureTypes)
        {
            WriteDefault(xml, extension[1..], mediaType);
        }

        foreach (var part in plan.Parts.Where(static p => p.Kind.Treatment is PartTreatment.Xml or PartTreatment.Records or PartTreatment.Main).OrderBy(static p => p.Name, StringComparer.Ordinal))
        {
            xml.WriteStartElement("Override", TypesNamespace);
            xml.WriteAttributeString("PartName", "/" + part.Name);
            xml.WriteAttributeString("ContentType", part.ContentType);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteDefault(XmlWriter xml, string extension, string type)
    {
        xml.WriteStartElement("Default", TypesNamespace);
        xml.WriteAttributeString("Extension", extension);
        xml.WriteAttributeString("ContentType", type);
        xml.WriteEndElement();
    }

    private void WriteRelationships(string source, List<PlannedRelationship> relationships)
    {
        if (relationships.Count == 0)
        {
            return;
        }

        using var entry = zip.Begin(PartName.RelationshipsOf(source));
        using var xml = XmlWriter.Create(entry, Settings);
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("Relationships", RelationshipNamespace);
        foreach (var relationship in relationships)
        {
            xml.WriteStartElement("Relationship", RelationshipNamespace);
            xml.WriteAttributeString("Id", relationship.Id);
            xml.WriteAttributeString("Type", relationship.Type);
            xml.WriteAttributeString("Target", relationship.Link ?? PartName.Relative(source, relationship.Part!.Name));
            if (relationship.Link is not null)
            {
                xml.WriteAttributeString("TargetMode", "External");
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void WritePictures()
    {
        var replaced = new HashSet<PlannedPart>();
        var pending = new Queue<PendingPicture>();
        try
        {
            foreach (var part in plan.Parts)
            {
                if (part.Kind.Treatment != PartTreatment.Image)
                {
                    continue;
                }

                pending.Enqueue(BeginPicture(part));
                if (pending.Count == PicturesAtOnce)
                {
                    EndPicture(pending, replaced);
                }
            }

            while (pending.Count > 0)
            {
                EndPicture(pending, replaced);
            }
        }
        finally
        {
            foreach (var abandoned in pending)
            {
                abandoned.Dispose();
            }
        }

        // A folder shows its own picture of a file that brings none.
        plan.Root.RemoveAll(r => r.Part is { Kind.Name: PartKind.Thumbnail } thumbnail && replaced.Contains(thumbnail));
        var needed = false;
        foreach (var part in plan.Parts)
        {
            foreach (var relationship in part.Relationships)
            {
                if (relationship.Part is { } target && replaced.Contains(target))
                {
                    relationship.Part = plan.Placeholder;
                }

                needed |= relationship.Part == plan.Placeholder;
            }
        }

        if (needed)
        {
            plan.Placeholder.Name = PartNames.ForPlaceholder(plan.Parts.Where(p => !replaced.Contains(p)), plan.Kind.App);
            using var entry = zip.Begin(plan.Placeholder.Name);
            entry.Write(PlaceholderPicture.Bytes);
        }
    }

    private PendingPicture BeginPicture(PlannedPart part)
    {
        var bytes = context.CreateScratch();
        try
        {
            using (var content = package.OpenBytes(part.Entry!))
            {
                content.CopyTo(bytes);
            }

            bytes.Position = 0;
            var name = part.SourceName[(part.SourceName.LastIndexOf('/') + 1)..];
            var member = PlaceholderPicture.IsOurs(bytes) ? null : context.BeginPicture(memberPath + part.SourceName, new UntrustedText(name), part.ContentType, bytes);
            return new PendingPicture(part, bytes, member);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private void EndPicture(Queue<PendingPicture> pending, HashSet<PlannedPart> replaced)
    {
        using var picture = pending.Dequeue();
        if (picture.Member is null)
        {
            replaced.Add(picture.Part);
        }
        else if (!WritePicture(picture.Part, picture.Member))
        {
            var isThumbnail = picture.Part.Kind.Name == PartKind.Thumbnail;
            tally.Add(picture.Part.SourceName, isThumbnail ? OoxmlCodes.Thumbnail : OoxmlCodes.Image, isThumbnail ? FindingAction.Removed : FindingAction.Replaced, picture.Part.ContentType);
            replaced.Add(picture.Part);
        }
    }

    /// <summary>False when the placeholder has to stand in: nothing came of the picture, or a format that office programs do not show.</summary>
    private bool WritePicture(PlannedPart part, IPendingMember member)
    {
        using var result = member.Finish();
        if (result is not { Output: { } clean, OutputFormat: { Family: FileFamily.Image } format } || MediaTypeOf(format.Extension) is not { } mediaType)
        {
            return false;
        }

        // Two spellings of one extension are one type; the name stays when it fits.
        if (MediaTypeOf(PartName.ExtensionOf(part.Name)) != mediaType)
        {
            part.Name = PartNames.WithExtension(part.Name, format.Extension);
        }

        using var entry = zip.Begin(part.Name);
        clean.CopyTo(entry);
        return true;
    }

    private static string? MediaTypeOf(string extension) => Array.Find(PictureTypes, type => type.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase)).MediaType;

    /// <summary>A picture whose sanitizer has begun; null for our placeholder, met again.</summary>
    private sealed record PendingPicture(PlannedPart Part, Stream Bytes, IPendingMember? Member) : IDisposable
    {
        public void Dispose()
        {
            Member?.Dispose();
            Bytes.Dispose();
        }
    }

    private bool WriteXml(PlannedPart part)
    {
        var survey = part.Survey ?? PartSurvey.Empty;
        if (part.Survey is null && PartSurveyor.Wants(part, plan.Facts))
        {
            using var surveyed = package.OpenXml(part.Entry!);
            survey = PartSurveyor.Read(surveyed, plan.Kind.App);
        }

        var fields = plan.Kind.App == OoxmlApp.Word ? DecideFields(part, survey) : null;
        var scope = new PartScope(part, plan.Facts, survey, tally) { Chunks = chunks };
        using var reader = package.OpenXml(part.Entry!);
        using var entry = zip.Begin(part.Name);
        using var writer = new XmlWriterSink(entry);
        var watch = part.Kind.Treatment == PartTreatment.Main && part.Chunks.Count > 0 ? new ShownWatch(writer) : null;
        var sink = watch ?? (IXmlSink)writer;
        var isWritten = ElementFilter.Run(reader, scope, fields is not null ? new FieldFilter(sink, fields, scope) : sink);
        IsShown &= watch is not { HasShown: false };
        return isWritten;
    }

    private void WriteRecords(PlannedPart part)
    {
        using var reader = package.OpenRecords(part.Entry!);
        using var entry = zip.Begin(part.Name);
        using var buffered = new BufferedStream(entry, 32_768);
        Biff12Rewriter.Write(part, reader, new PartScope(part, plan.Facts, PartSurvey.Empty, tally), plan.Facts.Records!, buffered);
    }

    /// <summary>The first of two readings: what becomes of each field; null when there is none. Its findings are the second's.</summary>
    private Dictionary<long, FieldDecision>? DecideFields(PlannedPart part, PartSurvey survey)
    {
        using (var bytes = package.OpenBytes(part.Entry!))
        {
            if (!FieldScan.MayHoldFields(bytes))
            {
                return null;
            }
        }

        var deciding = new FieldFilter();
        using var reader = package.OpenXml(part.Entry!);
        ElementFilter.Run(reader, new PartScope(part, plan.Facts, survey, new FindingTally()), deciding);
        return deciding.HasFields ? deciding.Decisions : null;
    }
}
