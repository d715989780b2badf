using Mugai.Sanitizers.LegacyOffice.Encryption;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>Opens an encrypted document ([MS-DOC] 2.2.6): RC4 and RC4 CryptoAPI, a new key every 512 bytes of each stream.</summary>
internal static class WordDecryption
{
    private const int BlockBytes = 512;

    // The head of the FIB stays readable.
    private const int ClearBytes = 0x44;

    /// <summary>Decrypts the three streams in place; a reason when no word opens them.</summary>
    public static (Reason Reason, int? PasswordIndex) Decrypt(Fib fib, byte[] document, byte[] table, byte[] data, ISanitizeContext context)
    {
        if (fib.IsObfuscated)
        {
            return (Reason.Unsupported, null);
        }

        if (fib.Key > table.Length || BlockKey.For(table.AsSpan(0, (int)fib.Key)) is not { } open)
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

    private static void Apply(BlockKey key, byte[] stream)
    {
        for (var block = 0; block * BlockBytes < stream.Length; block++)
        {
            key.Cipher(block).Apply(stream.AsSpan(block * BlockBytes, Math.Min(BlockBytes, stream.Length - (block * BlockBytes))));
        }
    }
}
