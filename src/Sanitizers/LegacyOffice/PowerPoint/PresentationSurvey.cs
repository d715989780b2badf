using System.Globalization;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>Looks through the document for what the slides point to.</summary>
internal sealed class PresentationSurvey(ISanitizeContext context, string path)
{
    private const int MastersInstance = 1;
    private const int NotesInstance = 2;

    public PresentationFacts Facts { get; } = new();

    /// <summary>False when the document says nothing of its slides.</summary>
    public bool Run(ReadOnlySpan<byte> document)
    {
        var atom = RecordSequence.Find(document, RecordType.DocumentAtom);
        if (atom.IsEmpty)
        {
            return false;
        }

        var records = new RecordSequence(document);
        while (records.Next())
        {
            context.Budget.ChargeObjects(1);
            if (records.IsSound && records.Current.Type == RecordType.Sounds)
            {
                Sounds(records.Data);
            }
        }

        records = new RecordSequence(document);
        while (records.Next())
        {
            if (records.IsSound && records.Current.Type == RecordType.ExternalObjects)
            {
                Objects(records.Data);
            }
            else if (records.IsSound && records.Current.Type == RecordType.SlideList)
            {
                Slides(records.Data, records.Current.Instance);
            }
        }

        Facts.AddPart(atom.U32(24), RecordType.Notes);
        Facts.AddPart(atom.U32(28), RecordType.Handout);
        return true;
    }

    private void Sounds(ReadOnlySpan<byte> list)
    {
        var sounds = new RecordSequence(list);
        while (sounds.Next())
        {
            context.Budget.ChargeObjects(1);
            if (!sounds.IsSound || sounds.Current.Type != RecordType.Sound || SoundRewriter.Id(sounds.Data) is not (> 0 and var id) || Facts.Sounds.ContainsKey(id))
            {
                continue;
            }

            var name = string.Create(CultureInfo.InvariantCulture, $"{path.TrimEnd('/')}/sound-{id}");
            if (SoundRewriter.Rebuild(sounds.Data, name, context) is { } data)
            {
                Facts.Sounds.Add(id, data);
            }
        }
    }

    private void Objects(ReadOnlySpan<byte> list)
    {
        var objects = new RecordSequence(list);
        while (objects.Next())
        {
            context.Budget.ChargeObjects(1);
            if (!objects.IsSound)
            {
                continue;
            }

            if (objects.Current.Type == RecordType.Hyperlink && PresentationLink.Read(objects.Data) is { IsSafe: true } link)
            {
                Facts.Links.Add(link.Id);
            }
            else if (objects.Current.Type == RecordType.EmbeddedSound && IsKept(objects.Data) && RecordSequence.Find(objects.Data, RecordType.MediaAtom) is { Length: 8 } media)
            {
                Facts.SoundObjects.Add(media.U32(0));
            }
        }
    }

    /// <summary>The sound that an object plays is one that stays.</summary>
    public bool IsKept(ReadOnlySpan<byte> soundObject) => RecordSequence.Find(soundObject, RecordType.EmbeddedSoundAtom) is { Length: 8 } atom && Facts.Sounds.ContainsKey(atom.U32(0));

    private void Slides(ReadOnlySpan<byte> list, int instance)
    {
        var slides = new RecordSequence(list);
        var current = 0u;
        while (slides.Next())
        {
            context.Budget.ChargeObjects(1);
            if (!slides.IsSound)
            {
                continue;
            }

            if (slides.Current.Type == RecordType.SlidePersistAtom)
            {
                current = slides.Data.U32(0);
                Facts.AddPart(current, instance switch { MastersInstance => RecordType.MainMaster, NotesInstance => RecordType.Notes, _ => RecordType.Slide });
            }
            else if (slides.Current.Type == RecordType.TextHeader && slides.Data.U32(0) <= RecordEdits.MaxTextType && Facts.Parts.TryGetValue(current, out var part))
            {
                Facts.Parts[current] = part with { Texts = part.Texts + 1 };
            }
        }
    }
}
