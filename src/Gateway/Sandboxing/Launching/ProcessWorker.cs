using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Sandboxing.Launching;

/// <summary>A worker that is a child process. Its process id stays ours until it is reaped, so that a signal cannot hit a stranger.</summary>
internal sealed class ProcessWorker : IWorkerProcess
{
    private const int MaxErrorBytes = 8 * 1024;
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(5);

    private readonly NetworkStream _input;
    private readonly NetworkStream _output;
    private readonly NetworkStream _errors;
    private readonly MemoryStream _errorText = new();
    private readonly Task _errorsEnd;
    private readonly Lock _lock = new();
    private readonly Action<int> _kill;
    private Task<WorkerEnd>? _ending;
    private WorkerEnd? _end;
    private bool _wasKilled;

    /// <param name="id">The child.</param>
    /// <param name="input">To its standard input.</param>
    /// <param name="output">From its standard output.</param>
    /// <param name="errors">From its standard error.</param>
    /// <param name="kill">Kills; another than the real one only in a test of the process that cannot be killed.</param>
    public ProcessWorker(int id, Socket input, Socket output, Socket errors, Action<int>? kill = null)
    {
        Id = id;
        _input = new NetworkStream(input, ownsSocket: true);
        _output = new NetworkStream(output, ownsSocket: true);
        _errors = new NetworkStream(errors, ownsSocket: true);
        _kill = kill ?? (static pid => _ = Posix.Kill(pid, Posix.SigKill));
        _errorsEnd = DrainErrorsAsync();
    }

    public int Id { get; }

    public Stream Input => _input;

    public Stream Output => _output;

    public bool HasEnded => _errorsEnd.IsCompleted;

    public UntrustedText Errors
    {
        get
        {
            lock (_errorText)
            {
                return new UntrustedText(Encoding.UTF8.GetString(_errorText.GetBuffer(), 0, (int)_errorText.Length));
            }
        }
    }

    // size resident shared text lib data dt, in pages.
    public long ResidentBytes => SecondField("statm") * Environment.SystemPageSize;

    // time on the processor, time waiting for it, both in nanoseconds; runs (Documentation/scheduler/sched-stats.rst)
    public long WaitedForProcessor => SecondField("schedstat");

    public void GiveWay()
    {
        lock (_lock)
        {
            if (_end is null)
            {
                Priority.LowerGroup(Id); // a worker leads a group of its own since its setsid
            }
        }
    }

    public void Kill()
    {
        lock (_lock)
        {
            if (_end is null && !TryReap())
            {
                _wasKilled = true;
                _kill(Id);
            }
        }
    }

    public ValueTask<WorkerEnd> EndAsync(TimeSpan patience)
    {
        lock (_lock)
        {
            _ending ??= EndOnceAsync(patience);
            return new ValueTask<WorkerEnd>(_ending);
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(TimeSpan.Zero);

    /// <summary>Of a line of numbers in /proc; 0 when it is gone.</summary>
    private long SecondField(string file)
    {
        try
        {
            return long.Parse(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{Id}/{file}")).Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private async Task<WorkerEnd> EndOnceAsync(TimeSpan patience)
    {
        await Task.Yield();
        await _input.DisposeAsync();
        if (!await IsGoneWithinAsync(patience))
        {
            Kill();
            await IsGoneWithinAsync(KillPatience);
        }

        await _output.DisposeAsync();
        await _errors.DisposeAsync();
        await _errorsEnd.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_end is null)
        {
            _ = ReapLaterAsync();
        }

        return _end ?? new WorkerEnd(WorkerEnding.Lost, 0, WasKilled: true);
    }

    /// <summary>A process that hangs in the kernel ends when the kernel lets it; until then it is looked at now and then so that no zombie stays.</summary>
    private async Task ReapLaterAsync()
    {
        while (!TryReap())
        {
            await Task.Delay(KillPatience);
        }
    }

    private async Task<bool> IsGoneWithinAsync(TimeSpan patience)
    {
        // Closing standard error comes first, becoming a zombie right after: wait for the one, look for the other in short steps.
        var deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        if (patience > TimeSpan.Zero)
        {
            await _errorsEnd.WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var step = 1;
        while (!TryReap())
        {
            if (Environment.TickCount64 >= deadline)
            {
                return false;
            }

            await Task.Delay(step);
            step = Math.Min(step * 2, 50);
        }

        return true;
    }

    private unsafe bool TryReap()
    {
        lock (_lock)
        {
            if (_end is not null)
            {
                return true;
            }

            int status;
            var reaped = Posix.WaitPid(Id, &status, Posix.WNoHang);
            if (reaped == 0)
            {
                return false;
            }

            // ECHILD: somebody else took the status; it is gone all the same.
            _end = reaped < 0 ? new WorkerEnd(WorkerEnding.Exited, -1, _wasKilled)
                : (status & 0x7F) == 0 ? new WorkerEnd(WorkerEnding.Exited, (status >> 8) & 0xFF, _wasKilled)
                : new WorkerEnd(WorkerEnding.Signaled, status & 0x7F, _wasKilled);
            return true;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever ends the stream ends the reading; the process is judged by its exit.")]
    private async Task DrainErrorsAsync()
    {
        var buffer = new byte[1024];
        try
        {
            int read;
            while ((read = await _errors.ReadAsync(buffer)) > 0)
            {
                lock (_errorText)
                {
                    _errorText.Write(buffer, 0, (int)Math.Min(read, MaxErrorBytes - _errorText.Length));
                }
            }
        }
        catch (Exception)
        {
            // Disposed or reset.
        }
    }
}
