using System.Collections.Frozen;

namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>
/// The namespaces that may stay: ISO/IEC 29500 transitional and strict, and Microsoft's extensions of Office 2007–2021 as
/// [MS-DOCX], [MS-XLSX], [MS-PPTX] and [MS-ODRAWXML] list them. Left out on purpose: custom UI, ActiveX, web extensions, key maps, live feeds, script
/// links, 3-D models, ink and schema libraries; a reader falls back to the picture beside them.
/// </summary>
internal static class Namespaces
{
    public const string Xmlns = "http://www.w3.org/2000/xmlns/";
    public const string WordTransitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private const string Microsoft = "http://schemas.microsoft.com/office/";
    private const string TransitionalBase = "http://schemas.openxmlformats.org/";
    private const string StrictBase = "http://purl.oclc.org/ooxml/";

    // Previews of Word 2013 and Visio 2013 wrote their elements under other names.
    private static readonly Dictionary<string, string> ToTransitional = new(StringComparer.Ordinal)
    {
        [Microsoft + "word/2010/11/wordml"] = Microsoft + "word/2012/wordml",
        [Microsoft + "visio/2011/1/core"] = Microsoft + "visio/2012/main",
    };

    private static readonly FrozenDictionary<string, Vocabulary> Known = Make();

    public static Vocabulary Find(string uri) => Known.GetValueOrDefault(uri, Vocabulary.Unknown);

    /// <summary>The transitional spelling of a strict namespace; any other as it is.</summary>
    public static string Transitional(string uri) => ToTransitional.GetValueOrDefault(uri, uri);

