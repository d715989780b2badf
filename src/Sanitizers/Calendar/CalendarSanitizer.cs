using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Calendar;

/// <summary>
/// NAME: .ics and .vcf written anew from an allow-list of components, properties and parameters.
/// KEEPS: times, time zones, repetition, summary, description, place, people; reminders that only show a text; of cards: names, reading, addresses, numbers, notes, a picture that
/// the image sanitizer wrote.
/// REMOVES: attachments, links, HTML descriptions, alarms that sound, send or start something, sounds and keys, X- properties, vCalendar 1.0 alarms.
/// LIMITS: written as iCalendar 2.0 and vCard 3.0 or 4.0 in UTF-8; vCard 2.1 becomes 3.0. A line longer than 12 MiB is cut.
/// Standards: RFC 5545, RFC 7986, RFC 6350, RFC 2426, vCard 2.1. Linear; a line, or an alarm, is what is held.
/// </summary>
public sealed class CalendarSanitizer : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Ics, Detection.Formats.Vcf];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        context.Budget.ChargeBytes(input.Content.Length);
        var reader = new ContentLineReader(input.Content, context.Budget);
        if (reader.IsWide)
        {
            return PartVerdict.Blocked(Reason.Unsupported);
        }

        var asText = context.Policy.WayFor(FileFamily.Calendar) == PartWay.Text;
        var writer = new Utf8TextWriter(output);
        ILineSink sink = asText ? new PlainLines(writer) : new FoldedLines(new ContentLineWriter(output));
        var rebuild = new CalendarRebuild(input, sink, context);
        var isWhole = input.Format == Detection.Formats.Ics ? rebuild.Calendars(reader) : rebuild.Cards(reader);
        writer.Complete();
        if (!isWhole)
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        rebuild.Report(reader);
        return asText ? ExtractedText.Verdict(input.Name) : PartVerdict.Rebuilt(input.Format);
    }
}
