using System.Buffers.Binary;

namespace Mugai.Sanitizers.Images.Native;

/// <summary>A file that libvips wrote, in its memory.</summary>
internal sealed unsafe class VipsBlob : IDisposable
{
    private nint _handle;

    public VipsBlob(nint handle)
    {
        _handle = handle;
        nuint length = 0;
        Bytes = (byte*)Vips.BlobBytes(handle, &length);
        Length = (long)length;
    }

    /// <summary>Lives as long as this.</summary>
    public byte* Bytes { get; }

    public long Length { get; }

    /// <summary>Writes it, behind its length (32 bits, little-endian) when <paramref name="withLength"/>.</summary>
    public void WriteTo(Stream output, bool withLength = false)
    {
        if (withLength)
        {
            Span<byte> prefix = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(prefix, (uint)Length);
            output.Write(prefix);
        }

        for (long at = 0; at < Length;)
        {
            var count = (int)Math.Min(Length - at, 1 << 20);
            output.Write(new ReadOnlySpan<byte>(Bytes + at, count));
            at += count;
        }
    }

    public void Dispose()
    {
        if (_handle != 0)
        {
            Vips.UnrefArea(_handle);
            _handle = 0;
        }
    }
}
