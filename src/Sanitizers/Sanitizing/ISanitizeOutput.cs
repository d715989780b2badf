using Mugai.Frames;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>
/// Where a run puts what leaves it. Nothing arrives before the whole output was verified; a run that ends Blocked or Held writes nothing
/// (except the notice mail of a Blocked <see cref="JobKind.Mail"/>).
/// </summary>
public interface ISanitizeOutput : IPartAnnouncer
{
    /// <summary>The facts of a mail; at most once, before the first <see cref="Write"/>, and only for <see cref="JobKind.Mail"/>.</summary>
    void Facts(MailFacts facts);

    /// <summary>The next bytes of the clean output.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>The portal link goes here, between the bytes already written and the next ones; at most once.</summary>
    void LinkSlot(LinkSlotEncoding encoding);
}
