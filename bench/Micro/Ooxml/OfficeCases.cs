using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Micro.Ooxml;

/// <summary>
/// Office files, MB of package per CPU-second: rebuilt, rebuilt and verified, and for comparison opened by DocumentFormat.OpenXml, every part read into its tree, and saved.
/// Sizes of files as they go round in offices: a document of 3 MB, a workbook of 6.5 MB.
/// </summary>
internal static class OfficeCases
{
    public static IReadOnlyList<MicroCase> All { get; } = [.. Cases("docx 3 MB", Formats.Docx, OfficeFiles.Document(19_500)), .. Cases("xlsx 6.5 MB", Formats.Xlsx, OfficeFiles.Workbook(66_000))];

    private static IEnumerable<MicroCase> Cases(string name, FileFormat format, byte[] file)
    {
        yield return new MicroCase(name + ", rebuilt", file.Length, 0, () => Rebuild(file, Stream.Null));
        yield return new MicroCase(name + ", rebuilt and verified", file.Length, 0, () =>
        {
            using var clean = new MemoryStream();
            Rebuild(file, clean);
            return new OoxmlVerifier().Verify(format, clean, new Context()) is null ? clean.Length : throw new InvalidOperationException("not clean");
        });
        yield return new MicroCase(name + ", by the SDK", file.Length, 0, () => OpenAndSave(file, format));
    }

    private static long Rebuild(byte[] file, Stream output) =>
        new OoxmlSanitizer().Sanitize(new PartInput("/", default, new MemoryStream(file), Formats.Docx), output, new Context()).Outcome == Outcome.Rebuilt ? 1 : throw new InvalidOperationException("not rebuilt");

    private static long OpenAndSave(byte[] file, FileFormat format)
    {
        using var bytes = new MemoryStream();
        bytes.Write(file);
        using (OpenXmlPackage package = format == Formats.Docx ? WordprocessingDocument.Open(bytes, true) : SpreadsheetDocument.Open(bytes, true))
        {
            foreach (var part in package.GetAllParts())
            {
                if (part.RootElement is { } root)
                {
                    root.Save();
                }
            }

            package.Save();
        }

        return bytes.Length;
    }

    private sealed class Context : ISanitizeContext
    {
        public SanitizePolicy Policy { get; } = new();

        public Budget Budget { get; } = new(BudgetLimits.ForInput(1L << 40));

        public string Seed => "";

        public Stream CreateScratch() => new MemoryStream();

        public void Report(string place, string code, FindingAction action, int count = 1, UntrustedText detail = default)
        {
        }

        public PartResult SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content) => throw new NotSupportedException();
    }
}
