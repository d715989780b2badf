using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.Extensions.Logging;
using Mugai.Auditing;
using Mugai.Gateway.Api;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Telemetry;

namespace Mugai.Gateway.Auditing;

/// <summary>
/// Sends every entry of the audit log to a collector, in order, and remembers durably up to where. While the collector is away the log waits, and is not cut past what was not sent.
/// Each entry comes at least once: after a connection that broke the last ones are sent again, and the collector tells them by their number.
/// </summary>
internal sealed class AuditForwarder(IAuditLog audit, Marks marks, SyslogConnection connection, SyslogFormat format, bool opensPersonal, TimeProvider clock, ILogger log)
{
    private const string Mark = "audit.forwarded";
    private const int Batch = 200;

    /// <summary>Origin: what a batch and the buffers of a connection hold that is gone without a word.</summary>
    private const int SentAgain = 200;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private TimeSpan _pause;
    private DateTimeOffset _notBefore;
    private bool _broke;

    /// <summary>The last entry that the collector took.</summary>
    public long Position => marks.Find(Mark) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    public async ValueTask SweepAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        if (now < _notBefore && _notBefore - now <= LongestPause)
        {
            return;
        }

        try
        {
            var next = (_broke ? Math.Max(0, Position - SentAgain) : Position) + 1;
            while (await audit.ReadAsync(next, Batch, token).ConfigureAwait(false) is { Count: > 0 } entries)
            {
                var lines = new List<byte[]>(entries.Count);
                foreach (var entry in entries)
                {
                    lines.Add(format.Write(await MessageOfAsync(entry, token).ConfigureAwait(false)));
                }

                await connection.SendAsync(lines, token).ConfigureAwait(false);
                next = entries[^1].Sequence + 1;
                if (next - 1 > Position)
                {
                    await marks.SetAsync(Mark, (next - 1).ToString(CultureInfo.InvariantCulture), token).ConfigureAwait(false);
                }

                if (_pause > TimeSpan.Zero)
                {
                    AuditingLog.ForwardingAgain(log, next - 1);
                }

                (_pause, _broke) = (TimeSpan.Zero, false);
            }
        }
        catch (SyslogUnavailableException away)
        {
            if (_pause == TimeSpan.Zero)
            {
                AuditingLog.ForwardingStopped(log, away.Message, Position);
            }

            _broke |= connection.Connections > 0;
            _pause = _pause == TimeSpan.Zero ? FirstPause : _pause * 2 > LongestPause ? LongestPause : _pause * 2;
            _notBefore = clock.GetUtcNow() + _pause;
        }
    }

    /// <summary>The log may be cut before this moment: what was not sent stays.</summary>
    public async ValueTask<DateTimeOffset> CutBeforeAsync(DateTimeOffset wanted, CancellationToken token) =>
        await audit.ReadAsync(Position + 1, 1, token).ConfigureAwait(false) is [var unsent, ..] && unsent.Time < wanted ? unsent.Time : wanted;

    private async ValueTask<SyslogMessage> MessageOfAsync(AuditEntry entry, CancellationToken token)
    {
        var json = await AuditActions.DescribeAsync(audit, entry, token).ConfigureAwait(false);
        if (entry.Sealed && !opensPersonal)
        {
            // It stays under the message's key: what left could not be erased any more.
            json.Remove("payload");
            json.Remove("erased");
            json["sealed"] = true;
        }

        return new SyslogMessage
        {
            Facility = SyslogFacility.Audit, Severity = SeverityOf(entry.Kind), Time = entry.Time, Kind = entry.Kind.ToString(), Sequence = entry.Sequence, Text = json.ToJsonString(OneLine),
        };
    }

    private static SyslogSeverity SeverityOf(AuditKind kind) => kind switch
    {
        AuditKind.ChainBroken => SyslogSeverity.Critical,
        AuditKind.HoldChanged or AuditKind.LockedOut or AuditKind.Recovered or AuditKind.Escalated => SyslogSeverity.Warning,
        AuditKind.Received or AuditKind.Delivered or AuditKind.Reported or AuditKind.OutputStored => SyslogSeverity.Informational,
        _ => SyslogSeverity.Notice,
    };
}
