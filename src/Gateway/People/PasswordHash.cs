using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mugai.Gateway.People;

/// <summary>Passwords as they are kept: <c>pbkdf2-sha512$ITERATIONS$SALT$KEY</c>, salt and key in base64 (RFC 8018).</summary>
internal static class PasswordHash
{
    /// <summary>Origin: OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA512.</summary>
    public const int Iterations = 210_000;

    /// <summary>For passwords of ours: 93 random bits are not guessed, however quick a guess is, and a list of a thousand people must not take minutes.</summary>
    private const int RandomIterations = 1_000;

    private const string Scheme = "pbkdf2-sha512";
    private const int SaltBytes = 16;
    private const int KeyBytes = 32;

    /// <summary>No account has this; checking against it takes as long as checking against a real one.</summary>
    private static readonly string Nobody = Of("nobody");

    public static string Of(string password) => Of(password, Iterations);

    /// <summary>Of a password that we made at random.</summary>
    public static string OfRandom(string password) => Of(password, RandomIterations);

    private static string Of(string password, int iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Plain(password)), salt, iterations, HashAlgorithmName.SHA512, KeyBytes);
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(key)}");
    }

    /// <summary>
    /// Whether the password fits. The work is always the same, also for an account that does not exist or a hash with fewer iterations, so that the time does not
    /// tell which accounts there are.
    /// </summary>
    public static bool Fits(string? stored, string password)
    {
        var fields = (stored ?? Nobody).Split('$');
        var (iterations, salt, expected) = (int.Parse(fields[1], CultureInfo.InvariantCulture), Convert.FromBase64String(fields[2]), Convert.FromBase64String(fields[3]));
        var typed = Encoding.UTF8.GetBytes(Plain(password));
        var key = Rfc2898DeriveBytes.Pbkdf2(typed, salt, iterations, HashAlgorithmName.SHA512, expected.Length);
        if (iterations < Iterations)
        {
            Rfc2898DeriveBytes.Pbkdf2(typed, salt, Iterations - iterations, HashAlgorithmName.SHA512, expected.Length);
        }

        return CryptographicOperations.FixedTimeEquals(key, expected) & stored is not null;
    }

    /// <summary>Whether it was made with fewer iterations than are asked for today.</summary>
    public static bool IsOld(string stored) => int.Parse(stored.Split('$')[1], CultureInfo.InvariantCulture) < Iterations;

    /// <summary>The form that is hashed (RFC 8265 4.2 maps wide signs too).</summary>
    public static string Plain(string password) => TypedText.HalfWidth(password);
}
