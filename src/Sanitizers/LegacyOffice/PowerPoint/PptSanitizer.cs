using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.LegacyOffice.Encryption;
using Mugai.Sanitizers.LegacyOffice.Properties;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>
/// NAME: presentations of PowerPoint 97 to 2003 (.ppt, .pps, .pot).
/// KEEPS: slides, masters, notes, texts and their formatting, shapes, pictures (rebuilt), animations, transitions, custom shows, sounds inside the file (rebuilt), comments, jumps, links to http, https and mailto.
/// REMOVES: VBA, OLE objects and ActiveX (their picture stays), actions that run macros, programs or verbs, links to files, films and linked sounds, embedded fonts, tags of programs, publishing and
/// mailing settings, document properties, earlier versions of slides.
/// LIMITS: PowerPoint 95 and older is Blocked; themes of 2007 become what PowerPoint 2003 shows. See docs/formats/legacy-office.md.
/// Standards: [MS-PPT], [MS-CFB], [MS-ODRAW], [MS-OFFCRYPTO].
/// </summary>
public sealed class PptSanitizer : ISanitizer
{
    private const uint ClearToken = 0xE391C05F;
    private const uint EncryptedToken = 0xF3D1C4DF;

    // [MS-PPT] 2.4.18: the password of files that are only protected against changes.
    private const string DefaultPassword = "/01Hannes Ruescher/01";

    private static readonly string[] Streams = ["PowerPoint Document", "Current User", "Pictures"];

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Ppt];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context) =>
        LegacyContainer.Sanitize(input, context, (file, tally) => Rebuild(input, file, output, context, tally));

    private static PartVerdict Rebuild(PartInput input, CompoundFile file, Stream output, ISanitizeContext context, FindingTally tally)
    {
        if (LegacyContainer.Bytes(file, "PowerPoint Document", context) is not { } stream || LegacyContainer.Bytes(file, "Current User", context) is not { } user)
        {
            tally.Add("", LegacyCodes.Container, FindingAction.Removed, "the presentation streams");
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        var current = RecordSequence.Find(user, RecordType.CurrentUser);
        Refusal? refusal = new Refusal(Reason.Corrupt, "the last save");
        if (current.Length < 20 || current.U32(4) is not (ClearToken or EncryptedToken) || PersistObjects.Read(stream, current.U32(8), context.Budget, out refusal) is not { } objects)
        {
            // Which of its parts are current, nobody can say: all text that it holds. What is encrypted has none that can be read.
            tally.Add("", LegacyCodes.Malformed, FindingAction.Removed, refusal!.Detail);
            LegacyContainer.ReportOthers(file.Root, Streams, tally);
            return LegacyText.Write(input, output, context, tally, refusal, text => new PresentationText(context, text).WriteAll(stream));
        }

        int? password = null;
        if (!objects.CryptSession.IsEmpty || current.U32(4) == EncryptedToken)
        {
            if (BlockKey.For(objects.CryptSession.Span) is not { } open)
            {
                return PartVerdict.Blocked(Reason.Unsupported);
            }

            if (PasswordSearch.Find(context, open, defaultPassword: DefaultPassword) is not var (key, index))
            {
                return PartVerdict.Held(Reason.Encrypted);
            }

            tally.Add("", LegacyCodes.Encryption, FindingAction.Removed);
            (objects.Key, password) = (key, index);
        }

        return Clean(input, file, objects, output, context, tally) with { PasswordIndex = password };
    }

    private static PartVerdict Clean(PartInput input, CompoundFile file, PersistObjects objects, Stream output, ISanitizeContext context, FindingTally tally)
    {
        if (LegacyText.IsWanted(context))
        {
            LegacyContainer.ReportOthers(file.Root, Streams, tally);
            return LegacyText.Write(input, output, context, tally, null, Text);
        }

        var properties = SummaryProperties.Read(file, context, tally);
        LegacyContainer.ReportOthers(file.Root, [.. Streams, .. properties.Rebuilt], tally);
        var pictures = new PictureStore(LegacyContainer.Bytes(file, "Pictures", context) ?? [], objects.Key, context.Budget);
        if (new PresentationRebuild(objects, pictures, properties, context, tally, input.Path).Write(output) is not { } broken)
        {
            return PartVerdict.Rebuilt(Detection.Formats.Ppt);
        }

        tally.Add("", LegacyCodes.Malformed, FindingAction.Removed, broken);
        return LegacyText.Write(input, output, context, tally, new Refusal(Reason.Corrupt, broken), Text);

        Reason Text(TextCleaner text) => new PresentationText(context, text).Write(objects);
    }
}
