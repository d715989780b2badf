using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Encryption;

/// <summary>Reads the EncryptionInfo stream ([MS-OFFCRYPTO] 2.3.4.5, 2.3.4.10): standard (AES, SHA-1) or agile (an XML descriptor).</summary>
internal static class EncryptionInfoReader
{
    // The descriptor takes a kilobyte; with many certificates a few.
    private const int MaxBytes = 65_536;

    /// <summary>The encryption; otherwise why there is none. Never throws on content.</summary>
    public static (IPackageEncryption? Encryption, Reason Reason) Read(Stream stream)
    {
        if (stream.Length is < 8 or > MaxBytes)
        {
            return (null, Reason.Corrupt);
        }

        var bytes = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        ReadOnlySpan<byte> info = bytes;
        return (info.U16(0), info.U16(2)) switch
        {
            (4, 4) => AgileDescriptor.Read(bytes.AsMemory(8)),
            (>= 2 and <= 4, 2) => StandardEncryption.Read(info[8..]),
            // 3.3 and 4.3: extensible, with a cryptographic module of somebody's own.
            _ => (null, Reason.Unsupported),
        };
    }
}
