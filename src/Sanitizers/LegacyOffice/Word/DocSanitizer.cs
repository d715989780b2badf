using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>
/// NAME: documents of Word 97 to 2003 (.doc, .dot).
/// KEEPS: text, formatting, styles, lists, tables, notes, comments, headers, revisions, fields that compute, refer or lay out, forms, shapes, pictures (rebuilt), links to http, https and mailto.
/// REMOVES: VBA, toolbars, key assignments, OLE objects, ActiveX (their picture stays), DDE and fields that include, link, embed or run (their result stays), macros of form fields, the attached
/// template, glossary, embedded fonts, mail merge, document properties, every byte that no structure claims.
/// LIMITS: Word 95 and older, and XOR encryption, are Blocked. See docs/formats/legacy-office.md.
/// Standards: [MS-DOC], [MS-CFB], [MS-ODRAW], [MS-OFFCRYPTO].
/// </summary>
public sealed class DocSanitizer : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Doc];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context) =>
        LegacyContainer.Sanitize(input, context, (file, tally) => Rebuild(input, file, output, context, tally));

    private static PartVerdict Rebuild(PartInput input, CompoundFile file, Stream output, ISanitizeContext context, FindingTally tally)
    {
        if (LegacyContainer.Bytes(file, "WordDocument", context) is not { } document || !Fib.Begins(document))
        {
            tally.Add("", LegacyCodes.Container, FindingAction.Removed, "the document stream");
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        if (Fib.Read(document) is not { } fib)
        {
            return PartVerdict.Blocked(Reason.Unsupported);
        }

        if (LegacyContainer.Bytes(file, fib.TableName, context) is not { } table)
        {
            tally.Add("", LegacyCodes.Container, FindingAction.Removed, "the table stream");
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        var data = LegacyContainer.Bytes(file, "Data", context) ?? [];
        int? password = null;
        if (fib.IsEncrypted)
        {
            (var refusal, password) = WordDecryption.Decrypt(fib, document, table, data, context);
            if (refusal != Reason.None)
            {
                return refusal == Reason.Encrypted ? PartVerdict.Held(refusal) : PartVerdict.Blocked(refusal);
            }

            tally.Add("", LegacyCodes.Encryption, FindingAction.Removed);
            fib = Fib.Read(document);
            if (fib is null)
            {
                return PartVerdict.Blocked(Reason.Corrupt);
            }
        }

        LegacyContainer.ReportOthers(file.Root, ["WordDocument", "0Table", "1Table", "Data"], tally);
        if (new DocumentRebuild(fib, document, table, data, context, tally, input.Path).Write(output) is { } broken)
        {
            tally.Add("", LegacyCodes.Malformed, FindingAction.Removed, broken);
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        return PartVerdict.Rebuilt(Detection.Formats.Doc) with { PasswordIndex = password };
    }
}
