using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.LegacyOffice.Properties;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>
/// NAME: workbooks of Excel 5 to 2003 (.xls, .xlt).
/// KEEPS: cells, formulas with their values, formats, names, comments, charts, shapes, pictures (rebuilt), filters, print settings, links to http, https and mailto.
/// REMOVES: VBA, XLM and dialog sheets, names of macros, OLE objects, ActiveX, macros of buttons, links to other books and programs (DDE), connections, pivot definitions
/// (their cells stay), user names, document properties.
/// LIMITS: Excel 2 to 4 is Blocked; of Excel 5 and 95 shapes and pictures go. See docs/formats/legacy-office.md.
/// Standards: [MS-XLS], [MS-CFB], [MS-ODRAW], [MS-OFFCRYPTO].
/// </summary>
public sealed class XlsSanitizer : ISanitizer
{
    private static readonly Guid Excel97 = new("00020820-0000-0000-c000-000000000046");
    private static readonly Guid Excel5 = new("00020810-0000-0000-c000-000000000046");

    private static readonly string[] Streams = ["Workbook", "Book"];

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Xls];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context) =>
        LegacyContainer.Sanitize(input, context, (file, tally) => Rebuild(input, file, output, context, tally));

    private static PartVerdict Rebuild(PartInput input, CompoundFile file, Stream output, ISanitizeContext context, FindingTally tally)
    {
        using var stored = file.Open(file.Root, "Workbook") ?? file.Open(file.Root, "Book");
        if (stored is null)
        {
            tally.Add("", LegacyCodes.Container, FindingAction.Removed, "the workbook stream");
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        var reader = new BiffReader(stored);
        if (WorkbookDecryption.FilePass(reader) is not { } pass)
        {
            return Rebuild(input, file, stored, output, context, tally);
        }

        using var clear = context.CreateScratch();
        var isBiff8 = file.Root.Find("Workbook") is not null;
        var (refusal, password) = WorkbookDecryption.Decrypt(reader, pass, isBiff8, clear, context);
        if (refusal != Reason.None)
        {
            return refusal == Reason.Encrypted ? PartVerdict.Held(refusal) : PartVerdict.Blocked(refusal);
        }

        tally.Add("", LegacyCodes.Encryption, FindingAction.Removed);
        return Rebuild(input, file, clear, output, context, tally) with { PasswordIndex = password };
    }

    private static PartVerdict Rebuild(PartInput input, CompoundFile file, Stream stored, Stream output, ISanitizeContext context, FindingTally tally)
    {
        var reader = new BiffReader(stored);
        if (LegacyText.IsWanted(context))
        {
            LegacyContainer.ReportOthers(file.Root, Streams, tally);
            return Text(null);
        }

        reader.Restart();
        var survey = new WorkbookSurvey(reader, context.Budget);
        if (survey.Run() is { } refusal)
        {
            LegacyContainer.ReportOthers(file.Root, Streams, tally);
            return refusal is Reason.Corrupt or Reason.Unsupported ? Text(new Refusal(refusal, "the list of sheets")) : PartVerdict.Blocked(refusal);
        }

        var properties = SummaryProperties.Read(file, context, tally);
        LegacyContainer.ReportOthers(file.Root, [.. Streams, .. properties.Rebuilt], tally);
        var artist = new OfficeArtRewriter(context, tally, input.Path);
        foreach (var (_, chunks) in survey.Drawings.OrderBy(drawing => drawing.Key))
        {
            chunks.Rewrite(artist);
        }

        using var workbook = context.CreateScratch();
        new WorkbookRewriter(reader, survey.Facts, survey.Drawings, workbook, context, tally, artist).Run();
        var root = new NewStorage("Root Entry", survey.Facts.IsBiff8 ? Excel97 : Excel5);
        root.Add(survey.Facts.IsBiff8 ? "Workbook" : "Book", workbook);
        properties.AddTo(root);
        CompoundFileWriter.Write(root, output, context.Budget);
        return PartVerdict.Rebuilt(Detection.Formats.Xls);

        PartVerdict Text(Refusal? refused) => LegacyText.Write(input, output, context, tally, refused, text => new WorkbookText(reader, context, text).Write());
    }
}
