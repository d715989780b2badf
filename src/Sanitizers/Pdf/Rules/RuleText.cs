namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>
/// The allow-list, one type of object per line: <c>Name: Key shape; Key shape</c>. A name that ends in * is a stream, +Name takes over the keys of another line.
/// Shapes: b boolean, d number, n name, s string, z null, v (nested) array of numbers, p (nested) array of scalars; [x] list, (x,y) places that repeat,
/// &lt;x,y&gt; places of which the last repeats, {x} dictionary with own names, a word a role; alternatives are joined by |. Filter, DecodeParms and Length of
/// streams are written by the writer, and so are the links of trees (pages, outlines) and the keys of what is made anew (file specifications, notes in the place of links). Derived from the Arlington PDF model (ISO 32000-2): every key stands there; what can act, leads out or is private is left out.
/// </summary>
internal static class RuleText
{
    public const string Document = """
        Catalog: Type n; Version n; Extensions {Extension}; Pages PageNode; PageLabels LabelTree; Names Names; Dests {Dest}; ViewerPreferences Preferences; PageLayout n; PageMode n; Outlines Outline; OpenAction OpenAction; AcroForm Form; StructTreeRoot Struct; MarkInfo MarkInfo; Lang s; OutputIntents [OutputIntent]; OCProperties OCProperties; Threads [Thread]
        Extension: Type n; BaseVersion n; ExtensionLevel d
        Preferences: HideToolbar b; HideMenubar b; HideWindowUI b; FitWindow b; CenterWindow b; DisplayDocTitle b; NonFullScreenPageMode n; Direction n; ViewArea n; ViewClip n; PrintArea n; PrintClip n; PrintScaling n; Duplex n; PickTrayByPDFSize b; PrintPageRange v; NumCopies d
        MarkInfo: Marked b; UserProperties b; Suspects b
        Names: Dests DestTree
        DestTree: Names (s,Dest); Kids [DestTree]; Limits p
        FileSpec: Desc s; AFRelationship n
        LabelTree: Nums (d,PageLabel); Kids [LabelTree]; Limits v
        PageLabel: Type n; S n; P s; St d
        OutputIntent: Type n; S n; OutputCondition s; OutputConditionIdentifier s; RegistryName s; Info s; DestOutputProfile Profile
        Document: Title s; Author s; Subject s; Keywords s; Creator s; Producer s; CreationDate s; ModDate s; Trapped n
        Outline: Type n; Title s; Count d; Dest n|s|Dest; A Action; C v; F d; SE Struct
        Thread: Type n; F Bead; I Document
        Bead: Type n; T Thread; N Bead; V Bead; P PageNode; R v
        DestDictionary: D Dest
        GoTo: Type n; S n; D n|s|Dest; Next Action|[Action]
        URI: Type n; S n; URI s; IsMap b; Next Action|[Action]
        Named: Type n; S n; N n; Next Action|[Action]
        ResetForm: Type n; S n; Fields [Annot|s]; Flags d; Next Action|[Action]
        """;

    public const string Pages = """
        Pages: Resources Resources; MediaBox v; CropBox v; Rotate d
        Page: LastModified s; Resources Resources; MediaBox v; CropBox v; BleedBox v; TrimBox v; ArtBox v; BoxColorInfo BoxColors; Contents Content|[Content]; Rotate d; Group Group; B [Bead]; Dur d; Trans Transition; Annots [Annot]; StructParents d; PZ d; Tabs n; UserUnit d; VP [Viewport]
        Content*: 
        BoxColors: CropBox BoxStyle; BleedBox BoxStyle; TrimBox BoxStyle; ArtBox BoxStyle
        BoxStyle: C v; W d; S n; D v
        Transition: Type n; S n; D d; Dm n; M n; Di d|n; SS d; B b
        Viewport: Type n; BBox v; Name s; Measure Measure
        Measure: Type n; Subtype n; R s; X [NumberFormat]; Y [NumberFormat]; D [NumberFormat]; A [NumberFormat]; T [NumberFormat]; S [NumberFormat]; O v; CYX d; Bounds v; GCS Coordinates; DCS Coordinates; PDU p; GPTS v; LPTS v
        NumberFormat: Type n; U s; C d; F n; D d; FD b; RT s; RD s; PS s; SS s; O n
        Coordinates: Type n; EPSG d; WKT s
        Resources: ExtGState {GState}; ColorSpace {n|ColorSpace}; Pattern {Pattern}; Shading {Shading}; XObject {XObject}; Font {Font}; ProcSet p; Properties {Property}
        Group: Type n; S n; CS n|ColorSpace; I b; K b
        GState: Type n; LW d; LC d; LJ d; ML d; D p; RI n; OP b; op b; OPM d; Font <Font,d>; BG Function; BG2 n|Function; UCR Function; UCR2 n|Function; TR n|Function|<n|Function>; TR2 n|Function|<n|Function>; HT n|Halftone; FL d; SM d; SA b; BM n|p; SMask n|SoftMask; CA d; ca d; AIS b; TK b; UseBlackPtComp n; HTO v
        SoftMask: Type n; S n; G XObject; BC v; TR n|Function
        """;

