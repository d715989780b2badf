namespace Mugai.Sanitizers.Rtf.Vocabulary;

/// <summary>Control words that say what their group is, characters, and what goes.</summary>
internal static class RtfPlaceWords
{
    public const string Stories = """
        header headerl headerr headerf footer footerl footerr footerf footnote ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn annotation pntext listtext shp shpinst shpgrp shptxt
        shppict nonesttables do dptxbxtext background
        """;

    public const string Data = """
        defchp defpap fchars lchars falt fname pn pnseclvl pntxta pntxtb listtable listoverridetable liststylename listname liststyle listpicture pgptbl pgp atnid atntime atndate atnref atnparent
        atrfstart atrfend bkmkstart bkmkend formfield ffname ffdeftext ffformat ffhelptext ffstattext ffl tc xe txe rxe yxe pxe nonshppict nesttableprops
        """;

    public const string LevelTexts = "leveltext levelnumbers";

    public const string Digits = "panose passwordhash";

    public const string PictureWords = "picw pich picwgoal pichgoal picscalex picscaley picscaled piccropt piccropb piccropl piccropr defshp wmetafile dibitmap wbitmap pngblip jpegblip emfblip macpict pmmetafile wbmbitspixel wbmplanes wbmwidthbytes picbmp picbpp bliptag blipupi";

    // What only ties versions together, what only another program of the maker reads, what the header says once.
    public const string Quiet = """
        rtf ansi rsidroot rsid insrsid delrsid charrsid pararsid sectrsid tblrsid styrsid private grfdocevents qnatural style strokec strokewidth cocoartf cocoasubrtf cocoatextscaling cocoaplatform cocoascreenfonts vieww viewh pardeftab
        partightenfactor pardirnatural fromtext fromhtml htmlrtf makebackup nofwordart saveinvalidxml showxmlerrors ignoremixedcontent showplaceholdtext validatexml relyonvml forceupgrade
        linkstyles doctemp srauth srdate prauth prdate trauth trdate crdate mvdate clinsauth clinsdttm cldelauth cldeldttm clmrgdauth clmrgddttm clsplitauth clsplitdttm pnrauth
        pnrdate pnrnot pnrnfc pnrpnbr pnrrgb pnrstart pnrstop pnrxst dofhdr oldcprops oldpprops oldsprops oldtprops htmlbase lsdstimax lsdlockeddef lsdsemihiddendef
        lsdunhideuseddef lsdqformatdef lsdprioritydef usexform cts tsd disabled hres
        """;

    public const string QuietGroups = """
        generator latentstyles lsdlockedexcept rsidtbl blipuid shprslt atnicn windowcaption keycode ebcstart ebcend wgrffmtfilter writereservhash writereservation protusertbl protstart protend
        levelmarker hyphen expandedcolortbl hsv picprop mmathPict xform bkmkpub
        """;

    public static readonly (RtfKind Kind, string Name)[] OneByOne =
    [
        (RtfKind.FontTable, "fonttbl"), (RtfKind.ColorTable, "colortbl"), (RtfKind.StyleSheet, "stylesheet"), (RtfKind.List, "list"), (RtfKind.ListLevel, "listlevel"),
        (RtfKind.ListOverride, "listoverride"), (RtfKind.ListOverrideLevel, "lfolevel"), (RtfKind.OverrideCount, "listoverridecount"), (RtfKind.Info, "info"), (RtfKind.Info, "userprops"),
        (RtfKind.Author, "atnauthor"), (RtfKind.Author, "revtbl"), (RtfKind.Field, "field"), (RtfKind.FieldInstruction, "fldinst"), (RtfKind.FieldResult, "fldrslt"),
        (RtfKind.Object, "object"), (RtfKind.ObjectData, "objdata"), (RtfKind.ObjectClass, "objclass"), (RtfKind.ObjectResult, "result"), (RtfKind.Picture, "pict"),
        (RtfKind.ShapeProperty, "sp"), (RtfKind.ShapeName, "sn"), (RtfKind.ShapeValue, "sv"), (RtfKind.Unicode, "upr"), (RtfKind.UnicodeText, "ud"),
        (RtfKind.Font, "f"), (RtfKind.Font, "deff"), (RtfKind.Style, "s"), (RtfKind.Style, "cs"), (RtfKind.Style, "ts"), (RtfKind.Cell, "cellx"), (RtfKind.CodePage, "ansicpg"),
        (RtfKind.Data, "title"), (RtfKind.Data, "subject"), (RtfKind.Data, "author"), (RtfKind.Data, "manager"), (RtfKind.Data, "company"), (RtfKind.Data, "operator"),
        (RtfKind.Data, "category"), (RtfKind.Data, "keywords"), (RtfKind.Data, "comment"), (RtfKind.Data, "doccomm"), (RtfKind.Data, "creatim"), (RtfKind.Data, "revtim"),
        (RtfKind.Data, "printim"), (RtfKind.Data, "buptim"), (RtfKind.Data, "propname"), (RtfKind.Data, "staticval"), (RtfKind.Quiet, "mac"), (RtfKind.Quiet, "pc"), (RtfKind.Quiet, "pca"),
        (RtfKind.Format, "widctlpar"),
    ];

