using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>
/// What a click or the mouse above does ([MS-PPT] 2.6.6, 2.6.8): jumps inside the show, links that stay and custom shows stay. Macros, programs, verbs of objects, other presentations and files go.
/// </summary>
internal static class Interaction
{
    private const int AtomBytes = 16;
    private const byte None = 0;
    private const byte Jump = 3;
    private const byte FollowLink = 4;
    private const byte PlayMedia = 6;
    private const byte CustomShow = 7;
    private const byte NoLink = 0xFF;
    private const int LastJump = 6;

    // Animated, stops sound, comes back from a custom show, was visited.
    private const byte KnownFlags = 0x0F;

    /// <summary>Writes the interaction anew; false when it may not stay.</summary>
    public static bool Write(OfficeArtRecord record, ReadOnlySpan<byte> container, PresentationFacts facts, bool playsSound, RecordBuffer into)
    {
        var atom = RecordSequence.Find(container, RecordType.InteractionAtom);
        if (atom.Length != AtomBytes || record.Instance > 1)
        {
            return false;
        }

        var (sound, link, action, kind) = (atom.U32(0), atom.U32(4), atom[8], atom[12]);
        sound = facts.Sounds.ContainsKey(sound) ? sound : 0;
        var hasLink = facts.Links.Contains(link);
        var stays = action switch
        {
            None => sound != 0 || (atom[11] & KnownFlags) != 0,
            Jump => atom[10] <= LastJump,
            // The next, previous, first, last slide; a custom show, a slide, a page. 9 and 10 are other presentations and files.
            FollowLink => hasLink && kind is <= 3 or 6 or 7 or 8,
            PlayMedia => playsSound,
            CustomShow => true,
            _ => false,
        };
        if (!stays)
        {
            return false;
        }

        var name = action == CustomShow ? RecordText.Read(RecordSequence.Find(container, RecordType.CString)) : "";
        var length = OfficeArtRecord.HeadBytes + AtomBytes + (name.Length > 0 ? OfficeArtRecord.HeadBytes + (name.Length * 2) : 0);
        OfficeArtRecord.Write(into, 0xF, record.Instance, RecordType.Interaction, length);
        OfficeArtRecord.Write(into, 0, 0, RecordType.InteractionAtom, AtomBytes);
        into.U32(sound).U32(hasLink ? link : 0).Add([action, 0, action == Jump ? atom[10] : (byte)0, (byte)(atom[11] & KnownFlags), hasLink || kind is <= 6 ? kind : NoLink, 0, 0, 0]);
        if (name.Length > 0)
        {
            RecordText.Write(into, 0, name);
        }

        return true;
    }
}
