using Mugai.Mime;
using Mugai.Sanitizers.Mail.Headers;
using Mugai.Sanitizing;
using Mugai.Wording;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>What the mail sanitizer needs of its context beyond what every sanitizer gets: a mail speaks about all its parts.</summary>
internal interface IMailRun : IContainerRun
{
    /// <summary>True when the host will put a link at a slot: the whole input is a message from SMTP, not a file.</summary>
    bool TakesLinkSlot { get; }

    /// <summary>The parts that the mail to be made brings; empty for the mail itself. See <see cref="JobFacts.Following"/>.</summary>
    IReadOnlyList<string> Following { get; }

    /// <summary>One part that is wanted instead of the whole mail; null as a rule.</summary>
    SinglePart? Single { get; }

    /// <summary>What was found so far in the part that is open.</summary>
    IReadOnlyList<Finding> OwnFindings { get; }

    /// <summary>A member that is refused by what its label says, whatever its content is; it is digested and reported, never opened.</summary>
    PartResult RefuseMember(string path, UntrustedText name, FileFormat format, PartVerdict verdict, string? code, Stream content);

    /// <summary>Words of the mail's subject and text that may open its attachments; they follow the job's candidates.</summary>
    void AddPasswordWords(IReadOnlyList<string> words);

    /// <summary>Hosts that links in the mail's text lead to; each is told once.</summary>
    void AddLinkHosts(IReadOnlyList<string> hosts);

    /// <summary>What was understood of the header of the whole mail; stays valid when the mail ends Blocked, for the notice in its place.</summary>
    void Header(MailHeader header);

    /// <summary>The whole mail as written carries a notice of ours.</summary>
    void Noticed();

    /// <summary>A link slot lies at <paramref name="offset"/> of the output.</summary>
    void LinkSlot(long offset, SlotEncoding encoding);
}
