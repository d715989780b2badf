using System.Text;
using Mugai.Gateway.People;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.Tests.People;

/// <summary>Codes that work once, lists that wait for their day, addresses that can be somebody's.</summary>
public sealed class AccountTests
{
    private const string Issuer = "https://idp.example";

    [Fact]
    public async Task Code_OpensOnce_AndNoneBeforeIt()
    {
        await using var office = new Office();
        await office.SettleAsync("suzuki", Role.Approver);
        var pending = (await office.Accounts.CheckPasswordAsync("suzuki", Office.Password, Office.Client, CancellationToken.None))!;
        Assert.Equal(SignInStep.Enrol, office.Accounts.NextStep(pending));
        var secret = SecretOf(office.Accounts.BeginEnrolment(pending.Person));
        Assert.Null(await office.Accounts.ConfirmEnrolmentAsync(pending.Person, "000000", Office.Client, CancellationToken.None));
        var recovery = await office.Accounts.ConfirmEnrolmentAsync(pending.Person, Totp.CodeAt(secret, office.Clock.GetUtcNow()), Office.Client, CancellationToken.None);
        Assert.Equal(10, recovery!.Count);

        // The code that enrolled is spent; the next one works once, and the one before it is spent with it.
        Assert.False(await TakesAsync(Totp.CodeAt(secret, office.Clock.GetUtcNow())));
        var skipped = Totp.CodeAt(secret, office.Clock.GetUtcNow() + TimeSpan.FromSeconds(30));
        office.Clock.Advance(TimeSpan.FromSeconds(60));
        var next = Totp.CodeAt(secret, office.Clock.GetUtcNow());
        Assert.True(await TakesAsync(next));
        Assert.False(await TakesAsync(next));
        Assert.False(await TakesAsync(skipped));

        // Also after the clock was put back, and after a restart.
        await office.RestartAsync();
        Assert.False(await TakesAsync(next));
        Assert.True(await TakesAsync(recovery[3]));
        Assert.False(await TakesAsync(recovery[3]));

        async Task<bool> TakesAsync(string code)
        {
            var again = (await office.Accounts.CheckPasswordAsync("suzuki", Office.Password, Office.Client, CancellationToken.None))!;
            var taken = await office.Accounts.CheckCodeAsync(again, code, Office.Client, CancellationToken.None) is { } given
                && await office.Accounts.BeginSessionAsync(given, Office.Client, CancellationToken.None) is not null;
            return taken;
        }
    }

