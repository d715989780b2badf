namespace Mugai.Gateway.Smtp.Receiving.Recipients;

/// <summary>
/// The checks of an installation in their order: first the domains, then whether the mailbox exists (list file, probe, or nothing). The postmaster
/// of a domain of ours is always accepted (RFC 5321 4.5.1). The first verdict that is not Accept stands.
/// </summary>
public sealed class RecipientChecks(RecipientDomains domains, IReadOnlyList<IRecipientCheck> mailboxes) : IRecipientCheck
{
    public async ValueTask<RecipientVerdict> CheckAsync(string address, CancellationToken token)
    {
        var verdict = await domains.CheckAsync(address, token);
        if (verdict != RecipientVerdict.Accept || RecipientAddress.IsPostmaster(address))
        {
            return verdict;
        }

        foreach (var check in mailboxes)
        {
            verdict = await check.CheckAsync(address, token);
            if (verdict != RecipientVerdict.Accept)
            {
                return verdict;
            }
        }

        return RecipientVerdict.Accept;
    }
}
