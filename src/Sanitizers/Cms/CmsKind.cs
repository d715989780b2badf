namespace Mugai.Sanitizers.Cms;

/// <summary>What a CMS message (RFC 5652) turned out to be.</summary>
internal enum CmsKind : byte
{
    /// <summary>No CMS message, or one that breaks off.</summary>
    Broken,

    /// <summary>SignedData that carries its content.</summary>
    Signed,

    /// <summary>SignedData without content: certificates alone, or a signature that lies beside what it signs.</summary>
    SignatureOnly,

    /// <summary>EnvelopedData, AuthEnvelopedData, EncryptedData, or both signed and enveloped (PKCS #7).</summary>
    Encrypted,

    /// <summary>CompressedData (RFC 3274) that carries its content.</summary>
    Compressed,

    /// <summary>A content type that mails do not bring.</summary>
    Other,
}
