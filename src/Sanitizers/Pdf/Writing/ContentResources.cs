using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Pdf.Content;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Rules;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>The names of a resource dictionary that lead to something that stays, so that content names nothing else (ISO 32000-2, 7.8.3). Looked up once per dictionary.</summary>
internal sealed class ContentResources(PdfObject resources, PdfRebuild rebuild) : IContentResources
{
    private readonly Dictionary<ResourceCategory, HashSet<ByteKey>> _names = [];
    private readonly Onlooker _onlooker = new(rebuild);

    public bool Has(ResourceCategory category, ReadOnlySpan<byte> name)
    {
        if (!_names.TryGetValue(category, out var names))
        {
            _names[category] = names = Names(category);
        }

        return names.Contains(new ByteKey(name.ToArray()));
    }

    public int Components(ReadOnlySpan<byte> colorSpace)
    {
        var space = rebuild.Get(rebuild.Get(resources, "ColorSpace"u8), colorSpace);
        var family = space.IsArray ? rebuild.Resolve(space.At(0)) : space;
        return family switch
        {
            _ when family.Is("ICCBased"u8) => (int)Math.Clamp(rebuild.Get(rebuild.Resolve(space.At(1)), "N"u8).Integer, 0, 4),
            _ when family.Is("DeviceGray"u8) || family.Is("CalGray"u8) || family.Is("Indexed"u8) || family.Is("Separation"u8) => 1,
            _ when family.Is("DeviceRGB"u8) || family.Is("CalRGB"u8) || family.Is("Lab"u8) => 3,
            _ when family.Is("DeviceCMYK"u8) => 4,
            _ => 0,
        };
    }

    private HashSet<ByteKey> Names(ResourceCategory category)
    {
        var key = category.ToString();
        var shape = RuleTable.Instance.Rule("Resources").Find(Encoding.ASCII.GetBytes(key))?.MapValue;
        var names = new HashSet<ByteKey>();
        foreach (var (name, held) in rebuild.Get(resources, Encoding.ASCII.GetBytes(key)).Entries)
        {
            rebuild.Document.Budget.ChargeObjects(1);
            if (shape is not null && Stays(rebuild.Resolve(held), shape))
            {
                names.Add(new ByteKey(name.ToArray()));
            }
        }

        return names;
    }

    private bool Stays(PdfObject value, Shape shape)
    {
        if (value.IsNull)
        {
            return false;
        }

        var flag = value.Kind.Flag();
        return flag != ScalarKinds.None ? (shape.Scalars & flag) != 0
            : rebuild.IsDamagedColor(value, shape, out var device) ? !device.IsNull : PdfRebuild.Accepts(_onlooker, value, shape, out _, out _);
    }

    // Asks the same rules without telling anybody.
    private sealed class Onlooker(PdfRebuild rebuild) : IRuleSubject
    {
        public PdfPolicy Policy => rebuild.Policy;

        public PdfObject Resolve(PdfObject value) => rebuild.Resolve(value);

        public PdfObject Get(PdfObject dictionary, ReadOnlySpan<byte> key) => rebuild.Get(dictionary, key);

        public bool? IsPageTreeNode(PdfObject value) => rebuild.IsPageTreeNode(value);

        public bool IsSound(PdfObject profile) => rebuild.IsSound(profile);

        public bool TakesFile(PdfObject specification) => false;

        public void Found(PdfObject value, string code, FindingAction action, string detail = "")
        {
        }
    }
}
