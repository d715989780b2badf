using System.Diagnostics;
using Mugai.Frames;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Sanitizing;

namespace Mugai.Gateway.Commands;

/// <summary>Cleans the files of one command: as many at once as there are workers, written and reported in the order they were named.</summary>
internal sealed class SanitizeBatch(Setup setup, SanitizeOutputs outputs, IReadOnlyList<string> passwords, bool strict, bool reports)
{
    /// <summary>A report for each input, in order; none when nobody asked for them.</summary>
    public List<byte[]> Reports { get; } = [];

    public async Task<int> RunAsync(IReadOnlyList<SanitizeInput> inputs, CancellationToken token)
    {
        // A worker that has nothing to do costs as much to start as a small file to clean.
        var workers = Math.Min(setup.SandboxOptions.PoolSize, Math.Max(1, inputs.Count));
        var sandbox = await WorkerSandbox.StartForCommandAsync(setup.SandboxOptions with { PoolSize = workers, NativeSpares = 0 }, token).ConfigureAwait(false);
        await using (sandbox.ConfigureAwait(false))
        {
            var code = ExitCode.Done;
            var running = new Queue<(SanitizeInput Input, Task<Cleaned> Task)>();
            var next = 0;
            while (next < inputs.Count || running.Count > 0)
            {
                while (next < inputs.Count && running.Count < 2 * workers)
                {
                    running.Enqueue((inputs[next], CleanAsync(sandbox, inputs[next], token)));
                    next++;
                }

                var (input, task) = running.Dequeue();
                using var cleaned = await task.ConfigureAwait(false);
                code = ExitCode.Worst(code, await FinishAsync(input, cleaned).ConfigureAwait(false));
            }

            return code;
        }
    }

    private async Task<Cleaned> CleanAsync(WorkerSandbox sandbox, SanitizeInput input, CancellationToken token)
    {
        var clock = Stopwatch.StartNew();
        var clean = new CleanOutput(Path.GetTempPath());
        try
        {
            var job = SandboxJob.ForFile(input.Path, input.Name, setup.Policies.ForFiles, passwords);
            var result = await sandbox.SanitizeAsync(job, _ => ValueTask.FromResult<Stream>(File.OpenRead(input.Path)), clean, token).ConfigureAwait(false);
            return new(clean, result.Report, clock.ElapsedMilliseconds, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException or SandboxUnavailableException)
        {
            return new(clean, OurFailure(input), clock.ElapsedMilliseconds, failure);
        }
    }

    private async Task<int> FinishAsync(SanitizeInput input, Cleaned cleaned)
    {
        var report = cleaned.Report;
        var code = ExitCode.Done;
        if (cleaned.Failure is { } failure)
        {
            outputs.RemoveOlder(input);
            Say.Error($"{input.Shown}: {new UntrustedText(failure.Message).ForLog()}", $"{input.Shown}：処理できませんでした（上の原因を確認してください）。");
            code = ExitCode.Failure;
        }
        else if (report.Output is not null)
        {
            code = await WriteAsync(input, cleaned).ConfigureAwait(false);
            report = code == ExitCode.Failure ? OurFailure(input) : report;
        }
        else
        {
            outputs.RemoveOlder(input);
            Say.Error($"{input.Shown}: {report.Outcome.Word()} ({report.Reason.Word()}): {ReasonText.En(report)}", $"{input.Shown}：{ReasonText.Ja(report)}");
            code = ExitCode.Refused;
        }

        if (reports)
        {
            Reports.Add(ReportJson.Write(report, setup.Policies.ForFiles.Revision, GatewayConfig.EngineVersion, cleaned.DurationMs, indented: true));
        }

        return strict && report.Any(part => part.Outcome is Outcome.Blocked or Outcome.Held) ? ExitCode.Worst(code, ExitCode.Refused) : code;
    }

    private async Task<int> WriteAsync(SanitizeInput input, Cleaned cleaned)
    {
        var name = cleaned.Report.Output?.Name.ForDisplay() is { Length: > 0 } clean ? clean : "output";
        var path = outputs.PathFor(input, name);
        if (SanitizeOutputs.IsInput(input, path))
        {
            Say.Error($"{input.Shown}: the output would overwrite the input. Choose another place with -o.", $"{input.Shown}：出力が入力ファイルを上書きします。-o で別の場所を指定してください。");
            return ExitCode.Usage;
        }

        try
        {
            await SanitizeOutputs.WriteAsync(path, stream => cleaned.Output.WriteToAsync(stream, link: null, CancellationToken.None).AsTask()).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The other inputs go on; the report says that nothing of this one was written.
            Say.Error($"{path}: {new UntrustedText(failure.Message).ForLog()}", $"{path}：書き込めませんでした。保存先の権限と空き容量を確認してください。");
            return ExitCode.Failure;
        }

        if (path != SanitizeOutputs.StandardOutput)
        {
            Say.Line($"{input.Shown} -> {path}  {ReasonText.Summary(cleaned.Report)}");
        }

        return ExitCode.Done;
    }

    private static PartReport OurFailure(SanitizeInput input) => new()
    {
        Path = "/", Input = new(new UntrustedText(input.Name), 0, "", "unknown"), Outcome = Outcome.Blocked, Reason = Reason.Crashed,
    };

    private sealed record Cleaned(CleanOutput Output, PartReport Report, long DurationMs, Exception? Failure) : IDisposable
    {
        public void Dispose() => Output.Dispose();
    }
}
