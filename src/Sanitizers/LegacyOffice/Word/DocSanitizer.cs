using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.LegacyOffice.Properties;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>
/// NAME: documents of Word 97 to 2003 (.doc, .dot).
/// KEEPS: text, formatting, styles, lists, tables, notes, comments, headers, revisions, fields that compute, refer or lay out, forms, shapes, pictures (rebuilt), links to http, https and mailto.
/// REMOVES: VBA, toolbars, key assignments, OLE objects, ActiveX (their picture stays), DDE and fields that include, link, embed or run (their result stays), macros of form fields, the attached
/// template, glossary, embedded fonts, mail merge, document properties, every byte that no structure claims.
/// LIMITS: of Word 6 and 95 only the text stays, and so of a document whose properties are broken; Word 2 and older is Blocked. See docs/formats/legacy-office.md.
/// Standards: [MS-DOC], [MS-CFB], [MS-ODRAW], [MS-OFFCRYPTO].
/// </summary>
public sealed class DocSanitizer : ISanitizer
{
    private static readonly string[] Streams = ["WordDocument", "0Table", "1Table", "Data"];

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

        if (OldDocument.Read(document) is { } old)
        {
            return Old(old, input, file, document, output, context, tally);
        }

        var encryption = Fib.Encryption(document);
        var fib = encryption is null ? Fib.Read(document) : null;
        if ((encryption?.TableName ?? fib?.TableName) is not { } tableName)
        {
            return PartVerdict.Blocked(Reason.Unsupported);
        }

        if (LegacyContainer.Bytes(file, tableName, context) is not { } table)
        {
            tally.Add("", LegacyCodes.Container, FindingAction.Removed, "the table stream");
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        var data = LegacyContainer.Bytes(file, "Data", context) ?? [];
        int? password = null;
        if (encryption is var (_, key, isObfuscated))
        {
            (var refusal, password) = WordDecryption.Decrypt(key, isObfuscated, document, table, data, context);
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

        return Clean(input, file, fib!, document, table, data, output, context, tally) with { PasswordIndex = password };
    }

    private static PartVerdict Clean(PartInput input, CompoundFile file, Fib fib, byte[] document, byte[] table, byte[] data, Stream output, ISanitizeContext context, FindingTally tally)
    {
        if (LegacyText.IsWanted(context))
        {
            LegacyContainer.ReportOthers(file.Root, Streams, tally);
            return LegacyText.Write(input, output, context, tally, null, Text);
        }

        var properties = SummaryProperties.Read(file, context, tally);
        LegacyContainer.ReportOthers(file.Root, [.. Streams, .. properties.Rebuilt], tally);
        if (new DocumentRebuild(fib, document, table, data, properties, context, tally, input.Path).Write(output) is not { } refusal)
        {
            return PartVerdict.Rebuilt(Detection.Formats.Doc);
        }

        tally.Add("", LegacyCodes.Malformed, FindingAction.Removed, refusal.Detail);
        return refusal.LeavesText ? LegacyText.Write(input, output, context, tally, refusal, Text) : PartVerdict.Blocked(refusal.Reason);

        Reason Text(TextCleaner text)
        {
            var (start, length) = fib.Pair(FibPair.Clx);
            return start <= table.Length && length <= table.Length - start && PieceTable.Read(table.AsSpan((int)start, (int)length)) is { } pieces
                && new WordText(document, pieces.Pieces, fib.Characters, 1252, context, text).Write() ? Reason.None : Reason.Corrupt;
        }
    }

    // Word 6 and 95: text alone.
    private static PartVerdict Old(OldDocument old, PartInput input, CompoundFile file, byte[] document, Stream output, ISanitizeContext context, FindingTally tally)
    {
        int? password = null;
        if (old.IsEncrypted)
        {
            (var refusal, password) = WordDecryption.DecryptOld(document, context);
            if (refusal != Reason.None)
            {
                return PartVerdict.Held(refusal);
            }

            tally.Add("", LegacyCodes.Encryption, FindingAction.Removed);
        }

        LegacyContainer.ReportOthers(file.Root, ["WordDocument"], tally);
        var page = old.CodePage(SummaryProperties.CodePageOf(file));
        return LegacyText.Write(input, output, context, tally, LegacyText.IsWanted(context) ? null : new Refusal(Reason.Unsupported, "Word 6/95"), text =>
            old.Pieces() is { } pieces && new WordText(document, pieces, old.Characters, page, context, text).Write() ? Reason.None : Reason.Corrupt) with { PasswordIndex = password };
    }
}
