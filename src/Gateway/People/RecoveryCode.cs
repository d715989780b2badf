using System.Security.Cryptography;
using System.Text;

namespace Mugai.Gateway.People;

/// <summary>Codes on paper for the day the phone is lost. Each works once; only keyed digests are kept.</summary>
internal static class RecoveryCode
{
    public const int Count = 10;
    private const int Letters = 12;

    /// <summary>No 0/O, 1/I/L: they are read from paper.</summary>
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    /// <summary>Twelve letters, 59 bits, in groups of four.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Letters).Insert(8, "-").Insert(4, "-");

    /// <summary>The kept form of a typed code, however it is spaced and cased.</summary>
    public static string Digest(byte[] key, string person, string code)
    {
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{person}\0{TypedText.Code(code)}")));
    }
}
