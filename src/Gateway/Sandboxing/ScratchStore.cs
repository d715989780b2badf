using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// Bytes that are written once and read from anywhere: blocks of 64 KiB in pooled memory, beyond the limit in a file without a name. Each block
/// is sealed on its own with AES-256-GCM; the nonce is a counter that never repeats under the key, which is made here and never leaves.
/// </summary>
internal sealed class ScratchStore(string folder, int maxMemoryBytes) : IDisposable
{
    public const int BlockBytes = 64 * 1024;
    private const int TagBytes = 16;
    private const int NonceBytes = 12;
    private const int SealedBytes = NonceBytes + BlockBytes + TagBytes;

    private readonly List<byte[]> _blocks = [];
    private byte[]? _tail;
    private int _tailLength;
    private long _sealedBlocks;
    private ulong _nonce;
    private AesGcm? _cipher;
    private SafeFileHandle? _file;
    private bool _disposed;

    /// <summary>Bytes written.</summary>
    public long Length { get; private set; }

    /// <summary>True when some of them are in the file.</summary>
    public bool IsSpilled => _sealedBlocks > 0;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (!bytes.IsEmpty)
        {
            if (_tail is null || _tailLength == BlockBytes)
            {
                CloseTail();
                _tail = ArrayPool<byte>.Shared.Rent(BlockBytes);
                _tailLength = 0;
            }

            var count = Math.Min(bytes.Length, BlockBytes - _tailLength);
            bytes[..count].CopyTo(_tail.AsSpan(_tailLength));
            _tailLength += count;
            Length += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Copies bytes from <paramref name="offset"/> on; 0 at the end. <paramref name="cache"/> keeps the block opened last for its reader.</summary>
    public int Read(long offset, Span<byte> destination, BlockCache cache)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var count = (int)Math.Min(Math.Min(Length - offset, destination.Length), BlockBytes - (offset % BlockBytes));
        if (count <= 0)
        {
            return 0;
        }

        var number = offset / BlockBytes;
        Block(number, cache).Slice((int)(offset % BlockBytes), count).CopyTo(destination);
        return count;
    }

    /// <summary>Forgets everything; the file, if any, begins anew under the same key with fresh nonces.</summary>
    public void Clear()
    {
        foreach (var block in _blocks)
        {
            Return(block, BlockBytes);
        }

        Return(_tail, _tailLength);
        _blocks.Clear();
        (_tail, _tailLength, _sealedBlocks, Length) = (null, 0, 0, 0);
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            Clear();
            _disposed = true;
            _cipher?.Dispose();
            _file?.Dispose();
        }
    }

    private ReadOnlySpan<byte> Block(long number, BlockCache cache)
    {
        if (number < _sealedBlocks)
        {
            if (cache.Number != number)
            {
                Open(number, cache.Bytes);
                cache.Number = number;
            }

            return cache.Bytes;
        }

        number -= _sealedBlocks;
        return number < _blocks.Count ? _blocks[(int)number] : _tail;
    }

    private void CloseTail()
    {
        if (_tail is null)
        {
            return;
        }

        if (IsSpilled)
        {
            Seal(_tail);
            return;
        }

        _blocks.Add(_tail);
        if ((_blocks.Count + 1) * BlockBytes > maxMemoryBytes)
        {
            foreach (var block in _blocks)
            {
                Seal(block);
            }

            _blocks.Clear();
        }
    }

    private void Seal(byte[] block)
    {
        _file ??= CreateWithoutName(folder);
        _cipher ??= NewCipher();
        var record = ArrayPool<byte>.Shared.Rent(SealedBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(record, _nonce++);
        record.AsSpan(8, 4).Clear();
        _cipher.Encrypt(
            record.AsSpan(0, NonceBytes), block.AsSpan(0, BlockBytes), record.AsSpan(NonceBytes, BlockBytes),
            record.AsSpan(NonceBytes + BlockBytes, TagBytes));
        RandomAccess.Write(_file, record.AsSpan(0, SealedBytes), _sealedBlocks * SealedBytes);
        _sealedBlocks++;
        ArrayPool<byte>.Shared.Return(record);
        Return(block, BlockBytes);
    }

    private void Open(long number, byte[] destination)
    {
        var record = ArrayPool<byte>.Shared.Rent(SealedBytes);
        try
        {
            var read = 0;
            while (read < SealedBytes)
            {
                var more = RandomAccess.Read(_file!, record.AsSpan(read, SealedBytes - read), (number * SealedBytes) + read);
                if (more == 0)
                {
                    throw new InvalidDataException("The scratch file is shorter than what was written to it.");
                }

                read += more;
            }

            _cipher!.Decrypt(
                record.AsSpan(0, NonceBytes), record.AsSpan(NonceBytes, BlockBytes), record.AsSpan(NonceBytes + BlockBytes, TagBytes),
                destination.AsSpan(0, BlockBytes));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(record);
        }
    }

    private static AesGcm NewCipher()
    {
        Span<byte> key = stackalloc byte[32];
        RandomNumberGenerator.Fill(key);
        var cipher = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    private static SafeFileHandle CreateWithoutName(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"scratch-{Guid.NewGuid():N}");
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
        // Nobody can open it any more, and it is gone with the process however that ends.
        File.Delete(path);
        return file;
    }

    /// <summary>Clean mail is personal data too: it does not lie around in the pool for the next renter.</summary>
    private static void Return(byte[]? block, int used)
    {
        if (block is not null)
        {
            block.AsSpan(0, used).Clear();
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>The block that a reader opened last.</summary>
    internal sealed class BlockCache
    {
        private byte[]? _bytes;

        public long Number { get; set; } = -1;

        public byte[] Bytes => _bytes ??= new byte[BlockBytes];
    }
}
