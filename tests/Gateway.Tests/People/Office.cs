using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Auditing;
using Mugai.Gateway.People;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Tests.Smtp.Receiving;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.Tests.People;

/// <summary>A municipality with a clock that moves only when told to; its rows are kept in memory and outlive a restart.</summary>
internal sealed class Office : IAsyncDisposable
{
    public const string Password = "kawara-mizu-9 tsukue";
    public const string Client = "192.0.2.1";

    private readonly PeopleOptions _options;

    public Office(PeopleOptions? options = null)
    {
        _options = options ?? new PeopleOptions();
        Clock.Advance(TimeSpan.FromDays(20_000)); // late enough for every duration to be taken off
        People = Open();
    }

    public ManualTime Clock { get; } = new();

    public KeptRows Rows { get; } = new();

    public PeopleHost People { get; private set; }

    public Accounts Accounts => People.Accounts;

    public AccountAdministration Administration => People.Administration;

    public async Task RestartAsync()
    {
        await People.DisposeAsync();
        People = Open();
    }

    /// <summary>Makes an account and gives its temporary password.</summary>
    public async Task<(Person Person, string Password)> AddAsync(string name, params Role[] roles)
    {
        var result = await Administration.AddAsync(Draft(name, roles), "test", "test", CancellationToken.None);
        return (result.Person!, result.TemporaryPassword!);
    }

    /// <summary>An account whose first sign-in is over, without a second factor.</summary>
    public async Task<Person> SettleAsync(string name, params Role[] roles)
    {
        var (person, temporary) = await AddAsync(name, roles);
        var pending = await Accounts.CheckPasswordAsync(name, temporary, Client, CancellationToken.None);
        Assert.NotNull((await Accounts.ReplacePasswordAsync(pending!, Password, Client, CancellationToken.None)).Pending);
        return person;
    }

    public async Task<string> BeginAsync(string name) => await Accounts.BeginSessionAsync(
        (await Accounts.CheckPasswordAsync(name, Password, Client, CancellationToken.None))!, Client, CancellationToken.None) ?? throw new InvalidOperationException("The sign-in is not done.");

    public static PersonDraft Draft(string name, Role[] roles, params string[] addresses) => new("default", name, name, "財政課", roles, addresses, []);

    public ValueTask DisposeAsync() => People.DisposeAsync();

    private PeopleHost Open()
    {
        var host = PeopleHost.Open(Rows, new byte[32], _options, Clock, NullLoggerFactory.Instance);
        host.Start("http://127.0.0.1");
        return host;
    }

    internal sealed class KeptRows : ISealedRows
    {
        private readonly Dictionary<(SealedRowKind, string), SealedRow> _rows = [];

        public List<AuditNote> Notes { get; } = [];

        public IReadOnlyList<SealedRow> ReadRows(SealedRowKind kind, out int damaged)
        {
            damaged = 0;
            return [.. _rows.Values.Where(row => row.Kind == kind)];
        }

        public ValueTask WriteRowsAsync(IReadOnlyList<SealedRow> rows, IReadOnlyList<AuditNote> notes, CancellationToken token)
        {
            foreach (var row in rows)
            {
                _ = row.Plain is null ? _rows.Remove((row.Kind, row.Id)) : (_rows[(row.Kind, row.Id)] = row) is not null;
            }

            Notes.AddRange(notes);
            return ValueTask.CompletedTask;
        }
    }
}
