using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml.Packaging;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>A link of the list of external objects ([MS-PPT] 2.10.16): a shown name, a target, a place. Web and mail addresses and places inside the presentation stay.</summary>
internal sealed record PresentationLink(uint Id, string Name, string Target, string Location)
{
    private const int NameInstance = 0;
    private const int TargetInstance = 1;
    private const int LocationInstance = 3;

    public static PresentationLink? Read(ReadOnlySpan<byte> container)
    {
        var id = RecordSequence.Find(container, RecordType.HyperlinkAtom);
        return id.Length != 4 ? null : new PresentationLink(id.U32(0), Text(container, NameInstance), Text(container, TargetInstance), Text(container, LocationInstance));
    }

    public bool IsSafe => Target.Length > 0 ? HyperlinkTarget.IsSafe(Target) && IsSafePlace(Location) : Location.Length > 0 && IsSafePlace(Location);

    public void Write(RecordBuffer into)
    {
        var head = into.Length;
        OfficeArtRecord.Write(into, 0xF, 0, RecordType.Hyperlink, 0);
        OfficeArtRecord.Write(into, 0, 0, RecordType.HyperlinkAtom, 4);
        into.U32(Id);
        if (Name.Length > 0 && IsSafePlace(Name))
        {
            RecordText.Write(into, NameInstance, Name);
        }

        if (Target.Length > 0)
        {
            RecordText.Write(into, TargetInstance, Target);
        }

        if (Location.Length > 0)
        {
            RecordText.Write(into, LocationInstance, Location);
        }

        into.Written[head..].U32(4, into.Length - head - OfficeArtRecord.HeadBytes);
    }

    // "256,1,The first slide" or a fragment: nothing that a program could take for an address.
    private static bool IsSafePlace(string place) => place.Length == 0 || (HyperlinkTarget.IsSafe("#" + place) && !HyperlinkTarget.ReachesOutside(place));

    private static string Text(ReadOnlySpan<byte> container, int instance) => RecordText.Read(RecordSequence.Find(container, RecordType.CString, instance)).TrimEnd('\0');
}
