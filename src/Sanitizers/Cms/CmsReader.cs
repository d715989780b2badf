using System.IO.Compression;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Cms;

/// <summary>
/// The content of a CMS message (RFC 5652, RFC 3274; PKCS #7 before them) without its wrapping. Signatures are not verified, certificates not looked
/// at: what was signed is not what leaves, so nothing is claimed about it. No recursion, no exception on input.
/// </summary>
internal static class CmsReader
{
    // Constructed octet strings hold pieces; streams written by OpenSSL and NSS nest them once.
    private const int MaxStringDepth = 16;
    private const int CopyBytes = 64 * 1024;

    private static ReadOnlySpan<byte> Pkcs7 => [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];

    private static ReadOnlySpan<byte> SmimeContent => [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01];

    /// <summary>True when <paramref name="head"/> begins like a ContentInfo of PKCS #7 or S/MIME.</summary>
    public static bool IsAtHead(ReadOnlySpan<byte> head)
    {
        if (head.Length < 20 || head[0] != BerReader.Sequence)
        {
            return false;
        }

        head = head[1] <= 0x80 ? head[2..] : head[1] <= 0x84 ? head[(2 + (head[1] & 0x7F))..] : default;
        return head.Length > 2 && head[0] == BerReader.ObjectIdentifier && head[1] is 9 or 11 && (head[2..].StartsWith(Pkcs7) || head[2..].StartsWith(SmimeContent));
    }

    /// <summary>Reads <paramref name="content"/> from its start (seekable) and appends what was wrapped to <paramref name="output"/>.</summary>
    public static CmsKind Read(Stream content, Stream output, Budget budget)
    {
        content.Position = 0;
        var ber = new BerReader(content);
        if (!ber.TryEnter(BerReader.Sequence, out _) || !ber.TryRead(BerReader.ObjectIdentifier, 32, out var type))
        {
            return CmsKind.Broken;
        }

        return KindOf(type) switch
        {
            CmsKind.Signed => Signed(ber, content, output, budget),
            CmsKind.Compressed => Compressed(ber, content, output, budget),
            var other => other,
        };
    }

    private static CmsKind KindOf(ReadOnlySpan<byte> type)
    {
        if (type.Length == Pkcs7.Length + 1 && type.StartsWith(Pkcs7))
        {
            return type[^1] switch { 2 => CmsKind.Signed, 3 or 4 or 6 => CmsKind.Encrypted, _ => CmsKind.Other };
        }

        // id-ct-compressedData is 9, id-ct-authEnvelopedData 23.
        return type.Length == SmimeContent.Length + 1 && type.StartsWith(SmimeContent)
            ? type[^1] switch { 9 => CmsKind.Compressed, 23 => CmsKind.Encrypted, _ => CmsKind.Other }
            : CmsKind.Other;
    }

    private static CmsKind Signed(BerReader ber, Stream content, Stream output, Budget budget)
    {
        if (!ber.TryEnter(BerReader.Tagged0, out _) || !ber.TryEnter(BerReader.Sequence, out _) || !ber.TrySkip(BerReader.Integer) || !ber.TrySkip(BerReader.Set))
        {
            return CmsKind.Broken;
        }

        return Encapsulated(ber, content, output, budget) switch { true => CmsKind.Signed, false => CmsKind.SignatureOnly, null => CmsKind.Broken };
    }

    private static CmsKind Compressed(BerReader ber, Stream content, Stream output, Budget budget)
    {
        using var packed = new Sanitizing.ScratchStream(budget);
        if (!ber.TryEnter(BerReader.Tagged0, out _) || !ber.TryEnter(BerReader.Sequence, out _) || !ber.TrySkip(BerReader.Integer) || !ber.TrySkip(BerReader.Sequence)
            || Encapsulated(ber, content, packed, budget) != true)
        {
            return CmsKind.Broken;
        }

        packed.Position = 0;
        return Inflate(packed, output, budget) ? CmsKind.Compressed : CmsKind.Broken;
    }

    // True: content was copied; false: there is none; null: broken.
    private static bool? Encapsulated(BerReader ber, Stream content, Stream output, Budget budget)
    {
        if (!ber.TryEnter(BerReader.Sequence, out var length))
        {
            return null;
        }

        var end = length == BerReader.Indefinite ? content.Length : content.Position + length;
        if (!ber.TryRead(BerReader.ObjectIdentifier, 32, out _))
        {
            return null;
        }

        if (content.Position >= end)
        {
            return false;
        }

        if (!ber.TryHeader(out var tag, out _))
        {
            return null;
        }

        return tag switch { 0 => false, BerReader.Tagged0 => CopyString(ber, content, output, budget) ? true : null, _ => null };
    }

    private static bool CopyString(BerReader ber, Stream content, Stream output, Budget budget)
    {
        var ends = new Stack<long>();
        do
        {
            if (ends.TryPeek(out var end) && end != BerReader.Indefinite && content.Position >= end)
            {
                ends.Pop();
                continue;
            }

            budget.ChargeObjects(1);
            if (!ber.TryHeader(out var tag, out var length))
            {
                return false;
            }

            if (tag == BerReader.OctetString)
            {
                Copy(content, length, output, budget);
            }
            else if (tag == BerReader.ConstructedOctetString && ends.Count < MaxStringDepth)
            {
                ends.Push(length == BerReader.Indefinite ? BerReader.Indefinite : content.Position + length);
            }
            else if (tag == 0 && length == 0 && ends.TryPeek(out end) && end == BerReader.Indefinite)
            {
                ends.Pop();
            }
            else
            {
                return false;
            }
        }
        while (ends.Count > 0);

        return true;
    }

    private static void Copy(Stream content, long length, Stream output, Budget budget)
    {
        budget.ChargeBytes(length);
        var buffer = new byte[(int)Math.Min(length, CopyBytes)];
        while (length > 0)
        {
            var count = content.Read(buffer, 0, (int)Math.Min(length, buffer.Length));
            output.Write(buffer, 0, count);
            length -= count;
        }
    }

    private static bool Inflate(Stream packed, Stream output, Budget budget)
    {
        try
        {
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress, leaveOpen: true);
            var buffer = new byte[CopyBytes];
            int count;
            while ((count = zlib.Read(buffer, 0, buffer.Length)) > 0)
            {
                budget.ChargeBytes(count);
                output.Write(buffer, 0, count);
            }

            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
