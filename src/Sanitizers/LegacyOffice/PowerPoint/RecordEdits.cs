using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>Writes one record that has no children of its own to be looked at: as it is, or without what it may not say.</summary>
internal sealed class RecordEdits(PresentationFacts facts, FindingTally tally, bool removesAuthors)
{
    /// <summary>Title, body, notes, … quarter of a body (2.13.33).</summary>
    public const int MaxTextType = 8;

    private const int CallCommand = 1;

    // fSound, fLoopSound and fStopSound of a slide that changes (2.6.6, SlideShowSlideInfoAtom).
    private const int SoundFlags = 0x0150;

    /// <summary>What plays a sound or a film; a verb of an object is another kind of command (2.8.30).</summary>
    private static readonly string[] Commands = ["play", "pause", "resume", "stop", "togglePause", "onstopaudio", "playFrom(0)", "playFrom(0.0)"];

    public bool Write(int parent, OfficeArtRecord record, ReadOnlySpan<byte> data, bool playsSound, RecordBuffer into)
    {
        switch (record.Type)
        {
            case RecordType.Hyperlink:
                return Link(data, into);
            case RecordType.Interaction:
                if (!Interaction.Write(record, data, facts, playsSound, into))
                {
                    tally.Add("", LegacyCodes.Action, FindingAction.Removed);
                    return false;
                }

                return true;
            case RecordType.Sound:
                return SoundRewriter.Write(record, data, facts, into, tally);
            case RecordType.ExternalObjectRef when !facts.SoundObjects.Contains(data.U32(0)):
                return false;
            case RecordType.TextHeader when data.U32(0) > MaxTextType:
                tally.Add("", LegacyCodes.Malformed, FindingAction.Removed, "text");
                return false;
            case RecordType.CString:
                return Text(parent, record, data, into);
        }

        var head = into.Length;
        OfficeArtRecord.Write(into, record.Version, record.Instance, record.Type, data.Length);
        into.Add(data);
        var written = into.Written[(head + OfficeArtRecord.HeadBytes)..];
        Edit(parent, record, written);
        return true;
    }

    private void Edit(int parent, OfficeArtRecord record, Span<byte> data)
    {
        switch (record.Type)
        {
            // fSaveWithFonts: no font is embedded any more.
            case RecordType.DocumentAtom:
                data[36] = 0;
                break;
            case RecordType.SlideShowSlideAtom when !facts.Sounds.ContainsKey(((ReadOnlySpan<byte>)data).U32(4)):
                data.U32(4, 0);
                data.U16(10, ((ReadOnlySpan<byte>)data).U16(10) & ~SoundFlags);
                break;
            case RecordType.Animation when !facts.Sounds.ContainsKey(((ReadOnlySpan<byte>)data).U32(8)):
                data.U32(8, 0);
                break;
            case RecordType.CommentAtom when removesAuthors:
                data.Slice(4, 16).Clear();
                break;
            case RecordType.TimeCommandAtom:
                data.U32(4, CallCommand);
                break;
            case RecordType.TimeVariant when parent == RecordType.TimeCommand:
                Command(data);
                break;
        }
    }

    // A command of the same length in any case: spaces are no command.
    private void Command(Span<byte> variant)
    {
        var text = variant.Length < 1 ? "" : RecordText.Read(variant[1..]).TrimEnd('\0', ' ');
        if (text.Length > 0 && !Commands.Contains(text, StringComparer.Ordinal) && variant[0] == 3)
        {
            tally.Add("", LegacyCodes.Action, FindingAction.Neutralized, "command");
            for (var i = 1; i + 1 < variant.Length; i += 2)
            {
                variant.U16(i, ' ');
            }
        }
    }

    private bool Link(ReadOnlySpan<byte> data, RecordBuffer into)
    {
        if (PresentationLink.Read(data) is not { IsSafe: true } link)
        {
            tally.Add("", LegacyCodes.Hyperlink, FindingAction.Removed);
            return false;
        }

        link.Write(into);
        return true;
    }

    private bool Text(int parent, OfficeArtRecord record, ReadOnlySpan<byte> data, RecordBuffer into)
    {
        // Names and initials of those who comment (2.5.30).
        if (removesAuthors && parent == RecordType.Comment && record.Instance is 0 or 2)
        {
            tally.Add("", LegacyCodes.Metadata, FindingAction.Removed);
            return false;
        }

        var text = RecordText.Read(data);
        RecordText.Write(into, record.Instance, text);
        return true;
    }
}
