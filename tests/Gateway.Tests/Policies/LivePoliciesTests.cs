using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Auditing;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Hosting;
using Mugai.Gateway.Policies;
using Mugai.Spooling;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Policies;

public sealed class LivePoliciesTests : IPolicyRevisions, IAuditLog, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, byte[]> _stored = new();
    private readonly List<AuditNote> _notes = [];
    private bool _storeFails;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Exchanges_ThePoliciesWhenTheFilesChange()
    {
        await using var live = await StartAsync("links: defang");
        var before = live.Current.Revision;
        Write("links: remove");
        await UntilAsync(() => live.Current.Revision != before);

        var note = Assert.Single(_notes);
        Assert.Equal(AuditKind.ConfigurationChanged, note.Kind);
        Assert.Contains(live.Current.Revision, Encoding.UTF8.GetString(note.Payload.Span), StringComparison.Ordinal);
        Assert.Contains(live.Current.For("a@city.example").Policy.Revision, _stored.Keys);
    }

    [Fact]
    public async Task Keeps_TheOldPolicies_WhenTheFilesHaveAMistake()
    {
        await using var live = await StartAsync("links: defang");
        var before = live.Current;
        Write("links: defnag");
        Assert.False(await live.ReloadAsync("test", CancellationToken.None));
        Assert.Same(before, live.Current);
        Assert.Equal(1, live.State.Problems);
        Write("links: remove");
        Assert.True(await live.ReloadAsync("test", CancellationToken.None));
        Assert.Equal(0, live.State.Problems);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keeps_TheOldPolicies_WhenTheFolderIsGoneOrEmpty(bool isGone)
    {
        await using var live = await StartAsync("links: remove");
        var before = live.Current;
        File.Delete(_folder.File("a.yaml"));
        if (isGone)
        {
            Directory.Delete(_folder.Path);
        }

        Assert.False(await live.ReloadAsync("test", CancellationToken.None));
        Directory.CreateDirectory(_folder.Path);
        Assert.Same(before, live.Current);
        Assert.Equal(1, live.State.Problems);
    }

    [Fact]
    public async Task Keeps_TheOldPolicies_WhenTheNewOnesCannotBeStored()
    {
        await using var live = await StartAsync("links: defang");
        var before = live.Current;
        Write("links: remove");
        _storeFails = true;
        Assert.False(await live.ReloadAsync("test", CancellationToken.None));
        Assert.Same(before, live.Current);
        Assert.Empty(_notes);
    }

    [Fact]
    public async Task Finds_ThePolicyThatAMessageWasAcceptedUnder()
    {
        await using var live = await StartAsync("links: remove");
        var accepted = live.Current.For("a@city.example").Policy;
        Write("links: show");
        Assert.True(await live.ReloadAsync("test", CancellationToken.None));
        Assert.Equal(accepted.Links, (await live.FindAsync(accepted.Revision, CancellationToken.None)).Links);
    }

    [Fact]
    public async Task Judges_NoMessageByAMixture()
    {
        WriteGeneration(0);
        await using var live = await StartAsync();
        var grouping = new Receiving.Grouping(live, canaries: null, TimeProvider.System);
        var envelope = new Envelope
        {
            MailFrom = "x@outside.example", Recipients = [new("a@one.example"), new("a@two.example")], ReceivedAt = DateTimeOffset.UnixEpoch, ClientAddress = "192.0.2.1",
            ClientName = new UntrustedText("mta"), Protocol = "ESMTP",
        };
        using var stop = new CancellationTokenSource();
        var mixed = 0;
        var judged = 0;
        var load = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var routes = grouping.Resolve(envelope, 1000);
                judged++;
                mixed += routes[0].PolicyName[1..] == routes[1].PolicyName[1..] ? 0 : 1;
                await Task.Yield();
            }
        });
        for (var generation = 1; generation <= 1_000; generation++)
        {
            WriteGeneration(generation);
            Assert.True(await live.ReloadAsync("test", CancellationToken.None));
        }

        await stop.CancelAsync();
        await load;
        Assert.Equal("a1000", live.Current.For("a@one.example").Policy.Name);
        Assert.True(judged > 1_000);
        Assert.Equal(0, mixed);
    }

    private void WriteGeneration(int generation)
    {
        _folder.Write("a.yaml", $"name: a{generation}\nrecipients: [one.example]");
        _folder.Write("b.yaml", $"name: b{generation}\nrecipients: [two.example]");
    }

    private void Write(string keys) => _folder.Write("a.yaml", "recipients: [\"*\"]\n" + keys);

    private Task<LivePolicies> StartAsync(string keys)
    {
        Write(keys);
        return StartAsync();
    }

    private Task<LivePolicies> StartAsync()
    {
        var problems = new List<ConfigProblem>();
        return LivePolicies.StartAsync(
            PolicyLoader.Load(_folder.Path, problems), [_folder.Path], found => PolicyLoader.Load(_folder.Path, found), this, this, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!condition())
        {
            await Task.Delay(20, guard.Token);
        }
    }

    ValueTask IPolicyRevisions.SavePolicyAsync(string revision, ReadOnlyMemory<byte> json, CancellationToken token)
    {
        _stored[revision] = _storeFails ? throw new SpoolUnavailableException("full") : json.ToArray();
        return ValueTask.CompletedTask;
    }

    ValueTask<byte[]?> IPolicyRevisions.FindPolicyAsync(string revision, CancellationToken token) => ValueTask.FromResult(_stored.GetValueOrDefault(revision));

    ValueTask IAuditLog.RecordAsync(AuditNote note, CancellationToken token)
    {
        _notes.Add(note);
        return ValueTask.CompletedTask;
    }

    ValueTask<IReadOnlyList<AuditEntry>> IAuditLog.ReadAsync(long first, int max, CancellationToken token) => throw new NotSupportedException();

    ValueTask<byte[]?> IAuditLog.OpenPayloadAsync(AuditEntry entry, CancellationToken token) => throw new NotSupportedException();

    public ValueTask<AuditVerification> VerifyAsync(IReadOnlyList<AuditCheckpoint> anchors, CancellationToken token) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<AuditEntry>> SearchAsync(AuditQuery query, CancellationToken token) => throw new NotSupportedException();

    public ValueTask<AuditCheckpoint> CheckpointAsync(CancellationToken token) => throw new NotSupportedException();

    public ValueTask<long> CutAsync(DateTimeOffset before, CancellationToken token) => throw new NotSupportedException();
}