    private static FrozenDictionary<string, Vocabulary> Make()
    {
        var known = new Dictionary<string, Vocabulary>(StringComparer.Ordinal)
        {
            [""] = Vocabulary.None,
            ["http://www.w3.org/XML/1998/namespace"] = Vocabulary.Xml,
            [Xmlns] = Vocabulary.Xmlns,
            ["http://www.w3.org/2001/XMLSchema-instance"] = Vocabulary.Xsi,
            [TransitionalBase + "markup-compatibility/2006"] = Vocabulary.Mc,
            [Microsoft + "word/2012/wordml"] = Vocabulary.Word15,
            [Microsoft + "word/2010/11/wordml"] = Vocabulary.Word15,
            [Microsoft + "spreadsheetml/2009/9/main"] = Vocabulary.Sheet14,
            [Microsoft + "spreadsheetml/2010/11/main"] = Vocabulary.Sheet15,
            [Microsoft + "spreadsheetml/2010/11/ac"] = Vocabulary.Sheet15Path,
            [Microsoft + "excel/2006/main"] = Vocabulary.SheetFormula,
            [Microsoft + "powerpoint/2010/main"] = Vocabulary.Slide14,
            [Microsoft + "drawing/2010/main"] = Vocabulary.Drawing14,
            [Microsoft + "drawing/2014/chartex"] = Vocabulary.ChartEx,
            [Microsoft + "drawing/2016/SVG/main"] = Vocabulary.Svg,
            [Microsoft + "visio/2012/main"] = Vocabulary.Visio,
            [Microsoft + "visio/2011/1/core"] = Vocabulary.Visio,
            ["urn:schemas-microsoft-com:vml"] = Vocabulary.Vml,
            ["urn:schemas-microsoft-com:office:office"] = Vocabulary.Office,
            ["urn:schemas-microsoft-com:office:word"] = Vocabulary.OfficeWord,
            ["urn:schemas-microsoft-com:office:excel"] = Vocabulary.OfficeExcel,
            ["urn:schemas-microsoft-com:office:powerpoint"] = Vocabulary.Other,
        };
        AddBoth(known, "officeDocument/2006/relationships", "officeDocument/relationships", Vocabulary.R);
        AddBoth(known, "wordprocessingml/2006/main", "wordprocessingml/main", Vocabulary.Word);
        AddBoth(known, "spreadsheetml/2006/main", "spreadsheetml/main", Vocabulary.Sheet);
        AddBoth(known, "presentationml/2006/main", "presentationml/main", Vocabulary.Slide);
        AddBoth(known, "drawingml/2006/main", "drawingml/main", Vocabulary.Drawing);
        AddBoth(known, "drawingml/2006/spreadsheetDrawing", "drawingml/spreadsheetDrawing", Vocabulary.SheetDrawing);
        AddBoth(known, "drawingml/2006/chart", "drawingml/chart", Vocabulary.Chart);
        AddBoth(known, "drawingml/2006/diagram", "drawingml/diagram", Vocabulary.Diagram);
        AddBoth(known, "officeDocument/2006/extended-properties", "officeDocument/extendedProperties", Vocabulary.ExtendedProperties);
        AddBoth(known, "officeDocument/2006/custom-properties", "officeDocument/customProperties", Vocabulary.CustomProperties);
        AddBoth(known, "officeDocument/2006/docPropsVTypes", "officeDocument/docPropsVTypes", Vocabulary.VariantTypes);
        AddBoth(known, "drawingml/2006/chartDrawing", "drawingml/chartDrawing", Vocabulary.Other);
        AddBoth(known, "drawingml/2006/compatibility", "drawingml/compatibility", Vocabulary.Other);
        AddBoth(known, "drawingml/2006/lockedCanvas", "drawingml/lockedCanvas", Vocabulary.Other);
        AddBoth(known, "drawingml/2006/picture", "drawingml/picture", Vocabulary.Other);
        AddBoth(known, "drawingml/2006/wordprocessingDrawing", "drawingml/wordprocessingDrawing", Vocabulary.Other);
        AddBoth(known, "officeDocument/2006/math", "officeDocument/math", Vocabulary.Other);
        foreach (var uri in Others)
        {
            known.Add(uri, Vocabulary.Other);
        }

        foreach (var path in MicrosoftPaths)
        {
            known.Add(Microsoft + path, Vocabulary.Other);
        }

        return known.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void AddBoth(Dictionary<string, Vocabulary> known, string transitional, string strict, Vocabulary vocabulary)
    {
        known.Add(TransitionalBase + transitional, vocabulary);
        known.Add(StrictBase + strict, vocabulary);
        ToTransitional.Add(StrictBase + strict, TransitionalBase + transitional);
    }

    private static string[] Others =>
    [
        "http://purl.org/dc/dcmitype/",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
        TransitionalBase + "package/2006/metadata/core-properties",
        TransitionalBase + "officeDocument/2006/characteristics",
    ];

    private static string[] MicrosoftPaths =>
    [
        "2019/extlst", "2020/mipLabelMetadata", "comments/2020/reactions",
        "drawing/2007/8/2/chart", "drawing/2008/diagram", "drawing/2010/chartDrawing", "drawing/2010/compatibility", "drawing/2010/diagram",
        "drawing/2010/picture", "drawing/2010/slicer", "drawing/2012/chart", "drawing/2012/chartStyle", "drawing/2012/main", "drawing/2012/timeslicer",
        "drawing/2013/main/command", "drawing/2014/chart", "drawing/2014/chart/ac", "drawing/2014/main", "drawing/2015/06/chart",
        "drawing/2015/9/8/chartex", "drawing/2015/10/21/chartex", "drawing/2016/5/9/chartex", "drawing/2016/5/10/chartex", "drawing/2016/5/11/chartex",
        "drawing/2016/5/12/chartex", "drawing/2016/5/13/chartex", "drawing/2016/5/14/chartex",
        "drawing/2016/11/diagram", "drawing/2016/11/main", "drawing/2016/12/diagram", "drawing/2017/03/chart", "drawing/2017/decorative",
        "drawing/2018/animation", "drawing/2018/hyperlinkcolor", "drawing/2018/sketchyshapes", "drawing/2020/classificationShape",
        "excel/2010/spreadsheetDrawing",
        "powerpoint/2012/main", "powerpoint/2013/main/command", "powerpoint/2015/main", "powerpoint/2017/10/main",
        "powerpoint/2017/3/main", "powerpoint/2018/4/main", "powerpoint/2018/8/main", "powerpoint/2019/12/main", "powerpoint/2019/9/main/command",
        "powerpoint/2020/02/main", "powerpoint/2021/06/main", "powerpoint/2022/03/main", "powerpoint/2022/06/main/command", "powerpoint/2022/08/main",
        "spreadsheetml/2009/9/ac", "spreadsheetml/2011/1/ac", "spreadsheetml/2014/11/main", "spreadsheetml/2014/revision", "spreadsheetml/2015/02/main",
        "spreadsheetml/2015/revision2", "spreadsheetml/2016/01/main", "spreadsheetml/2016/pivotdefaultlayout", "spreadsheetml/2016/revision10",
        "spreadsheetml/2016/revision3", "spreadsheetml/2016/revision5", "spreadsheetml/2016/revision6", "spreadsheetml/2016/revision9",
        "spreadsheetml/2017/dynamicarray", "spreadsheetml/2017/revision16", "spreadsheetml/2017/richdata", "spreadsheetml/2017/richdata2",
        "spreadsheetml/2018/08/main", "spreadsheetml/2019/namedsheetviews", "spreadsheetml/2018/calcfeatures", "spreadsheetml/2018/threadedcomments", "spreadsheetml/2020/pivotNov2020",
        "spreadsheetml/2020/richvaluerefresh", "spreadsheetml/2020/threadedcomments2", "spreadsheetml/2022/featurepropertybag",
        "spreadsheetml/2022/pivotRichData", "spreadsheetml/2022/pivotVersionInfo", "spreadsheetml/2022/richvaluerel", "spreadsheetml/2023/pivotRichData",
        "thememl/2012/main",
        "word/2010/wordml", "word/2010/wordprocessingCanvas", "word/2010/wordprocessingDrawing", "word/2010/wordprocessingGroup",
        "word/2010/wordprocessingShape", "word/2012/wordprocessingDrawing", "word/2015/wordml/symex", "word/2016/wordml/cid", "word/2018/wordml",
        "word/2018/wordml/cex", "word/2020/wordml/sdtdatahash", "word/2023/wordml/word16du", "word/2024/wordml/sdtformatlock",
    ];
}
