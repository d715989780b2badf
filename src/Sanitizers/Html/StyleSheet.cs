using System.Buffers;

namespace Mugai.Sanitizers.Html;

/// <summary>
/// The rules of the document's style elements that can decide whether text shows: one compound selector of an element, a class, an id
/// or an element with a class. Rules with a combinator or a condition only make the colors of what they may reach unknown, so that
/// nothing is called hidden because of them. One pass over the text; the number of rules is bounded.
/// </summary>
internal sealed class StyleSheet
{
    private const int MaxRules = 4_096;
    private const int MaxSelectorChars = 80;
    private const int MaxClassesPerElement = 12;

    private static readonly SearchValues<char> Combinators = SearchValues.Create(" >+~\t\n");

    private readonly Dictionary<string, StyleFacts> _rules = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, StyleFacts>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    // Which lengths selectors have: most names that are asked for are told by it.
    private UInt128 _lengths;

    public StyleSheet() => _lookup = _rules.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True while no rule was read.</summary>
    public bool IsEmpty => _rules.Count == 0;

    /// <summary>External resources that the rules load.</summary>
    public int ExternalResources { get; private set; }

    /// <summary>Reads the text of a style element.</summary>
    public void Add(ReadOnlySpan<char> css)
    {
        while (css.Length > 0)
        {
            css = SkipSpace(css);
            if (css.Length > 0 && css[0] == '@')
            {
                css = AtRule(css);
                continue;
            }

            var open = css.IndexOf('{');
            if (open < 0)
            {
                return;
            }

            var close = css[open..].IndexOf('}');
            var block = close < 0 ? css[(open + 1)..] : css.Slice(open + 1, close - 1);
            Rule(css[..open], block, conditional: false);
            css = close < 0 ? [] : css[(open + close + 1)..];
        }
    }

    /// <summary>Applies what the rules say of an element.</summary>
    public void Apply(ReadOnlySpan<char> element, ReadOnlySpan<char> classes, ReadOnlySpan<char> id, ref StyleFacts facts)
    {
        Find(element, ref facts);
        Span<char> key = stackalloc char[(2 * MaxSelectorChars) + 2];
        var count = 0;
        foreach (var range in classes.Split(' '))
        {
            var name = classes[range].Trim();
            if (name.Length is 0 or > MaxSelectorChars || ++count > MaxClassesPerElement)
            {
                continue;
            }

            element.CopyTo(key);
            key[element.Length] = '.';
            name.CopyTo(key[(element.Length + 1)..]);
            Find(key.Slice(element.Length, name.Length + 1), ref facts);
            Find(key[..(element.Length + name.Length + 1)], ref facts);
        }

        if (id.Length is > 0 and <= MaxSelectorChars)
        {
            key[0] = '#';
            id.CopyTo(key[1..]);
            Find(key[..(id.Length + 1)], ref facts);
        }
    }

    private void Find(ReadOnlySpan<char> key, ref StyleFacts facts)
    {
        if (((_lengths >> key.Length) & 1) != 0 && _lookup.TryGetValue(key, out var rule))
        {
            Merge(rule, ref facts);
        }
    }

    private static void Merge(in StyleFacts rule, ref StyleFacts facts)
    {
        if (rule.Display != DisplayKind.Unset && (!facts.DisplayIsImportant || rule.DisplayIsImportant))
        {
            facts.Display = rule.Display;
            facts.DisplayIsImportant |= rule.DisplayIsImportant;
        }

        facts.Invisible = rule.Invisible == Tristate.Unset ? facts.Invisible : rule.Invisible;
        facts.Tiny = rule.Tiny == Tristate.Unset ? facts.Tiny : rule.Tiny;
        facts.Preformatted = rule.Preformatted == Tristate.Unset ? facts.Preformatted : rule.Preformatted;
        facts.Gone |= rule.Gone;
        facts.ZeroBox |= rule.ZeroBox;
        facts.ClipsOverflow |= rule.ClipsOverflow;
        facts.Positioned |= rule.Positioned;
        facts.FarAway |= rule.FarAway;
        facts.NoMargin |= rule.NoMargin;
        facts.Color = rule.Color == StyleFacts.Unset ? facts.Color : rule.Color;
        facts.Background = rule.Background == StyleFacts.Unset ? facts.Background : rule.Background;
    }

