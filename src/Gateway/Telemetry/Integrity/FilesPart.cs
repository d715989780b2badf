using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Mugai.Auditing;
using Mugai.Gateway.Telemetry.Parts;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Telemetry.Integrity;

/// <summary>
/// The hashes of the program (gateway, worker, libraries beside them) and of its configuration file: at start compared with the last run, then once a day with the start. Every check is an
/// audit entry, so that the protected chain says what ran when. Policies are not among them: each change of theirs is an entry of its own already.
/// </summary>
internal sealed class FilesPart(string program, string? configuration, string memory, Func<AuditNote, ValueTask> record, TimeSpan firstAfter, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    /// <summary>A change between two runs is an upgrade as a rule: told, not held against it for good.</summary>
    private static readonly TimeSpan ToldFor = TimeSpan.FromHours(1);

    private readonly long _startedAt = clock.GetTimestamp();
    private Task<(IReadOnlyDictionary<string, string> Found, IReadOnlyList<string> Changed)>? _running;
    private IReadOnlyDictionary<string, string>? _atStart;
    private IReadOnlyList<string> _changed = [];
    private bool _changedWhileRunning;
    private long _checkedAt;

    /// <summary>A check goes on whose result no look has taken yet.</summary>
    public bool IsChecking => _running is not null;

    public HealthProbe Probe => new("files", Look);

    private async ValueTask<HealthPart> Look(CancellationToken token)
    {
        if (_running is null && (_atStart is null ? clock.GetElapsedTime(_startedAt) >= firstAfter : clock.GetElapsedTime(_checkedAt) >= Every))
        {
            _running = CheckAsync();
        }

        if (_running is { IsCompleted: true } done)
        {
            _running = null;
            _checkedAt = clock.GetTimestamp();
            var (found, changed) = await done.ConfigureAwait(false);
            (_changed, _changedWhileRunning) = (changed, _atStart is not null);
            _atStart ??= found;
        }

        return Judge();
    }

    private HealthPart Judge()
    {
        if (_changed.Count == 0)
        {
            return HealthPart.Ok;
        }

        var names = string.Join(", ", _changed.Take(10)) + (_changed.Count > 10 ? ", …" : "");
        return _changedWhileRunning
            ? HealthPart.Failed(new(
                $"{_changed.Count} file(s) of the program or its configuration changed while it runs: {names}.", $"稼働中にプログラムまたは設定のファイルが {_changed.Count} 件変わりました：{names}",
                "If nobody upgraded: take it for an intrusion, keep the machine as it is and compare with the package. Otherwise restart.", "更新作業をしていない場合は侵害を疑い、現状を保全して配布物と比較してください。更新した場合は再起動してください。"))
            : clock.GetElapsedTime(_checkedAt) < ToldFor ? HealthPart.Warning(new(
                $"{_changed.Count} file(s) of the program or its configuration changed since the last run: {names}.", $"前回の起動からプログラムまたは設定のファイルが {_changed.Count} 件変わりました：{names}",
                "After an upgrade or a change of mugai.yaml nothing is to be done; otherwise take it for an intrusion.", "更新または mugai.yaml の変更によるものなら対応不要です。心当たりがない場合は侵害を疑ってください。"))
            : HealthPart.Ok;
    }

    private async Task<(IReadOnlyDictionary<string, string> Found, IReadOnlyList<string> Changed)> CheckAsync()
    {
        var found = await LowPriorityThreads.RunAsideAsync("Mugai files", Hash).ConfigureAwait(false); // most of a second, beside mail
        var before = _atStart ?? Remembered();
        IReadOnlyList<string> changed = before is null ? [] : [.. before.Keys.Union(found.Keys).Where(name => before.GetValueOrDefault(name) != found.GetValueOrDefault(name)).Order(StringComparer.Ordinal)];
        var digest = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(found.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value}"))));
        await record(new AuditNote(
            changed.Count == 0 ? AuditKind.FilesChecked : AuditKind.ConfigurationChanged, "system",
            JsonSerializer.SerializeToUtf8Bytes(new { files = found.Count, digest, changed = changed.Take(100) }))).ConfigureAwait(false);
        if (changed.Count > 0)
        {
            TelemetryLog.FilesChanged(log, changed.Count, string.Join(", ", changed.Take(20)));
        }
        else
        {
            TelemetryLog.FilesChecked(log, found.Count);
        }

        if (_atStart is null)
        {
            Remember(found);
        }

        return (found, changed);
    }

    private IReadOnlyDictionary<string, string> Hash()
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(program, "*", SearchOption.AllDirectories))
        {
            hashes[Path.GetRelativePath(program, file)] = Hash(file);
        }

        if (configuration is not null)
        {
            hashes[configuration] = Hash(configuration);
        }

        return hashes;
    }

    private static string Hash(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }

    private Dictionary<string, string>? Remembered()
    {
        try
        {
            return File.Exists(memory) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(memory)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            TelemetryLog.StateFailed(log, memory, e);
            return null;
        }
    }

    private void Remember(IReadOnlyDictionary<string, string> hashes)
    {
        try
        {
            File.WriteAllBytes(memory + ".new", JsonSerializer.SerializeToUtf8Bytes(hashes));
            File.Move(memory + ".new", memory, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TelemetryLog.StateFailed(log, memory, e);
        }
    }
}
