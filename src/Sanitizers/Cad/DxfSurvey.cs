using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Cad;

/// <summary>The first reading of a drawing: its charset, and the handles of everything that will not be written, so that nothing points to it.</summary>
internal sealed class DxfSurvey
{
    private readonly HashSet<ulong> _dropped = [];

    /// <summary>The charset of its strings.</summary>
    public Encoding Encoding { get; private set; } = Encoding.ASCII;

    /// <summary>It reads as groups from the first section to EOF.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>True when the object with this handle is not written.</summary>
    public bool IsDropped(ReadOnlySpan<byte> handle) => _dropped.Count > 0 && _dropped.Contains(Number(handle));

    /// <summary>Reads <paramref name="content"/> to its end and rewinds it.</summary>
    public static DxfSurvey Of(Stream content, Budget budget)
    {
        var survey = new DxfSurvey();
        content.Position = MarkLength(content);
        var groups = new DxfGroups(content, budget);
        var isUtf8 = true;
        var codePage = "";
        var section = "";
        var record = "";
        var variable = "";
        while (groups.Read())
        {
            isUtf8 &= CadStrings.IsPlain(groups.Value) || Utf8.IsValid(groups.Value);
            switch (groups.Code)
            {
                case 0:
                    record = groups.Name;
                    if (record is "ENDSEC")
                    {
                        section = "";
                    }

                    survey.IsWhole |= record == "EOF";
                    break;
                case 2 when record == "SECTION" && section.Length == 0:
                    section = groups.Name;
                    break;
                case 9:
                    variable = groups.Name;
                    break;
                case 3 when variable == "$DWGCODEPAGE":
                    codePage = groups.Name;
                    variable = "";
                    break;
                case 5 or 105 when section is "TABLES" or "BLOCKS" or "ENTITIES" or "OBJECTS" && !DxfRules.MayStand(section, record) && DxfRules.IsHandle(groups.Trimmed):
                    survey._dropped.Add(Number(groups.Trimmed));
                    break;
            }

            if (survey.IsWhole)
            {
                break;
            }
        }

        survey.IsWhole &= !groups.IsBroken;
        survey.Encoding = CadCharset.Of(isUtf8, codePage);
        content.Position = MarkLength(content);
        return survey;
    }

    private static long MarkLength(Stream content)
    {
        Span<byte> mark = stackalloc byte[3];
        content.Position = 0;
        return content.ReadAtLeast(mark, 3, throwOnEndOfStream: false) == 3 && mark.SequenceEqual<byte>([0xEF, 0xBB, 0xBF]) ? 3 : 0;
    }

    private static ulong Number(ReadOnlySpan<byte> handle) => ulong.TryParse(handle, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
