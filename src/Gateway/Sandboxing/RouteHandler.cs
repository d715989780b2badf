using Mugai.Frames;
using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.Sandboxing;

/// <summary>What another worker made of a part.</summary>
/// <param name="Result">For the worker that asked.</param>
/// <param name="Part">Its report, at the part's own path; null when there is none.</param>
internal sealed record RoutedPart(RouteResultFrame Result, PartReport? Part);

/// <summary>
/// Has parts of one tenant's job read by a worker of another kind (DESIGN 2.6): one part per job, one try. A worker that dies over it costs that
/// part only. A kind that this installation does not have is an answer, not a failure.
/// </summary>
internal sealed class RouteHandler(
    string tenant, SandboxOptions options, IReadOnlyDictionary<WorkerKind, WorkerPool> pools, SandboxGuard guard, SandboxMeter meter, ILogger log)
{
    /// <summary>Now, as the guard counts it.</summary>
    public long Now => guard.Now;

    /// <summary>For a part or what it became.</summary>
    public CleanOutput CreateBuffer() => new(options.ScratchFolder);

    /// <summary>Reads <paramref name="part"/>, writes what it becomes to <paramref name="clean"/>, which stays empty unless the outcome allows an output.</summary>
    public async ValueTask<RoutedPart> RouteAsync(
        JobFrame parent, RouteRequestFrame request, CleanOutput part, CleanOutput clean, CancellationToken token)
    {
        if (!pools.TryGetValue(request.Kind, out var pool))
        {
            return Blocked(Reason.Unsupported);
        }

        var job = parent with { Kind = JobKind.File, Name = request.Name, InputSize = part.Length, Excluded = new Dictionary<string, Reason>() };
        var worker = await pool.LeaseAsync(tenant, token).ConfigureAwait(false);
        var sound = false;
        try
        {
            worker.Watch(guard.In(job.Limits.MaxMilliseconds), job.Limits.MaxResidentBytes);
            worker.Jobs++;
            var content = part.OpenRead(null);
            await using (content.ConfigureAwait(false))
            {
                // A worker that reads parts for others has nobody to send parts to.
                using var run = new JobRun(worker, job, knownSha256: null, options.MaxFindingsPerPart, clean, this);
                var end = await run.ExecuteAsync(content, token).ConfigureAwait(false);
                worker.Unwatch();
                if (end.Report is null)
                {
                    meter.Lost(end.Failure);
                    SandboxLog.WorkerFailed(log, job.Id, worker.Process.Id, new UntrustedText(request.Path), end.Failure, end.Cause);
                    await clean.RestartAsync(token).ConfigureAwait(false);
                    return Blocked(end.Failure);
                }

                sound = true;
                var report = Rebase(end.Report, request.Path);
                return new RoutedPart(
                    new RouteResultFrame(report.Outcome, report.Reason, report.Output?.Format ?? "", report.Output?.Name ?? UntrustedText.Empty), report);
            }
        }
        finally
        {
            pool.Return(worker, sound);
        }
    }

    private static RoutedPart Blocked(Reason reason) => new(new RouteResultFrame(Outcome.Blocked, reason, "", UntrustedText.Empty), null);

    /// <summary>The other worker knows its part as <c>/</c>; here it lies where it was found. The tree's height was checked when it was built.</summary>
    private static PartReport Rebase(PartReport report, string path) => report with
    {
        Path = Below(path, report.Path),
        Findings = [.. report.Findings.Select(finding => finding with { Path = Below(path, finding.Path) })],
        Parts = [.. report.Parts.Select(member => Rebase(member, path))],
    };

    private static string Below(string path, string relative) => relative == PartPath.Root ? path : path == PartPath.Root ? relative : path + relative;
}
