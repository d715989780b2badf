using Mugai.Sanitizers.LegacyOffice.Encryption;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>Opens an encrypted workbook stream ([MS-XLS] 2.2.10): the heads of records stay readable, their data is encrypted by its place in the stream.</summary>
internal static class WorkbookDecryption
{
    private const int BlockBytes = 1024;

    /// <summary>What FILEPASS says; null when the stream is not encrypted.</summary>
    public static byte[]? FilePass(BiffReader reader)
    {
        reader.Restart();
        for (var i = 0; i < 8 && reader.Next(); i++)
        {
            if (reader.Type == BiffType.FilePass)
            {
                return reader.Data.ToArray();
            }
        }

        return null;
    }

    /// <summary>Writes the stream in the clear to <paramref name="output"/>. Which word opened it; a reason when none did.</summary>
    public static (Reason Reason, int? PasswordIndex) Decrypt(BiffReader reader, byte[] filePass, bool isBiff8, Stream output, ISanitizeContext context)
    {
        ReadOnlySpan<byte> pass = filePass;
        var isXor = !isBiff8 || (pass.Length >= 2 && pass.U16(0) == 0);
        var fields = isBiff8 && pass.Length >= 2 ? pass[2..] : pass;
        if (isXor)
        {
            if (fields.Length < 4)
            {
                return (Reason.Corrupt, null);
            }

            var (key, verifier) = (fields.U16(0), fields.U16(2));
            if (PasswordSearch.Find(context, word => XorObfuscation.Array(word, key, verifier)) is not var (array, index))
            {
                return (Reason.Encrypted, null);
            }

            Copy(reader, output, context.Budget, (data, at) => Xor(data, at, array));
            return (Reason.None, index);
        }

        if (BlockKey.For(fields) is not { } open)
        {
            return (Reason.Unsupported, null);
        }

        if (PasswordSearch.Find(context, open) is not var (blocks, found))
        {
            return (Reason.Encrypted, null);
        }

        var stream = new Keystream(blocks);
        Copy(reader, output, context.Budget, (data, at) => stream.Apply(data, at));
        return (Reason.None, found);
    }

    private delegate void Decryption(Span<byte> data, long at);

    private static void Copy(BiffReader reader, Stream output, Budget budget, Decryption decrypt)
    {
        var record = new byte[65_540];
        reader.Restart();
        while (reader.Next())
        {
            budget.ChargeObjects(1);
            var data = record.AsSpan(4, reader.Data.Length);
            record.AsSpan().U16(0, reader.Type);
            record.AsSpan().U16(2, data.Length);
            reader.Data.CopyTo(data);
            // What must be read before the password is known stays in the clear; of a sheet's entry, where it begins.
            if (reader.Type is not (BiffType.Bof or BiffType.FilePass or BiffType.InterfaceHeader or 0x194 or 0x195 or 0x196 or 0x138))
            {
                var clear = reader.Type == BiffType.BoundSheet ? Math.Min(4, data.Length) : 0;
                decrypt(data[clear..], reader.Position + 4 + clear);
            }

            output.Write(record, 0, 4 + data.Length);
        }
    }

    private static void Xor(Span<byte> data, long at, byte[] array)
    {
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = byte.RotateRight((byte)(data[i] ^ array[(int)((at + data.Length + i) % 16)]), 5);
        }
    }

    /// <summary>RC4 with a new key every 1,024 bytes of the stream, those in the clear counted.</summary>
    private sealed class Keystream(BlockKey key)
    {
        private Rc4? _cipher;
        private long _at = -1;

        public void Apply(Span<byte> data, long at)
        {
            while (!data.IsEmpty)
            {
                if (_cipher is null || at < _at || at / BlockBytes != _at / BlockBytes)
                {
                    _cipher = key.Cipher((int)(at / BlockBytes));
                    _at = at / BlockBytes * BlockBytes;
                }

                _cipher.Skip((int)(at - _at));
                var count = (int)Math.Min(data.Length, BlockBytes - (at % BlockBytes));
                _cipher.Apply(data[..count]);
                data = data[count..];
                at += count;
                _at = at % BlockBytes == 0 ? -1 : at;
            }
        }
    }
}
