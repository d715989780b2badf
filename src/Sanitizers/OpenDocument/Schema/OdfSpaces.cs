using System.Collections.Frozen;

namespace Mugai.Sanitizers.OpenDocument.Schema;

/// <summary>The namespaces by their names (OpenDocument 1.3 part 3, 1.4, and those of LibreOffice).</summary>
internal static class OdfSpaces
{
    public const string Office = Oasis + "office:1.0";
    public const string Draw = Oasis + "drawing:1.0";
    public const string Text = Oasis + "text:1.0";
    public const string Table = Oasis + "table:1.0";
    public const string Manifest = Oasis + "manifest:1.0";
    public const string XLink = "http://www.w3.org/1999/xlink";
    public const string Xmlns = "http://www.w3.org/2000/xmlns/";
    public const string Math = "http://www.w3.org/1998/Math/MathML";

    private const string Oasis = "urn:oasis:names:tc:opendocument:xmlns:";
    private const string OpenOffice = "http://openoffice.org/";

    private static readonly FrozenDictionary<string, OdfSpace> Known = new Dictionary<string, OdfSpace>(StringComparer.Ordinal)
    {
        [""] = OdfSpace.None,
        ["http://www.w3.org/XML/1998/namespace"] = OdfSpace.Xml,
        [Xmlns] = OdfSpace.Xmlns,
        [Office] = OdfSpace.Office,
        [Oasis + "style:1.0"] = OdfSpace.Style,
        [Text] = OdfSpace.Text,
        [Table] = OdfSpace.Table,
        [Draw] = OdfSpace.Draw,
        [Oasis + "xsl-fo-compatible:1.0"] = OdfSpace.Format,
        [XLink] = OdfSpace.XLink,
        ["http://purl.org/dc/elements/1.1/"] = OdfSpace.Dc,
        [Oasis + "meta:1.0"] = OdfSpace.Meta,
        [Oasis + "datastyle:1.0"] = OdfSpace.Number,
        [Oasis + "svg-compatible:1.0"] = OdfSpace.Svg,
        [Oasis + "chart:1.0"] = OdfSpace.Chart,
        [Oasis + "dr3d:1.0"] = OdfSpace.Scene,
        [Math] = OdfSpace.Math,
        [Oasis + "form:1.0"] = OdfSpace.Form,
        [Oasis + "script:1.0"] = OdfSpace.Script,
        [Oasis + "presentation:1.0"] = OdfSpace.Presentation,
        [Oasis + "animation:1.0"] = OdfSpace.Animation,
        [Oasis + "smil-compatible:1.0"] = OdfSpace.Smil,
        [Oasis + "config:1.0"] = OdfSpace.Config,
        ["urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"] = OdfSpace.Extension,
        ["urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"] = OdfSpace.CalcExtension,
        ["urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"] = OdfSpace.Field,
        ["urn:openoffice:names:experimental:ooxml-odf-interop:xmlns:form:1.0"] = OdfSpace.FormExtension,
        [OpenOffice + "2010/draw"] = OdfSpace.OooDraw,
        [OpenOffice + "2009/office"] = OdfSpace.OooOffice,
        [OpenOffice + "2009/table"] = OdfSpace.OooTable,
        [OpenOffice + "2010/chart"] = OdfSpace.OooChart,
        ["http://www.w3.org/TR/css3-text/"] = OdfSpace.TextJustify,
        [Oasis + "of:1.2"] = OdfSpace.ValuePrefix,
        [OpenOffice + "2004/office"] = OdfSpace.ValuePrefix,
        [OpenOffice + "2004/writer"] = OdfSpace.ValuePrefix,
        [OpenOffice + "2004/calc"] = OdfSpace.ValuePrefix,
        ["http://www.w3.org/2001/xml-events"] = OdfSpace.ValuePrefix,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static OdfSpace Find(string uri) => Known.GetValueOrDefault(uri);
}
