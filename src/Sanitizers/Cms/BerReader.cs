namespace Mugai.Sanitizers.Cms;

/// <summary>
/// Elements of BER (X.690) one by one from a seekable stream: definite and indefinite lengths, since mailers that sign while they stream do not know
/// theirs. No exception on any input; every method returns false where the bytes are none.
/// </summary>
internal sealed class BerReader(Stream content)
{
    /// <summary>Length of an element that ends at its end-of-contents octets.</summary>
    public const long Indefinite = -1;

    public const byte Integer = 0x02;
    public const byte OctetString = 0x04;
    public const byte ObjectIdentifier = 0x06;
    public const byte ConstructedOctetString = 0x24;
    public const byte Sequence = 0x30;
    public const byte Set = 0x31;

    /// <summary>[0] EXPLICIT.</summary>
    public const byte Tagged0 = 0xA0;

    private const byte Constructed = 0x20;

    // More octets of length than a stream can have bytes; X.690 8.1.3.5 allows 126.
    private const int MaxLengthOctets = 7;

    /// <summary>Identifier and length of the next element; the stream stands at its contents. Tags above 30 are not read: CMS has none.</summary>
    public bool TryHeader(out byte tag, out long length)
    {
        tag = 0;
        length = 0;
        var first = content.ReadByte();
        var size = content.ReadByte();
        if (first < 0 || size < 0 || (first & 0x1F) == 0x1F)
        {
            return false;
        }

        tag = (byte)first;
        if (size == 0x80)
        {
            length = Indefinite;
            return (tag & Constructed) != 0;
        }

        if (size < 0x80)
        {
            length = size;
            return Fits(length);
        }

        var octets = size & 0x7F;
        if (octets > MaxLengthOctets)
        {
            return false;
        }

        for (var i = 0; i < octets; i++)
        {
            var octet = content.ReadByte();
            if (octet < 0)
            {
                return false;
            }

            length = (length << 8) | (uint)octet;
        }

        return Fits(length);
    }

    /// <summary>The next element must have this tag; the stream stands at its contents.</summary>
    public bool TryEnter(byte tag, out long length) => TryHeader(out var found, out length) && found == tag;

    /// <summary>The next element must have this tag and is passed over.</summary>
    public bool TrySkip(byte tag) => TryHeader(out var found, out var length) && found == tag && TryPass(length);

    /// <summary>The contents of a primitive element of at most <paramref name="max"/> bytes.</summary>
    public bool TryRead(byte tag, int max, out byte[] value)
    {
        value = [];
        if (!TryEnter(tag, out var length) || length < 0 || length > max)
        {
            return false;
        }

        value = new byte[length];
        return content.ReadAtLeast(value, value.Length, throwOnEndOfStream: false) == value.Length;
    }

    // Indefinite elements inside indefinite ones are counted, not walked into.
    private bool TryPass(long length)
    {
        if (length != Indefinite)
        {
            content.Position += length;
            return true;
        }

        var open = 1L;
        while (open > 0)
        {
            if (!TryHeader(out var tag, out var inner))
            {
                return false;
            }

            if (inner == Indefinite)
            {
                open++;
            }
            else if (tag == 0 && inner == 0)
            {
                open--;
            }
            else
            {
                content.Position += inner;
            }
        }

        return true;
    }

    private bool Fits(long length) => length <= content.Length - content.Position;
}
