using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>A cell with a formula ([MS-XLSB] 2.4.668 and after): place and style in eight bytes, the last value, two bytes of flags, the formula. Throws on a broken one.</summary>
internal static class Biff12Cell
{
    private const int CellBytes = 8;

    /// <summary>Where the value ends; up to there the record is that of a cell without formula.</summary>
    public static int ValueEnd(int type, ReadOnlySpan<byte> data)
    {
        if (type != Biff12Type.FormulaString)
        {
            return CellBytes + (type == Biff12Type.FormulaNumber ? sizeof(double) : 1);
        }

        var rest = data[CellBytes..];
        return Biff12Text.Take(ref rest, out _) ? data.Length - rest.Length : throw new InvalidDataException("A cell cannot be read.");
    }

    public static int TypeOfValue(int type) => type switch
    {
        Biff12Type.FormulaString => Biff12Type.CellString,
        Biff12Type.FormulaNumber => Biff12Type.CellReal,
        Biff12Type.FormulaBool => Biff12Type.CellBool,
        _ => Biff12Type.CellError,
    };

    public static ReadOnlySpan<byte> Tokens(int type, ReadOnlySpan<byte> data, out ReadOnlySpan<byte> extra)
    {
        var at = ValueEnd(type, data) + 2;
        if (at <= data.Length)
        {
            var rest = data[at..];
            if (Biff12Text.TakeFormula(ref rest, out var tokens, out extra) && rest.IsEmpty)
            {
                return tokens;
            }
        }

        throw new InvalidDataException("A cell cannot be read.");
    }
}
