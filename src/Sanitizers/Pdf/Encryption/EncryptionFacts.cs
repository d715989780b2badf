using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;

namespace Mugai.Sanitizers.Pdf.Encryption;

/// <summary>What the encryption dictionary of the standard security handler says (ISO 32000-2, tables 20 and 21).</summary>
internal sealed class EncryptionFacts
{
    private readonly Dictionary<string, CryptMethod> _filters = new(StringComparer.Ordinal) { ["Identity"] = CryptMethod.Identity };

    public required int Revision { get; init; }

    public required int KeyBytes { get; init; }

    public required byte[] Owner { get; init; }

    public required byte[] User { get; init; }

    public required byte[] OwnerKey { get; init; }

    public required byte[] UserKey { get; init; }

    public required int Permissions { get; init; }

    public required byte[] FileId { get; init; }

    public required bool EncryptsMetadata { get; init; }

    public CryptMethod Streams { get; private set; }

    public CryptMethod Strings { get; private set; }

    public CryptMethod EmbeddedFiles { get; private set; }

    /// <summary>The method of a crypt filter by its name; RC4 or AES of nothing that exists is Identity.</summary>
    public CryptMethod Named(string name) => _filters.GetValueOrDefault(name);

    /// <summary>Null when the dictionary asks for something this handler never had.</summary>
    public static EncryptionFacts? Read(PdfDocument document, PdfObject dictionary)
    {
        var version = (int)document.Get(dictionary, "V"u8).Integer;
        var revision = (int)document.Get(dictionary, "R"u8).Integer;
        var bits = document.Get(dictionary, "Length"u8) is { IsNumber: true } said ? said.Integer : 40;
        // Some writers give the length in bytes.
        bits = bits is > 0 and <= 32 ? bits * 8 : bits;
        if (version is not (1 or 2 or 4 or 5) || revision is < 2 or > 6 || (version == 5) != (revision >= 5))
        {
            return null;
        }

        var facts = new EncryptionFacts
        {
            Revision = revision,
            KeyBytes = version switch { 1 => 5, 4 => 16, 5 => 32, _ => (int)Math.Clamp(bits / 8, 5, 16) },
            Owner = Bytes("O"u8),
            User = Bytes("U"u8),
            OwnerKey = Bytes("OE"u8),
            UserKey = Bytes("UE"u8),
            Permissions = unchecked((int)document.Get(dictionary, "P"u8).Integer),
            FileId = document.Resolve(document.Get(document.Trailer, "ID"u8).At(0)).Bytes.ToArray(),
            EncryptsMetadata = document.Get(dictionary, "EncryptMetadata"u8) is not { Kind: PdfKind.Boolean, Boolean: false },
        };
        var needed = revision >= 5 ? 48 : 32;
        if (facts.Owner.Length < needed || facts.User.Length < (revision >= 5 ? 48 : 16) || (revision >= 5 && (facts.OwnerKey.Length < 32 || facts.UserKey.Length < 32)))
        {
            return null;
        }

        facts.ReadFilters(document, dictionary, version);
        return facts;

        byte[] Bytes(ReadOnlySpan<byte> key) => document.Get(dictionary, key).Bytes.ToArray();
    }

    private void ReadFilters(PdfDocument document, PdfObject dictionary, int version)
    {
        if (version < 4)
        {
            (Streams, Strings, EmbeddedFiles) = (CryptMethod.Rc4, CryptMethod.Rc4, CryptMethod.Rc4);
            return;
        }

        foreach (var (name, value) in document.Get(dictionary, "CF"u8).Entries)
        {
            var method = document.Get(document.Resolve(value), "CFM"u8);
            _filters.TryAdd(System.Text.Encoding.Latin1.GetString(name), method.Is("V2"u8) ? CryptMethod.Rc4
                : method.Is("AESV2"u8) ? CryptMethod.Aes128
                : method.Is("AESV3"u8) ? CryptMethod.Aes256
                : CryptMethod.Identity);
        }

        Streams = Of("StmF"u8, CryptMethod.Identity);
        Strings = Of("StrF"u8, CryptMethod.Identity);
        EmbeddedFiles = Of("EFF"u8, Streams);

        CryptMethod Of(ReadOnlySpan<byte> key, CryptMethod absent) => document.Get(dictionary, key) is { IsName: true } name ? Named(System.Text.Encoding.Latin1.GetString(name.Bytes)) : absent;
    }
}
