namespace Mugai.Sanitizers.Tests.Cms;

/// <summary>CMS messages written element by element, as the tests want them.</summary>
internal static class Der
{
    private static readonly byte[] Pkcs7 = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];

    public static byte[] Element(byte tag, params byte[][] contents)
    {
        byte[] body = [.. contents.SelectMany(content => content)];
        byte[] length = body.Length < 128 ? [(byte)body.Length] : [0x84, (byte)(body.Length >> 24), (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length];
        return [tag, .. length, .. body];
    }

    /// <summary>As mailers write that sign while they stream.</summary>
    public static byte[] Indefinite(byte tag, params byte[][] contents) => [tag, 0x80, .. contents.SelectMany(content => content), 0, 0];

    public static byte[] Type(byte number) => Element(6, [.. Pkcs7, number]);

    public static byte[] Message(byte type, byte[] content) => Element(0x30, Type(type), Element(0xA0, content));

    public static byte[] Signed(byte[] content) => Message(2, Element(0x30, [2, 1, 1], Element(0x31), Element(0x30, Type(1), Element(0xA0, Element(4, content))), Element(0xA0, new byte[200]), Element(0x31)));

    public static byte[] SignedInPieces(byte[] content)
    {
        var pieces = content.Chunk(7).Select(piece => Element(4, piece)).ToArray();
        return Indefinite(0x30, Type(2), Indefinite(0xA0, Indefinite(0x30, [2, 1, 1], Indefinite(0x31, Indefinite(0x30, Type(9))), Indefinite(0x30, Type(1), Indefinite(0xA0, Indefinite(0x24, pieces))), Element(0x31))));
    }

    public static byte[] Compressed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(content);
        }

        byte[] type = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 9];
        return Element(0x30, Element(6, type), Element(0xA0, Element(0x30, [2, 1, 0], Element(0x30), Element(0x30, Type(1), Element(0xA0, Element(4, packed.ToArray()))))));
    }

    public static byte[] Enveloped() => Message(3, Element(0x30, [2, 1, 0], Element(0x31)));

    public static byte[] CertificatesOnly() => Message(2, Element(0x30, [2, 1, 1], Element(0x31), Element(0x30, Type(1)), Element(0xA0, new byte[50]), Element(0x31)));
}
