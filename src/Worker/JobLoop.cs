using Mugai.Frames;
using Mugai.Sanitizers;
using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Worker;

/// <summary>Job after job until the host closes the pipe.</summary>
internal sealed class JobLoop(FrameChannel channel, JobInputStream input, SanitizerCatalog catalog, NativeRuns native, ScratchPages pages)
{
    private readonly JobOutput _output = new(channel);

    public WorkerExitCode Run()
    {
        while (channel.Next(out var payload) is { } header)
        {
            var job = header.Type == FrameType.Job ? JobFrame.Parse(payload) : null;
            if (job is null)
            {
                throw new ProtocolException($"{header.Type} where a job was expected");
            }

            if (job.Passwords.Count > 0)
            {
                channel.WipeRead();
            }

            _output.Begin(job.AnnouncesEach);
            var report = SanitizeRun.Execute(catalog, Facts(job), input, _output, native, pages);
            native.Finish();
            pages.Finish();
            input.Finish();
            _output.Finish(report);
        }

        return WorkerExitCode.Finished;
    }

    private static JobFacts Facts(JobFrame job) => new()
    {
        Name = job.Name,
        Kind = job.Kind,
        Policy = job.Policy,
        Limits = job.Limits,
        Excluded = job.Excluded,
        Passwords = job.Passwords,
        Following = job.Following,
        SeedPrefix = job.SeedPrefix,
        Single = job.Single,
    };
}
