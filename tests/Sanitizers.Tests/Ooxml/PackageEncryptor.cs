using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Encrypts packages as Office does ([MS-OFFCRYPTO] 2.3.4), written from the specification alone: nothing of the reader under test is used.</summary>
[SuppressMessage("Security", "CA5350", Justification = "The format.")]
[SuppressMessage("Security", "CA5358", Justification = "The format.")]
internal static class PackageEncryptor
{
    private static readonly byte[] Salt = [.. Enumerable.Range(1, 16).Select(i => (byte)(i * 7))];
    private static readonly byte[] DataSalt = [.. Enumerable.Range(1, 16).Select(i => (byte)(i * 11))];

    public static byte[] Agile(byte[] package, string password, int rounds = 1000, string hashName = "SHA512", int keyBits = 256, string chaining = "ChainingModeCBC")
    {
        Func<byte[], byte[]> hash = hashName switch { "SHA1" => SHA1.HashData, "SHA256" => SHA256.HashData, "SHA384" => SHA384.HashData, _ => SHA512.HashData };
        var key = Enumerable.Range(0, keyBits / 8).Select(i => (byte)(255 - i)).ToArray();
        var derived = hash([.. Salt, .. Encoding.Unicode.GetBytes(password)]);
        for (var i = 0; i < rounds; i++)
        {
            derived = hash([.. BitConverter.GetBytes(i), .. derived]);
        }

        string Wrap(string block, byte[] value) => Convert.ToBase64String(Encrypt(Fit(hash([.. derived, .. Convert.FromHexString(block)]), keyBits / 8), Salt, Pad(value), chaining));
        var verifier = Enumerable.Range(0, 16).Select(i => (byte)(i * 3)).ToArray();
        using var encrypted = new MemoryStream();
        encrypted.Write(BitConverter.GetBytes((long)package.Length));
        for (var (at, segment) = (0, 0); at < package.Length; at += 4096, segment++)
        {
            var vector = Fit(hash([.. DataSalt, .. BitConverter.GetBytes(segment)]), 16);
            encrypted.Write(Encrypt(key, vector, Pad(package[at..Math.Min(package.Length, at + 4096)]), chaining));
        }

        var hmacKey = Enumerable.Range(0, hash([]).Length).Select(i => (byte)(i ^ 0x5A)).ToArray();
        var hmac = HmacOf(hashName, hmacKey, encrypted.ToArray());
        string Sealed(string block, byte[] value) => Convert.ToBase64String(Encrypt(key, Fit(hash([.. DataSalt, .. Convert.FromHexString(block)]), 16), Pad(value), chaining));
        string Cipher(byte[] salt) => $"saltSize=\"16\" blockSize=\"16\" keyBits=\"{keyBits}\" hashSize=\"{hmac.Length}\" cipherAlgorithm=\"AES\" cipherChaining=\"{chaining}\" hashAlgorithm=\"{hashName}\" saltValue=\"{Convert.ToBase64String(salt)}\"";
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><encryption xmlns=\"http://schemas.microsoft.com/office/2006/encryption\" xmlns:p=\"http://schemas.microsoft.com/office/2006/keyEncryptor/password\">"
            + $"<keyData {Cipher(DataSalt)}/><dataIntegrity encryptedHmacKey=\"{Sealed("5FB2AD010CB9E1F6", hmacKey)}\" encryptedHmacValue=\"{Sealed("A0677F02B22C8433", hmac)}\"/>"
            + $"<keyEncryptors><keyEncryptor uri=\"http://schemas.microsoft.com/office/2006/keyEncryptor/password\"><p:encryptedKey spinCount=\"{rounds}\" {Cipher(Salt)} "
            + $"encryptedVerifierHashInput=\"{Wrap("FEA7D2763B4B9E79", verifier)}\" encryptedVerifierHashValue=\"{Wrap("D7AA0F6D3061344E", hash(verifier))}\" encryptedKeyValue=\"{Wrap("146E0BE7ABACD0D6", key)}\"/>"
            + "</keyEncryptor></keyEncryptors></encryption>";
        return Container([4, 0, 4, 0, 0x40, 0, 0, 0, .. Encoding.UTF8.GetBytes(xml)], encrypted.ToArray());
    }

    public static byte[] Standard(byte[] package, string password, int keyBits = 128)
    {
        var derived = SHA1.HashData([.. Salt, .. Encoding.Unicode.GetBytes(password)]);
        for (var i = 0; i < 50_000; i++)
        {
            derived = SHA1.HashData([.. BitConverter.GetBytes(i), .. derived]);
        }

        var final = SHA1.HashData([.. derived, 0, 0, 0, 0]);
        byte[] Mixed(byte filling) => SHA1.HashData([.. Enumerable.Range(0, 64).Select(i => (byte)(i < 20 ? final[i] ^ filling : filling))]);
        using var aes = Aes.Create();
        aes.Key = ((byte[])[.. Mixed(0x36), .. Mixed(0x5C)])[..(keyBits / 8)];
        var verifier = Enumerable.Range(0, 16).Select(i => (byte)(i * 5)).ToArray();
        var provider = Encoding.Unicode.GetBytes("Microsoft Enhanced RSA and AES Cryptographic Provider\0");
        using var info = new MemoryStream();
        using var writer = new BinaryWriter(info);
        foreach (var number in (int[])[0x0002_0003, 0x24, 32 + provider.Length, 0x24, 0, keyBits switch { 128 => 0x660E, 192 => 0x660F, _ => 0x6610 }, 0x8004, keyBits, 0x18, 0, 0])
        {
            writer.Write(number);
        }

        writer.Write(provider);
        writer.Write(16);
        writer.Write(Salt);
        writer.Write(aes.EncryptEcb(verifier, PaddingMode.None));
        writer.Write(20);
        writer.Write(aes.EncryptEcb(Pad(SHA1.HashData(verifier)), PaddingMode.None));
        return Container(info.ToArray(), [.. BitConverter.GetBytes((long)package.Length), .. aes.EncryptEcb(Pad(package), PaddingMode.None)]);
    }

    public static byte[] Container(byte[]? info, byte[] package)
    {
        var root = new NewStorage("Root Entry");
        if (info is not null)
        {
            root.Add("EncryptionInfo", new MemoryStream(info));
        }

        root.Add("EncryptedPackage", new MemoryStream(package));
        root.AddStorage("\u0006DataSpaces").Add("Version", new MemoryStream(new byte[76]));
        using var output = new MemoryStream();
        CompoundFileWriter.Write(root, output, new Budget(BudgetLimits.ForInput(package.Length)));
        return output.ToArray();
    }

    private static byte[] Encrypt(byte[] key, byte[] vector, byte[] data, string chaining)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        return chaining == "ChainingModeCFB" ? aes.EncryptCfb(data, vector, PaddingMode.None, 8) : aes.EncryptCbc(data, vector, PaddingMode.None);
    }

    private static byte[] HmacOf(string name, byte[] key, byte[] data) => name switch
    {
        "SHA1" => HMACSHA1.HashData(key, data),
        "SHA256" => HMACSHA256.HashData(key, data),
        "SHA384" => HMACSHA384.HashData(key, data),
        _ => HMACSHA512.HashData(key, data),
    };

    private static byte[] Fit(byte[] bytes, int length) => [.. bytes.Take(length), .. Enumerable.Repeat((byte)0x36, Math.Max(0, length - bytes.Length))];

    private static byte[] Pad(byte[] bytes) => [.. bytes, .. new byte[(16 - (bytes.Length % 16)) % 16]];
}