    [Fact]
    public async Task List_TakesEffectOnItsDay_AndCanBeTakenBackUntilThen()
    {
        await using var office = new Office(new PeopleOptions { SecondFactor = [], DisableUnusedAfter = TimeSpan.Zero });
        await office.SettleAsync("hanako", Role.Administrator);
        var sato = await office.SettleAsync("sato", Role.Staff);
        var session = await office.BeginAsync("sato");
        var day = DateOnly.FromDateTime(office.Clock.GetLocalNow().DateTime).AddDays(3);
        var taken = await office.Administration.ImportAsync(
            "default", "サインイン名,氏名,所属,役割,状態\nsato,佐藤,総務課,職員;承認者,\nkimura,木村,総務課,職員,\n", day, "test", "人事異動", CancellationToken.None);
        var withdrawn = await office.Administration.ImportAsync("default", "サインイン名,状態\nsato,退職\n", day, "test", "誤り", CancellationToken.None);
        Assert.Equal(2, office.Administration.Planned("default").Count);
        Assert.True(await office.Administration.CancelAsync(withdrawn!.Planned!.Id, "test", "test", CancellationToken.None));
        await office.RestartAsync(); // what waits is kept

        office.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("財政課", office.Administration.Find(sato.Id)!.Person.Department);
        Assert.Null(await office.Accounts.CheckPasswordAsync("kimura", taken!.TemporaryPasswords[0].Password, Office.Client, CancellationToken.None));
        for (var hour = 0; hour < 25; hour++)
        {
            office.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Empty(office.Administration.Planned("default"));
        var moved = office.Administration.Find(sato.Id)!.Person;
        Assert.Equal("総務課", moved.Department);
        Assert.Equal([Role.Staff, Role.Approver], moved.Roles);
        Assert.True(moved.IsActive);
        Assert.NotNull(await office.Accounts.CheckPasswordAsync("kimura", taken.TemporaryPasswords[0].Password, Office.Client, CancellationToken.None));
        Assert.Null(office.Accounts.UseSession(session)); // that is three days old
    }

    [Fact]
    public async Task Address_OfAnotherDomain_IsRefused_WithWhatToDo()
    {
        await using var office = new Office(new PeopleOptions { DomainsOf = _ => ["city.example.lg.jp", "日本.example"] });
        Assert.Empty((await AddAsync("ichi", "ichi@City.Example.LG.jp", "ichi@xn--wgv71a.example")).Faults);
        var refused = Assert.Single((await AddAsync("niban", "niban@city.example.ne.jp")).Faults);
        Assert.Equal("addresses", refused.Field);
        Assert.Contains("受信ドメイン：city.example.lg.jp", refused.Ja, StringComparison.Ordinal);
        Assert.Contains("add the domain to smtp.recipientDomains", refused.En, StringComparison.Ordinal);

        var preview = office.Administration.Preview("default", "signInName,name,addresses\nsan,San,san@city.example.lg.jp\nyon,Yon,yon@elsewhere.example;yon@city.example.lg.jp\n");
        var fault = Assert.Single(preview.Faults);
        Assert.Equal(3, fault.Line);
        Assert.Contains("yon@elsewhere.example", fault.En, StringComparison.Ordinal);

        async Task<AccountResult> AddAsync(string name, params string[] addresses) =>
            await office.Administration.AddAsync(Office.Draft(name, [Role.Staff], addresses), "test", "test", CancellationToken.None);
    }

    [Fact]
    public async Task SetUpCode_IsSpent_AfterTwentyWrongOnes()
    {
        await using var office = new Office(new PeopleOptions { LockClientAfter = 1000 });
        for (var attempt = 1; attempt < 20; attempt++)
        {
            Assert.Equal(SetUpRefusal.WrongCode, (await TryAsync("WRONG-CODE")).Why);
        }

        Assert.Equal(SetUpRefusal.SpentCode, (await TryAsync("WRONG-CODE")).Why);
        Assert.Equal(SetUpRefusal.SpentCode, (await TryAsync("WRONG-CODE")).Why);

        ValueTask<SetUpResult> TryAsync(string code) => office.Accounts.SetUpAsync(code, "hanako", "Hanako", "", Office.Password, Office.Client, CancellationToken.None);
    }

    [Theory]
    [InlineData("pwd", SignInStep.Enrol)]
    [InlineData("otp", SignInStep.Done)]
    public async Task Provider_VouchesForASecondFactor_WhereTheOperatorSaysSo(string method, SignInStep next)
    {
        await using var office = new Office(WithProvider);
        var answer = await office.Accounts.SignInByProviderAsync(Somebody("subject-1") with { Methods = [method] }, Office.Client, CancellationToken.None);
        // Enrolment is for who has shown no second factor at all.
        Assert.Equal(next, office.Accounts.NextStep(answer.Pending!));
    }

    [Fact]
    public async Task Provider_SameSubjectOfAnotherIssuer_IsSomebodyElse()
    {
        await using var office = new Office(WithProvider);
        var first = (await office.Accounts.SignInByProviderAsync(Somebody("subject-1"), Office.Client, CancellationToken.None)).Pending!.Person;
        Assert.Equal(first, (await office.Accounts.SignInByProviderAsync(Somebody("subject-1") with { SignInName = "renamed" }, Office.Client, CancellationToken.None)).Pending!.Person);
        Assert.Equal("renamed", office.Administration.Find(first)!.Person.SignInName);
        var other = Somebody("subject-1") with { Issuer = "https://other.example" };
        Assert.NotEqual(first, (await office.Accounts.SignInByProviderAsync(other, Office.Client, CancellationToken.None)).Pending!.Person);
        Assert.Equal(ProviderRefusal.NameTaken, (await office.Accounts.SignInByProviderAsync(Somebody("subject-2") with { SignInName = "ＲＥＮＡＭＥＤ" }, Office.Client, CancellationToken.None)).Why);
        Assert.Contains(office.Rows.Notes, note => Encoding.UTF8.GetString(note.Payload.Span).Contains("nameTaken", StringComparison.Ordinal));
    }

    private static PeopleOptions WithProvider => new()
    {
        Oidc = new OidcOptions { Issuer = Issuer, Groups = new Dictionary<Role, string> { [Role.Approver] = "*" }, SecondFactorMethods = ["otp", "mfa"] },
    };

    private static ProviderIdentity Somebody(string subject) => new(Issuer, subject, "suzuki", "鈴木", "総務課", [], null, ["pwd"]);

    private static byte[] SecretOf(Enrolment offer)
    {
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var letter in offer.Secret.Where(char.IsAsciiLetterOrDigit))
        {
            buffer = ((buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal)) & 0xFFF;
            if ((bits += 5) >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
            }
        }

        return [.. bytes];
    }
}
