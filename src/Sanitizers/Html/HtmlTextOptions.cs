using Mugai.Policies;
using Mugai.Sanitizers.Links;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Html;

/// <summary>How <see cref="HtmlTextConverter"/> writes.</summary>
public sealed record HtmlTextOptions
{
    /// <summary>How links stand in the text.</summary>
    public LinkStyle Links { get; init; } = LinkStyle.Defang;

    /// <summary>How each link stands by where it leads; null judges by <see cref="Links"/> alone.</summary>
    internal LinkRules? Rules { get; init; }

    /// <summary>The language of the few words we add (画像, 注意 …).</summary>
    public NoticeLanguage Language { get; init; } = NoticeLanguage.Both;

    /// <summary>Filled with where text does not show; null notes nothing.</summary>
    internal HiddenPlaces? Hidden { get; init; }

    /// <summary>The document's title becomes the first line (files); a mail has a subject instead.</summary>
    public bool WritesTitle { get; init; }

    /// <summary>Charged with every token and every character written; null charges nothing.</summary>
    public Budget? Budget { get; init; }
}