    public static readonly (string Name, string Text)[] Characters =
    [
        ("par", "\r\n"), ("sect", "\r\n"), ("page", "\r\n"), ("column", "\r\n"), ("line", "\r\n"), ("lbr", "\r\n"), ("row", "\r\n"), ("nestrow", "\r\n"), ("cell", "\t"), ("nestcell", "\t"),
        ("tab", "\t"), ("softpage", ""), ("softcol", ""), ("softline", ""), ("softlheight", ""), ("emdash", "\u2014"), ("endash", "\u2013"), ("emspace", "\u2003"), ("enspace", "\u2002"), ("qmspace", "\u2005"),
        ("bullet", "\u2022"), ("lquote", "\u2018"), ("rquote", "\u2019"), ("ldblquote", "\u201C"), ("rdblquote", "\u201D"), ("ltrmark", ""), ("rtlmark", ""), ("zwbo", ""), ("zwnbo", ""),
        ("zwj", ""), ("zwnj", ""), ("chdate", ""), ("chdpl", ""), ("chdpa", ""), ("chtime", ""), ("chpgn", ""), ("sectnum", ""), ("chftn", ""), ("chatn", ""), ("chftnsep", ""), ("chftnsepc", ""),
        ("~", "\u00A0"), ("-", ""), ("_", "\u2011"), (":", ""),
    ];

    public static readonly (RtfKind Kind, string Code, string Names)[] Removed =
    [
        (RtfKind.Removed, RtfCodes.Object, "objname objalias objsect objitem objtopic oleclsid"),
        (RtfKind.RemovedWord, RtfCodes.Object, "objupdate objautlink objlink objemb objsub objpub objicemb objhtml objocx objattph objlock objsetsize objh objw objalign objtransy objcropt objcropb objcropl objcropr objscalex objscaley rsltrtf rslttxt rsltpict rsltbmp rsltmerge rslthtml linkself"),
        (RtfKind.Removed, RtfCodes.Template, "template"),
        (RtfKind.Removed, RtfCodes.FileLink, "filetbl file nextfile hlinkbase linkval"),
        (RtfKind.RemovedWord, RtfCodes.FileLink, "subdocument"),
        (RtfKind.Removed, RtfCodes.MailMerge, "mailmerge mmconnectstr mmconnectstrdata mmdatasource mmheadersource mmquery mmodso"),
        (RtfKind.Removed, RtfCodes.Blob, "datastore themedata colorschememapping svb datafield"),
        (RtfKind.Removed, RtfCodes.Html, "htmltag mhtmltag"),
        (RtfKind.Removed, RtfCodes.EmbeddedFont, "fontemb fontfile"),
        (RtfKind.Removed, RtfCodes.FormMacro, "ffentrymcr ffexitmcr"),
        (RtfKind.Removed, RtfCodes.Hyperlink, "hl hlloc hlsrc hlfr"),
    ];
}
