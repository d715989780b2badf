using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>An authenticator app (RFC 6238) that was made from the RFC alone.</summary>
internal sealed class OneTimeCode(string secret)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public string Now => At(DateTimeOffset.UtcNow);

    public string At(DateTimeOffset time)
    {
        var bits = string.Concat(secret.Replace(" ", "", StringComparison.Ordinal).Select(letter => Convert.ToString(Base32.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(8 * i, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, time.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // what the RFC says
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }
}
