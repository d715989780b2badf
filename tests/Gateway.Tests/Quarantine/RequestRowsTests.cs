using Mugai.Auditing;
using Mugai.Gateway.Quarantine;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Gateway.Tests.Spooling;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Quarantine;

/// <summary>Requests in the store: by the table, once, on record, sealed, and gone with their mail.</summary>
public sealed class RequestRowsTests : IAsyncLifetime, IDisposable
{
    private const string Secret = "HimitsuReason";

    private readonly StoreFolder _folder = new();
    private EmbeddedSpool _spool = null!;
    private MessageId _message;

    private IRequestRows Rows => _spool;

    public async Task InitializeAsync()
    {
        _spool = await EmbeddedSpool.OpenAsync(_folder.Options);
        _message = (await _spool.CommitAsync("mail")).Id;
        await _spool.StepAsync(_message, 0, RecipientEvent.Delivered);
    }

    public async Task DisposeAsync() => await _spool.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadsBack_WhatWasAsked_ThroughARestart()
    {
        var request = await AskAsync();
        await _spool.DisposeAsync();
        _spool = await EmbeddedSpool.OpenAsync(_folder.Options);

        var found = (await Rows.FindAsync(request.Id, CancellationToken.None))!;
        Assert.Equivalent(request with { Asked = found.Asked }, found);
        Assert.Equal(request.Asked.Reason, found.Asked.Reason);
        Assert.Equal(["/attachments/1"], found.Asked.Parts);
        Assert.Equal(["ooxml.vba"], found.Check!.Findings);
        Assert.Equal(request.Id, Assert.Single(await Rows.ListAsync(new RequestQuery(Undecided: true), CancellationToken.None)).Id);
        Assert.Empty(await Rows.ListAsync(new RequestQuery("somebody"), CancellationToken.None));
    }

    [Fact]
    public async Task WhatPeopleWrote_IsCiphertextOnDisk()
    {
        var request = await AskAsync();
        await Rows.StepAsync(request with { Decision = new UntrustedText(Secret) }, RequestState.Asked, RequestEvent.Approve, "person:b", CancellationToken.None);
        Assert.False(_folder.Holds(System.Text.Encoding.UTF8.GetBytes(Secret)));
    }

    [Fact]
    public async Task OfTwoAtOnce_OneIsTaken()
    {
        var request = await AskAsync();
        Assert.True(await Rows.StepAsync(request, RequestState.Asked, RequestEvent.Approve, "person:b", CancellationToken.None));
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Rows.StepAsync(request, RequestState.Approved, RequestEvent.Release, "person:a", CancellationToken.None).AsTask()));
        Assert.Single(taken, true);
        Assert.Single(await _spool.SearchAsync(new AuditQuery { Message = _message, Kinds = [AuditKind.Released] }, CancellationToken.None));
        Assert.True((await _spool.VerifyAsync(CancellationToken.None)).IsWhole);
    }

    [Fact]
    public async Task EveryStep_LeavesItsEntry_AndNoOtherIsAllowed()
    {
        foreach (var from in Enum.GetValues<RequestState>())
        {
            foreach (var happened in Enum.GetValues<RequestEvent>())
            {
                var row = RequestTransitions.Rows.Where(each => each.From == from && each.Event == happened).ToList();
                Assert.Equal(row.Count == 0 ? null : (row[0].To, row[0].Audit), RequestTransitions.Step(from, happened));
                Assert.True(row.Count == 0 || !RequestTransitions.IsFinal(from));
            }
        }

        var request = await AskAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Rows.StepAsync(request, RequestState.Released, RequestEvent.Release, "person:a", CancellationToken.None).AsTask());
        Assert.False(await Rows.StepAsync(request, RequestState.Approved, RequestEvent.Release, "person:a", CancellationToken.None));
        Assert.Empty(await _spool.SearchAsync(new AuditQuery { Kinds = [AuditKind.Released] }, CancellationToken.None));
    }

    [Fact]
    public async Task Due_IsWhatIsOver_AndWhatIsApproved()
    {
        var request = await AskAsync();
        Assert.Empty(await Rows.ListDueAsync(request.Until.AddTicks(-1), CancellationToken.None));
        Assert.Single(await Rows.ListDueAsync(request.Until, CancellationToken.None));
        await Rows.StepAsync(request, RequestState.Asked, RequestEvent.Lapse, "system", CancellationToken.None);
        Assert.Empty(await Rows.ListDueAsync(request.Until.AddYears(1), CancellationToken.None));
        Assert.Equal([new RequestCount(ReleaseWay.Download, RequestState.Lapsed, 1)], await Rows.CountAsync(CancellationToken.None));
    }

    [Fact]
    public async Task AnOpenRequest_KeepsItsMail_AndGoesWhenItIsErased()
    {
        var request = await AskAsync();
        Assert.Equal(0, await _spool.ExpireAsync(DateTimeOffset.MaxValue, CancellationToken.None));
        await _spool.EraseAsync(_message, "os:admin", default, CancellationToken.None);
        Assert.Null(await Rows.FindAsync(request.Id, CancellationToken.None));
        Assert.Empty(await Rows.CountAsync(CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync());
    }

    private async Task<ReleaseRequest> AskAsync()
    {
        var now = new DateTimeOffset(2026, 11, 29, 9, 0, 0, TimeSpan.Zero);
        var request = new ReleaseRequest
        {
            Id = MessageId.New(), State = RequestState.Asked, Recipient = 0, MadeAt = now, Until = now.AddDays(7),
            Check = new ReleaseCheck(now, Outcome.Rebuilt, Reason.None, ["ooxml.vba"], "rev"),
            Asked = new NewRequest
            {
                Message = _message, Person = "a", Tenant = "city", Department = "財政課", Addresses = ["taro@city.example.lg.jp"], Way = ReleaseWay.Download, Parts = ["/attachments/1"],
                Reason = new UntrustedText(Secret), Importance = Importance.One, HasSpecificPersonalData = true,
            },
        };
        await Rows.AddAsync(request, CancellationToken.None);
        return request;
    }
}
