using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Mugai.Sanitizers.Archives.Reading;
using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Sanitizers.Archives.Passwords;

/// <summary>
/// WinZip's AES encryption, AE-1 and AE-2: salt, two bytes that tell a wrong password early, ciphertext in counter mode (little-endian counter from 1), ten bytes
/// of HMAC-SHA1 over the ciphertext. Keys come from 1,000 rounds of PBKDF2.
/// </summary>
[SuppressMessage("Security", "CA5350", Justification = "The format prescribes HMAC-SHA1.")]
[SuppressMessage("Security", "CA5379", Justification = "The format prescribes PBKDF2 with SHA-1.")]
[SuppressMessage("Security", "CA5387", Justification = "The format prescribes 1,000 rounds.")]
[SuppressMessage("Security", "CA5358", Justification = "ECB over counter blocks is counter mode.")]
internal sealed class WinZipAesStream : ForwardStream
{
    private const int Rounds = 1_000;
    private const int CheckBytes = 2;
    private const int CodeBytes = 10;
    private const int BlockBytes = 16;
    private const int PadBytes = 256 * BlockBytes;

    private readonly Stream _raw;
    private readonly long _end;
    private readonly Aes _aes;
    private readonly IncrementalHash _hmac;
    private readonly byte[] _counters = new byte[PadBytes];
    private readonly byte[] _pad = new byte[PadBytes];
    private ulong _counter = 1;
    private int _padUsed = PadBytes;

    private WinZipAesStream(Stream raw, byte[] keys, int keyBytes)
    {
        _raw = raw;
        _end = raw.Length - CodeBytes;
        _aes = Aes.Create();
        _aes.Key = keys[..keyBytes];
        _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, keys.AsSpan(keyBytes, keyBytes));
    }

    /// <summary>The clear bytes of <paramref name="raw"/> (seekable, at 0); null when the check bytes say that the password is another (1 in 65,536 wrong ones passes).</summary>
    public static WinZipAesStream? Open(Stream raw, ReadOnlySpan<byte> password, ZipAesFacts facts)
    {
        var saltBytes = facts.KeyBytes / 2;
        Span<byte> head = stackalloc byte[16 + CheckBytes];
        head = head[..(saltBytes + CheckBytes)];
        if (raw.Length < head.Length + CodeBytes || raw.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
        {
            return null;
        }

        var keys = Rfc2898DeriveBytes.Pbkdf2(password, head[..saltBytes], Rounds, HashAlgorithmName.SHA1, (2 * facts.KeyBytes) + CheckBytes);
        var fits = keys.AsSpan(2 * facts.KeyBytes).SequenceEqual(head[saltBytes..]);
        return fits ? new WinZipAesStream(raw, keys, facts.KeyBytes) : null;
    }

    /// <summary>Reads what is left and compares the authentication code. The last call.</summary>
    public bool IsAuthentic()
    {
        Span<byte> rest = stackalloc byte[1024];
        while (Read(rest) > 0)
        {
        }

        Span<byte> told = stackalloc byte[CodeBytes];
        return _raw.ReadAtLeast(told, CodeBytes, throwOnEndOfStream: false) == CodeBytes
            && CryptographicOperations.FixedTimeEquals(_hmac.GetHashAndReset().AsSpan(0, CodeBytes), told);
    }

    public override int Read(Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, _end - _raw.Position)];
        var count = _raw.Read(buffer);
        _hmac.AppendData(buffer[..count]);
        for (var i = 0; i < count; i++)
        {
            if (_padUsed == PadBytes)
            {
                NextPad();
            }

            buffer[i] ^= _pad[_padUsed++];
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _aes.Dispose();
            _hmac.Dispose();
        }

        base.Dispose(disposing);
    }

    private void NextPad()
    {
        for (var at = 0; at < PadBytes; at += BlockBytes)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_counters.AsSpan(at), _counter++);
        }

        _aes.EncryptEcb(_counters, _pad, PaddingMode.None);
        _padUsed = 0;
    }
}
