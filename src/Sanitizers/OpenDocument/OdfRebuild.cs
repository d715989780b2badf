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
/// Writes a package anew. Pictures and objects are cleaned first, the innermost object before those around it, because only what came out clean may be referred to; they are held until the document, which
/// streams from inflater to deflater, has told which of them it shows.
/// </summary>
internal sealed class OdfRebuild(OdfPackage package, OdfKind kind, Stream output, FindingTally tally, ISanitizeContext context, string memberPath)
{
    private static readonly (string Name, string Root)[] Parts = [("content.xml", "document-content"), ("styles.xml", "document-styles"), ("meta.xml", "document-meta"), ("settings.xml", "document-settings")];

    private readonly ZipWriter _zip = new(output, context.Budget, ZipEffort.Office);
    private readonly OdfPlanner _plan = new(package, tally, context.Budget);
    private readonly List<(string Path, string MediaType)> _written = [];
    private readonly HashSet<string> _read = new(StringComparer.Ordinal) { OdfPackage.MediaTypeEntry, OdfManifest.PartName };

    /// <summary>None when all was written. Throws on broken XML.</summary>
    public Reason Run()
    {
        var objects = new Stack<CleanObject>();
        try
        {
            _plan.Plan(kind, withThumbnail: !context.Policy.Office.RemoveMetadata);
            _zip.AddStored(OdfPackage.MediaTypeEntry, System.Text.Encoding.ASCII.GetBytes(kind.MediaType));
            new OdfPictures(package, _plan, tally, context, memberPath).Clean();
            for (var at = _plan.Documents.Count - 1; at > 0; at--)
            {
                objects.Push(new CleanObject(_plan.Documents[at]));
                Clean(objects.Peek());
            }

            var reason = WriteRoot(_plan.Documents[0]);
            if (reason != Reason.None)
            {
                return reason;
            }

            Settle();
            WriteObjects(objects);
            WritePictures();
            WritePlaceholders();
            WriteManifest();
            _zip.Finish();
            OdfLeftovers.Report(package, _read, _plan, tally);
            return Reason.None;
        }
        finally
        {
            foreach (var held in objects.Concat<IDisposable>(_plan.Pictures))
            {
                held.Dispose();
            }
        }
    }

    private Reason WriteRoot(OdfDocument root)
    {
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

        return Reason.None;
    }

    /// <summary>An object is written when all of it can be; else its picture is what stays.</summary>
    private void Clean(CleanObject clean)
    {
        var document = clean.Document;
        foreach (var (name, element) in Parts)
        {
            if (document.IsAlive && _plan.Part(document, name) is { } part)
            {
                var content = context.CreateScratch();
                clean.Parts.Add((name, content));
                document.IsAlive = TryFilter(document, part, document.Kind.Body == "math" && name == "content.xml" ? "math" : element, content);
            }
        }
    }

    /// <summary>What nothing that was written shows has no place in the output.</summary>
    private void Settle()
    {
        foreach (var document in _plan.Documents)
        {
            document.Settle();
            document.Placeholder.Settle();
            if (document is { IsAlive: true, IsShown: false })
            {
                foreach (var (name, _) in Parts)
                {
                    _read.Remove(document.Folder + name);
                }
            }
        }

        foreach (var picture in _plan.Pictures)
        {
            picture.Settle();
        }
    }

    private void WriteObjects(IEnumerable<CleanObject> objects)
    {
        foreach (var (document, parts) in objects)
        {
            if (!document.IsShown)
            {
                continue;
            }

            foreach (var (name, content) in parts)
            {
                content.Position = 0;
                using var entry = _zip.Begin(document.OutputFolder + name);
                content.CopyTo(entry);
                _written.Add((document.OutputFolder + name, "text/xml"));
            }

            _written.Add((document.OutputFolder, document.Kind.MediaType));
        }
    }

    private void WritePictures()
    {
        foreach (var picture in _plan.Pictures)
        {
            if (picture is { IsShown: true, Clean.Output: { } content })
            {
                using var entry = _zip.Begin(picture.Name);
                content.CopyTo(entry);
                _written.Add((picture.Name, picture.MediaType));
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
        var scope = new OdfScope(document, part, tally, context) { NamespaceOf = reader.Xml.LookupNamespace, Path = memberPath + part };
        return OdfFilter.Run(reader, scope, writer, root) && !scope.HasWrongBody;
    }

    private void WritePlaceholders()
    {
        foreach (var document in _plan.Documents)
        {
            if (document.Placeholder.IsShown)
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

    /// <summary>The clean parts of an object, until it is known whether anything shows it.</summary>
    private sealed record CleanObject(OdfDocument Document) : IDisposable
    {
        public List<(string Name, Stream Content)> Parts { get; } = [];

        public void Deconstruct(out OdfDocument document, out List<(string Name, Stream Content)> parts) => (document, parts) = (Document, Parts);

        public void Dispose()
        {
            foreach (var (_, content) in Parts)
            {
                content.Dispose();
            }
        }
    }
}
