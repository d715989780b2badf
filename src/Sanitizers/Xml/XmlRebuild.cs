using System.Text;
using System.Xml;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Xml;

/// <summary>What is counted while an XML document is written anew.</summary>
internal enum XmlFinding
{
    Dtd,
    Instruction,
    Comment,
    Include,
    SchemaHint,
    ActiveNamespace,
    DangerousLink,
}

/// <summary>Copies node by node what may stay.</summary>
internal sealed class XmlRebuild(ISanitizeContext context)
{
    private static readonly (string Code, FindingAction Action)[] Codes =
    [
        ("xml.dtd", FindingAction.Removed), ("xml.instruction", FindingAction.Removed), ("xml.comment", FindingAction.Removed), ("xml.include", FindingAction.Removed),
        ("xml.schemaHint", FindingAction.Removed), ("xml.activeNamespace", FindingAction.Neutralized), ("xml.dangerousLink", FindingAction.Removed),
    ];

    private readonly int[] _counts = new int[Codes.Length];
    private readonly CharacterFilter _characters = new(keepsLineEnds: true);
    private readonly StringBuilder _clean = new();
    private readonly char[] _chunk = new char[4_096];

    public void Count(XmlFinding finding) => _counts[(int)finding]++;

    public void Report()
    {
        for (var i = 0; i < Codes.Length; i++)
        {
            if (_counts[i] > 0)
            {
                context.Report("", Codes[i].Code, Codes[i].Action, _counts[i]);
            }
        }

        _characters.Report(context);
    }

    public void Copy(XmlReader reader, XmlWriter writer, DecodedText text)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                Start(reader, writer);
                break;
            case XmlNodeType.EndElement:
                writer.WriteFullEndElement();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when reader.Depth > 0:
                Text(reader, writer, text);
                break;
            case XmlNodeType.Comment:
                Count(XmlFinding.Comment);
                break;
            case XmlNodeType.ProcessingInstruction:
                Count(XmlFinding.Instruction);
                break;
        }
    }

    private void Start(XmlReader reader, XmlWriter writer)
    {
        writer.WriteStartElement(Name(reader.Prefix), Name(reader.LocalName), Space(reader.NamespaceURI, counts: true));
        var isSchema = reader.NamespaceURI == XmlRules.Schema;
        var isEmpty = reader.IsEmptyElement;
        while (reader.MoveToNextAttribute())
        {
            context.Budget.ChargeObjects(1);
            if (reader.NamespaceURI == XmlRules.Xmlns)
            {
                writer.WriteAttributeString(Name(reader.Prefix), Name(reader.LocalName), XmlRules.Xmlns, Space(reader.Value, counts: false));
            }
            else if (IsHint(reader, isSchema))
            {
                Count(XmlFinding.SchemaHint);
            }
            else if (XmlRules.IsDangerousAddress(reader.Value))
            {
                Count(XmlFinding.DangerousLink);
                writer.WriteAttributeString(Name(reader.Prefix), Name(reader.LocalName), Space(reader.NamespaceURI, counts: false), "");
            }
            else
            {
                writer.WriteAttributeString(Name(reader.Prefix), Name(reader.LocalName), Space(reader.NamespaceURI, counts: false), _characters.Clean(reader.Value));
            }
        }

        reader.MoveToElement();
        if (isEmpty)
        {
            writer.WriteEndElement();
        }
    }

    // XML Schema 1, 2.6.3 and 4.2.3: hints that make a reader fetch. XLink 1.1, 5.6: what makes a browser fetch or go by itself. Relative files of a set stay.
    private static bool IsHint(XmlReader reader, bool isSchema) => reader.NamespaceURI switch
    {
        _ when reader.LocalName == "noNamespaceSchemaLocation" || (reader.LocalName == "schemaLocation" && reader.NamespaceURI.Length > 0) => true,
        XmlRules.XLink => reader.LocalName is "show" or "actuate",
        "" => isSchema && reader.LocalName == "schemaLocation" && reader.Value.AsSpan().ContainsAny(':', '\\', '~'),
        _ => false,
    };

    private void Text(XmlReader reader, XmlWriter writer, DecodedText text)
    {
        var kept = 0;
        int read;
        text.Reset();
        while ((read = reader.ReadValueChunk(_chunk, kept, _chunk.Length - kept)) > 0)
        {
            text.Reset();
            var chars = _chunk.AsSpan(0, kept + read);
            kept = char.IsHighSurrogate(chars[^1]) ? 1 : 0;
            Write(chars[..^kept], writer);
            if (kept > 0)
            {
                _chunk[0] = chars[^1];
            }
        }

        Write(_chunk.AsSpan(0, kept), writer);
    }

    private void Write(ReadOnlySpan<char> chars, XmlWriter writer)
    {
        _clean.Clear();
        _characters.Append(chars, _clean);
        if (_clean.Length > 0)
        {
            writer.WriteString(_clean.ToString());
        }
    }

    private string Space(string space, bool counts)
    {
        if (!XmlRules.IsActive(space))
        {
            return Name(space);
        }

        if (counts)
        {
            Count(XmlFinding.ActiveNamespace);
        }

        return XmlRules.InertPrefix + Name(space.Trim());
    }

    // A name cannot be cleaned without meaning another; a document with such names is shown as text.
    private string Name(string name) => _characters.IsClean(name) ? name : throw new XmlException("A name holds an invisible character.");
}
