using System.Text;
using Mugai.Auditing;
using Mugai.Spooling;
using static Mugai.Gateway.Tests.Spooling.SpoolExtensions;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>What every storage backend must do (invariant 10). A backend's test class inherits this and says how a store is opened again.</summary>
public abstract partial class SpoolContract : IAsyncLifetime
{
    private static readonly HashSet<MessageId> None = [];

    protected ISpool Spool { get; private set; } = null!;

    private IAuditLog Audit => (IAuditLog)Spool;

    private IPolicyRevisions Policies => (IPolicyRevisions)Spool;

    /// <summary>Opens the test's one store, the first time empty.</summary>
    protected abstract Task<ISpool> OpenAsync();

    public virtual async Task InitializeAsync() => Spool = await OpenAsync();

    public virtual async Task DisposeAsync() => await Spool.DisposeAsync();

    private async Task ReopenAsync()
    {
        await Spool.DisposeAsync();
        Spool = await OpenAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(65_519)]
    [InlineData(65_520)]
    [InlineData(65_521)]
    [InlineData(131_039)]
    [InlineData(131_040)]
    [InlineData(131_041)]
    [InlineData(131_072)]
    [InlineData(131_073)]
    [InlineData(196_560)]
    [InlineData(1_000_000)]
    public async Task ReadsBack_WhatWasCommitted_AtEveryChunkBorder(int size)
    {
        var content = Content(size, size);
        var message = await Spool.CommitAsync(content);

        Assert.Equal(size, message.Size);
        Assert.Equal(content, await Spool.ReadOriginalAsync(message.Id));
        await ReopenAsync();
        Assert.Equal(content, await Spool.ReadOriginalAsync(message.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65_520)]
    [InlineData(65_521)]
    [InlineData(300_000)]
    public async Task ReadsBack_WhateverThePiecesWere(int pieceBytes)
    {
        var content = Content(pieceBytes == 1 ? 140_000 : 400_000);
        var message = await Spool.CommitAsync(content, Envelope("a@x.jp"), OneGroup, [0], pieceBytes: pieceBytes);

        Assert.Equal(content, await Spool.ReadOriginalAsync(message.Id));
    }

    [Fact]
    public async Task Keeps_EveryFieldOfTheEnvelope()
    {
        var envelope = new Envelope
        {
            MailFrom = "",
            Recipients =
            [
                new EnvelopeRecipient("太郎@city.example.lg.jp", "SUCCESS,FAILURE", "rfc822;taro@city.example.lg.jp"),
                new EnvelopeRecipient("jiro@city.example.lg.jp"),
            ],
            ReceivedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
            ClientAddress = "2001:db8::1",
            ClientName = new UntrustedText("evil\u202ename"),
            Protocol = "UTF8SMTPS",
            SmtpUtf8 = true,
            DsnReturn = "HDRS",
            DsnEnvelopeId = "QQ+2B314159",
        };
        var id = (await Spool.CommitAsync("x"u8.ToArray(), envelope, OneGroup, [0, 0], MessageKind.Notification)).Id;
        await ReopenAsync();

        var found = await Spool.GetAsync(id);
        Assert.Equal(MessageKind.Notification, found.Kind);
        Assert.Equivalent(envelope, found.Envelope, strict: true);
        Assert.Equal(envelope.ClientName.DangerousRaw, found.Envelope.ClientName.DangerousRaw);
    }

    [Fact]
    public async Task GivesBackTheCommittedMessage_AsItIsStored()
    {
        RecipientGroup[] groups = [new(0, "a", "strict", "r1"), new(1, "b", "standard", "r2")];
        var committed = await Spool.CommitAsync(Content(5000), Envelope("1@a", "2@b", "3@a"), groups, [0, 1, 0]);
        var stored = await Spool.GetAsync(committed.Id);

        Assert.Equal(groups, stored.Groups);
        Assert.Equal(groups, committed.Groups);
        Assert.Equal([0, 1, 0], stored.Recipients.Select(recipient => recipient.Group));
        Assert.Equal([0, 1, 0], committed.Recipients.Select(recipient => recipient.Group));
        Assert.All(stored.Recipients, recipient => Assert.Equal(RecipientState.Queued, recipient.State));
        Assert.All(committed.Recipients, recipient => Assert.Equal(RecipientState.Queued, recipient.State));
        Assert.Equal(committed.Envelope.ReceivedAt, stored.Envelope.ReceivedAt);
    }

    [Fact]
    public async Task Refuses_RecipientsWithoutAGroup()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Spool.CommitAsync(Content(1), Envelope("1@a", "2@a"), OneGroup, [0]));
        await Assert.ThrowsAsync<ArgumentException>(() => Spool.CommitAsync(Content(1), Envelope("1@a"), OneGroup, [1]));
        await Assert.ThrowsAsync<ArgumentException>(() => Spool.CommitAsync(Content(1), Envelope(), OneGroup, []));
        Assert.Empty(await Spool.ListAsync(Enum.GetValues<RecipientState>().ToHashSet(), 10, CancellationToken.None));
    }

    [Fact]
    public async Task KeepsNothing_OfAWriterThatWasNotCommitted()
    {
        foreach (var size in new[] { 100, 500_000 })
        {
            await using var writer = Spool.BeginOriginal();
            await writer.WriteAsync(Content(size), CancellationToken.None);
            Assert.Equal(size, writer.Length);
        }

        await ReopenAsync();
        Assert.Empty(await Spool.ListAsync(Enum.GetValues<RecipientState>().ToHashSet(), 10, CancellationToken.None));
    }

    [Fact]
    public async Task HandsOver_ThePlaintextOfASmallMessage_UntilItsFirstStep()
    {
        var content = Content(5000);
        var message = await Spool.CommitAsync(content);
        Assert.Equal(content, message.RecentOriginal!.Value.ToArray());

        await Spool.StepAsync(message.Id, 0, RecipientEvent.Deferred, message.Envelope.ReceivedAt.AddMinutes(5));
        Assert.Null((await Spool.GetAsync(message.Id)).RecentOriginal);
        Assert.Equal(content, message.RecentOriginal!.Value.ToArray());
        Assert.Null((await Spool.CommitAsync(Content(2_000_000))).RecentOriginal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    [InlineData(700_000)]
    public async Task Stores_OneOutputPerGroup(int size)
    {
        RecipientGroup[] groups = [new(0, "a", "strict", "r1"), new(1, "b", "standard", "r2")];
        var message = await Spool.CommitAsync(Content(10), Envelope("1@a", "2@b"), groups, [0, 1]);
        var (one, two) = (Content(size, 1), Content(size + 1, 2));
        await Spool.StoreOutputAsync(message.Id, 0, new MemoryStream(one), CancellationToken.None);
        Assert.Equal([true, false], (await Spool.GetAsync(message.Id)).Groups.Select(group => group.HasOutput));
        await Assert.ThrowsAsync<SpoolUnavailableException>(() => Spool.ReadOutputAsync(message.Id, 1));
        await Spool.StoreOutputAsync(message.Id, 1, new MemoryStream(two), CancellationToken.None);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Spool.StoreOutputAsync(message.Id, 0, new MemoryStream(two), CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Spool.StoreOutputAsync(message.Id, 2, new MemoryStream(two), CancellationToken.None).AsTask());
        await ReopenAsync();
        Assert.Equal(one, await Spool.ReadOutputAsync(message.Id, 0));
        Assert.Equal(two, await Spool.ReadOutputAsync(message.Id, 1));
    }

    [Fact]
    public async Task Keeps_TheNewestReportOfEachGroup()
    {
        RecipientGroup[] groups = [new(0, "a", "strict", "r1"), new(1, "b", "standard", "r2")];
        var message = await Spool.CommitAsync(Content(10), Envelope("1@a", "2@b"), groups, [0, 1]);
        await ReportAsync(message.Id, 0, "first");
        await ReportAsync(message.Id, 0, "second");
        await ReportAsync(message.Id, 1, new string('r', 100_000));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReportAsync(message.Id, 2, "none"));

        Assert.Equal("second"u8.ToArray(), await Spool.FindReportAsync(message.Id, 0, CancellationToken.None));
        Assert.Equal(100_000, (await Spool.FindReportAsync(message.Id, 1, CancellationToken.None))!.Length);
        Assert.Null(await Spool.FindReportAsync(MessageId.New(), 0, CancellationToken.None));
    }

    [Fact]
    public async Task Lists_ByState_NewestFirst()
    {
        var delivered = (await Spool.CommitAsync("1")).Id;
        var held = (await Spool.CommitAsync("2")).Id;
        var queued = (await Spool.CommitAsync("3")).Id;
        await Spool.StepAsync(delivered, 0, RecipientEvent.Delivered);
        await Spool.StepAsync(held, 0, RecipientEvent.Held);

        Assert.Equal([queued, held], await ListAsync(10, RecipientState.Queued, RecipientState.Held));
        Assert.Equal([held], await ListAsync(10, RecipientState.Held));
        Assert.Equal([queued, held, delivered], await ListAsync(10, Enum.GetValues<RecipientState>()));
        Assert.Equal([queued], await ListAsync(1, Enum.GetValues<RecipientState>()));
        Assert.Empty(await ListAsync(10, RecipientState.Failed));
    }

    [Fact]
    public async Task Keeps_PolicyRevisions()
    {
        Assert.Null(await Policies.FindPolicyAsync("r9", CancellationToken.None));
        await Policies.SavePolicyAsync("r9", "{\"a\":1}"u8.ToArray(), CancellationToken.None);
        await Policies.SavePolicyAsync("r9", "{\"a\":1}"u8.ToArray(), CancellationToken.None);
        await ReopenAsync();
        Assert.Equal("{\"a\":1}"u8.ToArray(), await Policies.FindPolicyAsync("r9", CancellationToken.None));
    }

    [Fact]
    public async Task Audits_EachStep_WithPersonalDataSealed()
    {
        var message = await Spool.CommitAsync("x");
        await Spool.StepAsync(message.Id, 0, RecipientEvent.Deferred, message.Envelope.ReceivedAt.AddHours(1), "450 no <taro@city.example.lg.jp>");
        await Spool.StepAsync(message.Id, 0, RecipientEvent.Delivered, reply: "250 ok");
        await Audit.RecordAsync(new AuditNote(AuditKind.AdministratorActed, "os:admin", "{\"did\":\"looked\"}"u8.ToArray(), message.Id), CancellationToken.None);
        await Audit.RecordAsync(new AuditNote(AuditKind.ConfigurationChanged, "os:admin", "{\"revision\":\"r2\"}"u8.ToArray()), CancellationToken.None);

        var entries = await Audit.ReadAsync(1, 1000, CancellationToken.None);
        var ours = entries.Where(entry => entry.Message == message.Id).ToList();
        Assert.Equal([AuditKind.Received, AuditKind.Deferred, AuditKind.Delivered, AuditKind.AdministratorActed], ours.Select(entry => entry.Kind));
        Assert.All(ours, entry => Assert.True(entry.Sealed));
        Assert.All(ours, entry => Assert.True(entry.Payload.Span.IndexOf("taro"u8) < 0));
        Assert.Contains("taro@city.example.lg.jp", Encoding.UTF8.GetString((await Audit.OpenPayloadAsync(ours[0], CancellationToken.None))!), StringComparison.Ordinal);
        Assert.Contains("450 no", Encoding.UTF8.GetString((await Audit.OpenPayloadAsync(ours[1], CancellationToken.None))!), StringComparison.Ordinal);
        Assert.Equal("{\"revision\":\"r2\"}", Encoding.UTF8.GetString(entries[^1].Payload.Span));
        Assert.Equal(AuditKind.Started, entries[0].Kind);

        var verification = await Audit.VerifyAsync(CancellationToken.None);
        Assert.True(verification.IsWhole);
        Assert.Equal(entries.Count, verification.Entries);
    }

    [Fact]
    public async Task Commits_FromManySessionsAtOnce_AreAllKeptApart()
    {
        var messages = await Task.WhenAll(Enumerable.Range(0, 400).Select(seed => Task.Run(async () =>
        {
            var content = Content(seed * 37, seed);
            var message = await Spool.CommitAsync(content);
            if (seed % 4 == 0)
            {
                await Spool.StoreOutputAsync(message.Id, 0, new MemoryStream(Content(seed, seed + 1)), CancellationToken.None);
            }

            await Spool.StepAsync(message.Id, 0, RecipientEvent.Delivered);
            return (message.Id, content, seed);
        })));
        await ReopenAsync();

        foreach (var (id, content, seed) in messages)
        {
            Assert.Equal(content, await Spool.ReadOriginalAsync(id));
            Assert.Equal(RecipientState.Delivered, (await Spool.GetAsync(id)).Recipients[0].State);
            if (seed % 4 == 0)
            {
                Assert.Equal(Content(seed, seed + 1), await Spool.ReadOutputAsync(id, 0));
            }
        }

        Assert.True((await Audit.VerifyAsync(CancellationToken.None)).IsWhole);
    }

    private Task ReportAsync(MessageId id, int group, string report) => Spool.ApplyAsync(
        new SpoolChange { Message = id, Group = group, Report = Encoding.UTF8.GetBytes(report) }, CancellationToken.None).AsTask();

    private async Task<List<MessageId>> ListAsync(int max, params RecipientState[] states) =>
        [.. (await Spool.ListAsync(states.ToHashSet(), max, CancellationToken.None)).Select(message => message.Id)];
}
