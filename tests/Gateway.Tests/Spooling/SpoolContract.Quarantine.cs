using Mugai.Auditing;
using Mugai.Quarantine;
using Mugai.Spooling;
using static Mugai.Gateway.Tests.Spooling.SpoolExtensions;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>The store as a quarantine: what is found, what is kept, what is held.</summary>
public abstract partial class SpoolContract
{
    private IQuarantine Quarantine => (IQuarantine)Spool;

    [Fact]
    public async Task Search_FindsByWhatTheEnvelopeAndTheReportSay()
    {
        var budget = await MailAsync("taro@city.example.lg.jp", "billing@partner.example", "令和8年度 予算要求資料（最終版）", new(TermKind.Finding, "ooxml.vba"), new(TermKind.Hash, "aa11"));
        var invoice = await MailAsync("jiro@city.example.lg.jp", "billing@other.example", "Invoice ＡＢＣ-2026", new(TermKind.Finding, "pdf.javascript"), new(TermKind.Reason, "*"));
        await ReopenAsync();

        Assert.Equal([invoice, budget], await FindAsync(new()));
        Assert.Equal([budget], await FindAsync(new() { Recipients = ["TARO@city.example.lg.jp"] }));
        Assert.Equal([invoice, budget], await FindAsync(new() { Recipients = ["taro@city.example.lg.jp", "jiro@city.example.lg.jp"] }));
        Assert.Equal([budget], await FindAsync(new() { Sender = "billing@partner.example" }));
        Assert.Equal([invoice], await FindAsync(new() { Sender = "other.example" }));
        Assert.Equal([budget], await FindAsync(new() { Subject = "予算要求" }));
        Assert.Equal([invoice], await FindAsync(new() { Subject = "abc-2026" }));
        Assert.Equal([budget], await FindAsync(new() { Subject = "年度予算" }));
        Assert.Empty(await FindAsync(new() { Subject = "要求予算" }));
        Assert.Equal([budget], await FindAsync(new() { Finding = "ooxml.vba" }));
        Assert.Equal([budget], await FindAsync(new() { Hash = "aa11" }));
        Assert.Equal([invoice], await FindAsync(new() { KeptBack = true }));
        Assert.Empty(await FindAsync(new() { Recipients = ["taro@city.example.lg.jp"], Finding = "pdf.javascript" }));
        Assert.Equal([invoice, budget], await FindAsync(new() { Tenant = "city" }));
        Assert.Empty(await FindAsync(new() { Tenant = "town" }));
        Assert.Empty(await FindAsync(new() { From = DateTimeOffset.UtcNow.AddYears(10) }));
        Assert.Equal([invoice, budget], await FindAsync(new() { States = [RecipientState.Delivered] }));
        Assert.Empty(await FindAsync(new() { States = [RecipientState.Held] }));
    }

    [Fact]
    public async Task Search_GoesPageByPage_AndNeverShowsAMailTwice()
    {
        var all = new List<MessageId>();
        for (var i = 0; i < 23; i++)
        {
            all.Add(await MailAsync("taro@city.example.lg.jp", "a@b.example", $"number {i}"));
        }

        all.Reverse();
        var seen = new List<MessageId>();
        for (long? before = long.MaxValue; before is { } place;)
        {
            var page = await Quarantine.SearchAsync(new QuarantineQuery { Recipients = ["taro@city.example.lg.jp"], Before = place, Max = 5 }, CancellationToken.None);
            Assert.InRange(page.Items.Count, 1, 5);
            seen.AddRange(page.Items.Select(item => item.Message.Id));
            before = page.Next;
        }

        Assert.Equal(all, seen);
    }

    [Fact]
    public async Task Erased_IsFoundByNothing_AndNoTermIsLeft()
    {
        var id = await MailAsync("taro@city.example.lg.jp", "a@b.example", "secret subject", new SearchTerm(TermKind.Hash, "bb22"));
        await Spool.EraseAsync(id, "os:admin", new UntrustedText("test"), CancellationToken.None);

        Assert.Empty(await FindAsync(new() { Recipients = ["taro@city.example.lg.jp"] }));
        Assert.Empty(await FindAsync(new() { Hash = "bb22" }));
        Assert.Null(await Quarantine.FindItemAsync(id, CancellationToken.None));
        Assert.Equal(0, (await Quarantine.CountAsync(DateTimeOffset.UtcNow, CancellationToken.None)).Mails);
    }

