using Mugai.Sanitizers.Sanitizing;
using System.Text;
using Mugai.Sanitizers.Archives.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Archives.Passwords;

/// <summary>
/// Finds out which of the candidates opens the encrypted entries of one archive. Every candidate is tried in UTF-8 and, when it has other characters than ASCII, in
/// CP932. Tries that fail are counted, so that an archive of many entries and many candidates costs no more than one of few. Nothing here is reported but an index.
/// </summary>
internal sealed class ZipPasswordTrial
{
    // 1,000 rounds of HMAC-SHA1, twice to four times over: about a millisecond, and so about as dear as this many small units of work.
    private const int AesCost = 500;

    private static readonly Encoding Cp932 = CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private readonly List<(int Index, byte[] Bytes)> _candidates = [];
    private readonly Stream _archive;
    private readonly ArchiveLimits _limits;
    private readonly ISanitizeContext _context;
    private readonly List<(int Index, byte[] Bytes)> _known = [];
    private int _failed;

    public ZipPasswordTrial(Stream archive, ArchiveLimits limits, ISanitizeContext context)
    {
        _archive = archive;
        _limits = limits;
        _context = context;
        for (var i = 0; i < context.Passwords.Count; i++)
        {
            Add(i, context.Passwords[i]);
        }
    }

    /// <summary>The index of the candidate that opened the archive first; null when none did.</summary>
    public int? Winner => _known.Count > 0 ? _known[0].Index : null;

    /// <summary>Looks for one candidate that fits all of <paramref name="members"/> (encrypted ones); proves it on the smallest. False when none does.</summary>
    public bool TryFind(IReadOnlyList<ZipMember> members)
    {
        var smallest = members.MinBy(member => member.Compressed)!;
        foreach (var candidate in _candidates)
        {
            if (_failed >= _limits.MaxFailedTries)
            {
                return false;
            }

            if (PassesChecks(candidate.Bytes, members) && Proves(candidate.Bytes, smallest))
            {
                _known.Add(candidate);
                return true;
            }

            _failed++;
        }

        return false;
    }

    /// <summary>The bytes of the password of <paramref name="member"/>; null when no candidate fits. An archive may have several.</summary>
    public byte[]? For(ZipMember member)
    {
        foreach (var (_, bytes) in _known)
        {
            if (Passes(bytes, member))
            {
                return bytes;
            }
        }

        foreach (var candidate in _candidates)
        {
            if (_failed >= _limits.MaxFailedTries)
            {
                return null;
            }

            if (Passes(candidate.Bytes, member) && Proves(candidate.Bytes, member))
            {
                _known.Add(candidate);
                return candidate.Bytes;
            }

            _failed++;
        }

        return null;
    }

    private bool PassesChecks(byte[] password, IReadOnlyList<ZipMember> members)
    {
        // AES checks two bytes at the price of a key derivation, so one entry is enough; ZipCrypto checks one byte for next to nothing.
        var count = Math.Min(members.Count, _limits.CheckedHeaders);
        for (var i = 0; i < count; i++)
        {
            if ((i == 0 || members[i].Aes is null) && !Passes(password, members[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool Passes(byte[] password, ZipMember member)
    {
        var raw = new WindowStream(_archive, member.DataOffset, member.Compressed);
        if (member.Aes is null)
        {
            _context.Budget.ChargeObjects(1);
            return ZipCryptoStream.Open(raw, password, member) is not null;
        }

        _context.Budget.ChargeObjects(AesCost);
        using var clear = WinZipAesStream.Open(raw, password, member.Aes);
        return clear is not null;
    }

    private bool Proves(byte[] password, ZipMember member)
    {
        if (!ZipMemberReader.Knows(member.Method))
        {
            return Passes(password, member);
        }

        using var scratch = _context.CreateScratch();
        return ZipMemberReader.Read(_archive, member, password, _context.Budget, scratch) == Reason.None;
    }

    private void Add(int index, string password)
    {
        if (password.Length == 0)
        {
            return;
        }

        _candidates.Add((index, Encoding.UTF8.GetBytes(password)));
        if (System.Text.Ascii.IsValid(password))
        {
            return;
        }

        try
        {
            _candidates.Add((index, Cp932.GetBytes(password)));
        }
        catch (EncoderFallbackException)
        {
            // A character that CP932 does not have: no program that writes CP932 could have been given it.
        }
    }
}
