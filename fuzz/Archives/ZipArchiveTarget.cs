using Mugai.Frames;
using Mugai.Policies;
using Mugai.Sanitizers;
using Mugai.Sanitizers.Archives;
using Mugai.Sanitizers.Archives.Reading;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.Archives;

/// <summary>
/// Any bytes as an archive: the directory is refused or its entries lie inside the file without overlapping; the whole run writes nothing, or an archive that its
/// verifier accepted and that gives nothing the second time.
/// </summary>
internal static class ZipArchiveTarget
{
    public static FuzzTarget Directory { get; } = new("zip-directory", ArchiveSeeds.Zips, ArchiveSeeds.ZipTokens, ReadDirectory);

    public static FuzzTarget Whole { get; } = new("zip-archive", ArchiveSeeds.Zips, ArchiveSeeds.ZipTokens, Sanitize);

    private static void ReadDirectory(byte[] input)
    {
        using var archive = new MemoryStream(input);
        var reading = ZipArchiveReader.Read(archive, new ArchiveLimits(), new Budget(BudgetLimits.ForInput(input.Length)));
        if (reading.Reason != Reason.None)
        {
            Demand(reading.Members.Count == 0 && reading.Detail.Length > 0, "refused without a word, or with members");
            return;
        }

        long place = 0;
        foreach (var member in reading.Members.OrderBy(member => member.DataOffset))
        {
            Demand(member.DataOffset >= place && member.Compressed >= 0 && member.DataOffset + member.Compressed <= input.Length, "entries outside the file or overlapping");
            place = member.DataOffset + member.Compressed;
        }
    }

    private static void Sanitize(byte[] input)
    {
        var (report, clean) = Run(input);
        Demand(report.Outcome == Outcome.Rebuilt || clean.Length == 0, "bytes of what was refused");
        Demand(!AllCodes(report).Any(code => code.StartsWith("verify.", StringComparison.Ordinal)), "its own output refused");
        if (report is not { Outcome: Outcome.Rebuilt, Output.Format: "zip" })
        {
            return;
        }

        var (again, twice) = Run(clean);
        Demand(clean.AsSpan().SequenceEqual(twice) && !AllCodes(again).Any(), "another archive the second time: " + string.Join(' ', AllCodes(again)));
    }

    private static (PartReport Report, byte[] Clean) Run(byte[] input)
    {
        using var stream = new MemoryStream(input);
        using var output = new Output();
        var job = new JobFacts
        {
            Kind = JobKind.File,
            Name = new UntrustedText("a.zip"),
            Policy = new SanitizePolicy { Revision = "r" },
            Limits = BudgetLimits.ForInput(input.Length) with { MaxBytes = 8 << 20, MaxScratchBytes = 8 << 20 },
            Passwords = ["a", "秘密"],
        };
        return (SanitizeRun.Execute(SanitizerCatalog.Default, job, stream, output), output.Bytes.ToArray());
    }

    private static IEnumerable<string> AllCodes(PartReport part) => part.Findings.Select(finding => finding.Code).Concat(part.Parts.SelectMany(AllCodes));

    private static void Demand(bool holds, string fault)
    {
        if (!holds)
        {
            throw new PropertyBrokenException(fault);
        }
    }

    private sealed class Output : ISanitizeOutput, IDisposable
    {
        public MemoryStream Bytes { get; } = new();

        public void Opening(string path)
        {
            if (!PartPath.IsValid(path))
            {
                throw new PropertyBrokenException("a path that cannot cross: " + path);
            }
        }

        public void Facts(MailFacts facts)
        {
        }

        public void Write(ReadOnlySpan<byte> bytes) => Bytes.Write(bytes);

        public void LinkSlot(LinkSlotEncoding encoding)
        {
        }

        public void Dispose() => Bytes.Dispose();
    }
}
