using System.Buffers.Binary;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.LegacyOffice.Encryption;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Encryption;

/// <summary>
/// NAME: Office packages under a password (a compound file with the streams EncryptionInfo and EncryptedPackage).
/// KEEPS: what the sanitizer of the package inside keeps; the result is not encrypted.
/// REMOVES: the encryption, and everything else in the compound file.
/// LIMITS: no password that fits: Held. Standard and agile encryption with AES; more than 1,000,000 rounds, certificates alone, rights management: Blocked.
/// Standards: [MS-OFFCRYPTO] 2.3.4.
/// </summary>
public sealed class EncryptedPackageSanitizer : ISanitizer
{
    private readonly OoxmlSanitizer _packages = new();

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.EncryptedOffice];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var reading = CompoundFile.Read(input.Content);
        if (reading.File is not { } file)
        {
            context.Report("", OoxmlCodes.Encryption, FindingAction.Removed, 1, new UntrustedText(reading.Detail));
            return PartVerdict.Blocked(reading.Reason);
        }

        if (file.Root.Find("EncryptionInfo") is null)
        {
            // Rights management ([MS-OFFCRYPTO] 2.2): only its server can open it.
            context.Report("", OoxmlCodes.Encryption, FindingAction.Removed, 1, new UntrustedText("rights management"));
            return PartVerdict.Blocked(Reason.Unsupported);
        }

        using var description = file.Open(file.Root, "EncryptionInfo");
        using var encrypted = file.Open(file.Root, "EncryptedPackage");
        if (description is null || encrypted is null || LengthOf(encrypted) is not { } length)
        {
            context.Report("", OoxmlCodes.Encryption, FindingAction.Removed, 1, new UntrustedText("EncryptedPackage"));
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        var (encryption, refusal) = EncryptionInfoReader.Read(description);
        if (encryption is null)
        {
            context.Report("", OoxmlCodes.Encryption, FindingAction.Removed, 1, new UntrustedText("EncryptionInfo"));
            return PartVerdict.Blocked(refusal);
        }

        if (PasswordSearch.Find(context, encryption.Open, encryption.HashesPerPassword) is not var (key, password))
        {
            return PartVerdict.Held(Reason.Encrypted);
        }

        using (key)
        {
            return Rebuild(input, encrypted, length, key, output, context) with { PasswordIndex = password };
        }
    }

    private PartVerdict Rebuild(PartInput input, Stream encrypted, long length, IPackageKey key, Stream output, ISanitizeContext context)
    {
        context.Budget.ChargeBytes(2 * length);
        if (!key.IsIntact(encrypted))
        {
            context.Report("", OoxmlCodes.Encryption, FindingAction.Removed, 1, new UntrustedText("HMAC"));
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        using var clear = context.CreateScratch();
        encrypted.Position = sizeof(long);
        key.Decrypt(encrypted, length, clear);
        clear.Position = 0;
        context.Report("", OoxmlCodes.Encryption, FindingAction.Removed);
        return OoxmlKind.Detect(clear) is { } format
            ? _packages.Sanitize(input with { Content = clear, Format = format }, output, context)
            : PartVerdict.Blocked(Reason.Corrupt);
    }

    /// <summary>The size in front of the encrypted bytes (2.3.4.4); null when there are fewer.</summary>
    private static long? LengthOf(Stream encrypted)
    {
        Span<byte> size = stackalloc byte[sizeof(long)];
        encrypted.Position = 0;
        if (encrypted.ReadAtLeast(size, size.Length, throwOnEndOfStream: false) < size.Length)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(size);
        return length > 0 && length <= encrypted.Length - size.Length ? length : null;
    }
}
