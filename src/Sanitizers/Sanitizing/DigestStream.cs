using System.Security.Cryptography;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>
/// Passes a forward-only input through and keeps count and digest of what was read, so that the input is read once; of an
/// <see cref="IDigestedInput"/> the digest is taken as it is told.
/// </summary>
internal sealed class DigestStream(Stream inner) : ForwardStream
{
    private readonly IDigestedInput? _told = inner as IDigestedInput;
    private readonly IncrementalHash? _hash = inner is IDigestedInput ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The other end counts input and output itself.</summary>
    public bool IsTold => _told is not null;

    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    /// <summary>Reads to the end and gives the digest of all bytes, lower-case hex.</summary>
    public string Finish()
    {
        var buffer = new byte[4096];
        while (Read(buffer) > 0)
        {
        }

        return _told?.Sha256 ?? Convert.ToHexStringLower(_hash!.GetCurrentHash());
    }

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        _hash?.AppendData(buffer[..count]);
        Count += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        _hash?.Dispose();
        base.Dispose(disposing);
    }
}
