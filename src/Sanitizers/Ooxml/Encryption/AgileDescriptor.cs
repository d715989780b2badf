using System.Globalization;
using System.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Encryption;

/// <summary>Reads the XML of an agile encryption ([MS-OFFCRYPTO] 2.3.4.10).</summary>
internal static class AgileDescriptor
{
    private const string Namespace = "http://schemas.microsoft.com/office/2006/encryption";
    private const string Password = "http://schemas.microsoft.com/office/2006/keyEncryptor/password";

    // The schema allows ten million, half a minute for each password; Office writes 100,000.
    private const int MaxRounds = 1_000_000;
    private const int MaxSaltBytes = 64;

    public static (IPackageEncryption? Encryption, Reason Reason) Read(ReadOnlyMemory<byte> descriptor)
    {
        try
        {
            using var content = new MemoryStream(descriptor.ToArray(), writable: false);
            using var xml = XmlReader.Create(content, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = descriptor.Length });
            return Read(xml);
        }
        catch (XmlException)
        {
            return (null, Reason.Corrupt);
        }
    }

    private static (IPackageEncryption? Encryption, Reason Reason) Read(XmlReader xml)
    {
        Dictionary<string, string>? package = null;
        Dictionary<string, string>? integrity = null;
        Dictionary<string, string>? password = null;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.NamespaceURI, xml.LocalName)
            {
                case (Namespace, "keyData"):
                    package ??= Attributes(xml);
                    break;
                case (Namespace, "dataIntegrity"):
                    integrity ??= Attributes(xml);
                    break;
                case (Password, "encryptedKey"):
                    password ??= Attributes(xml);
                    break;
            }
        }

        if (package is null || integrity is null)
        {
            return (null, Reason.Corrupt);
        }

        // Encrypted for certificates alone: no password opens it.
        return password is null ? (null, Reason.Unsupported) : Combine(package, integrity, password);
    }

    private static (IPackageEncryption? Encryption, Reason Reason) Combine(Dictionary<string, string> package, Dictionary<string, string> integrity, Dictionary<string, string> password)
    {
        var (data, dataReason) = Cipher(package);
        var (encryptor, reason) = Cipher(password);
        if (data is null || encryptor is null)
        {
            return (null, data is null ? dataReason : reason);
        }

        if (Number(password, "spinCount") is not { } rounds || Blocks(integrity, "encryptedHmacKey", data.Hash.Bytes) is not { } hmacKey || Blocks(integrity, "encryptedHmacValue", data.Hash.Bytes) is not { } hmacValue
            || Blocks(password, "encryptedVerifierHashInput", 1) is not { } input || Blocks(password, "encryptedVerifierHashValue", encryptor.Hash.Bytes) is not { } value
            || Blocks(password, "encryptedKeyValue", data.KeyBytes) is not { } key)
        {
            return (null, Reason.Corrupt);
        }

        return rounds > MaxRounds
            ? (null, Reason.Unsupported)
            : (new AgileEncryption(data, encryptor, rounds) { HmacKey = hmacKey, HmacValue = hmacValue, VerifierInput = input, VerifierValue = value, KeyValue = key }, Reason.None);
    }

    private static (AgileCipher? Cipher, Reason Reason) Cipher(Dictionary<string, string> attributes)
    {
        if (Binary(attributes, "saltValue") is not { Length: > 0 and <= MaxSaltBytes } salt || Number(attributes, "keyBits") is not { } bits || Number(attributes, "blockSize") is not { } block)
        {
            return (null, Reason.Corrupt);
        }

        var chaining = attributes.GetValueOrDefault("cipherChaining");
        return attributes.GetValueOrDefault("cipherAlgorithm") == "AES" && block == AgileCipher.BlockBytes && bits is 128 or 192 or 256 && chaining is "ChainingModeCBC" or "ChainingModeCFB"
            && AgileHash.Find(attributes.GetValueOrDefault("hashAlgorithm")) is { } hash
            ? (new AgileCipher(salt, bits / 8, chaining == "ChainingModeCFB", hash), Reason.None)
            : (null, Reason.Unsupported);
    }

    private static Dictionary<string, string> Attributes(XmlReader xml)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var has = xml.MoveToFirstAttribute(); has; has = xml.MoveToNextAttribute())
        {
            attributes[xml.LocalName] = xml.Value;
        }

        xml.MoveToElement();
        return attributes;
    }

    private static int? Number(Dictionary<string, string> attributes, string name) =>
        int.TryParse(attributes.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whole cipher blocks of at least <paramref name="least"/> bytes and not many more.</summary>
    private static byte[]? Blocks(Dictionary<string, string> attributes, string name, int least) =>
        Binary(attributes, name) is { } bytes && bytes.Length >= least && bytes.Length % AgileCipher.BlockBytes == 0 && bytes.Length is > 0 and <= 256 ? bytes : null;

    private static byte[]? Binary(Dictionary<string, string> attributes, string name)
    {
        var text = attributes.GetValueOrDefault(name) ?? "";
        var bytes = new byte[(text.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }
}
