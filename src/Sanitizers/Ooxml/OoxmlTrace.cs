using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>The verifier's walk over one part: names of elements that act, field codes, formulas, links in attributes.</summary>
internal sealed class OoxmlTrace(OfficePolicy policy)
{
    private static readonly HashSet<string> ForbiddenElements = new(StringComparer.Ordinal)
    {
        "OLEObject", "oleObject", "oleObj", "oleLink", "ddeLink", "objectEmbed", "objectLink", "control", "ocx", "altChunk", "subDoc", "attachedTemplate", "mailMerge", "frameset",
        "externalReference", "externalBook", "dbPr", "webPr", "FmlaMacro", "customUI", "scriptAnchor", "wavAudioFile", "videoFile", "audioFile", "webextension", "embeddedFont",
    };

    private static readonly string[] ForbiddenNames =
    [
        "vbaproject", "vbadata", "/activex/", "/embeddings/", "/externallinks/", "/macrosheets/", "/dialogsheets/", "customui/", "/webextensions/", "printersettings",
        "_xmlsignatures", "/querytables/", "connections.", "attachedtoolbars", "customizations.", ".bin", ".exe", ".ole",
    ];

    private static readonly string[] ForbiddenFields = ["DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DATABASE", "MACROBUTTON", "QUOTE", "EMBED", "RD"];

    // The programs that open an embedded file, when there may be one.
    private static readonly string[] Programs = ["Word.Document.12", "Excel.Sheet.12", "PowerPoint.Show.12", "Visio.Drawing.15", "Package"];

    private static readonly HashSet<string> WatchedAttributes = new(["instr", "F", "macro", "action", "src", "vbProcedure", "xlm", "fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup", "linkedCell", "listFillRange"], StringComparer.Ordinal);

    private static readonly string[] ForbiddenFunctions = ["CALL(", "REGISTER(", "REGISTER.ID(", "EXEC(", "RTD(", "WEBSERVICE(", "FILTERXML(", "SQL.REQUEST(", "EVALUATE(", "_XLL."];

    // Most formulas hold none of these anywhere, not even in a literal.
    private static readonly SearchValues<string> OddInFormula = SearchValues.Create([.. ForbiddenFunctions, "|"], StringComparison.OrdinalIgnoreCase);

    private readonly StringBuilder _code = new();
    private readonly StringBuilder _formula = new();
    private int _codeDepth = -1;
    private int _formulaDepth = -1;

    /// <summary>The format of a file inside, in the place where this product writes one (the workbook behind a chart; by policy an object); it is verified as a file of its own. Null for anything else.</summary>
    public static FileFormat? FileInside(string name, bool allowsFiles)
    {
        if (name.Split('/') is not [_, "embeddings", var file] || !(file.StartsWith("workbook", StringComparison.Ordinal) || (allowsFiles && file.StartsWith("file", StringComparison.Ordinal))))
        {
            return null;
        }

        return Path.GetExtension(file) switch
        {
            ".xlsx" => Detection.Formats.Xlsx,
            ".docx" when file[0] == 'f' => Detection.Formats.Docx,
            ".pptx" when file[0] == 'f' => Detection.Formats.Pptx,
            ".vsdx" when file[0] == 'f' => Detection.Formats.Vsdx,
            _ => null,
        };
    }

    /// <summary>True for the place where this product writes a file of another program, packed for the shell.</summary>
    public static bool IsPackedFile(string name, bool allowsFiles) =>
        allowsFiles && name.Split('/') is [_, "embeddings", var file] && file.StartsWith("file", StringComparison.Ordinal) && file.EndsWith(".bin", StringComparison.Ordinal);

    /// <param name="name">The entry.</param>
    /// <param name="mayBeBinary">In a binary workbook parts of records are called .bin.</param>
    /// <param name="allowsFiles">Files may be embedded.</param>
    public static bool IsForbiddenName(string name, bool mayBeBinary, bool allowsFiles) =>
        FileInside(name, allowsFiles) is null && !IsPackedFile(name, allowsFiles) && Array.Exists(ForbiddenNames, word => !(mayBeBinary && word == ".bin") && ("/" + name).Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Null when nothing was found.</summary>
    public string? Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        var xml = new WrittenXmlReader(content);
        while (xml.Read())
        {
            var wrong = xml.Node switch
            {
                WrittenNode.Element => Element(xml),
                WrittenNode.End => EndElement(xml),
                _ => Text(xml),
            };
            if (wrong is not null)
            {
                return wrong + " (" + new UntrustedText(entry.FullName).ForLog() + ")";
            }
        }

        return IsForbiddenField(_code.ToString()) ? "A field code is left that must be gone." : null;
    }