    private void Rule(ReadOnlySpan<char> selectors, ReadOnlySpan<char> block, bool conditional)
    {
        var facts = new StyleFacts();
        InlineStyle.Parse(block, ref facts);
        ExternalResources += facts.ExternalResources;
        facts.ExternalResources = 0;
        foreach (var range in selectors.Split(','))
        {
            Selector(selectors[range].Trim(), facts, conditional);
        }
    }

    private void Selector(ReadOnlySpan<char> selector, in StyleFacts facts, bool conditional)
    {
        if (_rules.Count >= MaxRules)
        {
            return;
        }

        var last = selector.LastIndexOfAny(Combinators);
        var compound = selector[(last + 1)..];
        var nameEnd = compound.Length > 1 ? compound[1..].IndexOfAny(":[") : -1;
        var isSimple = !conditional && last < 0 && nameEnd < 0 && compound.Count('.') <= 1 && (compound.IndexOf('#') <= 0) && !compound.Contains('*');
        compound = nameEnd < 0 ? compound : compound[..(nameEnd + 1)];
        if (compound.Length is 0 or > MaxSelectorChars)
        {
            return;
        }

        if (!isSimple)
        {
            Unsure(compound, facts);
            return;
        }

        var key = compound.ToString();
        if (_rules.TryGetValue(key, out var earlier))
        {
            Merge(facts, ref earlier);
            _rules[key] = earlier;
        }
        else
        {
            _rules.Add(key, facts);
            _lengths |= UInt128.One << key.Length;
        }
    }

    private void Unsure(ReadOnlySpan<char> compound, in StyleFacts facts)
    {
        if (facts.Color == StyleFacts.Unset && facts.Background == StyleFacts.Unset)
        {
            return;
        }

        var dot = compound.LastIndexOfAny('.', '#');
        var key = compound[Math.Max(dot, 0)..].ToString();
        var unsure = new StyleFacts { Background = StyleFacts.UnknownColor, Color = StyleFacts.UnknownColor };
        if (_rules.TryGetValue(key, out var earlier))
        {
            Merge(unsure, ref earlier);
            unsure = earlier;
        }

        _rules[key] = unsure;
        _lengths |= UInt128.One << key.Length;
    }

    // Comments, and the <!-- --> that style elements were wrapped in (CSS Syntax 3, 4.3.2 and 5.4.1).
    private static ReadOnlySpan<char> SkipSpace(ReadOnlySpan<char> css)
    {
        while (true)
        {
            css = css.TrimStart();
            if (css.StartsWith("/*"))
            {
                var end = css[2..].IndexOf("*/");
                css = end < 0 ? [] : css[(end + 4)..];
            }
            else if (css.StartsWith("<!--"))
            {
                css = css[4..];
            }
            else if (css.StartsWith("-->"))
            {
                css = css[3..];
            }
            else if (css.StartsWith("}"))
            {
                css = css[1..];
            }
            else
            {
                return css;
            }
        }
    }

    // @import loads, @media and the like hold rules that may or may not apply, the others say nothing about text.
    private ReadOnlySpan<char> AtRule(ReadOnlySpan<char> css)
    {
        var end = css.IndexOfAny(';', '{');
        if (end < 0)
        {
            return [];
        }

        if (css[end] == ';')
        {
            ExternalResources += css.StartsWith("@import", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
            return css[(end + 1)..];
        }

        var holdsRules = css.StartsWith("@media", StringComparison.OrdinalIgnoreCase) || css.StartsWith("@supports", StringComparison.OrdinalIgnoreCase);
        var selectorStart = end + 1;
        var i = end + 1;
        for (var depth = 1; depth > 0;)
        {
            var brace = css[i..].IndexOfAny('{', '}');
            if (brace < 0)
            {
                return [];
            }

            i += brace + 1;
            depth += css[i - 1] == '{' ? 1 : -1;
            if (css[i - 1] == '{' && depth == 2 && holdsRules && css[i..].IndexOf('}') is var close and >= 0)
            {
                Rule(SkipSpace(css[selectorStart..(i - 1)]), css.Slice(i, close), conditional: true);
            }

            selectorStart = css[i - 1] == '}' ? i : selectorStart;
        }

        return css[i..];
    }
}
