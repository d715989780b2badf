using Mugai.Sanitizers.Pdf.Rules;

namespace Mugai.Sanitizers.Tests.Pdf;

/// <summary>The allow-list against the Arlington PDF model, where a copy of it lies beside the checkout.</summary>
public sealed class PdfRuleTests
{
    // Rules that stand for several types of the model.
    private static readonly Dictionary<string, string[]> Models = new()
    {
        ["Catalog"] = ["Catalog"], ["Page"] = ["PageObject"], ["Pages"] = ["PageTreeNode"], ["Resources"] = ["Resource"], ["GState"] = ["GraphicsStateParameter"],
        ["Outline"] = ["Outline", "OutlineItem"], ["Link"] = ["AnnotLink"], ["Widget"] = ["AnnotWidget", "FieldTx", "FieldChoice", "FieldBtnCheckbox", "FieldSig"], ["Form"] = ["InteractiveForm"],
        ["FormXObject"] = ["XObjectFormType1"], ["Image"] = ["XObjectImage", "XObjectImageSoftMask"], ["Type0"] = ["FontType0", "FontType1"], ["Simple"] = ["FontType1", "FontTrueType"], ["Type3"] = ["FontType3"],
        ["CIDFont"] = ["FontCIDType0", "FontCIDType2"], ["Descriptor"] = ["FontDescriptorType1", "FontDescriptorTrueType", "FontDescriptorCIDType0", "FontDescriptorCIDType2"], ["Encoding"] = ["Encoding"],
        ["StructRoot"] = ["StructTreeRoot"], ["StructElement"] = ["StructElem"], ["OCConfig"] = ["OptContentConfig"], ["OCG"] = ["OptContentGroup"], ["OCMD"] = ["OptContentMembership"],
        ["GoTo"] = ["ActionGoTo"], ["URI"] = ["ActionURI"], ["Named"] = ["ActionNamed"], ["Preferences"] = ["ViewerPreferences"], ["Transition"] = ["Transition"], ["StructAttributes"] = ["StructureAttributesDict"],
    };

    // What the model says can act, lead out or carry a program's own data, by key.
    private static readonly string[] NeverKept = ["AA", "JS", "XFA", "EF", "AF", "RF", "OPI", "Ref", "Alternates", "PieceInfo", "Metadata", "Perms", "Collection", "SpiderInfo", "Requirements", "FFilter", "FDecodeParms", "Legal", "DSS", "PresSteps", "RV", "RC"];

    [Fact]
    public void Keeps_NoKeyThatActs() => Assert.Empty(RuleTable.Instance.Rules.Where(rule => rule.Name is not "StructElement").SelectMany(rule => rule.Keys.Where(key => NeverKept.Contains(key.Key) && !(rule.Name == "Characteristics" && key.Key == "RC")).Select(key => $"{rule.Name}.{key.Key}")));

    [Fact]
    public void Knows_OnlyKeysOfTheStandard()
    {
        if (Model() is not { } folder)
        {
            return;
        }

        var unknown = from pair in Models
            let known = pair.Value.SelectMany(name => File.ReadLines(Path.Combine(folder, name + ".tsv")).Skip(1).Select(line => line.Split('\t')[0])).ToHashSet()
            from key in RuleTable.Instance.Rule(pair.Key).Keys
            where !known.Contains(key.Key)
            select $"{pair.Key}.{key.Key}";
        Assert.Empty(unknown);
    }

    private static string? Model()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sanitizer.sln")))
            {
                var model = Path.Combine(folder.FullName, "..", "shared", "specs", "arlington");
                return Directory.Exists(model) ? model : null;
            }
        }

        return null;
    }
}