    private string? Element(WrittenXmlReader xml)
    {
        var name = xml.Name.Local;
        if (ForbiddenElements.Contains(name) && !(policy.RebuildEmbedded && IsFile(xml)) && !(policy.RebuildMedia && IsMedia(name)) && !IsFormControl(xml))
        {
            return "An element is left that must be gone: " + name;
        }

        switch (name)
        {
            case "instrText" or "delInstrText" when !xml.IsEmpty:
                _codeDepth = xml.Depth;
                break;
            case "f" or "definedName" or "formula" or "formula1" or "formula2" or "FmlaLink" or "FmlaRange" or "FmlaTxbx" or "FmlaGroup" when !xml.IsEmpty:
                _formulaDepth = xml.Depth;
                _formula.Clear();
                break;
            case "fldChar" when Attribute(xml, "fldCharType") is not "separate":
                // What was collected belongs to the field that begins, goes on or ends here; nested ones are looked at in pieces and as a whole.
                if (IsForbiddenField(_code.ToString()))
                {
                    return "A field code is left that must be gone.";
                }

                _code.Clear();
                break;
        }

        return xml.Name.Listed is { } listed ? Attributes(xml, listed) : "An element is left that is not listed: " + new UntrustedText(name).ForLog();
    }

    // Its relationship leads to a file inside that was verified.
    private static bool IsMedia(string name) => name is "wavAudioFile" or "videoFile" or "audioFile";

    // Its relationship leads to what Excel draws itself: those to ActiveX controls are forbidden.
    private static bool IsFormControl(WrittenXmlReader xml) => xml.Name is { Local: "control", Uri: "http://schemas.openxmlformats.org/spreadsheetml/2006/main" or "http://purl.oclc.org/ooxml/spreadsheetml/main" };

    // An object whose file is inside, opened by a program that is known.
    private static bool IsFile(WrittenXmlReader xml) => xml.Name.Local switch
    {
        "OLEObject" => Attribute(xml, "Type") == "Embed" && Programs.Contains(Attribute(xml, "ProgID")),
        "oleObject" => Attribute(xml, "link") is null && Programs.Contains(Attribute(xml, "progId")),
        "oleObj" => Programs.Contains(Attribute(xml, "progId")),
        _ => false,
    };

    private string? EndElement(WrittenXmlReader xml)
    {
        if (xml.Depth == _codeDepth)
        {
            _codeDepth = -1;
        }

        if (xml.Depth != _formulaDepth)
        {
            return null;
        }

        _formulaDepth = -1;
        return IsForbiddenFormula(_formula.ToString()) ? "A formula is left that must be gone." : null;
    }

    private string? Text(WrittenXmlReader xml)
    {
        if (_codeDepth >= 0)
        {
            _code.Append(xml.Text);
        }
        else if (_formulaDepth >= 0)
        {
            _formula.Append(xml.Text);
        }

        return null;
    }

