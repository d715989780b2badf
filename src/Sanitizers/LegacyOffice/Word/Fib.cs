using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>The file information block ([MS-DOC] 2.5): where everything else is.</summary>
internal sealed class Fib
{
    private const int BaseBytes = 32;
    private const int PairsAt = 0x9A;
    private const ushort TableFlag = 0x0200;
    private const ushort EncryptedFlag = 0x0100;
    private const ushort ObfuscatedFlag = 0x8000;
    private const ushort GlossaryFlag = 0x0002;

    // 93 pairs since Word 97; later versions only add.
    private const int MinPairs = 0x5D;

    private readonly byte[] _bytes;

    private Fib(byte[] bytes) => _bytes = bytes;

    private ReadOnlySpan<byte> Bytes => _bytes;

    public int Length => _bytes.Length;

    public string TableName => (Bytes.U16(0x0A) & TableFlag) != 0 ? "1Table" : "0Table";

    /// <summary>Characters of the parts of the document: text, footnotes, headers, (macros), comments, endnotes, text boxes, text boxes in headers.</summary>
    public IReadOnlyList<uint> Characters => [.. Enumerable.Range(0, 8).Select(i => ((ReadOnlySpan<byte>)_bytes).U32(0x4C + (i * 4)))];

    public int Pairs => Bytes.U16(0x98);

    /// <summary>True when it begins like the stream of Word, whatever its version.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes.Length >= BaseBytes && bytes.U16(0) is 0xA5EC or 0xA5DC or 0xA697 or 0xA698 or 0xA699;

    /// <summary>
    /// Word 97 and later, encrypted: how it was is readable (the first 68 bytes are never encrypted, [MS-DOC] 2.2.6), the rest of the block is not. Where its table is; bytes of the encryption
    /// header in front of that.
    /// </summary>
    public static (string TableName, uint Key, bool IsObfuscated)? Encryption(ReadOnlySpan<byte> document)
    {
        if (document.Length < 0x44 || document.U16(0) != 0xA5EC || document.U16(2) < 0xC1 || (document.U16(0x0A) & EncryptedFlag) == 0)
        {
            return null;
        }

        var flags = document.U16(0x0A);
        return ((flags & TableFlag) != 0 ? "1Table" : "0Table", document.U32(0x0E), (flags & ObfuscatedFlag) != 0);
    }

    /// <summary>Null when it is not as long as it says, or of a version before Word 97.</summary>
    public static Fib? Read(ReadOnlySpan<byte> document)
    {
        if (document.Length < PairsAt + (MinPairs * 8) || document.U16(0) != 0xA5EC || document.U16(2) < 0xC1 || document.U16(0x20) != 14 || document.U16(0x3E) != 22)
        {
            return null;
        }

        var pairs = document.U16(0x98);
        var end = PairsAt + (pairs * 8);
        if (pairs < MinPairs || end + 2 > document.Length)
        {
            return null;
        }

        var more = document.U16(end);
        end += 2 + (more * 2);
        return more > 8 || end > document.Length ? null : new Fib(document[..end].ToArray());
    }

    public (uint Start, uint Length) Pair(int index) => (Bytes.U32(PairsAt + (index * 8)), Bytes.U32(PairsAt + (index * 8) + 4));

    /// <summary>The block as it stands in the output: every pair is empty until it is set.</summary>
    public byte[] Clean()
    {
        var clean = (byte[])_bytes.Clone();
        var span = clean.AsSpan();
        // No glossary document behind it, no encryption; the table is always the second.
        span.U16(0x08, 0);
        span.U16(0x0A, (Bytes.U16(0x0A) & ~(EncryptedFlag | ObfuscatedFlag | GlossaryFlag)) | TableFlag);
        span.U32(0x0E, 0);
        span.Slice(PairsAt, Pairs * 8).Clear();
        return clean;
    }

    public static void SetPair(Span<byte> fib, int index, int start, int length)
    {
        fib.U32(PairsAt + (index * 8), start);
        fib.U32(PairsAt + (index * 8) + 4, length);
    }
}
