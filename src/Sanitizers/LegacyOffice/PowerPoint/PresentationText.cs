using System.Text;
using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>
/// The text of a presentation: slide by slide the outline that the list of slides keeps ([MS-PPT] 2.4.14.3), the texts of the slide's shapes, its comments, then its notes. Masters are passed over.
/// </summary>
internal sealed class PresentationText(ISanitizeContext context, TextCleaner text)
{
    private const int SlidesInstance = 0;
    private const int NotesInstance = 2;
    private const int SlideAtom = 0x03EF;
    private const int MaxDepth = 64;

    private readonly Stack<int> _open = new();
    private long _held;

    /// <summary>The parts as the last save has them.</summary>
    public Reason Write(PersistObjects objects)
    {
        try
        {
            return WriteSlides(objects);
        }
        finally
        {
            context.Budget.ChargeScratch(-_held);
        }
    }

    private Reason WriteSlides(PersistObjects objects)
    {
        var document = objects.Record(objects.DocumentId, context.Budget);
        if (document.Length == 0)
        {
            return Reason.Corrupt;
        }

        var (slides, notes) = (new List<Listed>(), new List<Listed>());
        var records = new RecordSequence(document.AsSpan(OfficeArtRecord.HeadBytes));
        while (records.Next())
        {
            context.Budget.ChargeObjects(1);
            if (records.Current.Type == RecordType.SlideList && records.Current.Instance is SlidesInstance or NotesInstance)
            {
                Read(records.Data, records.Current.Instance == SlidesInstance ? slides : notes);
            }
        }

        var byId = new Dictionary<uint, Listed>();
        notes.ForEach(note => byId.TryAdd(note.Id, note));
        for (var i = 0; i < slides.Count; i++)
        {
            text.Heading(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(i == 0 ? "" : "\n")}[{Label("スライド", "Slide")} {i + 1}]\n"));
            slides[i].Texts.ForEach(Line);
            var part = objects.Record(slides[i].Part, context.Budget);
            if (part.Length > OfficeArtRecord.HeadBytes)
            {
                Walk(part.AsSpan(OfficeArtRecord.HeadBytes));
                Notes(objects, byId, RecordSequence.Find(part.AsSpan(OfficeArtRecord.HeadBytes), SlideAtom));
            }
        }

        return Reason.None;
    }

    /// <summary>Everything that the stream holds, in its order, when no save can be followed: slides of earlier saves among it.</summary>
    public Reason WriteAll(ReadOnlySpan<byte> stream)
    {
        var records = new RecordSequence(stream);
        while (records.Next())
        {
            context.Budget.ChargeObjects(1);
            if (records.Current.Type is RecordType.Document or RecordType.Slide or RecordType.Notes)
            {
                Walk(records.Data);
            }
        }

        return Reason.None;
    }

    // The slide names its notes by their identifier (2.5.10, notesIdRef).
    private void Notes(PersistObjects objects, Dictionary<uint, Listed> notes, ReadOnlySpan<byte> atom)
    {
        if (atom.Length < 20 || !notes.Remove(atom.U32(16), out var note))
        {
            return;
        }

        text.Heading("[" + Label("ノート", "Notes") + "]\n");
        note.Texts.ForEach(Line);
        var part = objects.Record(note.Part, context.Budget);
        if (part.Length > OfficeArtRecord.HeadBytes)
        {
            Walk(part.AsSpan(OfficeArtRecord.HeadBytes));
        }
    }

    private void Read(ReadOnlySpan<byte> list, List<Listed> into)
    {
        var records = new RecordSequence(list);
        while (records.Next())
        {
            context.Budget.ChargeObjects(1);
            if (records.Current.Type == RecordType.SlidePersistAtom && records.Data.Length >= 16)
            {
                into.Add(new Listed(records.Data.U32(0), records.Data.U32(12), []));
            }
            else if (into.Count > 0 && Characters(records.Current.Type, records.Data) is { } characters)
            {
                _held += characters.Length * sizeof(char);
                context.Budget.ChargeScratch(characters.Length * sizeof(char));
                into[^1].Texts.Add(characters);
            }
        }
    }

    // Containers are entered where they stand; tags of PowerPoint hold the comments.
    private void Walk(ReadOnlySpan<byte> input)
    {
        _open.Clear();
        var (at, end, isComment) = (0, input.Length, false);
        while (true)
        {
            if (end - at < OfficeArtRecord.HeadBytes)
            {
                if (_open.Count == 0)
                {
                    return;
                }

                at = end;
                end = _open.Pop();
                isComment = false;
                continue;
            }

            context.Budget.ChargeObjects(1);
            var record = OfficeArtRecord.Read(input, at);
            at += OfficeArtRecord.HeadBytes;
            var stop = at + (int)Math.Min(record.Length, (uint)(end - at));
            if ((record.IsContainer || record.Type == RecordType.TagData) && _open.Count < MaxDepth)
            {
                _open.Push(end);
                end = stop;
                isComment = record.Type == RecordType.Comment;
                continue;
            }

            var data = input[at..stop];
            if (isComment && record.Type == RecordType.CString && record.Instance == 1)
            {
                Line("[" + Label("コメント", "Comment") + "] " + RecordText.Read(data));
            }
            else if (Characters(record.Type, data) is { } characters)
            {
                Line(characters);
            }

            at = stop;
        }
    }

    private static string? Characters(int type, ReadOnlySpan<byte> data) => type switch
    {
        RecordType.TextChars => RecordText.Read(data),
        // The lower bytes of characters below U+0100 (2.9.43).
        RecordType.TextBytes => Encoding.Latin1.GetString(data),
        _ => null,
    };

    private void Line(string characters)
    {
        text.Write(characters.Replace('\r', '\n').Replace('\v', '\n'));
        text.Write("\n");
    }

    private string Label(string japanese, string english) => TextLabels.Of(context.Policy.Language, japanese, english);

    /// <summary>A slide or a page of notes in a list: the number of its part, its identifier, its outline.</summary>
    private sealed record Listed(uint Part, uint Id, List<string> Texts);
}
