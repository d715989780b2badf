using Mugai.Sanitizers.LegacyOffice.Encryption;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>Opens an encrypted document ([MS-DOC] 2.2.6): RC4 and RC4 CryptoAPI, a new key every 512 bytes of each stream; XOR, sixteen bytes over and over.</summary>
internal static class WordDecryption
{
    private const int BlockBytes = 512;

    // The head of the FIB stays readable.
    private const int ClearBytes = 0x44;
    private const int OldClearBytes = 0x34;

    /// <summary>Decrypts the three streams of Word 97 and later in place; a reason when no word opens them.</summary>
    public static (Reason Reason, int? PasswordIndex) Decrypt(uint keyBytes, bool isObfuscated, byte[] document, byte[] table, byte[] data, ISanitizeContext context)
    {
        if (isObfuscated)
        {
            if (Obfuscation(document, context) is not var (array, found))
            {
                return (Reason.Encrypted, null);
            }

            Clear(document, ClearBytes, array);
            Clear(table, 0, array);
            Clear(data, 0, array);
            return (Reason.None, found);
        }

        if (keyBytes > table.Length || BlockKey.For(table.AsSpan(0, (int)keyBytes)) is not { } open)
        {
            return (Reason.Unsupported, null);
        }

        if (PasswordSearch.Find(context, open) is not var (key, index))
        {
            return (Reason.Encrypted, null);
        }

        var head = document.AsSpan(0, Math.Min(ClearBytes, document.Length)).ToArray();
        Apply(key, document);
        head.CopyTo(document, 0);
        Apply(key, table);
        Apply(key, data);
        return (Reason.None, index);
    }

    /// <summary>The only stream of Word 6 and 95, which know no other encryption than XOR.</summary>
    public static (Reason Reason, int? PasswordIndex) DecryptOld(byte[] document, ISanitizeContext context)
    {
        if (Obfuscation(document, context) is not var (array, index))
        {
            return (Reason.Encrypted, null);
        }

        Clear(document, OldClearBytes, array);
        return (Reason.None, index);
    }

    private static (byte[] Array, int? Index)? Obfuscation(ReadOnlySpan<byte> document, ISanitizeContext context)
    {
        var (key, verifier) = (document.U16(0x0E), document.U16(0x10));
        return PasswordSearch.Find(context, word => XorObfuscation.Array(word, key, verifier));
    }

    // [MS-OFFCRYPTO] 2.3.7.6: bytes that are zero, or would become zero, stay as they are.
    private static void Clear(byte[] stream, int from, byte[] array)
    {
        for (var i = from; i < stream.Length; i++)
        {
            var clear = (byte)(stream[i] ^ array[i % array.Length]);
            stream[i] = stream[i] == 0 || clear == 0 ? stream[i] : clear;
        }
    }

    private static void Apply(BlockKey key, byte[] stream)
    {
        for (var block = 0; block * BlockBytes < stream.Length; block++)
        {
            key.Cipher(block).Apply(stream.AsSpan(block * BlockBytes, Math.Min(BlockBytes, stream.Length - (block * BlockBytes))));
        }
    }
}
