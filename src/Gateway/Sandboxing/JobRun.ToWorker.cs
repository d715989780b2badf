using Mugai.Frames;

namespace Mugai.Gateway.Sandboxing;

// What goes down to the worker: the job's input, and, while the worker waits for them, results of native steps and pages.
internal sealed partial class JobRun
{
    /// <summary>What a socket pair takes at once on Linux (net.core.wmem_default, 208 KiB, less its own overhead): every write wakes the worker.</summary>
    private const int FlushAt = 160 * 1024;

    private async Task PumpAsync(Stream input, CancellationToken token)
    {
        var frames = worker.ToWorker;
        frames.Clear();
        job.Write(frames);
        long sent = 0;
        while (true)
        {
            var chunk = frames.ReserveChunk(FrameType.Input, FrameLimits.MaxChunkBytes);
            var read = await input.ReadAsync(chunk, token);
            if (knownSha256 is null)
            {
                worker.InputHash.AppendData(chunk.Span[..read]);
            }

            frames.CommitChunk(read);
            sent += read;
            if (sent > job.InputSize || (read == 0 && sent != job.InputSize))
            {
                worker.Process.Kill();
                throw new InvalidDataException($"The input has {(sent > job.InputSize ? "more" : "fewer")} bytes than the {job.InputSize} it was announced with.");
            }

            if (read == 0)
            {
                var digest = knownSha256 is null ? worker.InputHash.GetHashAndReset() : Convert.FromHexString(knownSha256);
                InputSha256 = Convert.ToHexStringLower(digest);
                frames.Chunk(FrameType.InputEnd, digest);
                await SendAsync(token);
                _inputDone = true;
                return;
            }

            if (frames.Length >= FlushAt)
            {
                await SendAsync(token);
            }
        }
    }

    private async ValueTask SendAsync(CancellationToken token)
    {
        // While the worker waits for a result or a page, and until it wants more of the input, the pipe is not for the input.
        await _toWorker.WaitAsync(token);
        try
        {
            await WriteAsync(worker.ToWorker.Written, token);
        }
        finally
        {
            _toWorker.Release();
        }

        if (job.Passwords.Count > 0)
        {
            // The buffer outlives the job.
            worker.ToWorker.Wipe();
            return;
        }

        worker.ToWorker.Clear();
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        try
        {
            await worker.Process.Input.WriteAsync(bytes, token);
        }
        catch (IOException)
        {
            throw new WorkerPipeException();
        }
    }

    /// <summary>
    /// The worker waits for something and reads on meanwhile, so the pump's write ends and the pipe becomes free; it is held until the worker wants more of its input,
    /// which bounds what it must keep of it, however much it asks for.
    /// </summary>
    private async ValueTask HoldPipeAsync(CancellationToken token)
    {
        if (!_holdsPipe)
        {
            await _toWorker.WaitAsync(token);
            _holdsPipe = true;
        }
    }

    private void ReleasePipe()
    {
        if (_holdsPipe)
        {
            _holdsPipe = false;
            _toWorker.Release();
        }
    }

    /// <summary>Its clock stands still while there is nothing to send.</summary>
    private async ValueTask FetchAsync(NativeRun run, CancellationToken token)
    {
        var keeps = false;
        try
        {
            await HoldPipeAsync(token);
            worker.PauseClock(native.Now);
            var result = await run.Execution!.WaitAsync(token);
            worker.ResumeClock(native.Now);
            keeps = result.Size > FrameLimits.WholeBytes;
            if (keeps && !native.HasRoomFor(result.Size))
            {
                (result, keeps) = (NativeSession.Refused(run, Reason.Budget), false);
            }

            await SendResultAsync(result, run.Output, keeps, token);
        }
        finally
        {
            if (keeps)
            {
                native.Keep(run);
            }
            else
            {
                native.Close(run);
            }
        }
    }

    private async ValueTask SendPageAsync(NativeRun run, int number, CancellationToken token)
    {
        await HoldPipeAsync(token);
        var frames = worker.Results;
        frames.Clear();
        if (!run.WriteOutputPage(number, frames))
        {
            throw Lie("a page of a native step that it does not have");
        }

        await WriteAsync(frames.Written, token);
        frames.Clear();
    }

    private async ValueTask SendPageAsync(ReadOnlyMemory<byte> page, CancellationToken token)
    {
        await HoldPipeAsync(token);
        var frames = worker.Results;
        frames.Clear();
        for (; !page.IsEmpty; page = page[FrameLimits.MaxChunkBytes..])
        {
            frames.Chunk(FrameType.ScratchPage, page.Span[..FrameLimits.MaxChunkBytes]);
        }

        await WriteAsync(frames.Written, token);
        frames.Clear();
    }

    private async ValueTask SendResultAsync(NativeResultFrame result, CleanOutput output, bool isPaged, CancellationToken token)
    {
        var frames = worker.Results;
        frames.Clear();
        result.Write(frames, FrameType.NativeResult);
        if (isPaged)
        {
            await WriteAsync(frames.Written, token);
            frames.Clear();
            return;
        }

        using var bytes = output.OpenRead(null);
        while (true)
        {
            var chunk = frames.ReserveChunk(FrameType.NativeOutput, FrameLimits.MaxChunkBytes);
            var read = bytes.Read(chunk.Span);
            frames.CommitChunk(read);
            if (frames.Length > 0)
            {
                await WriteAsync(frames.Written, token);
                frames.Clear();
            }

            if (read == 0)
            {
                return;
            }
        }
    }
}
