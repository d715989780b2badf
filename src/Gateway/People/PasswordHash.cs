using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mugai.Gateway.People;

/// <summary>Passwords as they are kept: <c>pbkdf2-sha512$ITERATIONS$SALT$KEY</c>, salt and key in base64 (RFC 8018).</summary>
internal static class PasswordHash
{
    /// <summary>Origin: OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA512.</summary>
    public const int Iterations = 210_000;

    private const string Scheme = "pbkdf2-sha512";
    private const int SaltBytes = 16;
    private const int KeyBytes = 32;

    /// <summary>No account has this; checking against it takes as long as checking against a real one.</summary>
    private static readonly string Nobody = Of("nobody");

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Plain(password)), salt, Iterations, HashAlgorithmName.SHA512, KeyBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(key)}");
    }

    /// <summary>Whether the password fits. Without a stored one the same work is done for nothing, so that the time does not tell whether an account exists.</summary>
    public static bool Fits(string? stored, string password)
    {
        var fields = (stored ?? Nobody).Split('$');
        var expected = Convert.FromBase64String(fields[3]);
        var key = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(Plain(password)), Convert.FromBase64String(fields[2]), int.Parse(fields[1], CultureInfo.InvariantCulture), HashAlgorithmName.SHA512, expected.Length);
        return CryptographicOperations.FixedTimeEquals(key, expected) & stored is not null;
    }

    /// <summary>Whether it was made with fewer iterations than are asked for today.</summary>
    public static bool IsOld(string stored) => int.Parse(stored.Split('$')[1], CultureInfo.InvariantCulture) < Iterations;

    /// <summary>An input method left on writes ＡＢＣ for ABC (NFKC, as RFC 8265 4.2 wants it for comparing).</summary>
    public static string Plain(string password) => password.Normalize(NormalizationForm.FormKC);
}
