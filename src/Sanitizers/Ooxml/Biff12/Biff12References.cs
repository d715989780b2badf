using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Rules;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>Records that name a relationship stay when it does.</summary>
internal sealed class Biff12References(PartScope scope)
{
    private const int RangeBytes = 16;

    private readonly List<byte[]> _tables = [];

    public bool MayStay(int type, ReadOnlySpan<byte> data) => type switch
    {
        Biff12Type.Drawing or Biff12Type.LegacyDrawing or Biff12Type.LegacyDrawingOfHeader or Biff12Type.Background => IsKept(data),
        Biff12Type.Hyperlink => IsSafeLink(data),
        _ => true,
    };

    /// <summary>The list of tables is written at its end, when it is known how many there are.</summary>
    public void TakeTable(int type, ReadOnlySpan<byte> data, Biff12Writer output)
    {
        if (type == Biff12Type.ListPart && IsKept(data))
        {
            _tables.Add(data.ToArray());
        }

        if (type != Biff12Type.EndListParts || _tables.Count == 0)
        {
            return;
        }

        var count = new byte[4];
        count.AsSpan().U32(0, _tables.Count);
        output.Write(Biff12Type.BeginListParts, count);
        foreach (var table in _tables)
        {
            output.Write(Biff12Type.ListPart, table);
        }

        output.Write(Biff12Type.EndListParts, []);
        _tables.Clear();
    }

    private bool IsKept(ReadOnlySpan<byte> data) => Biff12Text.Take(ref data, out var id) && data.IsEmpty && scope.Part.Find(id ?? "")?.Part is not null;

    private bool IsSafeLink(ReadOnlySpan<byte> data)
    {
        var rest = data[RangeBytes..];
        if (!Biff12Text.Take(ref rest, out var id) || !Biff12Text.Take(ref rest, out var place))
        {
            throw new InvalidDataException("A link cannot be read.");
        }

        if (string.IsNullOrEmpty(id) ? !HyperlinkTarget.ReachesOutside(place) : scope.Part.Find(id)?.Link is not null)
        {
            return true;
        }

        if (string.IsNullOrEmpty(id) || !scope.Part.DroppedIds.Contains(id))
        {
            scope.Report(OoxmlCodes.Hyperlink, FindingAction.Removed);
        }

        return false;
    }
}
