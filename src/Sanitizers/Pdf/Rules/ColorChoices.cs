using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>Color spaces (ISO 32000-2, 8.6), whose arrays begin with the name of their family.</summary>
internal static class ColorChoices
{
    public static void Complete(RuleTable table, Func<string, string, ObjectRule> addArray)
    {
        var families = new (byte[] Name, ObjectRule Rule)[]
        {
            ("ICCBased"u8.ToArray(), addArray("ICCBased", "<n,Profile>")),
            ("Indexed"u8.ToArray(), addArray("Indexed", "<n,n|ColorSpace,d,s|Lookup>")),
            ("I"u8.ToArray(), addArray("IndexedShort", "<n,n|ColorSpace,d,s|Lookup>")),
            ("Separation"u8.ToArray(), addArray("Separation", "<n,n,n|ColorSpace,Function>")),
            ("DeviceN"u8.ToArray(), addArray("DeviceNSpace", "<n,p,n|ColorSpace,Function,DeviceN>")),
            ("CalRGB"u8.ToArray(), addArray("CalRGB", "<n,CalColor>")),
            ("CalGray"u8.ToArray(), addArray("CalGray", "<n,CalColor>")),
            ("Lab"u8.ToArray(), addArray("Lab", "<n,CalColor>")),
            ("Pattern"u8.ToArray(), addArray("PatternSpace", "<n,n|ColorSpace>")),
        };
        var bare = addArray("DeviceSpace", "<n>");
        table.Role("ColorSpace").Choose = (subject, value) =>
        {
            if (!value.IsArray)
            {
                return null;
            }

            var family = subject.Resolve(value.At(0));
            foreach (var (name, rule) in families)
            {
                if (family.Is(name))
                {
                    return rule;
                }
            }

            return family.IsName && value.Count == 1 ? bare : null;
        };
    }
}
