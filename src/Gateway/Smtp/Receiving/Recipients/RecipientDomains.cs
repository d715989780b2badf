using System.Collections.Frozen;

namespace Mugai.Gateway.Smtp.Receiving.Recipients;

/// <summary>
/// The recipient domains: nobody else is relayed for. <c>*</c> takes every domain and is for tests only. A local part that names another
/// route (percent hack, bang path, an @ in quotes) is refused too: a lenient next hop would relay it for us.
/// </summary>
public sealed class RecipientDomains : IRecipientCheck
{
    private readonly FrozenSet<string> _domains;
    private readonly bool _any;

    public RecipientDomains(IEnumerable<string> domains)
    {
        _domains = domains.Select(RecipientAddress.CanonicalDomain).ToFrozenSet(StringComparer.Ordinal);
        _any = _domains.Contains("*");
    }

    public ValueTask<RecipientVerdict> CheckAsync(string address, CancellationToken token)
    {
        var isRouted = RecipientAddress.LocalPartOf(address).AsSpan().IndexOfAny("@%!") >= 0;
        var isOurs = _any || _domains.Contains(RecipientAddress.DomainOf(address));
        return ValueTask.FromResult(isOurs && !isRouted ? RecipientVerdict.Accept : RecipientVerdict.RelayDenied);
    }
}
