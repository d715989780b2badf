using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mugai.Gateway.Spooling;

/// <summary>
/// The key-encryption key of a tenant (団体): it wraps the keys of the messages that are this tenant's alone, and is itself wrapped by the master key. Destroying its wrapped form
/// erases all of them at once (暗号化消去, docs/adr/0028).
/// </summary>
/// <param name="number">Never used again, also not for the same tenant when it comes back.</param>
/// <param name="tenant">Whose it is.</param>
/// <param name="secret">32 random bytes.</param>
internal sealed class TenantKey(long number, string tenant, byte[] secret)
{
    private readonly byte[] _secret = secret;

    public long Number { get; } = number;

    public string Tenant { get; } = tenant;

    public WrappingKey Wrapping { get; } = new(secret);

    public static TenantKey New(long number, string tenant) => new(number, tenant, RandomNumberGenerator.GetBytes(WrappingKey.Bytes));

    /// <summary>Under the master key; bound to number and tenant.</summary>
    public byte[] WrapWith(MasterKey master) => master.TenantWrapping.Wrap(NameOf(Number, Tenant), _secret);

    /// <summary>Null when the bytes were not wrapped by this master key for this tenant.</summary>
    public static TenantKey? Unwrap(MasterKey master, long number, string tenant, ReadOnlySpan<byte> wrapped) =>
        master.TenantWrapping.Unwrap(NameOf(number, tenant), wrapped) is { } secret ? new TenantKey(number, tenant, secret) : null;

    private static byte[] NameOf(long number, string tenant) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}/{tenant}"));
}
