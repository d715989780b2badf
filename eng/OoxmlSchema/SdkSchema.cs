using System.Collections;
using System.Reflection;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Mugai.OoxmlSchema;

/// <summary>Reads the schema metadata that DocumentFormat.OpenXml keeps for its own parser and validator. It is internal there, therefore reflection.</summary>
internal static class SdkSchema
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    // Vocabularies of things that act or load, which no part we keep may hold: ribbons, ActiveX, add-ins, ink, 3-D models, live feeds, script links, embedded
    // web content, and the containers of custom XML.
    private static readonly string[] LeftOut =
    [
        "http://schemas.microsoft.com/office/2006/01/customui", "http://schemas.microsoft.com/office/2009/07/customui", "http://schemas.microsoft.com/office/2006/activeX",
        "http://schemas.microsoft.com/office/2006/coverPageProps", "http://schemas.microsoft.com/office/2006/customDocumentInformationPanel", "http://schemas.microsoft.com/office/2006/metadata/",
        "http://schemas.microsoft.com/office/webextensions/", "http://schemas.microsoft.com/ink/", "http://www.w3.org/2003/", "http://schemas.microsoft.com/office/drawing/2017/model3d",
        "http://schemas.microsoft.com/office/drawing/2018/animation/model3d", "http://schemas.microsoft.com/office/drawing/2021/", "http://schemas.microsoft.com/office/drawing/2022/imageformula",
        "http://schemas.microsoft.com/office/word/2006/wordml", "http://schemas.microsoft.com/office/word/2020/oembed", "http://schemas.microsoft.com/office/powerpoint/2012/roamingSettings",
        "http://schemas.openxmlformats.org/markup-compatibility/2006", "http://schemas.openxmlformats.org/officeDocument/2006/customXml", "http://schemas.openxmlformats.org/schemaLibrary/",
        "http://schemas.microsoft.com/office/spreadsheetml/2019/extlinksprops", "http://schemas.microsoft.com/office/spreadsheetml/2021/extlinks2021",
        "http://schemas.microsoft.com/office/spreadsheetml/2020/richdatawebimage", "http://schemas.microsoft.com/office/drawing/2010/slicer/none",
    ];

    public static (List<SchemaType> Types, Dictionary<string, SchemaType> Roots) Read()
    {
        var assembly = typeof(OpenXmlElement).Assembly;
        var metadata = typeof(OpenXmlElement).GetProperty("Metadata", Any)!;
        var found = new Dictionary<Type, (SchemaType Schema, object Metadata)>();
        foreach (var type in assembly.GetTypes().Where(t => !t.IsAbstract && typeof(OpenXmlElement).IsAssignableFrom(t)).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            if (Create(type) is { } element && metadata.GetValue(element) is { } known && NameOf(known) is var (uri, name) && name.Length > 0 && !LeftOut.Any(uri.StartsWith))
            {
                found.Add(type, (new SchemaType(uri, name), known));
            }
        }

        foreach (var (schema, known) in found.Values)
        {
            foreach (var attribute in (IEnumerable)Get(known, "Attributes")!)
            {
                schema.Attributes.Add(QualifiedName(Get(attribute, "QName")!));
            }

            foreach (var child in (IEnumerable)Get(Get(known, "Children")!, "Elements")!)
            {
                if (found.TryGetValue((Type)Get(child, "Type")!, out var target))
                {
                    schema.Children.Add(target.Schema);
                }
            }

            schema.AllowsAny = HasAny(Get(Get(known, "Particle"), "Particle"));
        }

        return ([.. found.Values.Select(f => f.Schema)], Roots(found));
    }

    /// <summary>Content types that belong to one kind of part, with the root that part has.</summary>
    private static Dictionary<string, SchemaType> Roots(Dictionary<Type, (SchemaType Schema, object Metadata)> found)
    {
        var roots = new Dictionary<string, SchemaType>(StringComparer.Ordinal);
        foreach (var type in typeof(OpenXmlPart).Assembly.GetTypes().Where(t => !t.IsAbstract && typeof(OpenXmlPart).IsAssignableFrom(t)))
        {
            var root = type.GetProperties(Any).FirstOrDefault(p => typeof(OpenXmlPartRootElement).IsAssignableFrom(p.PropertyType) && p.PropertyType != typeof(OpenXmlPartRootElement));
            if (root is not null && found.TryGetValue(root.PropertyType, out var known) && ContentType(type) is { Length: > 0 } contentType && contentType != "application/xml")
            {
                roots[contentType] = known.Schema;
            }
        }

        return roots;
    }

    private static string? ContentType(Type part)
    {
        try
        {
            return Activator.CreateInstance(part, nonPublic: true) is { } made ? Get(made, "ContentType") as string : null;
        }
        catch (TargetInvocationException)
        {
            // Parts of several content types tell theirs only when they stand in a package.
            return null;
        }
    }

    private static OpenXmlElement? Create(Type type)
    {
        try
        {
            return (OpenXmlElement?)Activator.CreateInstance(type, nonPublic: true);
        }
        catch (MissingMethodException)
        {
            // OpenXmlUnknownElement and its like stand for no name.
            return null;
        }
    }

    private static (string Uri, string Name) NameOf(object metadata)
    {
        try
        {
            return QualifiedName(Get(metadata, "QName")!);
        }
        catch (TargetInvocationException)
        {
            return ("", "");
        }
    }

    private static (string Uri, string Name) QualifiedName(object name) => (Get(Get(name, "Namespace"), "Uri") as string ?? "", Get(name, "Name") as string ?? "");

    /// <summary>xsd:any somewhere in the content model.</summary>
    private static bool HasAny(object? particle)
    {
        if (particle is null)
        {
            return false;
        }

        return particle.GetType().Name.Contains("Any", StringComparison.Ordinal)
            || (Get(particle, "ChildrenParticles") is IEnumerable children && children.Cast<object>().Any(HasAny))
            || (particle is IEnumerable inside && inside.Cast<object>().Any(HasAny));
    }

    private static object? Get(object? of, string property) => of?.GetType().GetProperty(property, Any)?.GetValue(of);
}
