using System.Security.Cryptography;
using System.Text;

namespace Mugai.Gateway.People;

/// <summary>
/// The one-time code that makes the first administrator. It lives in memory only; who can read the log of the first start is who installs the gateway.
/// A restart makes another; twenty wrong tries and it is spent.
/// </summary>
internal sealed class SetUpCode
{
    private const int MaxTries = 20;
    private readonly string _code = RecoveryCode.New();
    private int _tries;

    /// <summary>For the log.</summary>
    public string Text => _code;

    public bool IsSpent => Volatile.Read(ref _tries) >= MaxTries;

    public bool Fits(string typed) => Interlocked.Increment(ref _tries) <= MaxTries && CryptographicOperations.FixedTimeEquals(Digest(_code), Digest(typed));

    private static byte[] Digest(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(TypedText.Code(code)));
}
