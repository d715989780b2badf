namespace Mugai.Spooling;

/// <summary>
/// Takes the bytes of one original while they arrive, encrypts them and keeps memory bounded: small messages wait in memory for
/// the group commit, larger ones go to storage as ciphertext chunk by chunk. Dispose without commit drops everything.
/// </summary>
public interface IOriginalWriter : IAsyncDisposable
{
    /// <summary>Bytes written so far.</summary>
    long Length { get; }

    /// <summary>Takes more bytes. Throws <see cref="SpoolUnavailableException"/> when storage fails.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token);
}
