using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Mugai.Testing;

/// <summary>A program that a test started: its words are kept, it is ended by its process id, and every wait for it has an end.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndGuard = TimeSpan.FromSeconds(45);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it said on both outputs so far.</summary>
    public string Said => string.Join('\n', _lines);

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>The processes it started and that still run.</summary>
    public IReadOnlyList<int> Children
    {
        get
        {
            try
            {
                return [.. Directory.GetDirectories($"/proc/{Id}/task").SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
            }
            catch (IOException)
            {
                // It, or one of its threads, ended while we looked.
                return [];
            }
        }
    }

    public static ChildProcess Start(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder ?? "" };
        var child = new ChildProcess(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child._process.Start();
        child._process.StandardInput.Close();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end. Throws with its words when it does not end in time.</summary>
    public static async Task<ProgramEnd> RunAsync(string program, IEnumerable<string> arguments, string? folder = null, byte[]? input = null, TimeSpan? within = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder ?? "" };
        using var process = Process.Start(start)!;
        using var guard = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(120));
        using var output = new MemoryStream();
        var error = process.StandardError.ReadToEndAsync(guard.Token);
        var copied = process.StandardOutput.BaseStream.CopyToAsync(output, guard.Token);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input ?? [], guard.Token);
            process.StandardInput.Close();
            await Task.WhenAll(error, copied);
            await process.WaitForExitAsync(guard.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end in time.");
        }

        return new(process.ExitCode, output.ToArray(), await error);
    }

    /// <summary>SIGKILL: no chance to tidy up.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It had ended.
        }
    }

    public static void Kill(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It had ended.
        }
    }

    /// <summary>SIGTERM.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>SIGHUP.</summary>
    public void HangUp() => Signal("HUP");

    /// <summary>SIGSTOP: it stays and does nothing any more.</summary>
    public static void Suspend(int processId) => Signal("STOP", processId);

    private void Signal(string name) => Signal(name, Id);

    private static void Signal(string name, int processId)
    {
        using var kill = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{name} {processId}")]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }

    /// <summary>Its exit code.</summary>
    public async Task<int> EndAsync(TimeSpan? within = null)
    {
        using var guard = new CancellationTokenSource(within ?? EndGuard);
        try
        {
            await _process.WaitForExitAsync(guard.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Process {Id} did not end in time. It said:\n{Said}");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }
}

/// <summary>How a program ended.</summary>
public sealed record ProgramEnd(int Code, byte[] Output, string Error)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Output);

    public override string ToString() => $"exit code {Code}\n{Text}\n{Error}";
}