    public const string Annotations = """
        Markup: Type n; Subtype n; Rect v; Contents s; P PageNode; NM s; M s; F d; AP Appearance; AS n; Border v; C v; StructParent d; OC OC; CA d; ca d; BM n; Lang s; T s; Popup Annot; CreationDate s; IRT Annot; Subj s; RT n; IT n; Open b; Name n; State s; StateModel s; DA s; Q d; DS s; CL v; BE Effect; RD v; BS Border; LE n|p; L v; IC v; LL d; LLE d; Cap b; LLO d; CP n; Measure Measure; CO v; Vertices v; QuadPoints v; InkList v; Path v; Sy n; OverlayText s; Repeat b; RO XObject; Parent Annot; MN n; FixedPrint FixedPrint
        Link: Type n; Subtype n; Rect v; Contents s; P PageNode; NM s; M s; F d; AP Appearance; AS n; Border v; C v; StructParent d; OC OC; CA d; ca d; BM n; Lang s; H n; QuadPoints v; BS Border; Path v; A Action; Dest n|s|Dest
        Widget: Type n; Subtype n; Rect v; Contents s; P PageNode; NM s; M s; F d; AP Appearance; AS n; Border v; C v; StructParent d; OC OC; CA d; ca d; BM n; Lang s; H n; MK Characteristics; A Action; BS Border; Parent Annot; Kids [FieldKid]; FT n; T s; TU s; TM s; Ff d; V n|s|p|Text; DV n|s|p|Text; DA s; Q d; DS s; MaxLen d; Opt p; TI d; I v
        LinkNote: Rect v; P PageNode; NM s; M s; StructParent d; OC OC; Lang s
        FileAttachment: Type n; Subtype n; Rect v; Contents s; P PageNode; NM s; M s; F d; AP Appearance; AS n; Border v; C v; StructParent d; OC OC; CA d; ca d; BM n; Lang s; T s; Popup Annot; CreationDate s; IRT Annot; Subj s; RT n; IT n; Name n; FS FileSpec
        Form: Fields [FieldKid]; NeedAppearances b; DR Resources; DA s; Q d
        Text*: 
        Border: Type n; W d; S n; D v
        Effect: S n; I d
        Appearance: N XObject|{XObject|z}; R XObject|{XObject|z}; D XObject|{XObject|z}
        Characteristics: R d; BC v; BG v; CA s; RC s; AC s; I XObject; RI XObject; IX XObject; IF IconFit; TP d
        IconFit: SW n; S n; A v; FB b
        FixedPrint: Type n; Matrix v; H d; V d
        """;

    public const string Drawing = """
        FormXObject*: Type n; Subtype n; FormType d; BBox v; Matrix v; Resources Resources; Group Group; LastModified s; StructParent d; StructParents d; OC OC; Name n
        Image*: Type n; Subtype n; Width d; Height d; ColorSpace n|ColorSpace; BitsPerComponent d; Intent n; ImageMask b; Mask v|XObject; Decode v; Interpolate b; SMask XObject; SMaskInData d; Matte v; Name n; StructParent d; OC OC
        Function0*: FunctionType d; Domain v; Range v; Size v; BitsPerSample d; Order d; Encode v; Decode v
        Function2: FunctionType d; Domain v; Range v; C0 v; C1 v; N d
        Function3: FunctionType d; Domain v; Range v; Functions <Function>; Bounds v; Encode v
        Function4*: FunctionType d; Domain v; Range v
        Pattern1*: Type n; PatternType d; PaintType d; TilingType d; BBox v; XStep d; YStep d; Resources Resources; Matrix v
        Pattern2: Type n; PatternType d; Shading Shading; Matrix v; ExtGState GState
        ShadingDictionary: ShadingType d; ColorSpace n|ColorSpace; Background v; BBox v; AntiAlias b; Domain v; Matrix v; Function Function|<Function>; Coords v; Extend p
        ShadingStream*: ShadingType d; ColorSpace n|ColorSpace; Background v; BBox v; AntiAlias b; BitsPerCoordinate d; BitsPerComponent d; BitsPerFlag d; VerticesPerRow d; Decode v; Function Function|<Function>
        Halftone1: Type n; HalftoneType d; HalftoneName s; Frequency d; Angle d; SpotFunction n|Function|<n|Function>; AccurateScreens b; TransferFunction n|Function
        Halftone5: Type n; HalftoneType d; HalftoneName s; Default Halftone; Cyan Halftone; Magenta Halftone; Yellow Halftone; Black Halftone; Red Halftone; Green Halftone; Blue Halftone; Gray Halftone
        HalftoneStream*: Type n; HalftoneType d; HalftoneName s; Width d; Height d; Width2 d; Height2 d; Xsquare d; Ysquare d; TransferFunction n|Function
        Profile*: N d; Alternate n|ColorSpace; Range v
        CalColor: WhitePoint v; BlackPoint v; Gamma d|v; Matrix v; Range v
        DeviceN: Subtype n; Colorants {n|ColorSpace}; Process Process; MixingHints MixingHints
        Process: ColorSpace n|ColorSpace; Components p
        MixingHints: Solidities {d}; PrintingOrder p; DotGain {n|Function}
        Lookup*: 
        """;

