using System.Diagnostics;
using System.Text.Json;
using Mugai.Frames;

namespace Mugai.Gateway.Sandboxing;

/// <summary>What <c>mugai-worker --probe</c> says of this machine.</summary>
/// <param name="Build">The worker's build.</param>
/// <param name="LandlockAbi">0 without Landlock.</param>
/// <param name="Seccomp">Whether system calls can be filtered.</param>
public sealed record WorkerProbe(string Build, int LandlockAbi, bool Seccomp)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The build a worker must have.</summary>
    public static string OwnBuild { get; } = typeof(FrameType).Module.ModuleVersionId.ToString("N");

    /// <summary>Whether workers can be confined here.</summary>
    public bool CanConfine => LandlockAbi > 0 && Seccomp;

    /// <summary>Runs the probe. Throws <see cref="SandboxUnavailableException"/> when there is no worker program or it says nothing that can be understood.</summary>
    public static async Task<WorkerProbe> RunAsync(string workerPath, CancellationToken token)
    {
        if (!File.Exists(workerPath))
        {
            throw new SandboxUnavailableException($"The worker program {workerPath} is missing: install it beside the gateway. / ワーカー {workerPath} がありません。");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(Patience);
        var start = new ProcessStartInfo(workerPath, "--probe") { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var text = await process.StandardOutput.ReadToEndAsync(patience.Token);
            using var json = JsonDocument.Parse(text);
            return new WorkerProbe(
                json.RootElement.GetProperty("build").GetString() ?? "", json.RootElement.GetProperty("landlockAbi").GetInt32(),
                json.RootElement.GetProperty("seccomp").GetBoolean());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or System.ComponentModel.Win32Exception or FormatException
            || (e is OperationCanceledException && !token.IsCancellationRequested))
        {
            throw new SandboxUnavailableException($"{workerPath} --probe gave no answer ({e.Message}). / ワーカーの確認ができません。", e);
        }
    }

    /// <summary>Throws, in both languages, when workers must be confined and cannot be.</summary>
    public void Require(SandboxOptions options)
    {
        if (Build != OwnBuild)
        {
            throw new SandboxUnavailableException(
                $"The worker at {options.WorkerPath} is of another build than this gateway: install both from one package. / ワーカーとゲートウェイの版が違います。同じパッケージから導入してください。");
        }

        if (!CanConfine && !options.DangerUnsandboxedWorkers)
        {
            throw new SandboxUnavailableException(
                $"This kernel cannot confine workers (Landlock ABI {LandlockAbi}, seccomp {(Seccomp ? "yes" : "no")}). Use Linux 5.13 or newer with landlock among its security modules, "
                + "and let containers use the landlock and seccomp calls; dangerUnsandboxedWorkers: true starts all the same, for tests only. / "
                + $"このカーネルではワーカーを隔離できません(Landlock ABI {LandlockAbi}、seccomp {(Seccomp ? "あり" : "なし")})。Landlock を有効にした Linux 5.13 以降を使い、コンテナーでは "
                + "landlock と seccomp の呼び出しを許可してください。dangerUnsandboxedWorkers: true とすれば起動しますが、試験専用です。");
        }
    }
}
