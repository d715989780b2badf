using Mugai.Frames;
using Mugai.Gateway.Sandboxing;
using Mugai.Sanitizing;
using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>Words of one earlier mail, and who of the waiting mail's recipients had that mail too.</summary>
/// <param name="Message">The earlier mail.</param>
/// <param name="Recipients">Indexes into the waiting mail's recipients.</param>
/// <param name="Words">Secrets: tried and forgotten.</param>
internal sealed record EarlierOffer(MessageId Message, IReadOnlyList<int> Recipients, IReadOnlyList<string> Words);

/// <summary>
/// Looks for the password of a part that waits in mails that came before it: same sender, same recipient, within the policy's time. Nothing of those mails was kept for
/// that but their originals, encrypted as every original is: each is read again in a worker, and what it says is tried and forgotten.
/// </summary>
internal sealed class EarlierWords(ISpool spool, ISandbox sandbox, PolicyOfRevision policies, JourneyOptions options)
{
    /// <summary>Mails that are read again, newest first; as many as later ones may be tried on.</summary>
    private const int MaxMails = 8;

    /// <summary>Messages of the store that are looked at, newest first; envelopes alone, a few tens of microseconds each.</summary>
    private const int MaxLookedAt = 2_000;

    /// <summary>Stored reports that are opened for the author's name, where the envelope's sender is another (bounce addresses that change with each mail).</summary>
    private const int MaxReports = 64;

    /// <summary>A mail that brings a password is short; one with large attachments is not worth reading again.</summary>
    private const long MaxMailBytes = 256 * 1024;

    private static readonly HashSet<RecipientState> AnyState = [.. Enum.GetValues<RecipientState>()];

    /// <summary>The words that may open what waits in <paramref name="step"/>'s mail, from mails not older than <paramref name="wait"/> before it.</summary>
    public async IAsyncEnumerable<EarlierOffer> FindAsync(GroupStep step, TimeSpan wait, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        var (read, reports) = (0, 0);
        foreach (var mail in await spool.ListAsync(AnyState, MaxLookedAt, token))
        {
            if (read == MaxMails)
            {
                yield break;
            }

            if (!MayBring(mail, step.Message, wait) || Shared(mail, step) is not { Count: > 0 } shared)
            {
                continue;
            }

            var group = mail.Groups[mail.Recipients.First(recipient => IsOneOf(mail.Envelope.Recipients[recipient.Index].Address, shared, step)).Group];
            if (!IsFrom(step, mail.Envelope.MailFrom) && (++reports > MaxReports || !IsFrom(step, await AuthorOfAsync(mail, group, token))))
            {
                continue;
            }

            read++;
            if (await WordsOfAsync(mail, group, token) is { Count: > 0 } words)
            {
                yield return new EarlierOffer(mail.Id, shared, words);
            }
        }
    }

    private static bool MayBring(SpooledMessage mail, SpooledMessage waiting, TimeSpan wait) =>
        mail.Kind == MessageKind.Mail && mail.Id != waiting.Id && mail.Size <= MaxMailBytes
        && mail.Envelope.ReceivedAt <= waiting.Envelope.ReceivedAt && mail.Envelope.ReceivedAt >= waiting.Envelope.ReceivedAt - wait;

    // Whoever did not get the password does not get what it opens.
    private static List<int> Shared(SpooledMessage mail, GroupStep step)
    {
        var addresses = mail.Envelope.Recipients.Select(recipient => recipient.Address).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. step.Due.Select(recipient => recipient.Index).Where(index => addresses.Contains(step.Message.Envelope.Recipients[index].Address))];
    }

    private static bool IsOneOf(string address, List<int> recipients, GroupStep step) =>
        recipients.Exists(index => string.Equals(step.Message.Envelope.Recipients[index].Address, address, StringComparison.OrdinalIgnoreCase));

    // A mail without a sender, as bounces and notices are, is from nobody.
    private static bool IsFrom(GroupStep step, string sender) => sender.Length > 0
        && (string.Equals(step.Message.Envelope.MailFrom, sender, StringComparison.OrdinalIgnoreCase)
            || (step.Result?.Facts is { From: [var author, ..] } && string.Equals(author.ForDisplay(), sender, StringComparison.OrdinalIgnoreCase)));

    private async ValueTask<string> AuthorOfAsync(SpooledMessage mail, RecipientGroup group, CancellationToken token) =>
        await spool.FindReportAsync(mail.Id, group.Number, token) is { } stored ? StoredReport.Read(stored).From.DangerousRaw : "";

    private async ValueTask<IReadOnlyList<string>> WordsOfAsync(SpooledMessage mail, RecipientGroup group, CancellationToken token)
    {
        using var unused = new CleanOutput(options.Scratch);
        var job = new SandboxJob
        {
            Id = mail.Id.ToString(), Tenant = group.Tenant, Kind = JobKind.Mail, InputSize = mail.Size,
            Policy = await policies(group.PolicyRevision, token),
        };
        var result = await sandbox.SanitizeAsync(job, cancel => spool.OpenOriginalAsync(mail.Id, cancel), unused, token);
        return result.Facts is { } facts ? [.. facts.PasswordWords.Select(word => word.DangerousRaw)] : [];
    }
}