    public const string Fonts = """
        Type0: Type n; Subtype n; Name n; BaseFont n; Encoding n|FontEncoding; DescendantFonts [Font]; ToUnicode n|CMap
        Simple: Type n; Subtype n; Name n; BaseFont n; FirstChar d; LastChar d; Widths v; FontDescriptor Descriptor; Encoding n|FontEncoding; ToUnicode n|CMap
        Type3: Type n; Subtype n; Name n; FontBBox v; FontMatrix v; CharProcs {Content}; Encoding n|FontEncoding; FirstChar d; LastChar d; Widths v; FontDescriptor Descriptor; Resources Resources; ToUnicode n|CMap
        CIDFont: Type n; Subtype n; BaseFont n; CIDSystemInfo System; FontDescriptor Descriptor; DW d; W v; DW2 v; W2 v; CIDToGIDMap n|Lookup; ToUnicode n|CMap
        Descriptor: Type n; FontName n; FontFamily s; FontStretch n; FontWeight d; Flags d; FontBBox v; ItalicAngle d; Ascent d; Descent d; Leading d; CapHeight d; XHeight d; StemV d; StemH d; AvgWidth d; MaxWidth d; MissingWidth d; FontFile FontFile; FontFile2 FontFile; FontFile3 FontFile; CharSet s|n; Style Style; Lang n; FD {Descriptor}; CIDSet Lookup
        FontFile*: Length1 d; Length2 d; Length3 d; Subtype n
        Style: Panose s
        System: Registry s; Ordering s; Supplement d
        Encoding: Type n; BaseEncoding n; Differences p
        CMap*: Type n; CMapName n; CIDSystemInfo System; WMode d; UseCMap n|CMap
        """;

    public const string Structure = """
        StructRoot: Type n; K StructKid|[StructKid]; IDTree IDTree; ParentTree ParentTree; ParentTreeNextKey d; RoleMap {n}; ClassMap {StructAttributes|[StructAttributes]}; Namespaces [Namespace]
        StructElement: Type n; S n; P Struct; ID s; Ref [Struct]; Pg PageNode; K d|StructKid|[d|StructKid]; A StructAttributes|[StructAttributes|d]; C n|p; R d; T s; Lang s; Alt s; E s; ActualText s; NS Namespace; PhoneticAlphabet n; Phoneme s
        MCR: Type n; Pg PageNode; Stm XObject; MCID d
        OBJR: Type n; Pg PageNode; Obj ObjectReference
        Namespace: Type n; NS s; RoleMapNS {n|<n,Namespace>}
        StructAttributes: O n; NS Namespace; Placement n; WritingMode n; BackgroundColor v; BorderColor v; BorderStyle n|p; BorderThickness d|v; Padding d|v; Color v; SpaceBefore d; SpaceAfter d; StartIndent d; EndIndent d; TextIndent d; TextAlign n; BBox v; Width n|d; Height n|d; BlockAlign n; InlineAlign n; TBorderStyle n|p; TPadding d|v; BaselineShift d; LineHeight n|d; TextPosition n; TextDecorationColor v; TextDecorationThickness d; TextDecorationType n; RubyAlign n; RubyPosition n; GlyphOrientationVertical n|d; ColumnCount d; ColumnGap d|v; ColumnWidths d|v; ListNumbering n; ContinuedList b; ContinuedFrom s; Role n; Checked n; checked n; Desc s; RowSpan d; ColSpan d; Headers p; Scope n; Summary s; Short s; Type n; Subtype n; NoteType n
        IDTree: Names (s,Struct); Kids [IDTree]; Limits p
        ParentTree: Nums (d,Struct|<Struct|z>); Kids [ParentTree]; Limits v
        OCProperties: OCGs [OC]; D OCConfig; Configs [OCConfig]
        OCConfig: Name s; Creator s; BaseState n; ON [OC]; OFF [OC]; Intent n|p; Order Order; ListMode n; RBGroups [[OC]]; Locked [OC]
        OCG: Type n; Name s; Intent n|p; Usage Usage
        OCMD: Type n; OCGs OC|[OC|z]; P n; VE Visibility
        Usage: Language UsageLanguage; Export UsageState; Print UsageState; View UsageState; Zoom UsageState; PageElement UsageState; CreatorInfo UsageState
        UsageLanguage: Lang s; Preferred n
        UsageState: Subtype n; ExportState n; PrintState n; ViewState n; min d; max d; Creator s
        """;
}
