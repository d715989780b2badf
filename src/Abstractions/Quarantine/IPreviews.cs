using Mugai.Spooling;

namespace Mugai.Quarantine;

/// <summary>What part of an original somebody wants to see, and as who.</summary>
/// <param name="Message">The mail.</param>
/// <param name="Recipient">The recipient as whom, or for whom, it is seen.</param>
/// <param name="Path">The part as the report names it.</param>
/// <param name="Actor">Who looks, for the audit log.</param>
public sealed record PreviewRequest(MessageId Message, int Recipient, string Path, string Actor);

/// <summary>What came of a request to see a page.</summary>
public enum PreviewOutcome
{
    /// <summary>The picture can be fetched.</summary>
    Shown,

    /// <summary>There is no picture; the reason says why.</summary>
    Refused,

    /// <summary>There is no such mail or part (any more).</summary>
    Unknown,

    /// <summary>Too many pages in a short time; later again.</summary>
    TooMany,

    /// <summary>Too many people look at pages in this moment.</summary>
    Busy,
}

/// <summary>A page that was drawn, or why not.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Reason">Why there is no picture.</param>
/// <param name="Ticket">Under which the picture can be fetched for a few minutes, by who asked alone; carries no power for anybody else.</param>
/// <param name="Pages">How many pages there are, as the program that drew it said; null when it did not.</param>
public sealed record PagePreview(PreviewOutcome Outcome, Reason Reason = Reason.None, string? Ticket = null, int? Pages = null);

/// <summary>The text of a mail or of a part, or why there is none.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Reason">Why there is no text.</param>
/// <param name="Text">As the sanitizer gives it.</param>
/// <param name="IsCut">There is more.</param>
public sealed record TextPreview(PreviewOutcome Outcome, Reason Reason = Reason.None, string Text = "", bool IsCut = false);

/// <summary>
/// Originals as people see them without having them (画面転送): pixels and text that workers made, on every listener. Each look is on record before it is shown, and counted.
/// </summary>
public interface IPreviews
{
    /// <summary>False when the program that draws pages of PDF files is not installed.</summary>
    bool DrawsPdf { get; }

    /// <summary>Draws one page of a part.</summary>
    ValueTask<PagePreview> DrawAsync(PreviewRequest request, int page, CancellationToken token);

    /// <summary>
    /// The text of a part, or of the mail itself (<c>/</c>). <paramref name="passwords"/> are tried on what is protected; they live in memory alone and are gone with the call, and few are taken
    /// in a short time.
    /// </summary>
    ValueTask<TextPreview> ReadTextAsync(PreviewRequest request, IReadOnlyList<string> passwords, CancellationToken token);

    /// <summary>A picture that was drawn for <paramref name="actor"/>, and its media type; null when there is none (any more). The caller disposes it.</summary>
    (Stream Picture, string MediaType)? Open(string ticket, string actor);
}
