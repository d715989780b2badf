using Mugai.Policies;
using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>
/// Writes the records of a presentation anew: those that <see cref="RecordList"/> has where they stand, atoms of known length with that length, containers with their true lengths. Iterative; a
/// record that leaves its container ends there when it is a container and goes when it is an atom.
/// </summary>
internal sealed class RecordRewriter
{
    // An animation nests four levels for each effect that starts with another.
    private const int MaxDepth = 64;

    private readonly ISanitizeContext _context;
    private readonly FindingTally _tally;
    private readonly PresentationFacts _facts;
    private readonly OfficeArtRewriter _artist;
    private readonly RecordEdits _edits;

    public RecordRewriter(ISanitizeContext context, FindingTally tally, PresentationFacts facts, OfficeArtRewriter artist)
    {
        (_context, _tally, _facts, _artist) = (context, tally, facts, artist);
        _edits = new RecordEdits(facts, tally, context.Policy.Office.RemoveMetadata);
        _artist.Client = Client;
    }

    /// <summary>Parts that exist and are what they should be.</summary>
    public required Func<uint, bool> HasPart { get; init; }

    /// <summary>How many texts of the part in hand lie in the list of slides: what an outline reference may point to.</summary>
    public int Texts { get; set; }

    /// <summary>Writes all records of <paramref name="input"/> that a <paramref name="parent"/> may hold.</summary>
    public void Write(ReadOnlySpan<byte> input, int parent, RecordBuffer into)
    {
        var open = new Stack<Frame>();
        var frame = new Frame(parent, input.Length, -1);
        var at = 0;
        while (true)
        {
            if (frame.End - at < OfficeArtRecord.HeadBytes)
            {
                if (open.Count == 0)
                {
                    return;
                }

                at = frame.End;
                var outer = open.Pop();
                Close(frame, outer, into);
                frame = outer;
                continue;
            }

            _context.Budget.ChargeObjects(1);
            var record = OfficeArtRecord.Read(input, at);
            var start = at + OfficeArtRecord.HeadBytes;
            var fits = record.Length <= frame.End - start;
            var stop = fits ? start + (int)record.Length : frame.End;
            var data = input[start..stop];
            at = stop;
            var isContainer = record.IsContainer;
            if (!IsListed(frame, record) || !RecordList.IsSound(record, data.Length))
            {
                Drop(frame, record, data);
                continue;
            }

            if (record.Type == RecordType.BinaryTag && TagOf(data) is var tag)
            {
                if (tag == 0)
                {
                    Drop(frame, record, data);
                    continue;
                }

                frame.Tag = tag;
            }

            if (IsEntered(record.Type) && open.Count < MaxDepth && !IsDropped(frame, record, data))
            {
                open.Push(frame);
                var type = record.Type == RecordType.TagData ? frame.Tag : record.Type;
                frame = new Frame(type, stop, into.Length) { Tag = frame.Tag };
                OfficeArtRecord.Write(into, record.Version, record.Instance, record.Type, 0);
                at = start;
                continue;
            }

            if (!isContainer && frame.Type == RecordType.SlideList)
            {
                FollowSlides(frame, record, data);
            }

            if (!frame.Skips && WriteWhole(frame, record, data, into))
            {
                frame.IsMeant |= !RecordList.OnlyHeads(frame.Type, record.Type);
                frame.Last = record.Type;
            }
            else
            {
                frame.Last = 0;
            }
        }
    }

    private static bool IsEntered(int type) =>
        (RecordList.IsContainer(type) && type is not (RecordType.Hyperlink or RecordType.Interaction or RecordType.Sound or RecordType.Drawing or RecordType.DrawingGroup)) || type == RecordType.TagData;

    private bool IsListed(Frame frame, OfficeArtRecord record) =>
        RecordList.Holds(frame.Type, record.Type) && !(_context.Policy.Office.RemoveMetadata && record.Type == RecordType.CommentAuthor);

    // Tags of programs may hold anything; those of PowerPoint 2000 and 2002 hold records (2.3.22).
    private static int TagOf(ReadOnlySpan<byte> tag) => RecordText.Read(RecordSequence.Find(tag, RecordType.CString, 0)) switch
    {
        "___PPT9" => RecordType.TagData9,
        "___PPT10" => RecordType.TagData10,
        _ => 0,
    };

    // Containers that go when what they point to goes.
    private bool IsDropped(Frame frame, OfficeArtRecord record, ReadOnlySpan<byte> data)
    {
        var gone = record.Type switch
        {
            RecordType.Hyperlink9 => RecordSequence.Find(data, RecordType.HyperlinkAtom) is not { Length: 4 } link || !_facts.Links.Contains(link.U32(0)),
            RecordType.EmbeddedSound => RecordSequence.Find(data, RecordType.MediaAtom) is not { Length: 8 } media || !_facts.SoundObjects.Contains(media.U32(0)),
            _ => false,
        };
        return gone;
    }

