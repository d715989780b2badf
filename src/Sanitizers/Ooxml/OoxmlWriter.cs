using System.Text;
using System.Xml;
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
internal sealed class OoxmlWriter(OoxmlPackage package, PackagePlan plan, ZipWriter zip, FindingTally tally, ISanitizeContext context, string memberPath)
{
    private const string RelationshipNamespace = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string TypesNamespace = "http://schemas.openxmlformats.org/package/2006/content-types";

    // What a picture may come back as. All are declared in every package, so that the list can be written before the first picture is sanitized.
    private static readonly (string Extension, string MediaType)[] PictureTypes =
    [
        (".png", "image/png"), (".jpeg", "image/jpeg"), (".jpg", "image/jpeg"), (".gif", "image/gif"), (".bmp", "image/bmp"), (".tiff", "image/tiff"), (".tif", "image/tiff"),
        (".emf", "image/x-emf"), (".wmf", "image/x-wmf"), (".svg", "image/svg+xml"),
    ];

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CloseOutput = false };

    /// <summary>Null when all was written; else the part that could not be. Throws on broken XML.</summary>
    public string? Write()
    {
        WriteContentTypes();
        WriteRelationships("", plan.Root);
        WritePictures();
        foreach (var part in plan.Parts)
        {
            if (part.Kind.Treatment == PartTreatment.Image)
            {
                continue;
            }

            if (!WriteXml(part))
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

        foreach (var (extension, mediaType) in PictureTypes)
        {
            WriteDefault(xml, extension[1..], mediaType);
        }

        foreach (var part in plan.Parts.Where(static p => p.Kind.Treatment is PartTreatment.Xml or PartTreatment.Main).OrderBy(static p => p.Name, StringComparer.Ordinal))
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

    private void WriteRelationships(string source, IReadOnlyList<PlannedRelationship> relationships)
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
        foreach (var part in plan.Parts)
        {
            if (part.Kind.Treatment == PartTreatment.Image && !WritePicture(part))
            {
                replaced.Add(part);
            }
        }

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

    /// <summary>False when the placeholder has to stand in.</summary>
    private bool WritePicture(PlannedPart part)
    {
        using var bytes = context.CreateScratch();
        using (var content = package.OpenBytes(part.Entry!))
        {
            content.CopyTo(bytes);
        }

        bytes.Position = 0;
        if (PlaceholderPicture.IsOurs(bytes))
        {
            return false;
        }

        var name = part.SourceName[(part.SourceName.LastIndexOf('/') + 1)..];
        using var result = context.SanitizeMember(memberPath + part.SourceName, new UntrustedText(name), part.ContentType, bytes);
        if (result is { Output: { } clean, OutputFormat: { Family: FileFamily.Image } format }
            && Array.Find(PictureTypes, t => t.MediaType == format.MediaType) is { Extension: { } extension })
        {
            // Two spellings of one extension are one type; the name stays when it fits.
            if (!Array.Exists(PictureTypes, t => t.Extension == PartName.ExtensionOf(part.Name) && t.MediaType == format.MediaType))
            {
                part.Name = PartNames.WithExtension(part.Name, extension);
            }

            using var entry = zip.Begin(part.Name);
            clean.CopyTo(entry);
            return true;
        }

        tally.Add(part.SourceName, OoxmlCodes.Image, FindingAction.Replaced, part.ContentType);
        return false;
    }

    private bool WriteXml(PlannedPart part)
    {
        var survey = part.Survey ?? PartSurvey.Empty;
        if (part.Survey is null && PartSurveyor.Wants(part))
        {
            using var surveyed = package.OpenXml(part.Entry!);
            survey = PartSurveyor.Read(surveyed, plan.Kind.App);
        }

        var fields = plan.Kind.App == OoxmlApp.Word ? DecideFields(part, survey) : null;
        var scope = new PartScope(part, plan.Facts, survey, tally);
        using var reader = package.OpenXml(part.Entry!);
        using var entry = zip.Begin(part.Name);
        using var sink = new XmlWriterSink(entry);
        return ElementFilter.Run(reader, scope, fields is not null ? new FieldFilter(sink, fields, scope) : sink);
    }

    /// <summary>The first of two readings: what becomes of each field; null when there is none. Its findings are the second's.</summary>
    private Dictionary<long, FieldDecision>? DecideFields(PlannedPart part, PartSurvey survey)
    {
        var deciding = new FieldFilter();
        using var reader = package.OpenXml(part.Entry!);
        ElementFilter.Run(reader, new PartScope(part, plan.Facts, survey, new FindingTally()), deciding);
        return deciding.HasFields ? deciding.Decisions : null;
    }
}