    private string? Attributes(WrittenXmlReader xml, IReadOnlySet<(string Uri, string Name)> listed)
    {
        for (var at = 0; at < xml.AttributeCount; at++)
        {
            var name = xml.AttributeName(at);
            if (!xml.Name.Allowed.Contains(name))
            {
                if (!ListedNames.Instance.Allows(listed, name.AttributeUri, name.Local))
                {
                    return "An attribute is left that is not listed: " + new UntrustedText(name.Local).ForLog();
                }

                xml.Name.Allowed.Add(name);
            }

            // A value without a colon and a reference holds no link.
            if ((WatchedAttributes.Contains(name.Local) || xml.RawValue(at).ContainsAny((byte)':', (byte)'&')) && Value(name, xml.Value(at).TrimStart()) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private string? Value(WrittenName name, string value) => name.Local switch
    {
        "instr" when IsForbiddenField(value) => "A field code is left that must be gone.",
        "F" when name.AttributeUri.Length == 0 && IsForbiddenShapeFormula(value) => "A shape formula is left that must be gone.",
        "fmlaLink" or "fmlaRange" or "fmlaTxbx" or "fmlaGroup" or "linkedCell" or "listFillRange" when IsForbiddenFormula(value) => "A formula is left that must be gone.",
        "macro" when value.Length > 0 => "A shape still names a macro.",
        "action" when value.StartsWith("ppaction://", StringComparison.OrdinalIgnoreCase) && IsForbiddenAction(value) => "An action is left that must be gone.",
        "src" => "An attribute still names a source.",
        "vbProcedure" or "xlm" when value is "1" or "true" => "A name still belongs to a macro.",
        _ when value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) || value.StartsWith("vbscript:", StringComparison.OrdinalIgnoreCase)
            || value.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || value.StartsWith("ms-", StringComparison.OrdinalIgnoreCase) && value.Contains(':', StringComparison.Ordinal)
            => name.Local is "val" or "v" ? null : "An attribute still holds a link of an unsafe kind.",
        _ => null,
    };

    private static string? Attribute(WrittenXmlReader xml, string localName)
    {
        for (var at = 0; at < xml.AttributeCount; at++)
        {
            if (xml.AttributeName(at).Local == localName)
            {
                return xml.Value(at);
            }
        }

        return null;
    }

    private bool IsForbiddenAction(string action) =>
        Array.Exists((string[])["macro", "program", "ole", "hlinkfile", "hlinkpres", "media"], verb => !(policy.RebuildMedia && verb == "media") && action.AsSpan(11).StartsWith(verb, StringComparison.OrdinalIgnoreCase));

    private static bool IsForbiddenField(string code)
    {
        var words = code.Split([' ', '\t', '"', '\r', '\n'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length > 0 && (Array.Exists(ForbiddenFields, f => f.Equals(words[0], StringComparison.OrdinalIgnoreCase))
            || Array.Exists(code.Split([' ', '"', '\t', '\\']), w => w.Equals("DDE", StringComparison.OrdinalIgnoreCase) || w.Equals("DDEAUTO", StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsForbiddenShapeFormula(string formula) => Array.Exists(
        (string[])["RUNMACRO", "CALLTHIS", "RUNADDON", "OPENFILE", "DOCMD", "HYPERLINK", "QUEUEMARKEREVENT", "SETF", "SETATREF"],
        f => ContainsWord(formula.ToUpperInvariant(), f + "(") || ContainsWord(formula.ToUpperInvariant(), f + "WARGS("));

    private static bool IsForbiddenFormula(string formula)
    {
        if (!formula.AsSpan().ContainsAny(OddInFormula))
        {
            return false;
        }

        // String literals may say anything.
        var outside = new StringBuilder();
        var inLiteral = false;
        foreach (var c in formula)
        {
            inLiteral ^= c == '"';
            outside.Append(inLiteral || c == '"' ? ' ' : char.ToUpperInvariant(c));
        }

        var plain = outside.ToString();
        return plain.Contains('|', StringComparison.Ordinal)
            || Array.Exists(ForbiddenFunctions, f => ContainsWord(plain, f));
    }

    private static bool ContainsWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The verifier's walk over one list of relationships: every target is there, links are of a safe kind.</summary>
internal sealed class RelationshipTrace(string name, HashSet<string> names, OfficePolicy policy)
{
    private static readonly string[] ForbiddenTypes =
    [
        "vba", "control", "oleobject", "package", "attachedtemplate", "afchunk", "subdocument", "frame", "extensibility", "macrosheet", "dialogsheet", "connections", "querytable", "externallink",
        "printersettings", "origin", "webextension", "keymap", "toolbars", "recipientdata", "mailmerge", "font", "audio", "video", "media", "customxml",
    ];

    public string? Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var xml = OoxmlVerifier.OpenXml(content);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship")
            {
                continue;
            }

            var type = xml.GetAttribute("Type") ?? "";
            var kind = type[(type.LastIndexOf('/') + 1)..];
            var target = xml.GetAttribute("Target") ?? "";
            if (!ids.Add(xml.GetAttribute("Id") ?? ""))
            {
                return "Two relationships have one name.";
            }

            if (names.Contains(Full(target))
                && xml.GetAttribute("TargetMode") is null && IsRebuilt(kind, Full(target)))
            {
                continue;
            }

            if (Array.Exists(ForbiddenTypes, t => kind.StartsWith(t, StringComparison.OrdinalIgnoreCase)) && kind is not "fontTable")
            {
                return "A relationship is left that must be gone: " + new UntrustedText(kind).ForLog();
            }

            if (xml.GetAttribute("TargetMode") == "External")
            {
                if (kind != "hyperlink" || !IsWeb(target))
                {
                    return "A relationship leads outside.";
                }
            }
            else if (!names.Contains(Full(target)))
            {
                return "A relationship leads nowhere.";
            }
        }

        return null;
    }

    private bool IsRebuilt(string kind, string target) => kind switch
    {
        "package" => OoxmlTrace.FileInside(target, policy.RebuildEmbedded) is not null,
        "oleObject" => OoxmlTrace.IsPackedFile(target, policy.RebuildEmbedded),
        "audio" or "video" or "media" => policy.RebuildMedia && target.StartsWith("ppt/media/media", StringComparison.Ordinal),
        _ => false,
    };

    private static bool IsWeb(string target) => target.StartsWith('#')
        || (Uri.TryCreate(target, UriKind.Absolute, out var uri) ? uri.Scheme is "http" or "https" or "mailto" && !uri.IsUnc : IsWebText(target));

    /// <summary>Office writes links that RFC 3986 does not know (spaces, a list of mail addresses).</summary>
    private static bool IsWebText(string target) => target.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);

    private string Full(string target)
    {
        var source = name.Replace("_rels/", "", StringComparison.Ordinal);
        return Uri.TryCreate(new Uri("http://package/" + source), target, out var uri) ? uri.AbsolutePath.TrimStart('/') : "";
    }
}
