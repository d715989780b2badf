using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing.Launching;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// Runs the step <see cref="PageRequest.StepName"/>: a process of poppler's pdftoppm per page, which gets the file on its standard input and gives a picture on its standard output. Neither is looked
/// at here: the bytes go back to the worker that asked, for which they are as hostile as the file was.
/// </summary>
internal sealed partial class PageRenderer(SandboxOptions options, WorkerStarter starter, SandboxGuard guard, SandboxMeter meter, ILogger log) : IDisposable
{
    /// <summary>It reads a file whole; larger ones are no mail attachment that anybody looks through page by page.</summary>
    private const long MaxFileBytes = 256L << 20;

    /// <summary>A PNG of 2,800 × 2,800 pixels of noise has 24 MB.</summary>
    private const long MaxPictureBytes = 32L << 20;

    /// <summary>Libraries, fonts and what the allocator keeps for later: addresses are not memory.</summary>
    private const long AddressBytesBesideMemory = 512L << 20;

    // pdftoppm(1): "99 Other error", which it also says for a page that is not there.
    private const int ExitNoSuchPage = 99;
    private const int ExitCannotOpen = 1;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turns = new(Math.Max(options.NativeSteps, 1));

    /// <summary>Runs it to its end. The program's failures are in the result.</summary>
    public async ValueTask<NativeResultFrame> RunAsync(NativeRun run, BudgetLimits limits, string job, CancellationToken token)
    {
        // What it asks for was looked at when the step began.
        if (!PageRequest.TryDecode(run.Step.Arguments, out var page) || !File.Exists(options.PageProgram))
        {
            return Refused(run, Reason.Unsupported);
        }

        if (run.Step.Size > MaxFileBytes)
        {
            return Refused(run, Reason.TooBig);
        }

        await _turns.WaitAsync(token);
        try
        {
            return await RenderAsync(run, page, limits, job, token);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private async ValueTask<NativeResultFrame> RenderAsync(NativeRun run, PageRequest page, BudgetLimits limits, string job, CancellationToken token)
    {
        var memory = options.MaxPageProgramBytes + (2 * run.Step.Size);
        var worker = await starter.StartAsync(new ConfinedProgram(options.PageProgram, Arguments(page), memory + AddressBytesBesideMemory), token);
        try
        {
            worker.Watch(guard.In((int)Math.Min(options.PageTimeout.TotalMilliseconds, limits.MaxMilliseconds)), memory);
            var sending = SendAsync(worker, run, token);
            var fits = await ReceiveAsync(worker, run, Math.Min(MaxPictureBytes, run.Step.MaxBytes), token);
            if (!fits)
            {
                worker.Process.Kill();
            }

            var end = await worker.Process.EndAsync(EndPatience);
            await sending;
            var result = worker.Verdict == Reason.None && !fits ? NativeResult.Refused(Reason.TooBig) : Judge(worker, run, end);
            if (result.Reason is Reason.Crashed or Reason.Timeout or Reason.Budget)
            {
                meter.Lost(result.Reason);
                SandboxLog.StepFailed(log, job, run.Step.Name, new UntrustedText(run.Path), worker.Process.Id, result.Reason, $"{end.Ending} {end.Code}");
            }

            if (result.Reason != Reason.None)
            {
                run.Output.Clear();
            }

            return new NativeResultFrame(run.Step.Run, result, run.Output.Length, run.Output.Length, 0);
        }
        finally
        {
            starter.End(worker, TimeSpan.Zero);
        }
    }

    // One page, what a viewer would show of it, its longer side so many pixels whatever the file says of its size, as PNG to standard output.
    private static string[] Arguments(PageRequest page)
    {
        var number = page.Page.ToString(CultureInfo.InvariantCulture);
        return ["-png", "-cropbox", "-f", number, "-l", number, "-scale-to", page.Side.ToString(CultureInfo.InvariantCulture), "-"];
    }

    /// <summary>Not all of it may be wanted: a program that has ended is judged by its end.</summary>
    private static async Task SendAsync(PooledWorker worker, NativeRun run, CancellationToken token)
    {
        try
        {
            using var content = run.Input.OpenRead(null);
            await content.CopyToAsync(worker.Process.Input, FrameLimits.MaxChunkBytes, token);
            await worker.Process.Input.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
        }
    }

    /// <summary>False when it is more than it may be.</summary>
    private static async ValueTask<bool> ReceiveAsync(PooledWorker worker, NativeRun run, long max, CancellationToken token)
    {
        // A program that writes at once may have done so before the frame that said it starts was read.
        if (!Fits(worker.Frames.TakeUnread().Span))
        {
            return false;
        }

        var buffer = new byte[FrameLimits.MaxChunkBytes];
        try
        {
            int read;
            while ((read = await worker.Process.Output.ReadAsync(buffer, token)) > 0)
            {
                if (!Fits(buffer.AsSpan(0, read)))
                {
                    return false;
                }
            }
        }
        catch (IOException e) when (e.InnerException is System.Net.Sockets.SocketException)
        {
            // Reset by its death.
        }

        return true;

        bool Fits(ReadOnlySpan<byte> bytes)
        {
            if (run.Output.Length + bytes.Length > max)
            {
                return false;
            }

            run.Output.Append(bytes);
            return true;
        }
    }

    private static NativeResult Judge(PooledWorker worker, NativeRun run, WorkerEnd end)
    {
        if (worker.Verdict != Reason.None)
        {
            return NativeResult.Refused(worker.Verdict);
        }

        var said = worker.Process.Errors.DangerousRaw;
        return end switch
        {
            { Ending: WorkerEnding.Exited, Code: 0 } => run.Output.Length > 0 ? NativeResult.Done() : NativeResult.Refused(Reason.Corrupt),
            { Ending: WorkerEnding.Exited, Code: ExitNoSuchPage } => NativeResult.Refused(Reason.Corrupt, PagesIn(said)),
            { Ending: WorkerEnding.Exited, Code: ExitCannotOpen } => NativeResult.Refused(said.Contains("Incorrect password", StringComparison.Ordinal) ? Reason.Encrypted : Reason.Corrupt),
            _ => NativeResult.Refused(Reason.Crashed),
        };
    }

    /// <summary>The number in "Wrong page range given: the first page (9) can not be after the last page (8)."; 0 when it does not say so.</summary>
    private static long PagesIn(string said) => LastPage().Matches(said) is { Count: > 0 } found ? Math.Min(long.Parse(found[^1].Groups[1].ValueSpan, CultureInfo.InvariantCulture), PageRequest.MaxPage) : 0;

    private static NativeResultFrame Refused(NativeRun run, Reason reason) => new(run.Step.Run, NativeResult.Refused(reason), 0, 0, 0);

    [GeneratedRegex(@"the last page \((\d{1,9})\)", RegexOptions.CultureInvariant)]
    private static partial Regex LastPage();
}
