using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Links;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.SafeHtml;

/// <summary>What makes a page the body of a mail: no link acts, pictures come from the mail, and its text was reported on already.</summary>
/// <param name="Links">How links stand.</param>
/// <param name="Picture">The clean picture of a Content-ID; null when there is none.</param>
/// <param name="Notice">The notice before the link and behind it; null when there is none.</param>
/// <param name="Hidden">Where the text does not show; what is there is left out.</param>
/// <param name="AtLink">Called when the output stands where the link goes, at the beginning of a line.</param>
internal sealed record SafeHtmlBody(LinkRules Links, Func<string, (Stream Content, FileFormat Format)?> Picture, (string BeforeLink, string AfterLink, bool IsAtBottom)? Notice, HiddenPlaces Hidden, Action AtLink);
