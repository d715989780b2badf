using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>
/// The record behind a shape ([MS-XLS] 2.4.181), written anew from its listed parts: macros, embedded and linked objects, ActiveX and links to cells are parts of their own and
/// go; the shape and its picture stay.
/// </summary>
internal static class ObjectRecord
{
    private const int Common = 0x15;
    private const int Macro = 0x04;
    private const int PictureFlags = 0x08;
    private const int PictureFormula = 0x09;
    private const int ListData = 0x13;
    private const int End = 0;

    // fDde, fCtl, fPrstm, fIcon …: only fAutoPict stays of the flags of a picture.
    private const int AutoPictureFlag = 0x01;

    /// <summary>Writes it to <paramref name="into"/>; what went is told.</summary>
    public static (bool HadMacro, bool HadObject) Rewrite(ReadOnlySpan<byte> data, RecordBuffer into, WorkbookFacts facts)
    {
        var (hadMacro, hadObject) = (false, false);
        var type = -1;
        for (var at = 0; at + 4 <= data.Length;)
        {
            int part = data.U16(at);
            int length = data.U16(at + 2);
            var isList = part == ListData && type is 0x12 or 0x14;
            // The list's length tells another thing than its bytes (2.5.147); it is always last but for the end.
            var rest = data[(at + 4)..];
            length = isList ? Math.Max(0, rest.Length - 4) : length;
            if (length > rest.Length)
            {
                break;
            }

            var body = rest[..length];
            at += 4 + length;
            switch (part)
            {
                case End:
                    at = data.Length;
                    break;
                case Common when length == 18:
                    type = body.U16(0);
                    into.U16(Common).U16(18).Add(body);
                    break;
                case Macro:
                    hadMacro |= length > 0;
                    break;
                case PictureFormula:
                    hadObject = true;
                    break;
                case PictureFlags when length == 2:
                    into.U16(PictureFlags).U16(2).U16(body.U16(0) & AutoPictureFlag);
                    break;
                case ListData when isList:
                    if (IsSafeList(body, facts))
                    {
                        into.U16(ListData).U16(data.U16(at - length - 2)).Add(body);
                    }

                    break;
                case 0x06 or 0x07 or 0x0A or 0x0B or 0x0C or 0x0D or 0x0F or 0x10 or 0x11 or 0x12:
                    into.U16(part).U16(length).Add(body);
                    break;
                default:
                    break;
            }
        }

        into.U32(0);
        return (hadMacro, hadObject);
    }

    // cbFContinued, then the formula of the range that fills the list ([MS-XLS] 2.5.187: ObjFmla).
    private static bool IsSafeList(ReadOnlySpan<byte> body, WorkbookFacts facts)
    {
        if (body.Length < 2)
        {
            return false;
        }

        var formula = body.U16(0);
        if (formula == 0)
        {
            return true;
        }

        if (body.Length < 8 || formula < 6 || 2 + formula > body.Length)
        {
            return false;
        }

        int tokens = body.U16(2) & 0x7FFF;
        return 8 + tokens <= body.Length && 6 + tokens <= formula && FormulaTokens.IsSafe(body.Slice(8, tokens), facts);
    }
}
