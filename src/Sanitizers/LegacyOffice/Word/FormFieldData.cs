using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>What a form field holds ([MS-DOC] 2.9.78): its name, default, format, help and choices stay; the macros that run on entering and leaving it go.</summary>
internal static class FormFieldData
{
    private const int TextKind = 0;
    private const int DropDownKind = 2;

    public static bool Write(ReadOnlySpan<byte> data, RecordBuffer into, FindingTally tally)
    {
        if (data.Length < 10 || data.U32(0) != 0xFFFFFFFF)
        {
            return false;
        }

        var kind = data.U16(4) & 3;
        into.Add(data[..10]);
        data = data[10..];
        if (!Text(ref data, into))
        {
            return false;
        }

        if (kind == TextKind)
        {
            if (!Text(ref data, into))
            {
                return false;
            }
        }
        else if (data.Length < 2)
        {
            return false;
        }
        else
        {
            into.Add(data[..2]);
            data = data[2..];
        }

        for (var i = 0; i < 3; i++)
        {
            if (!Text(ref data, into))
            {
                return false;
            }
        }

        for (var i = 0; i < 2; i++)
        {
            if (!Text(ref data, null))
            {
                return false;
            }

            into.U32(0);
        }

        return kind != DropDownKind || Choices(data, into);

        bool Text(ref ReadOnlySpan<byte> rest, RecordBuffer? target)
        {
            if (rest.Length < 4 || 4 + (rest.U16(0) * 2) > rest.Length)
            {
                return false;
            }

            var bytes = 4 + (rest.U16(0) * 2);
            target?.Add(rest[..bytes]);
            if (target is null && bytes > 4)
            {
                tally.Add("", LegacyCodes.FormMacro, FindingAction.Removed);
            }

            rest = rest[bytes..];
            return true;
        }
    }

    // A table of strings without data of their own (2.2.4).
    private static bool Choices(ReadOnlySpan<byte> data, RecordBuffer into)
    {
        if (data.Length < 6 || data.U16(0) != 0xFFFF || data.U16(4) != 0)
        {
            return false;
        }

        var at = 6;
        for (var i = data.U16(2); i > 0; i--)
        {
            if (at + 2 > data.Length || at + 2 + (data.U16(at) * 2) > data.Length)
            {
                return false;
            }

            at += 2 + (data.U16(at) * 2);
        }

        into.Add(data[..at]);
        return true;
    }
}
