using System.IO.Compression;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Zip;

/// <summary>
/// The content of one entry, read once from start to end. Inflates from a bounded slice, charges every byte to the budget and compares
/// length and CRC at the end. Throws <see cref="InvalidDataException"/> where the content is broken or the directory lied.
/// </summary>
public sealed class ZipEntryStream : ForwardStream
{
    private readonly ZipEntry _entry;
    private readonly Budget _budget;
    private readonly Stream _content;
    private Crc32 _crc;
    private long _read;
    private bool _ended;

    /// <summary>Opens <paramref name="entry"/> of <paramref name="archive"/> (seekable, shared; it stays open).</summary>
    public ZipEntryStream(Stream archive, ZipEntry entry, Budget budget)
    {
        _entry = entry;
        _budget = budget;
        var slice = new WindowStream(archive, entry.DataOffset, entry.CompressedSize);
        _content = entry.Method == 0 ? slice : new DeflateStream(slice, CompressionMode.Decompress);
    }

    /// <inheritdoc/>
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _ended)
        {
            return 0;
        }

        var count = _content.Read(buffer);
        if (count == 0)
        {
            _ended = true;
            return _read == _entry.DeclaredSize && _crc.Value == _entry.Crc32 ? 0 : throw new InvalidDataException("Entry differs from its directory.");
        }

        _read += count;
        _budget.ChargeBytes(count);
        if (_read > _entry.DeclaredSize)
        {
            throw new InvalidDataException("Entry is longer than declared.");
        }

        _crc.Append(buffer[..count]);
        return count;
    }

    /// <summary>Reads what is left, so that length and CRC are compared.</summary>
    public void Drain()
    {
        Span<byte> rest = stackalloc byte[4096];
        while (Read(rest) > 0)
        {
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