    // The texts of a slide follow the record that names it; they go with a slide that is not there.
    private void FollowSlides(Frame frame, OfficeArtRecord record, ReadOnlySpan<byte> data)
    {
        if (record.Type != RecordType.SlidePersistAtom)
        {
            return;
        }

        frame.Skips = !HasPart(data.U32(0));
        if (frame.Skips)
        {
            _tally.Add("", LegacyCodes.Malformed, FindingAction.Removed, "a slide that is not there");
        }
    }

    private bool WriteWhole(Frame frame, OfficeArtRecord record, ReadOnlySpan<byte> data, RecordBuffer into)
    {
        switch (record.Type)
        {
            case RecordType.Drawing or RecordType.DrawingGroup:
                var head = into.Length;
                OfficeArtRecord.Write(into, record.Version, record.Instance, record.Type, 0);
                _artist.Rewrite(data, [], into);
                into.Written[head..].U32(4, into.Length - head - OfficeArtRecord.HeadBytes);
                return true;
            case RecordType.PictureBullet:
                return PictureBullet(record, data, into);
            case RecordType.OutlineTextRef when data.U32(0) >= (uint)Texts:
                _tally.Add("", LegacyCodes.Malformed, FindingAction.Removed, "a text that is not there");
                return false;
            // A range of text without what it does.
            case RecordType.TextInteraction when frame.Last != RecordType.Interaction:
                return false;
            default:
                return RecordList.IsContainer(record.Type) && IsEntered(record.Type) ? Gone(frame, record, data) : _edits.Write(frame.Type, record, data, frame.PlaysSound, into) && Remember(frame, record);
        }
    }

    private bool Gone(Frame frame, OfficeArtRecord record, ReadOnlySpan<byte> data)
    {
        if (record.Type is not (RecordType.Hyperlink9 or RecordType.EmbeddedSound))
        {
            Drop(frame, record, data);
        }

        return false;
    }

    private static bool Remember(Frame frame, OfficeArtRecord record)
    {
        frame.PlaysSound |= record.Type == RecordType.ExternalObjectRef;
        return true;
    }

    private void Client(OfficeArtRecord record, ReadOnlySpan<byte> data, RecordBuffer into)
    {
        if (!record.IsContainer)
        {
            _tally.Add("", LegacyCodes.Malformed, FindingAction.Removed, "client data");
            return;
        }

        var head = into.Length;
        OfficeArtRecord.Write(into, record.Version, record.Instance, record.Type, 0);
        Write(data, record.Type, into);
        into.Written[head..].U32(4, into.Length - head - OfficeArtRecord.HeadBytes);
    }

    // Two bytes, then a picture ([MS-PPT] 2.9.74).
    private bool PictureBullet(OfficeArtRecord record, ReadOnlySpan<byte> data, RecordBuffer into)
    {
        if (data.Length < 2 + OfficeArtRecord.HeadBytes)
        {
            return false;
        }

        var head = into.Length;
        OfficeArtRecord.Write(into, record.Version, record.Instance, record.Type, 0);
        into.U16(0);
        var picture = OfficeArtRecord.Read(data, 2);
        var content = data[(2 + OfficeArtRecord.HeadBytes)..];
        var (type, _) = _artist.Blips.Write(picture, content[..(int)Math.Min(picture.Length, (uint)content.Length)], into);
        var written = into.Written[head..];
        written[OfficeArtRecord.HeadBytes] = (byte)type;
        written.U32(4, written.Length - OfficeArtRecord.HeadBytes);
        return true;
    }

    private static void Close(Frame frame, Frame outer, RecordBuffer into)
    {
        if (RecordList.GoesWhenEmpty(frame.Type) && !frame.IsMeant)
        {
            into.Cut(frame.Head);
            outer.Last = 0;
            return;
        }

        into.Written[frame.Head..].U32(4, into.Length - frame.Head - OfficeArtRecord.HeadBytes);
        outer.IsMeant = true;
        outer.Last = frame.Type;
    }

    private void Drop(Frame frame, OfficeArtRecord record, ReadOnlySpan<byte> data)
    {
        frame.Last = 0;
        if (data.IndexOfAnyExcept((byte)0) >= 0)
        {
            var code = RecordList.Holds(frame.Type, record.Type) && record.Type != RecordType.BinaryTag ? LegacyCodes.Malformed : RecordList.CodeOf(frame.Type, record.Type);
            _tally.Add("", code, FindingAction.Removed, record.Type.ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    /// <summary>A container that is open.</summary>
    private sealed class Frame(int type, int end, int head)
    {
        public int Type => type;

        public int End => end;

        /// <summary>Where its head was written.</summary>
        public int Head => head;

        /// <summary>Which list holds for the data of the tag around.</summary>
        public int Tag { get; set; }

        /// <summary>Something was written that it is there for.</summary>
        public bool IsMeant { get; set; }

        /// <summary>The shape plays a sound of the presentation.</summary>
        public bool PlaysSound { get; set; }

        /// <summary>The slide whose texts follow is not there.</summary>
        public bool Skips { get; set; }

        /// <summary>The type of the record before, when it was written.</summary>
        public int Last { get; set; }
    }
}
