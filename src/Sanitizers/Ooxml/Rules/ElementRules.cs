using System.Collections.Frozen;
using Mugai.Sanitizers.Ooxml.Xml;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>All rules, by namespace and local name.</summary>
internal static class ElementRules
{
    /// <summary>For elements of an allowed namespace without a rule of their own.</summary>
    public static readonly ElementRule Ordinary = new();

    /// <summary>For elements outside the allow-list.</summary>
    public static readonly ElementRule Unlisted = new() { Action = ElementAction.Drop, Code = OoxmlCodes.UnknownElement };

    private static readonly FrozenDictionary<(Vocabulary, string), ElementRule> All = new[]
        {
            WordRules.List(), ReviewRules.List(), DrawingRules.List(), SlideRules.List(), SheetRules.List(), ObjectRules.List(), ControlRules.List(), PropertyRules.List(), VisioRules.List(),
        }
        .SelectMany(static list => list)
        .ToFrozenDictionary(static rule => (rule.Item1, rule.Item2), static rule => rule.Item3);

    // Settings of a vendor's program alone, in every file that it writes: nobody learns anything from a finding.
    private static readonly ElementRule Setting = new() { Action = ElementAction.Drop };

    public static ElementRule Find(string uri, Vocabulary vocabulary, string localName)
    {
        // How LibreOffice Calc reads references inside of strings.
        if (vocabulary == Vocabulary.Unknown && localName == "extCalcPr" && uri == "http://schemas.libreoffice.org/")
        {
            return Setting;
        }

        if (All.TryGetValue((vocabulary, localName), out var rule))
        {
            return rule;
        }

        // HTML stands without a namespace inside VML; only what is listed there may stay.
        return vocabulary is Vocabulary.Unknown or Vocabulary.None or Vocabulary.Xml or Vocabulary.Xmlns or Vocabulary.Xsi or Vocabulary.R ? Unlisted : Ordinary;
    }
}
