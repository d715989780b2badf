using System.Buffers.Binary;
using System.Text;
using Mugai.Sanitizers.Zip;

namespace Mugai.Sanitizers.Archives.Reading;

/// <summary>The extra fields that change how an entry is read (APPNOTE 4.5, WinZip AE-1/AE-2); all others are ignored. A list that is cut off ends there.</summary>
internal ref struct ZipExtraFields
{
    private const ushort Zip64 = 0x0001;
    private const ushort UnicodePath = 0x7075;
    private const ushort WinZipAes = 0x9901;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _zip64;
    private ReadOnlySpan<byte> _unicode;
    private ReadOnlySpan<byte> _aes;
    private bool _twice;

    public static ZipExtraFields Parse(ReadOnlySpan<byte> extra)
    {
        var fields = default(ZipExtraFields);
        while (extra.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            var size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (size > extra.Length - 4)
            {
                break;
            }

            var field = extra.Slice(4, size);
            switch (id)
            {
                case Zip64:
                    fields._twice |= !fields._zip64.IsEmpty;
                    fields._zip64 = field;
                    break;
                case UnicodePath:
                    fields._unicode = field;
                    break;
                case WinZipAes:
                    fields._twice |= !fields._aes.IsEmpty;
                    fields._aes = field;
                    break;
            }

            extra = extra[(4 + size)..];
        }

        return fields;
    }

    /// <summary>A field that decides where or how to read is there twice: readers differ in which one they take.</summary>
    public readonly bool IsAmbiguous => _twice;

    /// <summary>Fills in what stands as 0xffffffff from the zip64 field; false when it is not there or negative.</summary>
    public readonly bool TryWiden(ref long declared, ref long compressed, ref long offset)
    {
        var field = _zip64;
        return TryTake(ref field, ref declared) && TryTake(ref field, ref compressed) && TryTake(ref field, ref offset);
    }

    /// <summary>The name of the unicode path field (version 1) when it belongs to <paramref name="rawName"/>; null otherwise.</summary>
    public readonly string? UnicodeNameFor(ReadOnlySpan<byte> rawName)
    {
        if (_unicode.Length <= 5 || _unicode[0] != 1)
        {
            return null;
        }

        var crc = default(Crc32);
        crc.Append(rawName);
        if (BinaryPrimitives.ReadUInt32LittleEndian(_unicode[1..]) != crc.Value)
        {
            return null;
        }

        try
        {
            return StrictUtf8.GetString(_unicode[5..]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>What the AES field says; null when it is missing or says nothing known.</summary>
    public readonly ZipAesFacts? Aes()
    {
        if (_aes.Length < 7 || _aes[2] != 'A' || _aes[3] != 'E' || _aes[4] is < 1 or > 3)
        {
            return null;
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(_aes);
        return version is 1 or 2 ? new ZipAesFacts(version, 8 + (8 * _aes[4]), BinaryPrimitives.ReadUInt16LittleEndian(_aes[5..])) : null;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> field, ref long value)
    {
        if (value != 0xffffffff)
        {
            return true;
        }

        if (field.Length < 8)
        {
            return false;
        }

        value = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[8..];
        return value >= 0;
    }
}
