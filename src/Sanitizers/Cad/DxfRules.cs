using Mugai.Wording;
using System.Buffers;

namespace Mugai.Sanitizers.Cad;

/// <summary>What the value of a group is.</summary>
internal enum GroupKind
{
    /// <summary>Not a group we know, or one that carries bytes.</summary>
    None,
    Text,
    Number,
    Handle,
}

/// <summary>Records, header variables and groups that a rebuilt drawing is made of (DXF Reference). Allow-lists.</summary>
internal static class DxfRules
{
    private static readonly string[] Fonts = [".shx", ".ttf", ".ttc", ".otf", ".pfb"];

    private static readonly SearchValues<byte> Numbers = SearchValues.Create("0123456789+-.eE"u8);
    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly HashSet<string> Tables = [.. "TABLE ENDTAB VPORT LTYPE LAYER STYLE VIEW UCS APPID DIMSTYLE BLOCK_RECORD".Split(' ')];

    private static readonly HashSet<string> Entities =
    [
        .. ("3DFACE 3DSOLID ARC ARC_DIMENSION ATTDEF ATTRIB BODY CIRCLE DIMENSION ELLIPSE EXTRUDEDSURFACE HATCH HELIX INSERT LARGE_RADIAL_DIMENSION LEADER LIGHT LINE LOFTEDSURFACE "
            + "LWPOLYLINE MESH MLINE MPOLYGON MTEXT MULTILEADER PLANESURFACE POINT POLYLINE RAY REGION REVOLVEDSURFACE SEQEND SHAPE SOLID SPLINE SURFACE SWEPTSURFACE ACAD_TABLE TEXT "
            + "TOLERANCE TRACE VERTEX VIEWPORT WIPEOUT XLINE").Split(' '),
    ];

    private static readonly HashSet<string> Objects =
    [
        .. ("ACDBDICTIONARYWDFLT ACDBPLACEHOLDER CELLSTYLEMAP DICTIONARY DICTIONARYVAR DIMASSOC GROUP LAYOUT MATERIAL MLEADERSTYLE MLINESTYLE PLOTSETTINGS RASTERVARIABLES SCALE "
            + "SORTENTSTABLE SPATIAL_FILTER SUN TABLESTYLE VISUALSTYLE WIPEOUTVARIABLES").Split(' '),
    ];

    // Their strings are words of the drawing, or the coded body of a solid: a slash in them leads nowhere.
    private static readonly HashSet<string> Words =
        [.. "TEXT MTEXT ATTRIB ATTDEF DIMENSION ARC_DIMENSION LARGE_RADIAL_DIMENSION MULTILEADER TOLERANCE ACAD_TABLE 3DSOLID BODY REGION SURFACE EXTRUDEDSURFACE LOFTEDSURFACE PLANESURFACE REVOLVEDSURFACE SWEPTSURFACE".Split(' ')];

    private static readonly HashSet<string> Variables =
        [.. "$PROJECTNAME $HYPERLINKBASE $STYLESHEET $MENU $FINGERPRINTGUID $VERSIONGUID $LASTSAVEDBY $XCLIPFRAME_PATH".Split(' ')];

    public static bool MayStand(string section, string record) => section switch
    {
        "TABLES" => Tables.Contains(record),
        "BLOCKS" => record is "BLOCK" or "ENDBLK" || Entities.Contains(record),
        "ENTITIES" => Entities.Contains(record),
        "OBJECTS" => Objects.Contains(record),
        _ => false,
    };

    public static bool IsSection(string name) => name is "HEADER" or "CLASSES" or "TABLES" or "BLOCKS" or "ENTITIES" or "OBJECTS";

    public static bool IsWords(string record) => Words.Contains(record);

    public static bool IsShown(string record) => record is "TEXT" or "MTEXT" or "ATTRIB" or "ATTDEF" or "DIMENSION" or "MULTILEADER";

    public static bool IsVariable(string name)
    {
        if (name.Length is < 2 or > 64 || name[0] != '$' || Variables.Contains(name))
        {
            return false;
        }

        foreach (var c in name.AsSpan(1))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsClass(string name) => Entities.Contains(name) || Objects.Contains(name);

    public static GroupKind Kind(int code) => code switch
    {
        5 or 105 => GroupKind.Handle,
        (>= 0 and <= 9) or (>= 100 and <= 102) or (>= 300 and <= 309) or (>= 410 and <= 419) or (>= 430 and <= 439) or (>= 470 and <= 479) or (>= 1000 and <= 1003) => GroupKind.Text,
        (>= 320 and <= 369) or (>= 390 and <= 399) or 480 or 481 or 1005 => GroupKind.Handle,
        (>= 10 and <= 99) or (>= 110 and <= 179) or (>= 210 and <= 239) or (>= 270 and <= 299) or (>= 370 and <= 389) or (>= 400 and <= 409) or (>= 420 and <= 429)
            or (>= 440 and <= 469) or (>= 1010 and <= 1071) => GroupKind.Number,
        _ => GroupKind.None,
    };

    public static bool IsNumber(ReadOnlySpan<byte> value) => value.Length is > 0 and <= 64 && !value.ContainsAnyExcept(Numbers);

    public static bool IsHandle(ReadOnlySpan<byte> value) => value.Length is > 0 and <= 16 && !value.ContainsAnyExcept(Hex);

    /// <summary>A font is found by its name; a path in front of it makes the reader fetch it from there. Empty for the name of anything else.</summary>
    public static string FontName(string text)
    {
        var name = text[(text.LastIndexOfAny(['\\', '/', ':']) + 1)..];
        var dot = name.LastIndexOf('.');
        return dot >= 0 && !Fonts.Contains(name[dot..].ToLowerInvariant()) ? "" : name;
    }

    /// <summary>What it is called in the report when a record goes.</summary>
    public static string FindingCode(string record) => record switch
    {
        "OLEFRAME" or "OLE2FRAME" => "dxf.ole",
        "VBA_PROJECT" => "dxf.vba",
        "ACAD_PROXY_ENTITY" or "ACAD_PROXY_OBJECT" => "dxf.proxy",
        "IMAGE" or "IMAGEDEF" or "IMAGEDEF_REACTOR" => "dxf.image",
        _ when record.EndsWith("UNDERLAY", StringComparison.Ordinal) || record.EndsWith("DEFINITION", StringComparison.Ordinal) => "dxf.underlay",
        "DATALINK" or "FIELD" or "FIELDLIST" or "RTEXT" => "dxf.field",
        "XRECORD" => "dxf.applicationData",
        _ => "dxf.unknownRecord",
    };
}
