using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Mugai.Sanitizers.Tests.Images;

/// <summary>Real pictures, where the folder of them is there: none may crash, none of ours may fail its verifier, and a second pass finds nothing.</summary>
public sealed class CorpusRunTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData("jpg")]
    [InlineData("png")]
    [InlineData("gif")]
    [InlineData("webp")]
    [InlineData("tiff")]
    [InlineData("heif")]
    [InlineData("jp2")]
    [InlineData("polyglot")]
    public void Rebuilds_RealPictures(string kind)
    {
        var (rebuilt, all) = (0, 0);
        var into = Environment.GetEnvironmentVariable("MUGAI_IMAGES_OUT");
        var once = new List<string>();
        foreach (var file in Corpus.Files(kind))
        {
            var bytes = File.ReadAllBytes(file);
            var clock = Stopwatch.StartNew();
            var run = Runs.File(Path.GetFileName(file), bytes);
            all++;
            log.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Path.GetFileName(file)}: {run.Report.Outcome} {run.Report.Reason} {bytes.Length} -> {run.Output.Bytes.Length} {clock.ElapsedMilliseconds} ms {string.Join(", ", run.Report.Findings.Select(f => $"{f.Code}({f.Detail.DangerousRaw})"))}"));
            Assert.Equal("", run.Faults);
            if (run.Report.Outcome != Outcome.Rebuilt)
            {
                continue;
            }

            rebuilt++;
            if (into is not null)
            {
                Directory.CreateDirectory(Path.Combine(into, kind));
                File.WriteAllBytes(Path.Combine(into, kind, Path.GetFileName(file)), run.Output.Bytes);
            }

            var again = Runs.File(run.Report.Output!.Name.DangerousRaw, run.Output.Bytes);
            if (again.Report.Outcome != Outcome.Rebuilt || again.Report.Findings.Count > 0)
            {
                once.Add(Path.GetFileName(file) + ": " + again.Report.Outcome + " " + string.Join(", ", again.Codes));
            }
        }

        log.WriteLine($"{kind}: {rebuilt} of {all}");
        Assert.Empty(once);
    }
}
