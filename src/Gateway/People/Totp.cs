using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mugai.Gateway.People;

/// <summary>Time-based one-time passwords (RFC 6238) as every authenticator app makes them: SHA-1, six digits, thirty seconds.</summary>
internal static class Totp
{
    public const int SecretBytes = 20; // RFC 4226 4, R6
    private const int Digits = 6;
    private const int StepSeconds = 30;

    /// <summary>Steps before and after now that are taken too: clocks of phones differ (RFC 6238 5.2 and 6).</summary>
    private const int Window = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>The step whose code this is, if it is later than <paramref name="lastStep"/>; null when the code fits none.</summary>
    public static long? FindStep(byte[] secret, string code, DateTimeOffset now, long lastStep)
    {
        var typed = Encoding.ASCII.GetBytes(TypedText.Code(code));
        long? found = null;
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        for (var step = current - Window; step <= current + Window; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeOf(secret, step)), typed) && step > lastStep)
            {
                found = step;
            }
        }

        return found;
    }

    public static string CodeAt(byte[] secret, DateTimeOffset time) => CodeOf(secret, time.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>HOTP (RFC 4226 5.3) of the step.</summary>
    private static string CodeOf(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // HOTP is HMAC-SHA-1 by its definition; HMAC does not need collision resistance.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xF;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D" + Digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>The secret for typing, in groups of four.</summary>
    public static string ToBase32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var value in bytes)
        {
            buffer = (buffer << 8) | value;
            for (bits += 8; bits >= 5;)
            {
                bits -= 5;
                text.Append(Base32[(buffer >> bits) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        if (bits > 0)
        {
            text.Append(Base32[(buffer << (5 - bits)) & 31]);
        }

        return text.ToString();
    }

    /// <summary>Key URI for authenticator apps, as they all read it.</summary>
    public static string UriOf(string issuer, string account, byte[] secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={ToBase32(secret)}&issuer={Uri.EscapeDataString(issuer)}";
}
