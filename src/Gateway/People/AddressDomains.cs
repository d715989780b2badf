namespace Mugai.Gateway.People;

/// <summary>Addresses of other domains are mistakes of typing, or of the list: no mail to them comes through here, and the person would wait for it.</summary>
internal static class AddressDomains
{
    /// <summary>What is wrong with an address of a person, and what to do; null: nothing.</summary>
    public static (string Ja, string En)? Check(PeopleOptions options, string tenant, string address)
    {
        if (options.OwnsAddress(tenant, address))
        {
            return null;
        }

        var shown = new UntrustedText(address).ForDisplay();
        var domains = options.DomainsOf(tenant);
        return (
            $"「{shown}」宛てのメールはこのゲートウェイを通りません（受信ドメイン：{string.Join('、', domains)}）。アドレスを直すか、設定の smtp.recipientDomains にドメインを追加してください。",
            $"Mail to '{shown}' does not come through this gateway (its domains: {string.Join(", ", domains)}). Correct the address, or add the domain to smtp.recipientDomains.");
    }
}
