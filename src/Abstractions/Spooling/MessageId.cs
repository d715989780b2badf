using System.Globalization;
using System.Security.Cryptography;

namespace Mugai.Spooling;

/// <summary>The name of a message in the spool, in links and in the log: 128 random bits, written as 32 lower-case hex digits. It carries no power.</summary>
public readonly record struct MessageId(UInt128 Value)
{
    /// <summary>A fresh random name.</summary>
    public static MessageId New()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return FromBytes(bytes);
    }

    /// <summary>From 16 bytes, big-endian.</summary>
    public static MessageId FromBytes(ReadOnlySpan<byte> bytes) =>
        new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>16 bytes, big-endian.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }

    /// <summary>Reads 32 hex digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MessageId id)
    {
        id = default;
        if (text.Length != 32 || !UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        id = new MessageId(value);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
