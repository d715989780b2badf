using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Auditing;
using Mugai.Gateway.Telemetry.Integrity;
using Mugai.Gateway.Telemetry.Parts;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Telemetry;

public sealed class FilesPartTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WatchedClock _clock = new();
    private readonly List<AuditNote> _notes = [];

    public FilesPartTests()
    {
        _folder.Write("program/mugai", "gateway");
        _folder.Write("program/worker/mugai-worker", "worker");
        _folder.Write("mugai.yaml", "smtp: {}");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Worker_ThatChangesWhileItRuns_IsAFailureOnRecord()
    {
        var part = Open();
        Assert.Equal(PartState.Ok, await CheckedAsync(part, 1));
        _folder.Write("program/worker/mugai-worker", "another");
        _clock.Pass(TimeSpan.FromHours(25));
        Assert.Equal(PartState.Failed, await CheckedAsync(part, 2));
        Assert.Equal([AuditKind.FilesChecked, AuditKind.ConfigurationChanged], _notes.Select(note => note.Kind));
        Assert.Contains("mugai-worker", Encoding.UTF8.GetString(_notes[1].Payload.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_BetweenTwoRuns_IsToldForAWhile()
    {
        await CheckedAsync(Open(), 1);
        _folder.Write("mugai.yaml", "smtp: { hostname: gw }");
        var part = Open();
        Assert.Equal(PartState.Warning, await CheckedAsync(part, 2));
        Assert.Equal(AuditKind.ConfigurationChanged, _notes[1].Kind);
        _clock.Pass(TimeSpan.FromHours(2));
        Assert.Equal(PartState.Ok, (await part.Probe.LookAsync(CancellationToken.None)).State);
        Assert.Equal(PartState.Ok, await CheckedAsync(Open(), 3));
    }

    private FilesPart Open() => new(
        _folder.File("program"), _folder.File("mugai.yaml"), _folder.File("files.json"), note => { _notes.Add(note); return ValueTask.CompletedTask; }, TimeSpan.Zero, _clock, NullLogger.Instance);

    /// <summary>Looks until that many checks are on record and the last is known.</summary>
    private async Task<PartState> CheckedAsync(FilesPart part, int checks)
    {
        var state = (await part.Probe.LookAsync(CancellationToken.None)).State;
        await Wait.UntilAsync(
            async () =>
            {
                state = (await part.Probe.LookAsync(CancellationToken.None)).State;
                return _notes.Count == checks && !part.IsChecking;
            },
            () => "the files are checked");
        return state;
    }
}
