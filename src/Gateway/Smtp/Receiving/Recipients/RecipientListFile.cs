using System.Collections.Frozen;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.Smtp.Receiving.Recipients;

/// <summary>
/// The mailboxes that exist, from a file: one address or @domain per line, # begins a comment. Read again when it has changed; a file that
/// cannot be read or has a bad line is reported and the old list stays in force, so that a half-written export refuses nobody's mail.
/// </summary>
public sealed class RecipientListFile : IRecipientCheck
{
    /// <summary>How often the file's time stamp is looked at.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    /// <summary>A hundred bytes for each of half a million mailboxes; more is not a recipient list.</summary>
    private const long MaxFileBytes = 50L * 1024 * 1024;

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _reading = new();
    private volatile Snapshot _snapshot;
    private long _lastLook;

    private RecipientListFile(string path, Snapshot snapshot, TimeProvider time, ILogger log)
    {
        _path = path;
        _snapshot = snapshot;
        _time = time;
        _log = log;
        _lastLook = time.GetTimestamp();
    }

    private sealed record Snapshot(FrozenSet<string> Entries, DateTime WrittenAt, long Length);

    /// <summary>Reads the file. Throws <see cref="InvalidDataException"/> with the line (ja/en) or <see cref="IOException"/>.</summary>
    public static RecipientListFile Open(string path, TimeProvider time, ILogger log)
    {
        var list = new RecipientListFile(path, Read(path), time, log);
        SmtpLog.RecipientListRead(log, path, list._snapshot.Entries.Count);
        return list;
    }

    public ValueTask<RecipientVerdict> CheckAsync(string address, CancellationToken token)
    {
        ReadAgainWhenChanged();
        var entries = _snapshot.Entries;
        var isListed = entries.Contains(RecipientAddress.Canonical(address)) || entries.Contains("@" + RecipientAddress.DomainOf(address));
        return ValueTask.FromResult(isListed ? RecipientVerdict.Accept : RecipientVerdict.Unknown);
    }

    private void ReadAgainWhenChanged()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _lastLook)) < LookInterval || !_reading.TryEnter())
        {
            return;
        }

        try
        {
            Volatile.Write(ref _lastLook, _time.GetTimestamp());
            var file = new FileInfo(_path);
            if (file.Exists && file.LastWriteTimeUtc == _snapshot.WrittenAt && file.Length == _snapshot.Length)
            {
                return;
            }

            _snapshot = Read(_path);
            SmtpLog.RecipientListRead(_log, _path, _snapshot.Entries.Count);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            SmtpLog.RecipientListKept(_log, _path, _snapshot.Entries.Count, e.Message);
        }
        finally
        {
            _reading.Exit();
        }
    }

    private static Snapshot Read(string path)
    {
        var file = new FileInfo(path);
        var (writtenAt, length) = (file.LastWriteTimeUtc, file.Length);
        if (length > MaxFileBytes)
        {
            throw new InvalidDataException($"{path}: 受信者一覧が大きすぎます（{MaxFileBytes} バイトまで）。 / The recipient list is too large (at most {MaxFileBytes} bytes).");
        }

        var entries = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in File.ReadLines(path, Encoding.UTF8))
        {
            number++;
            var comment = line.IndexOf('#', StringComparison.Ordinal);
            var entry = (comment < 0 ? line : line[..comment]).Trim();
            if (entry.Length > 0)
            {
                entries.Add(Entry(path, number, entry));
            }
        }

        return new Snapshot(entries.ToFrozenSet(StringComparer.Ordinal), writtenAt, length);
    }

    private static string Entry(string path, int number, string entry)
    {
        var at = entry.LastIndexOf('@');
        if (at < 0 || at == entry.Length - 1 || entry.Any(char.IsWhiteSpace))
        {
            throw new InvalidDataException(
                $"{path}:{number}: アドレスまたは @ドメイン を1行に1つ書いてください。 / Write one address or @domain per line.");
        }

        return RecipientAddress.Canonical(entry);
    }
}
