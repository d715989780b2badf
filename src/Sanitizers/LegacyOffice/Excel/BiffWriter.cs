using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>Writes records; what is longer than one goes on in Continue records ([MS-XLS] 2.4.58).</summary>
internal sealed class BiffWriter(Stream output)
{
    public const int MaxBytes = 8224;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _filled;
    private long _flushed;

    public long Position => _flushed + _filled;

    public void Write(int type, ReadOnlySpan<byte> data)
    {
        Span<byte> head = stackalloc byte[4];
        head.U16(0, type);
        head.U16(2, data.Length);
        Put(head);
        Put(data);
    }

    public void WriteLong(int type, ReadOnlySpan<byte> data)
    {
        do
        {
            var count = Math.Min(data.Length, MaxBytes);
            Write(type, data[..count]);
            data = data[count..];
            type = BiffType.Continue;
        }
        while (!data.IsEmpty);
    }

    public void Flush()
    {
        output.Write(_buffer, 0, _filled);
        _flushed += _filled;
        _filled = 0;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (_filled + bytes.Length > _buffer.Length)
        {
            Flush();
        }

        if (bytes.Length > _buffer.Length)
        {
            output.Write(bytes);
            _flushed += bytes.Length;
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_filled));
        _filled += bytes.Length;
    }
}
