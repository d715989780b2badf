using System.Text;
using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>Strings: UTF-16 without an end mark ([MS-PPT] 2.2.5).</summary>
internal static class RecordText
{
    public static string Read(ReadOnlySpan<byte> data) => Encoding.Unicode.GetString(data[..(data.Length & ~1)]);

    public static void Write(RecordBuffer into, int instance, string text)
    {
        OfficeArtRecord.Write(into, 0, instance, RecordType.CString, text.Length * 2);
        into.Add(Encoding.Unicode.GetBytes(text));
    }
}
