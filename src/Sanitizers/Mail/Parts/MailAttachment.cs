using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Parts;

/// <summary>One attachment on its way out: what became of it, and the clean bytes when there are any.</summary>
/// <param name="Result">The member's report and output.</param>
/// <param name="IsListedOnly">A picture of an HTML body that did not come through: the notice lists it, no part stands in its place.</param>
/// <param name="ContentId">What a picture of an HTML body is called there; null for every other.</param>
internal sealed record MailAttachment(PartResult Result, bool IsListedOnly, string? ContentId = null);

/// <summary>One that was begun: its place among the attachments, and its content, which stays until it is finished.</summary>
internal sealed record PendingAttachment(int Place, IPendingMember Member, Stream Content, string? PictureId) : IDisposable
{
    public long Bytes { get; } = Content.Length;

    public void Dispose()
    {
        Member.Dispose();
        Content.Dispose();
    }
}
