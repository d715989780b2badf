using System.DirectoryServices.Protocols;
using System.Globalization;
using System.Net;
using System.Text;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.People;

/// <summary>What a directory said about a name and a password.</summary>
/// <param name="Draft">Who it is and what they may do; null: no such entry, a wrong password, or no role.</param>
/// <param name="ExternalId">The entry's DN.</param>
internal sealed record DirectoryAnswer(PersonDraft? Draft, string? ExternalId);

/// <summary>
/// Passwords checked by a directory (RFC 4511): find the entry as the service, bind as the entry, read its groups. The library is blocking, so each question has a thread
/// of the pool for its few milliseconds.
/// </summary>
internal sealed class LdapDirectory(LdapOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string[] Attributes = ["sAMAccountName", "uid", "displayName", "cn", "mail", "proxyAddresses", "department", "ou"];

    /// <summary>Throws <see cref="LdapException"/> or <see cref="DirectoryOperationException"/> when the directory cannot be asked.</summary>
    public Task<DirectoryAnswer> AskAsync(string name, string password, CancellationToken token) => Task.Run(() => Ask(name, password), token);

    /// <summary>RFC 4515 3: what would end or widen a filter is written in hex.</summary>
    internal static string Escape(string value)
    {
        var escaped = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(value))
        {
            _ = octet is (byte)'*' or (byte)'(' or (byte)')' or (byte)'\\' or < 0x20 or >= 0x7F
                ? escaped.Append(CultureInfo.InvariantCulture, $"\\{octet:x2}")
                : escaped.Append((char)octet);
        }

        return escaped.ToString();
    }

    private DirectoryAnswer Ask(string name, string password)
    {
        // A bind with a name and no password succeeds as nobody (RFC 4513 5.1.2): it must never be asked.
        if (name.Length == 0 || password.Length == 0)
        {
            return new(null, null);
        }

        using var service = Connect();
        service.Bind(new NetworkCredential(options.BindDn, options.BindPasswordFile is { } file ? File.ReadAllText(file).TrimEnd('\r', '\n') : ""));
        var entries = Search(service, options.Filter, name, "", Attributes);
        if (entries.Count != 1)
        {
            return new(null, null);
        }

        var entry = entries[0];
        using (var person = Connect())
        {
            try
            {
                person.Bind(new NetworkCredential(entry.DistinguishedName, password));
            }
            catch (LdapException refused) when (refused.ErrorCode == InvalidCredentials)
            {
                return new(null, null);
            }
        }

        var groups = Search(service, options.GroupFilter, name, entry.DistinguishedName, ["1.1"]).Select(group => group.DistinguishedName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (roles, approvesFor) = RoleGroups.RolesOf(options.Groups, options.Approvers, groups);
        return roles.Count == 0 ? new(null, null) : new(
            new PersonDraft(options.Tenant, NameOf(entry, name), First(entry, "displayName") ?? First(entry, "cn") ?? name, First(entry, "department") ?? First(entry, "ou") ?? "", roles, AddressesOf(entry), approvesFor),
            entry.DistinguishedName);
    }

    // As the directory writes it, not as it was typed: matching there does not mind case, width or blanks.
    private static string NameOf(SearchResultEntry entry, string typed) =>
        First(entry, "sAMAccountName") ?? First(entry, "uid") ?? typed;

    /// <summary>LDAP_INVALID_CREDENTIALS (RFC 4511 appendix A).</summary>
    private const int InvalidCredentials = 49;

    private LdapConnection Connect()
    {
        var url = new Uri(options.Url!);
        var isTls = url.Scheme == "ldaps";
        var connection = new LdapConnection(new LdapDirectoryIdentifier(url.Host, url.IsDefaultPort || url.Port < 0 ? isTls ? 636 : 389 : url.Port)) { AuthType = AuthType.Basic, Timeout = Patience };
        try
        {
            connection.SessionOptions.ProtocolVersion = 3;
            connection.SessionOptions.ReferralChasing = ReferralChasingOptions.None;
            if (options.CaFolder is { } folder)
            {
                connection.SessionOptions.TrustedCertificatesDirectory = folder;
                connection.SessionOptions.StartNewTlsSessionContext();
            }

            if (isTls)
            {
                connection.SessionOptions.SecureSocketLayer = true;
            }
            else if (!options.DangerPlaintext)
            {
                connection.SessionOptions.StartTransportLayerSecurity(null);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private List<SearchResultEntry> Search(LdapConnection connection, string filter, string name, string dn, string[] attributes)
    {
        filter = filter.Replace("{name}", Escape(name), StringComparison.Ordinal).Replace("{dn}", Escape(dn), StringComparison.Ordinal);
        var answer = (SearchResponse)connection.SendRequest(new SearchRequest(options.Base, filter, SearchScope.Subtree, attributes), Patience);
        return [.. answer.Entries.Cast<SearchResultEntry>()];
    }

    private static string? First(SearchResultEntry entry, string attribute) => Values(entry, attribute).FirstOrDefault();

    private static IEnumerable<string> Values(SearchResultEntry entry, string attribute) =>
        entry.Attributes[attribute]?.GetValues(typeof(string)).Cast<string>() ?? [];

    /// <summary>mail, and in Active Directory the further ones as <c>smtp:…</c>.</summary>
    private static List<string> AddressesOf(SearchResultEntry entry) =>
    [
        .. Values(entry, "mail").Concat(Values(entry, "proxyAddresses").Where(value => value.StartsWith("smtp:", StringComparison.OrdinalIgnoreCase)).Select(value => value[5..]))
            .Where(address => PersonFields.CheckAddress(address) is null).Distinct(StringComparer.OrdinalIgnoreCase),
    ];
}
