using Microsoft.Extensions.Logging;
using Mugai.Gateway.Sandboxing;
using Mugai.Policies;
using Mugai.Scanning;
using Mugai.Spooling;

namespace Mugai.Gateway.Scanning;

/// <summary>
/// Where mail meets the scanners. They get it as it is, before and after sanitizing; what they say is applied before anything leaves. There is no way past this gate that reads "skipped":
/// a policy says that a side is not scanned, or the answer is clean, or the mail stays.
/// </summary>
internal sealed class ScanGate(Scanners scanners, ILogger log)
{
    /// <summary>There is a scanner at least.</summary>
    public bool HasScanners => scanners.Any;

    /// <summary>Sanitizes while the original is scanned: both take their time, and the worker is made for what a scanner would find.</summary>
    public async ValueTask<(SandboxResult Result, ScanReport? Original)> AlongsideAsync(
        MessageId id, ScanPolicy policy, OpenContent original, Func<ValueTask<SandboxResult>> sanitize, CancellationToken token)
    {
        if (!scanners.Any || policy.SkipOriginal)
        {
            return (await sanitize(), null);
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(token);
        var scan = scanners.ScanAsync(original, both.Token).AsTask();
        try
        {
            var result = await sanitize();
            return (result, Tell(id, await scan, "the original"));
        }
        finally
        {
            await both.CancelAsync();
            await ((Task)scan).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Scans what would leave, when the policy wants it. Null: it does not, or the installation has no scanner.</summary>
    public async ValueTask<ScanReport?> ScanCleanAsync(MessageId id, ScanPolicy policy, OpenContent clean, CancellationToken token) =>
        scanners.Any && !policy.SkipClean ? Tell(id, await scanners.ScanAsync(clean, token), "the clean mail") : null;

    /// <summary>Scans an original that would leave as it is, whatever a policy says. Without a scanner nobody knows what it holds.</summary>
    public async ValueTask<ScanReport> ScanOriginalAsync(MessageId id, OpenContent original, CancellationToken token) =>
        Tell(id, await scanners.ScanAsync(original, token), "the original");

    private ScanReport Tell(MessageId id, ScanReport report, string what)
    {
        foreach (var answer in report.Answers)
        {
            if (answer.Verdict == ScanVerdict.Infected)
            {
                ScanLog.Infected(log, id, answer.Scanner, answer.Signature, what);
            }
            else if (answer.Verdict == ScanVerdict.Failed)
            {
                ScanLog.NotScanned(log, id, answer.Scanner, what, answer.Signature);
            }
        }

        return report;
    }
}
