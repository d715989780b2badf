using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>The roles that look before they choose a rule.</summary>
internal static class Choices
{
    public static void Complete(RuleTable table)
    {
        var (pages, page) = (table.Rule("Pages"), table.Rule("Page"));
        table.Role("PageNode").Choose = (subject, value) => subject.IsPageTreeNode(value) switch { true => pages, false => page, _ => null };

        ObjectRule AddArray(string name, string shape)
        {
            var rule = new ObjectRule(name, false) { Array = table.Shape(shape) };
            table.Add(rule);
            return rule;
        }

        // Destinations of another document name their page by number; some writers do so for their own.
        var (destination, held) = (AddArray("Destination", "<PageNode|d,n|d|z>"), table.Rule("DestDictionary"));
        table.Role("Dest").Choose = (_, value) => value.IsArray ? destination : value.Kind == PdfKind.Dictionary ? held : null;
        ActionChoices.Complete(table, destination);
        AnnotationChoices.Complete(table);
        ColorChoices.Complete(table, AddArray);

        var (form, image) = (table.Rule("FormXObject"), table.Rule("Image"));
        table.Role("XObject").Choose = (subject, value) =>
        {
            var subtype = subject.Get(value, "Subtype"u8);
            if (!value.IsStream)
            {
                return null;
            }

            if (subtype.Is("PS"u8) || subject.Get(value, "Subtype2"u8).Is("PS"u8))
            {
                subject.Found(value, PdfCodes.PostScript, FindingAction.Removed);
                return null;
            }

            return subtype.Is("Image"u8) ? image : form;
        };
        table.Role("ObjectReference").Choose = (subject, value) => table.Role(value.IsStream ? "XObject" : "Annot").Choose(subject, value);

        ByNumber(table, "Function", "FunctionType", "Function0", null, "Function2", "Function3", "Function4");
        ByNumber(table, "Pattern", "PatternType", null, "Pattern1", "Pattern2");
        const string Meshes = "ShadingStream";
        ByNumber(table, "Shading", "ShadingType", null, "ShadingDictionary", "ShadingDictionary", "ShadingDictionary", Meshes, Meshes, Meshes, Meshes);
        ByNumber(table, "Halftone", "HalftoneType", null, "Halftone1", null, null, null, "Halftone5", "HalftoneStream", null, null, null, "HalftoneStream",
            null, null, null, null, null, "HalftoneStream");

        var (encoding, map) = (table.Rule("Encoding"), table.Rule("CMap"));
        table.Role("FontEncoding").Choose = (_, value) => value.IsStream ? map : value.IsArray ? null : encoding;
        ByName(table, "Font", ("Type0", "Type0"), ("Type1", "Simple"), ("MMType1", "Simple"), ("TrueType", "Simple"), ("Type3", "Type3"), ("CIDFontType0", "CIDFont"), ("CIDFontType2", "CIDFont"));

        var (root, element, marked, reference) = (table.Rule("StructRoot"), table.Rule("StructElement"), table.Rule("MCR"), table.Rule("OBJR"));
        table.Role("Struct").Choose = (subject, value) => value.Kind != PdfKind.Dictionary ? null : subject.Get(value, "Type"u8) switch
        {
            var type when type.Is("StructTreeRoot"u8) => root,
            var type when type.Is("MCR"u8) => marked,
            var type when type.Is("OBJR"u8) => reference,
            _ => element,
        };

        table.Role("StructKid").Choose = table.Role("Struct").Choose;
        table.Role("StructKid").Once = element;
        foreach (var name in (string[])["DestTree", "LabelTree", "IDTree", "ParentTree"])
        {
            table.Role(name).Once = table.Rule(name);
        }

        var (profile, file) = (table.Rule("Profile"), table.Rule("FileSpec"));
        table.Role("Profile").Choose = (subject, value) => value.IsStream && subject.IsSound(value) ? profile : null;
        table.Role("FileSpec").Choose = (subject, value) => value.Kind == PdfKind.Dictionary && subject.TakesFile(value) ? file : null;

        var (group, membership) = (table.Rule("OCG"), table.Rule("OCMD"));
        ObjectRule? Content(IRuleSubject subject, PdfObject value) => value.Kind != PdfKind.Dictionary ? null : subject.Get(value, "Type"u8).Is("OCMD"u8) ? membership : group;
        table.Role("OC").Choose = Content;
        var plain = new ObjectRule("PropertyList", false) { Others = table.Shape("b|d|n|s|p") };
        table.Add(plain);
        table.Role("Property").Choose = (subject, value) => value.Kind != PdfKind.Dictionary ? null
            : subject.Get(value, "Type"u8) is var type && (type.Is("OCG"u8) || type.Is("OCMD"u8)) ? Content(subject, value) : plain;

        // The order of layers nests: names, groups and lists of them. Visibility expressions begin with an operator.
        var (order, visibility) = (AddArray("OrderList", "[s|Order]"), AddArray("Expression", "<n,Visibility>"));
        table.Role("Order").Choose = (subject, value) => value.IsArray ? order : Content(subject, value);
        table.Role("Visibility").Choose = (subject, value) => value.IsArray ? visibility : Content(subject, value);
        table.Shape("[s|Order]").Items![0].Role = table.Role("Order");
        table.Shape("<n,Visibility>").Items![1].Role = table.Role("Visibility");
    }

    private static void ByNumber(RuleTable table, string role, string key, params string?[] names)
    {
        var rules = names.Select(name => name is null ? null : table.Rule(name)).ToArray();
        var number = System.Text.Encoding.ASCII.GetBytes(key);
        table.Role(role).Choose = (subject, value) => value.IsDictionary && subject.Get(value, number) is { IsNumber: true } type && type.Integer >= 0 && type.Integer < rules.Length
            && rules[type.Integer] is { } rule && rule.IsStream == value.IsStream ? rule : null;
    }

    internal static void ByName(RuleTable table, string role, params (string Subtype, string Rule)[] names)
    {
        var rules = names.Select(name => (System.Text.Encoding.ASCII.GetBytes(name.Subtype), table.Rule(name.Rule))).ToArray();
        table.Role(role).Choose = (subject, value) =>
        {
            var subtype = subject.Get(value, "Subtype"u8);
            foreach (var (name, rule) in rules)
            {
                if (subtype.Is(name))
                {
                    return value.Kind == PdfKind.Dictionary ? rule : null;
                }
            }

            return null;
        };
    }
}
