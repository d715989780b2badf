using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Mugai.Micro.Archives;

namespace Mugai.Micro;

/// <summary>
/// `dotnet run -c Release --project bench/Micro -- --quick [NAME]`: every case in a plain loop, MB per CPU-second, for noisy machines.
/// `--mails FOLDER`: the mails of a folder, in the same way.
/// `--archive PATH_OF_MUGAI`: a large archive beside unzip and zip.
/// Without --quick: BenchmarkDotNet with its own switches (`--filter '*Mime*'`).
/// </summary>
internal static class Program
{
    private static void Main(string[] args)
    {
        if (args is ["--quick", ..])
        {
            QuickRun.Run(args.Length > 1 ? args[1] : "");
            return;
        }

        if (args is ["--mails", var folder])
        {
            QuickRun.Run(Mail.MailCases.OfFolder(folder));
            return;
        }

        if (args is ["--archive", var mugai])
        {
            ArchiveRace.Run(Path.GetFullPath(mugai));
            return;
        }

        if (args is ["--pdf", .. var rest])
        {
            Pdf.PdfRun.Run(rest);
            return;
        }

        // In process: no project is generated and built per case, so that a run takes a minute or two.
        var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
        var config = DefaultConfig.Instance.AddJob(job).AddDiagnoser(MemoryDiagnoser.Default).AddColumn(new ThroughputColumn())
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(40))
            .HideColumns(Column.Error, Column.StdDev, Column.Median, Column.RatioSD);
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
    }
}
