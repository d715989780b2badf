using System.Globalization;

namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>A DICT of a CFF font (Technical Note 5176, section 4): of its entries the integers, which are what offsets and sizes are.</summary>
internal sealed class CffDict
{
    public const int Charset = 15;
    public const int Encoding = 16;
    public const int CharStrings = 17;
    public const int Private = 18;
    public const int Subrs = 19;
    public const int CharstringType = 0x0C06;
    public const int Ros = 0x0C1E;
    public const int FdArray = 0x0C24;
    public const int FdSelect = 0x0C25;

    private const int Escape = 12;
    private const int MaxOperands = 513;

    private readonly Dictionary<int, long[]> _entries = [];

    /// <summary>Null when it is not made of operands and operators.</summary>
    public static CffDict? Read(ReadOnlySpan<byte> data)
    {
        var dict = new CffDict();
        var operands = new List<long>();
        for (var at = 0; at < data.Length;)
        {
            int b = data[at++];
            switch (b)
            {
                case <= 21:
                    if (b == Escape)
                    {
                        if (at == data.Length)
                        {
                            return null;
                        }

                        b = (b << 8) | data[at++];
                    }

                    dict._entries[b] = [.. operands];
                    operands.Clear();
                    break;
                case 28 when at + 2 <= data.Length:
                    operands.Add((short)((data[at] << 8) | data[at + 1]));
                    at += 2;
                    break;
                case 29 when at + 4 <= data.Length:
                    operands.Add(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(data[at..]));
                    at += 4;
                    break;
                case 30:
                    if (!SkipReal(data, ref at))
                    {
                        return null;
                    }

                    // Matrices and hints: nothing that leads anywhere.
                    operands.Add(0);
                    break;
                case >= 32 and <= 246:
                    operands.Add(b - 139);
                    break;
                case >= 247 and <= 254 when at < data.Length:
                    operands.Add(b <= 250 ? ((b - 247) * 256) + data[at] + 108 : (-(b - 251) * 256) - data[at] - 108);
                    at++;
                    break;
                default:
                    return null;
            }

            if (operands.Count > MaxOperands)
            {
                return null;
            }
        }

        return dict;
    }

    /// <summary>Operand <paramref name="index"/> of an operator; null when there is none.</summary>
    public long? this[int op, int index = 0] => _entries.TryGetValue(op, out var operands) && index < operands.Length ? operands[index] : null;

    public bool Has(int op) => _entries.ContainsKey(op);

    public override string ToString() => string.Join(' ', _entries.Keys.Select(k => k.ToString(CultureInfo.InvariantCulture)));

    private static bool SkipReal(ReadOnlySpan<byte> data, ref int at)
    {
        while (at < data.Length)
        {
            var b = data[at++];
            if ((b & 15) == 15 || b >> 4 == 15)
            {
                return true;
            }
        }

        return false;
    }
}