    [Fact]
    public async Task Pinned_OutlivesItsRetention_OnRecord()
    {
        var kept = await MailAsync("taro@city.example.lg.jp", "a@b.example", "kept");
        var gone = await MailAsync("taro@city.example.lg.jp", "a@b.example", "gone");
        await Quarantine.PinAsync(kept, true, "os:admin", new UntrustedText("訴訟のため"), CancellationToken.None);

        Assert.Equal(1, await Spool.ExpireAsync(DateTimeOffset.MaxValue, CancellationToken.None));
        Assert.Null(await Spool.FindAsync(gone, CancellationToken.None));
        Assert.Equal([kept], await FindAsync(new() { Pinned = true }));
        await Quarantine.PinAsync(kept, false, "os:admin", default, CancellationToken.None);
        Assert.Equal(1, await Spool.ExpireAsync(DateTimeOffset.MaxValue, CancellationToken.None));
        Assert.Equal(2, (await Audit.SearchAsync(new AuditQuery { Kinds = [AuditKind.Pinned], Actor = "os:admin" }, CancellationToken.None)).Count);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Quarantine.PinAsync(kept, true, "os:admin", default, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Retention_OfAPolicy_CountsInsteadOfTheInstallations()
    {
        async Task<MessageId> KeptAsync(TimeSpan? first, TimeSpan? second)
        {
            RecipientGroup[] groups = [new(0, "city", "a", "r") { Retention = first }, new(1, "city", "b", "r") { Retention = second }];
            var envelope = Envelope("1@a", "2@b") with { ReceivedAt = DateTimeOffset.UtcNow.AddDays(-10) };
            var message = await Spool.CommitAsync("x"u8.ToArray(), envelope, groups, [0, 1]);
            await Spool.StepAsync(message.Id, 0, RecipientEvent.Delivered);
            await Spool.StepAsync(message.Id, 1, RecipientEvent.Delivered);
            return message.Id;
        }

        var shorter = await KeptAsync(TimeSpan.FromDays(1), TimeSpan.FromDays(5));
        var longer = await KeptAsync(TimeSpan.FromDays(1), TimeSpan.FromDays(20));
        var usual = await KeptAsync(null, TimeSpan.FromDays(1));
        await Spool.ExpireAsync(DateTimeOffset.UtcNow.AddDays(-30), CancellationToken.None);
        Assert.Equal([usual, longer], await FindAsync(new()));
        await Spool.ExpireAsync(DateTimeOffset.UtcNow.AddDays(-9), CancellationToken.None);
        Assert.Equal([longer], await FindAsync(new()));
        Assert.Null(await Spool.FindAsync(shorter, CancellationToken.None));
    }

    [Fact]
    public async Task HoldEverything_LastsThroughARestart_UntilItIsTakenBack()
    {
        await Quarantine.HoldEverythingAsync("town", true, "os:admin", new UntrustedText("incident"), CancellationToken.None);
        await ReopenAsync();
        Assert.True(Quarantine.HoldsEverythingOf("town"));
        Assert.False(Quarantine.HoldsEverythingOf("city"));
        await Quarantine.HoldEverythingAsync("", true, "os:admin", new UntrustedText("incident"), CancellationToken.None);
        Assert.True(Quarantine.HoldsEverythingOf("city"));
        await Quarantine.HoldEverythingAsync("", false, "os:admin", new UntrustedText("over"), CancellationToken.None);
        await Quarantine.HoldEverythingAsync("town", false, "os:admin", new UntrustedText("over"), CancellationToken.None);
        Assert.Empty(Quarantine.HeldTenants);
        Assert.Equal(4, (await Audit.SearchAsync(new AuditQuery { Kinds = [AuditKind.HoldChanged] }, CancellationToken.None)).Count);
    }

    private async Task<IEnumerable<MessageId>> FindAsync(QuarantineQuery query) =>
        (await Quarantine.SearchAsync(query, CancellationToken.None)).Items.Select(item => item.Message.Id);

    private async Task<MessageId> MailAsync(string to, string from, string subject, params SearchTerm[] terms)
    {
        var message = await Spool.CommitAsync("mail"u8.ToArray(), Envelope(to) with { MailFrom = from }, OneGroup, [0]);
        var report = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { subject, messageId = "", from, report = new { } });
        await Spool.ApplyAsync(
            new SpoolChange { Message = message.Id, Steps = [new(0, RecipientEvent.Delivered)], Report = report, Terms = [.. SearchTerm.PairsOf(subject), .. terms] }, CancellationToken.None);
        return message.Id;
    }
}
