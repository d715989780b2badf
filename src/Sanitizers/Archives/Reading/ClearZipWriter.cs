using Mugai.Sanitizers.Sanitizing;
using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Mugai.Sanitizers.Archives.Passwords;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Archives.Reading;

/// <summary>
/// Writes entries of an archive again as they are packed but decrypted, for a reader that knows methods which we do not. No password leaves this process, and the
/// reader gets a directory that we wrote. Lives in scratch; never leaves.
/// </summary>
internal sealed class ClearZipWriter(Stream output, Budget budget)
{
    private const int LocalSize = 30;
    private const int CentralSize = 46;

    private readonly ArrayBufferWriter<byte> _directory = new();
    private int _count;

    /// <summary>False when the entry cannot be decrypted or is not what was encrypted.</summary>
    public bool TryAdd(Stream archive, ZipMember member, byte[]? password)
    {
        var offset = output.Position;
        var name = member.UnicodeName is { } unicode ? Encoding.UTF8.GetBytes(unicode) : member.RawName;
        var flags = (ushort)(member.NamesUtf8 || member.UnicodeName is not null ? 0x0800 : 0);
        Span<byte> header = stackalloc byte[LocalSize];
        header.Clear();
        output.Write(header);
        output.Write(name);
        var start = output.Position;
        if (!TryCopy(new WindowStream(archive, member.DataOffset, member.Compressed), member, password))
        {
            return false;
        }

        var end = output.Position;
        if (end > uint.MaxValue || member.Declared > uint.MaxValue)
        {
            throw new BudgetExceededException(Reason.Budget, "scratch");
        }

        Span<byte> shared = stackalloc byte[26];
        shared.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(shared, 63);
        BinaryPrimitives.WriteUInt16LittleEndian(shared[2..], (ushort)(flags | (member.Flags & 0x0006)));
        BinaryPrimitives.WriteUInt16LittleEndian(shared[4..], member.Method);
        BinaryPrimitives.WriteUInt32LittleEndian(shared[6..], member.DosTime);
        BinaryPrimitives.WriteUInt32LittleEndian(shared[10..], member.Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(shared[14..], (uint)(end - start));
        BinaryPrimitives.WriteUInt32LittleEndian(shared[18..], (uint)member.Declared);
        BinaryPrimitives.WriteUInt16LittleEndian(shared[22..], (ushort)name.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x04034b50);
        shared.CopyTo(header[4..]);
        output.Position = offset;
        output.Write(header);
        output.Position = end;
        AddToDirectory(shared, name, (uint)offset);
        return true;
    }

    /// <summary>Writes the directory. The last call.</summary>
    public void Finish()
    {
        var start = output.Position;
        output.Write(_directory.WrittenSpan);
        Span<byte> end = stackalloc byte[22];
        end.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], (ushort)_count);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], (ushort)_count);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], (uint)_directory.WrittenCount);
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)start);
        output.Write(end);
        output.Position = 0;
    }

    private void AddToDirectory(ReadOnlySpan<byte> shared, ReadOnlySpan<byte> name, uint offset)
    {
        var central = _directory.GetSpan(CentralSize + name.Length)[..(CentralSize + name.Length)];
        central.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(central, 0x02014b50);
        BinaryPrimitives.WriteUInt16LittleEndian(central[4..], 63);
        shared.CopyTo(central[6..]);
        BinaryPrimitives.WriteUInt32LittleEndian(central[42..], offset);
        name.CopyTo(central[CentralSize..]);
        _directory.Advance(central.Length);
        _count++;
    }

    private bool TryCopy(WindowStream raw, ZipMember member, byte[]? password)
    {
        if (!member.IsEncrypted)
        {
            return Copy(raw);
        }

        if (password is null)
        {
            return false;
        }

        if (member.Aes is null)
        {
            return ZipCryptoStream.Open(raw, password, member) is { } clear && Copy(clear);
        }

        using var decrypted = WinZipAesStream.Open(raw, password, member.Aes);
        return decrypted is not null && Copy(decrypted) && decrypted.IsAuthentic();
    }

    private bool Copy(Stream packed)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(32 * 1024);
        int count;
        while ((count = packed.Read(chunk)) > 0)
        {
            budget.ChargeBytes(count);
            output.Write(chunk.AsSpan(0, count));
        }

        ArrayPool<byte>.Shared.Return(chunk);
        return true;
    }
}
