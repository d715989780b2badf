namespace Mugai.Sanitizers.Html;

/// <summary>What was found in a document, counted by code.</summary>
/// <param name="Code">As in docs/formats/html.md and docs/formats/mail.md.</param>
/// <param name="Action">What was done.</param>
/// <param name="Count">How many.</param>
/// <param name="Detail">The first one, in a few words; may be empty.</param>
public readonly record struct HtmlFinding(string Code, FindingAction Action, int Count, UntrustedText Detail);

/// <summary>The kinds of findings, in the order they are reported.</summary>
internal enum HtmlFindingKind : byte
{
    Script,
    EventHandler,
    ActiveContent,
    Form,
    DangerousLink,
    LinkMismatch,
    HiddenText,
    TrackingPixel,
    ExternalResource,
    MetaRefresh,
    BaseHref,
    ConditionalComment,
    DirectionOverride,
    CutValue,
    TooDeep,
    LinkNeutralized,
    LinkScheme,
    LinkRealHost,
    LinkAddress,
    LinkShortener,
    LinkRedirect,
    ForgedNotice,
}

/// <summary>Counts findings; the first of a kind leaves its detail.</summary>
internal sealed class HtmlFindings
{
    private const int MaxDetailChars = 80;

    private static readonly (string Code, FindingAction Action)[] Names =
    [
        ("html.script", FindingAction.Removed),
        ("html.eventHandler", FindingAction.Removed),
        ("html.activeContent", FindingAction.Removed),
        ("html.form", FindingAction.Removed),
        ("html.dangerousLink", FindingAction.Removed),
        ("html.linkMismatch", FindingAction.Neutralized),
        ("html.hiddenText", FindingAction.Removed),
        ("html.trackingPixel", FindingAction.Removed),
        ("html.externalResource", FindingAction.Removed),
        ("html.metaRefresh", FindingAction.Removed),
        ("html.baseHref", FindingAction.Removed),
        ("html.conditionalComment", FindingAction.Removed),
        ("html.directionOverride", FindingAction.Removed),
        ("html.cutValue", FindingAction.Rewritten),
        ("html.tooDeep", FindingAction.Rewritten),
        ("link.neutralized", FindingAction.Neutralized),
        ("link.scheme", FindingAction.Neutralized),
        ("link.realHost", FindingAction.Neutralized),
        ("link.address", FindingAction.Neutralized),
        ("link.shortener", FindingAction.Neutralized),
        ("link.redirect", FindingAction.Neutralized),
        ("mail.forgedNotice", FindingAction.Neutralized),
    ];

    private readonly int[] _counts = new int[Names.Length];
    private readonly string?[] _details = new string?[Names.Length];

    public void Add(HtmlFindingKind kind, ReadOnlySpan<char> detail = default, int count = 1)
    {
        if (count <= 0)
        {
            return;
        }

        _counts[(int)kind] = (int)Math.Min(int.MaxValue, (long)_counts[(int)kind] + count);
        if (_details[(int)kind] is null && detail.Length > 0)
        {
            _details[(int)kind] = detail[..Math.Min(detail.Length, MaxDetailChars)].ToString();
        }
    }

    /// <summary>The findings, characters that the layout dropped included.</summary>
    public IReadOnlyList<HtmlFinding> ToList(long controls, long bidi, long invisibles)
    {
        var list = new List<HtmlFinding>();
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] > 0)
            {
                list.Add(new HtmlFinding(Names[i].Code, Names[i].Action, _counts[i], new UntrustedText(_details[i])));
            }
        }

        AddCharacters(list, "text.control", controls);
        AddCharacters(list, "text.bidi", bidi);
        AddCharacters(list, "text.invisible", invisibles);
        return list;
    }

    private static void AddCharacters(List<HtmlFinding> list, string code, long count)
    {
        if (count > 0)
        {
            list.Add(new HtmlFinding(code, FindingAction.Removed, (int)Math.Min(count, int.MaxValue), default));
        }
    }
}
