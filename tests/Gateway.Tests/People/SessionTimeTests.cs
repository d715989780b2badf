using Mugai.Gateway.People;
using Mugai.People;

namespace Mugai.Gateway.Tests.People;

/// <summary>How long somebody stays signed in, and how long an account that nobody uses stays open.</summary>
public sealed class SessionTimeTests
{
    private static readonly PeopleOptions NoSecondFactor = new() { SecondFactor = [] };

    [Fact]
    public async Task Session_EndsWhenIdle_AndUsePutsThatOff()
    {
        await using var office = new Office(NoSecondFactor);
        await office.SettleAsync("sato", Role.Staff);
        var session = await office.BeginAsync("sato");
        for (var use = 0; use < 4; use++)
        {
            office.Clock.Advance(TimeSpan.FromMinutes(29));
            Assert.NotNull(office.Accounts.UseSession(session));
        }

        office.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(office.Accounts.UseSession(session));
    }

    [Theory]
    [InlineData(Role.Staff, 12 * 60)]
    [InlineData(Role.Approver, 12 * 60)]
    [InlineData(Role.Administrator, 60)]
    public async Task Session_EndsAtItsLength_HoweverBusyItIs(Role role, int minutes)
    {
        await using var office = new Office(NoSecondFactor);
        await office.SettleAsync("sato", role);
        var session = await office.BeginAsync("sato");
        for (var passed = 10; passed < minutes; passed += 10)
        {
            office.Clock.Advance(TimeSpan.FromMinutes(10));
            Assert.NotNull(office.Accounts.UseSession(session));
        }

        office.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(office.Accounts.UseSession(session));
    }

    [Fact]
    public async Task Session_OfWhoBecomesAdministrator_IsAnAdministratorsAtOnce()
    {
        await using var office = new Office(NoSecondFactor);
        await office.SettleAsync("hanako", Role.Administrator);
        var sato = await office.SettleAsync("sato", Role.Staff);
        var session = await office.BeginAsync("sato");
        for (var use = 0; use < 3; use++)
        {
            office.Clock.Advance(TimeSpan.FromMinutes(25));
            Assert.NotNull(office.Accounts.UseSession(session));
        }

        await office.Administration.ChangeAsync(sato.Id, Office.Draft("sato", [Role.Administrator]), "test", "test", CancellationToken.None);
        Assert.Null(office.Accounts.UseSession(session));
    }

    [Fact]
    public async Task Session_OutlivesARestart_NoLongerThanItsTime()
    {
        await using var office = new Office(NoSecondFactor);
        await office.SettleAsync("sato", Role.Staff);
        var session = await office.BeginAsync("sato");
        office.Clock.Advance(TimeSpan.FromMinutes(20));
        await office.RestartAsync();
        Assert.NotNull(office.Accounts.UseSession(session));
        office.Clock.Advance(TimeSpan.FromHours(13));
        await office.RestartAsync();
        Assert.Null(office.Accounts.UseSession(session));
    }

    [Fact]
    public async Task UnusedAccount_IsDisabled_AndTheLastAdministratorNever()
    {
        await using var office = new Office(NoSecondFactor);
        var hanako = await office.SettleAsync("hanako", Role.Administrator);
        var sato = await office.SettleAsync("sato", Role.Staff);
        var (never, _) = await office.AddAsync("never-came", Role.Staff);
        office.Clock.Advance(TimeSpan.FromDays(60));
        var session = await office.BeginAsync("sato");
        office.Clock.Advance(TimeSpan.FromDays(31));
        Assert.False(office.Administration.Find(never.Id)!.Person.IsActive);
        Assert.True(office.Administration.Find(sato.Id)!.Person.IsActive);
        Assert.True(office.Administration.Find(hanako.Id)!.Person.IsActive);

        // Enabled again it counts as used; by hand the rest of the time has to pass anew.
        await office.Administration.SetActiveAsync(never.Id, true, "test", "back from leave", CancellationToken.None);
        office.Clock.Advance(TimeSpan.FromDays(60));
        Assert.True(office.Administration.Find(never.Id)!.Person.IsActive);
        Assert.False(office.Administration.Find(sato.Id)!.Person.IsActive);
        Assert.Null(office.Accounts.UseSession(session));
        Assert.Null(await office.Accounts.CheckPasswordAsync("sato", Office.Password, Office.Client, CancellationToken.None));
        office.Clock.Advance(TimeSpan.FromDays(31));
        Assert.False(office.Administration.Find(never.Id)!.Person.IsActive);
    }

    [Fact]
    public async Task TemporaryPassword_StopsWorking()
    {
        await using var office = new Office(NoSecondFactor);
        var (_, temporary) = await office.AddAsync("sato", Role.Staff);
        office.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        Assert.Null(await office.Accounts.CheckPasswordAsync("sato", temporary, Office.Client, CancellationToken.None));
    }
}
