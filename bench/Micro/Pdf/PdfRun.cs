using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Mugai.Frames;
using Mugai.Policies;
using Mugai.Sanitizers;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Micro.Pdf;

/// <summary>
/// `--pdf FOLDER [OUT] [--qpdf] [--deep] [--largest=N] [--password=P]`: every file of a folder (or the N largest) through the sanitizer and its verifier in this process; clean files
/// go to OUT. With --qpdf each file also through <c>qpdf --object-streams=generate</c> (with --deep: <c>--recompress-flate</c>, too), one after the other in the same run, by CPU time; what
/// an empty qpdf run costs is taken off. JPEG pictures are not encoded anew. `--pdf --memory FOLDER`: the peak of a process per file above that of one that does nothing.
/// `--pdf --linear`: time per object of files of more and more objects.
/// </summary>
internal static class PdfRun
{
    private const int Rounds = 3;

    private static bool Deep { get; set; }

    private static IReadOnlyList<string> Passwords { get; set; } = [];

    public static void Run(string[] args)
    {
        Deep = args.Contains("--deep");
        Passwords = [.. args.Where(arg => arg.StartsWith("--password=", StringComparison.Ordinal)).Select(arg => arg["--password=".Length..])];
        if (args.Contains("--linear"))
        {
            PdfGrowth.Time();
            return;
        }

        if (args.FirstOrDefault(arg => arg.StartsWith("--one=", StringComparison.Ordinal)) is { } one)
        {
            PdfGrowth.Peak(one["--one=".Length..], file => Sanitize(file, new HostOutput()));
            return;
        }

        var folders = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToList();
        var output = folders.Count > 1 ? folders[1] : null;
        var largest = args.Where(arg => arg.StartsWith("--largest=", StringComparison.Ordinal)).Select(arg => int.Parse(arg["--largest=".Length..], CultureInfo.InvariantCulture)).FirstOrDefault(int.MaxValue);
        var files = folders.Where(folder => output != folder).SelectMany(Directory.GetFiles).OrderByDescending(file => new FileInfo(file).Length).Take(largest).Order(StringComparer.Ordinal).ToList();
        if (args.Contains("--memory"))
        {
            PdfGrowth.Memory(files, Deep);
            return;
        }

        if (output is not null)
        {
            Directory.CreateDirectory(output);
        }

        // One pass to compile everything.
        foreach (var file in files)
        {
            Sanitize(file, new HostOutput());
        }

        var idle = args.Contains("--qpdf") ? Usual(() => Best(() => Qpdf("--version"))) : 0;
        var (ours, theirs, bytes) = (0.0, 0.0, 0L);
        foreach (var file in files)
        {
            PartReport report = null!;
            var spent = Best(() =>
            {
                var cpu = Environment.CpuUsage.TotalTime;
                report = Sanitize(file, new HostOutput());
                return (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
            });
            var kept = new KeptOutput();
            Sanitize(file, kept);
            var clean = kept.Bytes.ToArray();
            var size = new FileInfo(file).Length;
            var line = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}\t{size}\t{clean.Length}\t{report.Outcome}\t{report.Reason}\t{spent * 1000:F1}");
            if (args.Contains("--qpdf") && report.Outcome == Outcome.Rebuilt)
            {
                var qpdf = Math.Max(0.0001, Best(() => Deep ? Qpdf("--object-streams=generate", "--recompress-flate", file, "/dev/null") : Qpdf("--object-streams=generate", file, "/dev/null")) - idle);
                (ours, theirs, bytes) = (ours + spent, theirs + qpdf, bytes + size);
                line += string.Create(CultureInfo.InvariantCulture, $"\t{qpdf * 1000:F1}");
            }

            Console.WriteLine(line + "\t" + string.Join(' ', report.Findings.Select(finding => $"{finding.Code}:{finding.Count}:{finding.Path}:{finding.Detail.DangerousRaw.ReplaceLineEndings(" ")}").Take(12)));
            if (output is not null && report.Outcome == Outcome.Rebuilt)
            {
                File.WriteAllBytes(Path.Combine(output, Path.GetFileName(file)), clean);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"total\t{bytes}\t{ours:F3} s\tqpdf {theirs:F3} s\tratio {theirs / Math.Max(ours, 1e-9):F2}"));
    }

    // What is taken off for every file is measured as every file is, and often enough not to be chance.
    private static double Usual(Func<double> run) => Enumerable.Range(0, 15).Select(_ => run()).Order().ElementAt(7);

    private static double Best(Func<double> run) => Enumerable.Range(0, Rounds).Min(_ => run());

    // As qpdf: from the file to an output that goes nowhere; the digests that the host counts of both are counted, too.
    private static PartReport Sanitize(string file, ISanitizeOutput output)
    {
        using var input = new HostInput(file);
        var job = new JobFacts
        {
            Kind = JobKind.File, Name = new UntrustedText(Path.GetFileName(file)), Policy = new SanitizePolicy { Revision = "bench", Pdf = new PdfPolicy { Deep = Deep, EncodeImages = false } }, Passwords = Passwords, Limits = BudgetLimits.ForInput(input.Length),
        };
        var report = SanitizeRun.Execute(SanitizerCatalog.Default, job, input, output);
        (output as HostOutput)?.Finish();
        return report;
    }

    private static double Qpdf(params string[] arguments)
    {
        var before = ChildrenCpu();
        using var process = Process.Start(new ProcessStartInfo("qpdf", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return ChildrenCpu() - before;
    }

    // struct rusage: user and system time first, seconds and microseconds each; 14 more longs behind them.
    private static double ChildrenCpu()
    {
        Span<long> usage = stackalloc long[18];
        const int Children = -1;
        _ = GetResourceUsage(Children, ref MemoryMarshal.GetReference(usage));
        return usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6);
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetResourceUsage(int who, ref long usage);

    internal sealed class KeptOutput : ISanitizeOutput
    {
        public MemoryStream Bytes { get; } = new();

        public void Opening(string path)
        {
        }

        public void Facts(MailFacts facts)
        {
        }

        public void Write(ReadOnlySpan<byte> bytes) => Bytes.Write(bytes);

        public void LinkSlot(LinkSlotEncoding encoding)
        {
        }
    }
}
