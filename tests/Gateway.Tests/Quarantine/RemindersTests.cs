using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Auditing;
using Mugai.Gateway.People;
using Mugai.Gateway.Quarantine;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Gateway.Tests.Auditing;
using Mugai.Gateway.Tests.Spooling;
using Mugai.People;
using Mugai.Policies;
using Mugai.Portal.People;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Quarantine;

/// <summary>Requests that wait: those who decide are reminded once, then others decide as well, through restarts; and by whose right anybody decides.</summary>
public sealed class RemindersTests : IAsyncLifetime, IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly SettableTime _time = new(new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero));
    private readonly List<SpooledMessage> _sent = [];
    private ReleasePolicy _policy = new() { EscalateTo = ["情報政策課"] };
    private EmbeddedSpool _spool = null!;
    private PeopleHost _people = null!;

    public async Task InitializeAsync()
    {
        await OpenAsync();
        await AddAsync("sato", "財政課", Role.Staff);
        await AddAsync("suzuki", "財政課", Role.Approver);
        await AddAsync("ito", "情報政策課", Role.Approver);
        await AddAsync("hanako", "情報政策課", Role.Administrator);
    }

    public async Task DisposeAsync()
    {
        await _people.DisposeAsync();
        await _spool.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Approvers_AreRemindedOnce_ThroughARestart()
    {
        await AskAsync();
        await SweepAsync();
        Assert.Empty(_sent);
        _time.Now += TimeSpan.FromDays(1);
        await SweepAsync();
        Assert.Equal(["suzuki@city.example.lg.jp"], AddressedIn(Assert.Single(_sent)));

        await ReopenAsync();
        await SweepAsync();
        Assert.Single(_sent);
        Assert.Single(await _spool.SearchAsync(new AuditQuery { Kinds = [AuditKind.Reminded] }, CancellationToken.None));
    }

    [Fact]
    public async Task NobodyDecided_OthersAreToldOnce_AndDecideAsWell()
    {
        var request = await AskAsync();
        Assert.False(await DecidesAsync(request, "ito"));
        _time.Now += TimeSpan.FromDays(3);
        Assert.True(await DecidesAsync(request, "ito"));
        Assert.True(await DecidesAsync(request, "suzuki"));
        await SweepAsync();
        await ReopenAsync();
        await SweepAsync();
        Assert.Equal(["ito@city.example.lg.jp"], AddressedIn(Assert.Single(_sent)));
        Assert.Single(await _spool.SearchAsync(new AuditQuery { Kinds = [AuditKind.Escalated] }, CancellationToken.None));
    }

    [Fact]
    public async Task WhereThePolicyNamesNobody_AdministratorsAreTold_AndNeverWhereItSaysNever()
    {
        _policy = new ReleasePolicy { RemindAfter = TimeSpan.Zero, EscalateAfter = TimeSpan.Zero };
        await AskAsync();
        _time.Now += TimeSpan.FromDays(5);
        await SweepAsync();
        Assert.Empty(_sent);
        _policy = new ReleasePolicy();
        await SweepAsync();
        Assert.Equal(["hanako@city.example.lg.jp"], AddressedIn(Assert.Single(_sent)));
    }

    [Fact]
    public async Task DecidedRequests_AreLeftAlone_AndTheirMarksGo()
    {
        var request = await AskAsync();
        _time.Now += TimeSpan.FromDays(1);
        await SweepAsync();
        Assert.NotEmpty(new Marks(_spool).Names("reminded/"));
        await ((IRequestRows)_spool).StepAsync(request, RequestState.Asked, RequestEvent.Refuse, "person:a", CancellationToken.None);
        _time.Now += TimeSpan.FromDays(3);
        await SweepAsync();
        Assert.Single(_sent);
        Assert.Empty(new Marks(_spool).Names("reminded/"));
    }

    [Fact]
    public async Task Deputies_DecideByTheRightOfOne_AndHandNothingOn()
    {
        var (sato, suzuki, ito) = (IdOf("sato"), IdOf("suzuki"), IdOf("ito"));
        var today = new DateOnly(2026, 11, 30);
        async Task<DelegationOutcome> NameAsync(string from, string to, int first = 0, int last = 1) =>
            await _people.People.DelegateAsync(new Delegation(from, to, today.AddDays(first), today.AddDays(last)), "person:x", CancellationToken.None);
        Assert.Equal(DelegationOutcome.NotAnApprover, await NameAsync(sato, suzuki));
        Assert.Equal(DelegationOutcome.NotAllowed, await NameAsync(suzuki, suzuki));
        Assert.Equal(DelegationOutcome.NotAllowed, await NameAsync(suzuki, "nobody"));
        Assert.Equal(DelegationOutcome.WrongDays, await NameAsync(suzuki, sato, 2, 1));
        Assert.Equal(DelegationOutcome.WrongDays, await NameAsync(suzuki, sato, -3, -2));
        Assert.Equal(DelegationOutcome.Done, await NameAsync(suzuki, sato));
        Assert.Equal(DelegationOutcome.Overlaps, await NameAsync(suzuki, sato, 1, 5));
        Assert.Equal(DelegationOutcome.Done, await NameAsync(ito, suzuki));

        // suzuki hands on the own right, not ito's.
        var finance = await FindAsync("財政課", today);
        Assert.Equal([suzuki], finance.Single(decider => decider.Person.Id == suzuki).For);
        Assert.Equal([suzuki], finance.Single(decider => decider.Person.Id == sato).For);
        var policy = await FindAsync("情報政策課", today);
        Assert.Equal([ito], policy.Single(decider => decider.Person.Id == suzuki).For);
        Assert.DoesNotContain(policy, decider => decider.Person.Id == sato);
        Assert.DoesNotContain(await FindAsync("財政課", today.AddDays(2)), decider => decider.Person.Id == sato);

        await ReopenAsync();
        Assert.Equal(2, (await FindAsync("財政課", today)).Count);
        Assert.True(await _people.People.EndDelegationAsync(new Delegation(suzuki, sato, today, today.AddDays(1)), "person:x", CancellationToken.None));
        Assert.Single(await FindAsync("財政課", today));
    }

    [Theory]
    [InlineData("b", new[] { "a" }, "c", null, "a")]
    [InlineData("b", new[] { "a" }, "a", null, null)] // in the name of who asked
    [InlineData("b", new[] { "a" }, "b", null, null)] // the own request
    [InlineData("b", new[] { "a" }, "c", "a", null)] // that right agreed already
    [InlineData("b", new[] { "b", "a" }, "c", null, "b")]
    [InlineData("b", new[] { "b", "a" }, "c", "b", "a")]
    [InlineData("b", new[] { "b", "a" }, "a", "b", null)]
    public void Right_IsNeverThatOfWhoAsked_NorUsedTwice(string person, string[] rights, string requester, string? used, string? expected)
    {
        var decider = new Decider(new Person { Id = person, Tenant = "default", SignInName = person, Name = person }, rights);
        Assert.Equal(expected, decider.RightFor(requester, used));
    }

    private async Task<IReadOnlyList<Decider>> FindAsync(string department, DateOnly day) => await _people.People.FindApproversAsync("default", department, day, CancellationToken.None);

    private async Task<bool> DecidesAsync(ReleaseRequest request, string name) =>
        (await Deciders().OfAsync(request, _policy, [], CancellationToken.None)).Any(decider => decider.Person.Id == IdOf(name));

    private Deciders Deciders() => new(_spool, _people.People, (_, _) => _policy, _time);

    private async Task SweepAsync()
    {
        var marks = new Marks(_spool);
        var notices = new RequestNotices(new NoticeMail(_spool, _spool, marks, _ => "postmaster@gw.example", "gw.example", _sent.Add, _time), _people.People, "https://mugai.example");
        await new Reminders(_spool, Deciders(), notices, marks, _time).SweepAsync(CancellationToken.None);
    }

    private async Task<ReleaseRequest> AskAsync()
    {
        var message = (await _spool.CommitAsync("mail")).Id;
        await _spool.StepAsync(message, 0, RecipientEvent.Delivered);
        var request = new ReleaseRequest
        {
            Id = MessageId.New(), State = RequestState.Asked, Recipient = 0, MadeAt = _time.Now, Until = _time.Now.AddDays(7),
            Asked = new NewRequest { Message = message, Person = IdOf("sato"), Tenant = "default", Department = "財政課", Addresses = [], Way = ReleaseWay.Download, Reason = new UntrustedText("why") },
        };
        await ((IRequestRows)_spool).AddAsync(request, CancellationToken.None);
        return request;
    }

    private string IdOf(string name) => _people.Administration.List(null).Single(account => account.Person.SignInName == name).Person.Id;

    private static IEnumerable<string> AddressedIn(SpooledMessage mail) => mail.Envelope.Recipients.Select(recipient => recipient.Address);

    private async Task AddAsync(string name, string department, Role role) => await _people.Administration.AddAsync(
        new PersonDraft("default", name, name, department, [role], [$"{name}@city.example.lg.jp"], []), "os:test", "test", CancellationToken.None);

    private async Task OpenAsync()
    {
        _spool = await EmbeddedSpool.OpenAsync(_folder.Options, null, _time);
        _people = PeopleHost.Open(_spool, _spool.PeopleKey, new PeopleOptions { SecondFactor = [] }, _time, NullLoggerFactory.Instance);
    }

    private async Task ReopenAsync()
    {
        await DisposeAsync();
        await OpenAsync();
    }
}
