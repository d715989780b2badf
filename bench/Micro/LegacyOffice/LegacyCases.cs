using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.LegacyOffice.Excel;
using Mugai.Sanitizers.LegacyOffice.Word;
using Mugai.Sanitizing;

namespace Mugai.Micro.LegacyOffice;

/// <summary>Office files of before 2007, MB of file per CPU-second: rebuilt, rebuilt and verified, as text.</summary>
internal static class LegacyCases
{
    private const double Target = 50;

    public static IReadOnlyList<MicroCase> All { get; } =
    [
        .. Cases("xls 10 MB", Formats.Xls, LegacyFiles.Workbook(48_000), new XlsSanitizer(), new XlsVerifier()),
        .. Cases("doc 10 MB", Formats.Doc, LegacyFiles.Document(4_400_000), new DocSanitizer(), new DocVerifier()),
    ];

    private static IEnumerable<MicroCase> Cases(string name, FileFormat format, byte[] file, ISanitizer sanitizer, IOutputVerifier verifier)
    {
        yield return new MicroCase(name + ", rebuilt", file.Length, Target, () => Run(sanitizer, format, file, Stream.Null, PartWay.Sanitize, Outcome.Rebuilt));
        yield return new MicroCase(name + ", rebuilt and verified", file.Length, Target, () =>
        {
            using var clean = new MemoryStream(file.Length);
            Run(sanitizer, format, file, clean, PartWay.Sanitize, Outcome.Rebuilt);
            return verifier.Verify(format, clean, new Context(PartWay.Sanitize)) is null ? clean.Length : throw new InvalidOperationException("not clean");
        });
        yield return new MicroCase(name + ", as text", file.Length, 0, () => Run(sanitizer, format, file, new MemoryStream(file.Length), PartWay.Text, Outcome.Replaced));
    }

    private static long Run(ISanitizer sanitizer, FileFormat format, byte[] file, Stream output, PartWay way, Outcome expected) =>
        sanitizer.Sanitize(new PartInput("/", default, new MemoryStream(file), format), output, new Context(way)).Outcome == expected ? 1 : throw new InvalidOperationException("another outcome");

    private sealed class Context(PartWay way) : ISanitizeContext
    {
        public SanitizePolicy Policy { get; } = new() { Families = new Dictionary<FileFamily, PartWay> { [FileFamily.LegacyOffice] = way } };

        public Budget Budget { get; } = new(BudgetLimits.ForInput(1L << 40));

        public string Seed => "";

        public Stream CreateScratch() => new MemoryStream();

        public void Report(string place, string code, FindingAction action, int count = 1, UntrustedText detail = default)
        {
        }

        public PartResult SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content) => throw new NotSupportedException();
    }
}
