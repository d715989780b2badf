using Mugai.Wording;
using System.Collections.Frozen;

namespace Mugai.Sanitizers.OpenDocument.Schema;

/// <summary>The allow-list as the sanitizer asks it.</summary>
internal static class OdfWords
{
    private static readonly FrozenSet<(OdfSpace Space, string Name)> Elements = Split([.. ElementWords.All, (OdfSpace.Math, MathWords.Elements)]);
    private static readonly FrozenSet<(OdfSpace Space, string Name)> Attributes = Split([.. AttributeWords.All]);
    private static readonly FrozenSet<string> MathAttributes = MathWords.Attributes.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static bool IsElement(OdfSpace space, string name) => Elements.Contains((space, name));

    public static bool IsAttribute(OdfSpace space, string name) => Attributes.Contains((space, name));

    /// <summary>For attributes without a namespace: MathML alone has them.</summary>
    public static bool IsMathAttribute(string name) => MathAttributes.Contains(name);

    private static FrozenSet<(OdfSpace, string)> Split(IEnumerable<(OdfSpace Space, string Words)> tables) =>
        tables.SelectMany(table => table.Words.Split(' ').Select(word => (table.Space, word))).ToFrozenSet();
}
