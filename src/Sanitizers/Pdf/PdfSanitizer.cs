using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Pdf.Encryption;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizers.Pdf.Text;
using Mugai.Sanitizers.Pdf.Writing;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf;

/// <summary>
/// NAME: PDF 1.0 to 2.0, judged object by object and written anew as one revision.
/// KEEPS: pages, text, fonts, pictures, drawings, outlines, destinations, links to http, https and mailto, form fields with values and looks, layers, structure.
/// REMOVES: scripts, actions that run, send or lead out, files inside, media, XFA, signatures, metadata streams, private data, earlier revisions, unreferenced objects,
/// encryption (after opening it).
/// LIMITS: <see cref="PdfLimits"/> and the budget. Without a page tree, or encrypted for certificates: Blocked; without the password: Held.
/// Standards: ISO 32000-2; ISO 32000-1; Adobe extension level 3 (encryption revision 5).
/// </summary>
public sealed class PdfSanitizer(ICharacterCollections? collections = null) : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Pdf];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        if (input.Content.Length > PdfLimits.MaxFileBytes)
        {
            return PartVerdict.Blocked(Reason.TooBig);
        }

        var file = GC.AllocateUninitializedArray<byte>((int)input.Content.Length);
        input.Content.Position = 0;
        var length = input.Content.ReadAtLeast(file, file.Length, throwOnEndOfStream: false);
        var tally = new FindingTally();
        var verdict = Rebuild(file, length, input, output, context, tally);
        tally.Report(context);
        return verdict;
    }

    private PartVerdict Rebuild(byte[] file, int length, PartInput input, Stream output, ISanitizeContext context, FindingTally tally)
    {
        if (PdfOpener.Open(file, length, context.Budget) is not { } document)
        {
            tally.Add("", PdfCodes.Broken, FindingAction.Removed, "no catalog");
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        var encryption = EncryptionCheck.Open(document, context.Passwords);
        if (encryption.Reason != Reason.None)
        {
            tally.Add("", PdfCodes.Encrypted, FindingAction.Removed, encryption.Detail);
            return encryption.WaitsForPassword ? PartVerdict.Held(Reason.Encrypted) : PartVerdict.Blocked(encryption.Reason);
        }

        if (encryption.WasEncrypted)
        {
            tally.Add("", PdfCodes.Decrypted, FindingAction.Rewritten);
            if (!PdfOpener.HasPages(document) && PdfOpener.Recover(file, length, document.Trailer, context.Budget) is { } recovered)
            {
                recovered.Unlock(document.Decryption!);
                document = recovered;
            }
        }

        var pages = PageTree.Read(document);
        if (pages.Count == 0)
        {
            tally.Add("", PdfCodes.Broken, FindingAction.Removed, "no pages");
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        if (context.Policy.WayFor(FileFamily.Pdf) == PartWay.Text)
        {
            return AsText(document, input.Name, output, context) with { PasswordIndex = encryption.PasswordIndex };
        }

        using var rebuild = new PdfRebuild(document, pages, output, input.Path, context, tally);
        rebuild.Run();
        if (document.WasRepaired || pages.WasRepaired || rebuild.WasRepaired || rebuild.Outlines.WasRepaired)
        {
            tally.Add("", PdfCodes.Repaired, FindingAction.Rewritten);
        }

        return PartVerdict.Rebuilt(Detection.Formats.Pdf) with { PasswordIndex = encryption.PasswordIndex };
    }

    private PartVerdict AsText(PdfDocument document, UntrustedText name, Stream output, ISanitizeContext context)
    {
        var text = new StringBuilder();
        TextExtraction.Extract(document, PdfText.Pages(document), text, collections);
        return ExtractedText.Write(name, output, context, cleaner =>
        {
            foreach (var chunk in text.GetChunks())
            {
                cleaner.Write(chunk.Span);
            }

            return null;
        });
    }
}
