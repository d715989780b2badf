using Mugai.Frames;
using Mugai.Policies;
using Mugai.Sanitizers;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Micro.Archives;

/// <summary>Whole archives through the catalog, in this process; `--archive` measures the whole command beside unzip and zip.</summary>
internal static class ArchiveCases
{
    public static IReadOnlyList<MicroCase> All { get; } = Build();

    private static List<MicroCase> Build()
    {
        var zip = new Lazy<byte[]>(() => SmallFiles.Zip(10_000));
        return [new MicroCase("archive 10,000 small files", 7_500_000, 0, () => Sanitize(zip.Value))];
    }

    private static long Sanitize(byte[] archive)
    {
        var job = new JobFacts { Name = new UntrustedText("small.zip"), Kind = JobKind.File, Policy = new SanitizePolicy(), Limits = BudgetLimits.ForInput(archive.Length) };
        var output = new Forgetful();
        using var input = new MemoryStream(archive);
        var report = SanitizeRun.Execute(SanitizerCatalog.Default, job, input, output);
        return report.Outcome == Outcome.Rebuilt ? output.Bytes : throw new InvalidOperationException($"The archive was {report.Outcome}.");
    }

    private sealed class Forgetful : ISanitizeOutput
    {
        public long Bytes { get; private set; }

        public void Opening(string path)
        {
        }

        public void Facts(MailFacts facts)
        {
        }

        public void Write(ReadOnlySpan<byte> bytes) => Bytes += bytes.Length;

        public void LinkSlot(LinkSlotEncoding encoding)
        {
        }
    }
}
