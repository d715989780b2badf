using System.Runtime.InteropServices;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Gateway.Telemetry.Parts;
using SQLitePCL;

namespace Mugai.Gateway.Checkup;

/// <summary>The machine: kernel, libraries, programs, clock. Landlock first: without it nothing starts, and kernels of the RHEL family had it late.</summary>
internal static class SystemCheckup
{
    private const string CharacterMaps = "/usr/share/poppler/cMap";

    public static async Task<IReadOnlyList<Diagnosis>> RunAsync(SandboxOptions options, CancellationToken token)
    {
        var libraries = await Sandboxing.NativeLibrary.FindAsync(options.WorkerPath, token).ConfigureAwait(false);
        return
        [
            .. await KernelAsync(options, token).ConfigureAwait(false), Sqlite(), .. libraries.Select(Library),
            Directory.Exists(CharacterMaps)
                ? Diagnosis.Good("poppler-data", CharacterMaps)
                : Diagnosis.Warning("poppler-data", "-", $"text of some Japanese PDF files is not found. Install it: {PackageSource.Here.Install("poppler-data")}", $"一部の日本語 PDF の文字を取り出せません。{PackageSource.Here.Install("poppler-data")} で導入してください"),
            Clock(),
        ];
    }

    private static async Task<IEnumerable<Diagnosis>> KernelAsync(SandboxOptions options, CancellationToken token)
    {
        var kernel = $"{RuntimeInformation.OSDescription}, .NET {Environment.Version}";
        try
        {
            var probe = await WorkerProbe.RunAsync(options.WorkerPath, token).ConfigureAwait(false);
            return
            [
                probe.LandlockAbi > 0
                    ? Diagnosis.Good("landlock", $"ABI {probe.LandlockAbi}; {kernel}")
                    : Diagnosis.Failure(
                        "landlock", kernel,
                        "the kernel has no Landlock, so workers cannot be confined and the gateway does not start. It needs Linux 5.13 or newer (RHEL family 9.6 or newer) with landlock in /sys/kernel/security/lsm: add lsm=landlock,… to the kernel's command line. Containers must let the landlock calls through",
                        "カーネルに Landlock がなく、ワーカーを隔離できないため起動しません。Linux 5.13 以降（RHEL 系は 9.6 以降）で、/sys/kernel/security/lsm に landlock が必要です。カーネルのコマンドラインに lsm=landlock,… を追加してください。コンテナーでは landlock の呼び出しを許可してください"),
                probe.Seccomp
                    ? Diagnosis.Good("seccomp", "yes")
                    : Diagnosis.Failure("seccomp", "no", "system calls cannot be filtered: use a kernel with CONFIG_SECCOMP_FILTER", "システムコールを制限できません。CONFIG_SECCOMP_FILTER を有効にしたカーネルを使ってください"),
                probe.Build == WorkerProbe.OwnBuild
                    ? Diagnosis.Good("worker", $"{GatewayConfig.EngineVersion}")
                    : Diagnosis.Failure("worker", options.WorkerPath, "the worker is of another build: install both from one package", "ワーカーとゲートウェイの版が違います。同じパッケージから導入してください"),
            ];
        }
        catch (SandboxUnavailableException refused)
        {
            var words = refused.Message.Split(" / ");
            return [Diagnosis.Failure("worker", kernel, words[0], words[^1])];
        }
    }

    private static Diagnosis Sqlite()
    {
        try
        {
            SqliteLibrary.Load();
            return Diagnosis.Good("sqlite", raw.sqlite3_libversion().utf8_to_string());
        }
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException)
        {
            return Diagnosis.Failure("sqlite", "-", $"the store needs libsqlite3. Install it: {PackageSource.Here.Install("libsqlite3-0")}", $"保管庫に libsqlite3 が必要です。{PackageSource.Here.Install("libsqlite3-0")} で導入してください");
        }
    }

    private static Diagnosis Library(Sandboxing.NativeLibrary library) => library.Version is { } version
        ? Diagnosis.Good(library.Name, new UntrustedText(version).ForLog())
        : Diagnosis.Warning(library.Name, "-", $"{library.Absence}. Install it: {PackageSource.Here.Install(library.Package)}{PackageSource.Here.Hint(library.Package)}",
            $"{library.AbsenceJa}。{PackageSource.Here.Install(library.Package)} で導入してください{PackageSource.Here.HintJa(library.Package)}");

    private static Diagnosis Clock()
    {
        var now = DateTime.UtcNow;
        if (now < File.GetLastWriteTimeUtc(Environment.ProcessPath!))
        {
            return Diagnosis.Failure("clock", now.ToString("O"), "it is earlier than this program was installed: set the clock, and run a time service (chrony)", "時計がこのプログラムの導入日時より前です。時刻を合わせ、時刻同期（chrony）を動かしてください");
        }

        return KernelClock.Read() switch
        {
            { IsSynchronized: false } => Diagnosis.Warning("clock", now.ToString("O"), "no time service has set it: run chrony or systemd-timesyncd, or the audit log has wrong times", "時刻同期が行われていません。chrony などを動かしてください（監査ログの時刻が不正確になります）"),
            null => Diagnosis.Note("clock", now.ToString("O"), "whether a time service keeps it cannot be told here", "時刻同期の状態を確認できません"),
            _ => Diagnosis.Good("clock", now.ToString("O")),
        };
    }
}
