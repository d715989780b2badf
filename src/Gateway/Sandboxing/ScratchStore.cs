using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// Bytes that are written once and read from anywhere: blocks of 64 KiB in pooled memory, beyond the limit in a file without a name. Each block
/// is sealed on its own (<see cref="ScratchCipher"/>); the file is whole pages of ciphertext.
/// </summary>
internal sealed class ScratchStore(ScratchFiles files, int maxMemoryBytes) : IDisposable
{
    public const int BlockBytes = 64 * 1024;

    private readonly List<byte[]> _blocks = [];
    private byte[]? _tail;
    private int _tailLength;
    private readonly List<ScratchCipher.BlockSeal> _seals = [];
    private long _written;
    private ScratchCipher? _cipher;
    private SafeFileHandle? _file;
    private bool _disposed;

    /// <summary>Bytes written.</summary>
    public long Length { get; private set; }

    /// <summary>True when some of them are in the file.</summary>
    public bool IsSpilled => _seals.Count > 0;

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
        _written = Math.Max(_written, (long)_seals.Count * BlockBytes);
        _seals.Clear();
        (_tail, _tailLength, Length) = (null, 0, 0);
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            Clear();
            _disposed = true;
            _cipher?.Dispose();
            if (_file is not null)
            {
                files.Return(_file, _written);
            }
        }
    }

    private ReadOnlySpan<byte> Block(long number, BlockCache cache)
    {
        if (number < _seals.Count)
        {
            if (cache.Number != number)
            {
                Open(number, cache.Bytes);
                cache.Number = number;
            }

            return cache.Bytes;
        }

        number -= _seals.Count;
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
        _file ??= files.Rent();
        _cipher ??= new ScratchCipher();
        var bytes = block.AsSpan(0, BlockBytes);
        var seal = _cipher.Seal(bytes);
        RandomAccess.Write(_file, bytes, (long)_seals.Count * BlockBytes);
        _seals.Add(seal);
        ArrayPool<byte>.Shared.Return(block); // what it holds now is ciphertext
    }

    private void Open(long number, byte[] destination)
    {
        for (var read = 0; read < BlockBytes;)
        {
            var more = RandomAccess.Read(_file!, destination.AsSpan(read, BlockBytes - read), (number * BlockBytes) + read);
            read += more > 0 ? more : throw new InvalidDataException("The scratch file is shorter than what was written to it.");
        }

        _cipher!.Open(_seals[(int)number], destination.AsSpan(0, BlockBytes));
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
    internal sealed class BlockCache : IDisposable
    {
        private byte[]? _bytes;

        public long Number { get; set; } = -1;

        public byte[] Bytes => _bytes ??= ArrayPool<byte>.Shared.Rent(BlockBytes);

        public void Dispose()
        {
            Return(_bytes, BlockBytes);
            (_bytes, Number) = (null, -1);
        }
    }
}
