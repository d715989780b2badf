using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Worker.Tests;

/// <summary>Real, locked workers with the test plug-in in them.</summary>
internal static class TestSandbox
{
    /// <summary>A bound for what must end; nothing is measured with it.</summary>
    public static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private static readonly string Configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
    private static readonly string Artifacts = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));

    public static string WorkerPath => Path.Combine(Artifacts, "Worker", Configuration, "mugai-worker");

    public static string TestPlugin => Path.Combine(Artifacts, "Worker.TestPlugin", Configuration, "Mugai.Worker.TestPlugin.dll");

    public static string SamplePlugin => Path.Combine(Artifacts, "SamplePlugin", Configuration, "Mugai.SamplePlugin.dll");

    public static SandboxOptions Options => new()
    {
        WorkerPath = WorkerPath,
        PoolSize = 1,
        Plugins = [Pin(TestPlugin)],
        ScratchFolder = Path.Combine(Path.GetTempPath(), "mugai-worker-tests"),
        StartTimeout = HangGuard,
    };

    public static PluginPin Pin(string path) => new(path, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));

    public static Task<WorkerSandbox> StartAsync(SandboxOptions? options = null, TimeProvider? time = null) =>
        WorkerSandbox.StartAsync(options ?? Options, NullLogger.Instance, time ?? TimeProvider.System, CancellationToken.None);

    public static async Task<Cleaned> CleanAsync(
        this ISandbox sandbox, string input, JobKind kind = JobKind.File, string tenant = "city", BudgetLimits? limits = null) =>
        await sandbox.CleanAsync(Encoding.UTF8.GetBytes(input), kind, tenant, limits);

    public static async Task<Cleaned> CleanAsync(
        this ISandbox sandbox, byte[] input, JobKind kind = JobKind.File, string tenant = "city", BudgetLimits? limits = null, SinglePart? single = null, Task? go = null)
    {
        using var output = new CleanOutput(Options.ScratchFolder);
        var job = new SandboxJob
        {
            Id = "test", Tenant = tenant, Kind = kind, Name = new UntrustedText("input.txt"), Policy = new SanitizePolicy(), InputSize = input.Length,
            Limits = limits, Single = single,
        };
        using var guard = new CancellationTokenSource(HangGuard);
        var result = await sandbox.SanitizeAsync(job, OpenAsync, output, guard.Token);
        using var bytes = new MemoryStream();
        await output.WriteToAsync(bytes, null, CancellationToken.None);
        return new Cleaned(result, bytes.ToArray());

        async ValueTask<Stream> OpenAsync(CancellationToken token)
        {
            await (go ?? Task.CompletedTask).WaitAsync(token);
            return new MemoryStream(input);
        }
    }

    /// <summary>The worker that serves <paramref name="tenant"/> now.</summary>
    /// <param name="go">The worker is held until then.</param>
    public static async Task<int> PidAsync(this ISandbox sandbox, string tenant = "city", Task? go = null) =>
        int.Parse((await sandbox.CleanAsync("MUGAI-TEST pid\n"u8.ToArray(), tenant: tenant, go: go)).Text, CultureInfo.InvariantCulture);

    /// <summary>Limits that are quick to run into.</summary>
    public static BudgetLimits Tight => BudgetLimits.ForInput(1000) with { MaxMilliseconds = 1_500, MaxResidentBytes = 160L << 20 };
}

internal sealed record Cleaned(SandboxResult Result, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);
}

/// <summary>One sandbox for a class's tests: starting one takes longer than most of them.</summary>
public sealed class SharedSandbox : IAsyncLifetime
{
    private WorkerSandbox? _sandbox;

    internal WorkerSandbox Sandbox => _sandbox!;

    public async Task InitializeAsync() => _sandbox = await TestSandbox.StartAsync();

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();
}
