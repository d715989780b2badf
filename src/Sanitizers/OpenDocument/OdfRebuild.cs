using System.Xml;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.OpenDocument.Filtering;
using Mugai.Sanitizers.OpenDocument.Packaging;
using Mugai.Sanitizers.OpenDocument.Rules;
using Mugai.Sanitizers.OpenDocument.Schema;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument;

/// <summary>
/// Writes a package anew: its type, the pictures, the objects from the innermost outwards, the document, the manifest. Only pictures and the parts of objects are held in memory; the document itself
/// streams from inflater to deflater.
/// </summary>
internal sealed class OdfRebuild(OdfPackage package, OdfKind kind, Stream output, FindingTally tally, ISanitizeContext context, string memberPath)
{
    private static readonly (string Name, string Root)[] Parts = [("content.xml", "document-content"), ("styles.xml", "document-styles"), ("meta.xml", "document-meta"), ("settings.xml", "document-settings")];

    private readonly ZipWriter _zip = new(output, context.Budget);
    private readonly OdfPlanner _plan = new(package, tally, context.Budget);
    private readonly List<(string Path, string MediaType)> _written = [];
    private readonly HashSet<string> _read = new(StringComparer.Ordinal) { OdfPackage.MediaTypeEntry, OdfManifest.PartName };

    /// <summary>None when all was written. Throws on broken XML.</summary>
    public Reason Run()
    {
        _plan.Plan(kind);
        _zip.AddStored(OdfPackage.MediaTypeEntry, System.Text.Encoding.ASCII.GetBytes(kind.MediaType));
        new OdfPictures(package, _plan, _zip, tally, context, memberPath).Write(_written);
        for (var at = _plan.Documents.Count - 1; at > 0; at--)
        {
            WriteObject(_plan.Documents[at]);
        }

        var root = _plan.Documents[0];
        if (_plan.Part(root, "content.xml") is null)
        {
            return Reason.Corrupt;
        }

        foreach (var (name, element) in Parts)
        {
            if (_plan.Part(root, name) is not { } part)
            {
                continue;
            }

            using var entry = _zip.Begin(name);
            if (!Filter(root, part, element, entry))
            {
                tally.Add(part, OdfCodes.Malformed, FindingAction.Removed);
                return Reason.Corrupt;
            }

            _written.Add((name, "text/xml"));
        }

        WritePlaceholders();
        WriteManifest();
        _zip.Finish();
        OdfLeftovers.Report(package, _read, _plan, tally);
        return Reason.None;
    }

    /// <summary>An object is written when all of it can be; else its picture is what stays.</summary>
    private void WriteObject(OdfDocument document)
    {
        var done = new List<(string Name, Stream Content)>();
        try
        {
            foreach (var (name, element) in Parts)
            {
                if (document.IsAlive && _plan.Part(document, name) is { } part)
                {
                    var content = context.CreateScratch();
                    done.Add((name, content));
                    document.IsAlive = TryFilter(document, part, document.Kind.Body == "math" && name == "content.xml" ? "math" : element, content);
                }
            }

            if (!document.IsAlive)
            {
                return;
            }

            foreach (var (name, content) in done)
            {
                content.Position = 0;
                using var entry = _zip.Begin(document.OutputFolder + name);
                content.CopyTo(entry);
                _written.Add((document.OutputFolder + name, "text/xml"));
            }

            _written.Add((document.OutputFolder, document.Kind.MediaType));
        }
        finally
        {
            foreach (var (_, content) in done)
            {
                content.Dispose();
            }
        }
    }

    private bool TryFilter(OdfDocument document, string part, string element, Stream target)
    {
        try
        {
            if (Filter(document, part, element, target))
            {
                return true;
            }
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException)
        {
            // Formulas of OpenOffice.org 1 come with a DTD.
        }

        tally.Add(part, OdfCodes.Malformed, FindingAction.Removed, package.DigestOf(part));
        return false;
    }

    private bool Filter(OdfDocument document, string part, string root, Stream target)
    {
        _read.Add(part);
        using var reader = package.OpenXml(part);
        using var writer = new OdfWriter(target);
        var scope = new OdfScope(document, part, tally, context) { Prefixes = (IXmlNamespaceResolver)reader.Xml, Path = memberPath + part };
        return OdfFilter.Run(reader, scope, writer, root) && !scope.HasWrongBody;
    }

    private void WritePlaceholders()
    {
        foreach (var document in _plan.Documents)
        {
            if (document is { NeedsPlaceholder: true, IsAlive: true })
            {
                using var entry = _zip.Begin(document.OutputFolder + PlaceholderEntry.Name);
                entry.Write(PlaceholderPicture.Bytes);
                _written.Add((document.OutputFolder + PlaceholderEntry.Name, PlaceholderEntry.MediaType));
            }
        }
    }

    private void WriteManifest()
    {
        using var entry = _zip.Begin(OdfManifest.PartName);
        using var xml = XmlWriter.Create(entry, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(false), CloseOutput = false });
        xml.WriteStartDocument();
        xml.WriteStartElement("manifest", "manifest", OdfSpaces.Manifest);
        WriteVersion(xml);
        foreach (var (path, mediaType) in _written.Prepend(("/", kind.MediaType)))
        {
            xml.WriteStartElement("manifest", "file-entry", OdfSpaces.Manifest);
            xml.WriteAttributeString("manifest", "full-path", OdfSpaces.Manifest, path);
            if (path.EndsWith('/'))
            {
                WriteVersion(xml);
            }

            xml.WriteAttributeString("manifest", "media-type", OdfSpaces.Manifest, mediaType);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void WriteVersion(XmlWriter xml)
    {
        if (package.Manifest.Version is { Length: > 0 } version)
        {
            xml.WriteAttributeString("manifest", "version", OdfSpaces.Manifest, version);
        }
    }
}
