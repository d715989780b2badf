using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Spooling;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.People;

/// <summary>Everything about people, put together over one store: for the server and for commands on a stopped one.</summary>
internal sealed class PeopleHost : IAsyncDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    private readonly ISealedRows _rows;
    private readonly AccountStore _store;
    private readonly SessionStore _sessions;
    private readonly PeopleOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private ITimer? _sweep;

    private PeopleHost(ISealedRows rows, byte[] key, PeopleOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        var log = loggers.CreateLogger("Mugai.People");
        _rows = rows;
        _options = options;
        _clock = clock;
        _store = new AccountStore(rows);
        _sessions = new SessionStore(rows, LongestSession, clock);
        if (_store.Damaged > 0)
        {
            PeopleLog.Damaged(log, _store.Damaged);
        }

        People = new PeopleDirectory(_store, rows, options, clock);
        Administration = new AccountAdministration(_store, _sessions, options, clock).WithPlanned(rows);
        _log = log;
        Accounts = new Accounts(_store, _sessions, options, key, clock, log);
    }

    public IPeople People { get; }

    /// <summary>The departments of the people whom an address belongs to, for the conditions of policies.</summary>
    public IReadOnlyList<string> DepartmentsOf(string address) =>
        [.. _store.Table.FindByAddress(address).Where(account => account.Person.IsActive).Select(account => account.Person.Department).Where(department => department.Length > 0).Distinct()];

    public Accounts Accounts { get; }

    public AccountAdministration Administration { get; }

    private TimeSpan LongestSession => _options.SessionLength > _options.AdministratorSessionLength ? _options.SessionLength : _options.AdministratorSessionLength;

    public static PeopleHost Open(ISealedRows rows, byte[] key, PeopleOptions options, TimeProvider clock, ILoggerFactory loggers) => new(rows, key, options, clock, loggers);

    /// <summary>Tells the set-up code when there is nobody yet, and begins the hourly work.</summary>
    public void Start(string portal)
    {
        Accounts.TellSetUpCode(portal);
        _sweep = _clock.CreateTimer(_ => _ = SweepAsync(), null, TimeSpan.Zero, SweepEvery);
    }

    /// <summary>What the portal asks.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton(_clock);
        services.AddSingleton(People);
        services.AddSingleton<IAccounts>(Accounts);
        services.AddSingleton<IAccountAdministration>(Administration);
        // Keys of cookies and form tokens outlive a restart and are kept like everything else that is secret.
        services.AddDataProtection().SetApplicationName("mugai");
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new ProtectionKeys(_rows));
    }

    public async ValueTask DisposeAsync()
    {
        if (_sweep is not null)
        {
            await _sweep.DisposeAsync().ConfigureAwait(false);
        }

        Accounts.Dispose();
        _store.Dispose();
    }

    private async Task SweepAsync()
    {
        try
        {
            await _sessions.SweepAsync(_clock.GetUtcNow() - LongestSession, CancellationToken.None).ConfigureAwait(false);
            await Administration.TakeDueAsync(_log, CancellationToken.None).ConfigureAwait(false);
            if (await Administration.DisableUnusedAsync(CancellationToken.None).ConfigureAwait(false) is > 0 and var count)
            {
                PeopleLog.DisabledUnused(_log, count);
            }
        }
        catch (Mugai.Spooling.SpoolUnavailableException)
        {
            // The store told of it; the next hour tries again.
        }
    }
}
