using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;

namespace Mugai.Sanitizers.Pdf.Encryption;

/// <summary>Decrypts strings and streams with the file's key (ISO 32000-2, algorithms 1 and 1.A).</summary>
[SuppressMessage("Security", "CA5351", Justification = "The standard asks for MD5; only reading needs it.")]
internal sealed class StandardDecryption(EncryptionFacts facts, byte[] fileKey) : IDocumentDecryption
{
    public byte[] DecryptString(int number, int generation, ReadOnlySpan<byte> cipherText) => Decrypt(facts.Strings, number, generation, cipherText);

    public ReadOnlyMemory<byte> DecryptStream(PdfDocument document, PdfObject stream)
    {
        var method = MethodOf(document, stream);
        if (method == CryptMethod.Identity)
        {
            return stream.StreamBytes;
        }

        document.Budget.ChargeBytes(stream.StreamBytes.Length);
        return Decrypt(method, stream.Tree!.Number, stream.Tree.Generation, stream.StreamBytes.Span);
    }

    private CryptMethod MethodOf(PdfDocument document, PdfObject stream)
    {
        var type = document.Get(stream, "Type"u8);
        if (type.Is("XRef"u8) || (type.Is("Metadata"u8) && !facts.EncryptsMetadata))
        {
            return CryptMethod.Identity;
        }

        var filter = document.Get(stream, "Filter"u8);
        var first = filter.IsArray ? document.Resolve(filter.At(0)) : filter;
        if (first.Is("Crypt"u8))
        {
            var parameters = document.Get(stream, "DecodeParms"u8);
            var name = document.Get(parameters.IsArray ? document.Resolve(parameters.At(0)) : parameters, "Name"u8);
            return facts.Named(name.IsName ? System.Text.Encoding.Latin1.GetString(name.Bytes) : "Identity");
        }

        return type.Is("EmbeddedFile"u8) ? facts.EmbeddedFiles : facts.Streams;
    }

    private byte[] Decrypt(CryptMethod method, int number, int generation, ReadOnlySpan<byte> data) => method switch
    {
        CryptMethod.Rc4 => Rc4.Apply(ObjectKey(number, generation, isAes: false), data),
        CryptMethod.Aes128 => DecryptAes(ObjectKey(number, generation, isAes: true), data),
        CryptMethod.Aes256 => DecryptAes(fileKey, data),
        _ => data.ToArray(),
    };

    private byte[] ObjectKey(int number, int generation, bool isAes)
    {
        Span<byte> input = stackalloc byte[fileKey.Length + 9];
        fileKey.CopyTo(input);
        var tail = input[fileKey.Length..];
        (tail[0], tail[1], tail[2]) = ((byte)number, (byte)(number >> 8), (byte)(number >> 16));
        (tail[3], tail[4]) = ((byte)generation, (byte)(generation >> 8));
        "sAlT"u8.CopyTo(tail[5..]);
        return MD5.HashData(isAes ? input : input[..^4])[..Math.Min(fileKey.Length + 5, 16)];
    }

    // The first block is the initialization vector. Padding that is wrong is left where it stands: writers get it wrong, and no more than a block is at stake.
    private static byte[] DecryptAes(byte[] key, ReadOnlySpan<byte> data)
    {
        var length = data.Length & ~15;
        if (length < 32 || key.Length is not (16 or 32))
        {
            return [];
        }

        using var aes = Aes.Create();
        aes.Key = key;
        var clear = aes.DecryptCbc(data[16..length], data[..16], PaddingMode.None);
        var padding = clear[^1];
        return padding is >= 1 and <= 16 ? clear[..^padding] : clear;
    }
}
