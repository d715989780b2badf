using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>
/// Delivery into a maildir: written to tmp, synced, renamed into new, folder synced; a reader never sees half a message, and a crash at
/// any step leaves either nothing in new or the whole of it. One file per message with a Delivered-To line per recipient, not one file
/// per recipient: it serves a first run and pick-up by another program, not mailboxes of people. Below those lines the bytes are the
/// clean message as it was verified, CRLF included.
/// </summary>
public sealed class MaildirNextHop : INextHop
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static long _sequence;

    private readonly string _path;
    private readonly string _hostName;
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;

    /// <summary>Creates the folders (mode 0700) when they are missing.</summary>
    public MaildirNextHop(MaildirHopAddress address, string hostName, ILogger logger, TimeProvider clock)
    {
        _path = Path.GetFullPath(address.Path);
        _hostName = hostName;
        _logger = logger;
        _clock = clock;
        Name = address.ToString();
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("A maildir needs a Unix file system.");
        }

        foreach (var folder in (string[])["", "tmp", "new", "cur"])
        {
            Directory.CreateDirectory(Path.Combine(_path, folder), OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <inheritdoc/>
    public ValueTask<DeliveryReply?> CheckAsync(CancellationToken token) => new(
        Directory.Exists(Path.Combine(_path, "tmp")) ? null : DeliveryReply.Ours(new ReplyStatus(4, 3, 0), $"the folder {_path} is gone"));

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async ValueTask<DeliveryReport> DeliverAsync(DeliveryJob job, CancellationToken token)
    {
        var started = _clock.GetTimestamp();
        var tally = new DeliveryTally(job);
        tally.RefuseUnsafeAddresses();
        var positions = tally.TakeUndecided(int.MaxValue);
        if (positions.Count > 0)
        {
            await StoreAsync(tally, positions, token);
        }

        var report = tally.ToReport();
        DeliveryMeter.Attempted(report, _clock.GetElapsedTime(started));
        DeliveryLog.Report(_logger, job.Message, Name, report);
        return report;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask StoreAsync(DeliveryTally tally, List<int> positions, CancellationToken token)
    {
        var name = UniqueName(tally.Job);
        var unfinished = Path.Combine(_path, "tmp", name);
        try
        {
            await WriteSyncedAsync(unfinished, tally, positions, token);
            File.Move(unfinished, Path.Combine(_path, "new", name));
            FolderSync.Sync(Path.Combine(_path, "new"));
        }
        catch (Exception e)
        {
            // Nothing half-written stays; a file already in new stays, since it is whole: better twice than never.
            TryDelete(unfinished);
            token.ThrowIfCancellationRequested();
            tally.JudgeUndecided(Trouble.Ours(DeliveryPhase.Store, new ReplyStatus(4, 3, 0), $"cannot write to {Name}: {e.Message}"), "");
            return;
        }

        var reply = DeliveryReply.Ours(new ReplyStatus(2, 0, 0), $"stored as {name}");
        positions.ForEach(position => tally.Deliver(position, reply, "", DsnHandover.Final));
    }

    private static async ValueTask WriteSyncedAsync(string path, DeliveryTally tally, List<int> positions, CancellationToken token)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 64 * 1024 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var file = new FileStream(path, options);
        await using (file)
        {
            await file.WriteAsync(TraceLines(tally, positions), token);
            await tally.Job.Content.WriteAsync(file, token);
            await file.FlushAsync(token);
            file.Flush(flushToDisk: true);
        }
    }

    // RFC 5321 4.4: final delivery adds Return-Path. Addresses were checked: none can hold a line end.
    private static byte[] TraceLines(DeliveryTally tally, List<int> positions)
    {
        var lines = new StringBuilder();
        lines.Append(CultureInfo.InvariantCulture, $"Return-Path: <{tally.Job.MailFrom}>\r\n");
        foreach (var position in positions)
        {
            lines.Append(CultureInfo.InvariantCulture, $"Delivered-To: {tally.Recipient(position).Address}\r\n");
        }

        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    // Time, process, counter and message together: no two deliveries on one host share all of them, and CreateNew proves it.
    private string UniqueName(DeliveryJob job)
    {
        var now = _clock.GetUtcNow();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{now.ToUnixTimeSeconds()}.M{now.Ticks / 10 % 1_000_000}P{Environment.ProcessId}Q{Interlocked.Increment(ref _sequence)}_{job.Message}.{SafeHostName()}");
    }

    // The maildir convention: '/' and ':' have a meaning in file names there.
    private string SafeHostName() => _hostName.Replace('/', '_').Replace(':', '_');

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It lies in tmp, where no reader looks.
        }
    }
}
