using System.Diagnostics;
using System.Globalization;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizers;
using Mugai.Frames;

namespace Mugai.Micro.Pdf;

/// <summary>What grows with a file: memory with its bytes, time with its objects.</summary>
internal static class PdfGrowth
{
    private const long Allowance = 64 << 20;

    /// <summary>One file in this process: prints the peak of its resident memory in bytes.</summary>
    public static void Peak(string file, Action<string> sanitize)
    {
        if (file.Length > 0)
        {
            sanitize(file);
        }

        var line = File.ReadLines("/proc/self/status").First(status => status.StartsWith("VmHWM:", StringComparison.Ordinal));
        Console.WriteLine(long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) << 10);
    }

    /// <summary>A process for each file, compared with one that starts and does nothing.</summary>
    public static void Memory(IReadOnlyList<string> files, bool deep)
    {
        var idle = Child("", deep);
        var (over, worst) = (0, 0.0);
        foreach (var file in files)
        {
            var (size, peak) = (new FileInfo(file).Length, Child(file, deep) - idle);
            var allowed = (3 * size) + Allowance;
            over += peak > allowed ? 1 : 0;
            worst = Math.Max(worst, (double)peak / allowed);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}\t{size}\t{peak >> 20} MB\t{(double)peak / allowed:F2} of 3 x file + 64 MiB"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory\t{files.Count} files\tidle {idle >> 20} MB\tworst {worst:F2} of the allowance\t{over} over"));
    }

    /// <summary>Files of 1,000 to 1,000,000 small objects that are all referred to.</summary>
    public static void Time()
    {
        Sanitize(Document(1_000));
        foreach (var count in (int[])[1_000, 10_000, 100_000, 300_000, 1_000_000])
        {
            var file = Document(count);
            var cpu = Environment.CpuUsage.TotalTime;
            var outcome = Sanitize(file);
            var spent = Environment.CpuUsage.TotalTime - cpu;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} objects\t{file.Length} bytes\t{outcome}\t{spent.TotalMilliseconds:F0} ms\t{spent.TotalMicroseconds / count:F2} us each"));
        }
    }

    private static Outcome Sanitize(byte[] file)
    {
        var job = new JobFacts { Kind = JobKind.File, Name = new UntrustedText("a.pdf"), Policy = new SanitizePolicy { Revision = "bench" }, Limits = BudgetLimits.ForInput(file.Length) };
        return SanitizeRun.Execute(SanitizerCatalog.Default, job, new MemoryStream(file), new PdfRun.KeptOutput()).Outcome;
    }

    private static byte[] Document(int count)
    {
        var text = new StringBuilder("%PDF-1.7\n");
        var offsets = new List<int>();
        void Add(string body)
        {
            offsets.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }

        Add("<</Type/Catalog/Pages 2 0 R>>");
        Add("<</Type/Pages/Kids[3 0 R]/Count 1>>");
        Add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots 4 0 R>>");
        Add("[" + string.Join(' ', Enumerable.Range(5, count).Select(number => number.ToString(CultureInfo.InvariantCulture) + " 0 R")) + "]");
        for (var i = 0; i < count; i++)
        {
            Add("<</Type/Annot/Subtype/Square/Rect[0 0 9 9]/P 3 0 R/Contents(note)>>");
        }

        var start = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            text.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        }

        text.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {offsets.Count + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static long Child(string file, bool deep)
    {
        var arguments = new List<string> { Environment.GetCommandLineArgs()[0], "--pdf", "--one=" + file };
        if (deep)
        {
            arguments.Add("--deep");
        }

        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? arguments : arguments.Skip(1)) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return long.Parse(text, CultureInfo.InvariantCulture);
    }
}
