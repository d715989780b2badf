namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>Values of cells as records of both binary formats hold them ([MS-XLS] and [MS-XLSB] agree).</summary>
internal static class CellValue
{
    /// <summary>Thirty bits of a number: whole, or the upper half of a double; perhaps a hundred times too large ([MS-XLS] 2.5.219).</summary>
    public static double OfRk(uint rk)
    {
        var value = (rk & 2) != 0 ? (int)rk >> 2 : BitConverter.Int64BitsToDouble((long)(rk & 0xFFFFFFFC) << 32);
        return (rk & 1) != 0 ? value / 100 : value;
    }

    public static string OfBool(byte value) => value == 0 ? "FALSE" : "TRUE";

    public static string OfError(byte value) => value switch
    {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
}
