using System.IO.Compression;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.OpenDocument;

/// <summary>One run of the whole room over an OpenDocument file.</summary>
internal sealed class OdfCleaning
{
    private OdfCleaning(RunResult run) => Run = run;

    public RunResult Run { get; }

    public byte[] Output => Run.Output.Bytes;

    public IEnumerable<string> Codes => Run.Codes.Order(StringComparer.Ordinal);

    public IReadOnlyList<string> Names
    {
        get
        {
            using var archive = new ZipArchive(new MemoryStream(Output));
            return [.. archive.Entries.Select(entry => entry.FullName)];
        }
    }

    public string Content => Part("content.xml");

    public static OdfCleaning Of(OdfBuilder package, string name = "a.odt", SanitizePolicy? policy = null, IReadOnlyList<string>? passwords = null) => Of(package.Build(), name, policy, passwords);

    public static OdfCleaning Of(byte[] input, string name = "a.odt", SanitizePolicy? policy = null, IReadOnlyList<string>? passwords = null) => new(Runs.File(name, input, policy, passwords: passwords));

    /// <summary>Rebuilt, accepted by the verifier, and unchanged by a second cleaning that finds nothing.</summary>
    public OdfCleaning AndProven()
    {
        Assert.Equal((Outcome.Rebuilt, Reason.None, ""), (Run.Report.Outcome, Run.Report.Reason, Run.Faults));
        var again = Runs.File("again", Output);
        Assert.Empty(again.Codes);
        Assert.Equal(Output, again.Output.Bytes);
        return this;
    }

    public string Part(string name) => Encoding.UTF8.GetString(Bytes(name));

    public byte[] Bytes(string name)
    {
        using var archive = new ZipArchive(new MemoryStream(Output));
        using var content = (archive.GetEntry(name) ?? throw new InvalidOperationException("no part " + name + " among " + string.Join(", ", Names))).Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    public string Detail(string code) => Run.Report.Findings.First(finding => finding.Code == code).Detail.DangerousRaw;
}
