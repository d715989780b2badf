using System.Text;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml.Excel;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>A defined name ([MS-XLS] 2.4.150): where its parts are, and whether it may stay.</summary>
internal readonly ref struct NameRecord
{
    private const int MacroFlags = 0x0E;
    private const int BuiltInFlag = 0x20;
    private const int BinaryFlag = 0x1000;

    private readonly ReadOnlySpan<byte> _data;
    private readonly int _nameAt;
    private readonly int _nameBytes;
    private readonly int _tokensAt;
    private readonly int _tokenBytes;

    private NameRecord(ReadOnlySpan<byte> data, int nameAt, int nameBytes, int tokenBytes)
    {
        _data = data;
        _nameAt = nameAt;
        _nameBytes = nameBytes;
        _tokensAt = nameAt + nameBytes;
        _tokenBytes = tokenBytes;
    }

    public int Flags => _data.U16(0);

    /// <summary>The sheet it belongs to, counted from 1; 0 for the whole workbook.</summary>
    public int Sheet => _data.U16(8);

    public ReadOnlySpan<byte> Tokens => _data.Slice(_tokensAt, _tokenBytes);

    public string Name => _nameBytes == 0 ? "" : _nameAt == 15 && (_data[14] & 1) != 0 ? Encoding.Unicode.GetString(_data.Slice(_nameAt, _nameBytes)) : Encoding.Latin1.GetString(_data.Slice(_nameAt, _nameBytes));

    /// <summary>False when it is not as long as it says.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, bool isBiff8, out NameRecord name)
    {
        name = default;
        if (data.Length < 15)
        {
            return false;
        }

        var at = isBiff8 ? 15 : 14;
        var bytes = isBiff8 && (data[14] & 1) != 0 ? data[3] * 2 : data[3];
        var tokens = data.U16(4);
        if (at + bytes + tokens > data.Length)
        {
            return false;
        }

        name = new NameRecord(data, at, bytes, tokens);
        return true;
    }

    /// <summary>A hidden name for a newer function: it refers to nothing.</summary>
    public bool IsFunction => (Flags & BuiltInFlag) == 0 && Name.StartsWith("_xlfn.", StringComparison.OrdinalIgnoreCase) && FunctionNames.IsAllowed(Name) && Tokens.Length <= 2;

    /// <summary>The name or the flags of a macro; the expression is judged apart.</summary>
    public bool IsMacro
    {
        get
        {
            if (((Flags & MacroFlags) != 0 && !IsFunction) || (Flags & BinaryFlag) != 0)
            {
                return true;
            }

            var name = Name;
            return (Flags & BuiltInFlag) != 0
                ? name.Length != 1 || name[0] is '\u0001' or '\u0002' or '\u000A' or '\u000B' || name[0] > '\u000D'
                : name.StartsWith("auto_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("_xlnm.auto_", StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>A hidden name of ours that refers to #REF!, in the place of one that goes: formulas name names by their number.</summary>
    public static byte[] Replacement(int number, bool isBiff8)
    {
        var text = Encoding.Latin1.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"_removed_{number}"));
        var record = new byte[(isBiff8 ? 15 : 14) + text.Length + 2];
        record[0] = 1;
        record[3] = (byte)text.Length;
        record[4] = 2;
        text.CopyTo(record, isBiff8 ? 15 : 14);
        (record[^2], record[^1]) = (0x1C, 0x17);
        return record;
    }
}
