using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>Signing in, and everything that must not open the door. One gateway for all of them; each has accounts of its own.</summary>
public sealed class SignInTests(SignInTests.Running running) : IClassFixture<SignInTests.Running>
{
    private const string Password = "kawara-mizu-9 tsukue";

    private MugaiServer Gateway => running.Gateway;

    [Fact]
    public async Task TemporaryPassword_OpensOnlyTheChoiceOfAnother()
    {
        var temporary = await AddAsync("ichi", "staff");
        using var visitor = new PortalVisitor(Gateway);
        await visitor.SubmitAsync("/sign-in", ("name", "ICHI"), ("password", temporary));
        Assert.Equal("/sign-in/password", visitor.Location);
        // Half a sign-in opens nothing else.
        Assert.StartsWith("/sign-in?", (await visitor.GetAsync("/account")).Location, StringComparison.Ordinal);

        await visitor.SubmitAsync("/sign-in/password", ("password", "short"), ("repeat", "short"));
        Assert.Contains("at least 12", visitor.Body, StringComparison.Ordinal);
        await visitor.SubmitAsync("/sign-in/password", ("password", "abcdefghijklmnop"), ("repeat", "abcdefghijklmnop"));
        Assert.Contains("rows of the keyboard", visitor.Body, StringComparison.Ordinal);
        await visitor.SubmitAsync("/sign-in/password", ("password", Password + "ichi"), ("repeat", Password + "ichi"));
        Assert.Contains("sign-in name", visitor.Body, StringComparison.Ordinal);
        await visitor.SubmitAsync("/sign-in/password", ("password", temporary), ("repeat", temporary));
        Assert.Contains("another password", visitor.Body, StringComparison.Ordinal);
        await visitor.SubmitAsync("/sign-in/password", ("password", Password), ("repeat", Password));
        Assert.Equal("/", visitor.Location);
        Assert.Contains("ichi", (await visitor.GetAsync("/account")).Body, StringComparison.Ordinal);

        using var again = new PortalVisitor(Gateway);
        await again.SubmitAsync("/sign-in", ("name", "ichi"), ("password", temporary));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        // Typed with the input method left on: full width.
        await again.SubmitAsync("/sign-in", ("name", "ichi"), ("password", Password.Replace('9', '９')));
        Assert.Equal(HttpStatusCode.Found, again.Status);
    }

    [Fact]
    public async Task WrongPassword_LooksLikeAnAccountThatDoesNotExist()
    {
        await AddAsync("niban", "staff");
        using var visitor = new PortalVisitor(Gateway);
        var wrong = await AnswerAsync("niban");
        Assert.Equal(wrong, await AnswerAsync("nobody-of-this-name"));
        Assert.Equal(wrong, await AnswerAsync("niban"));
        await Gateway.CommandAsync("user", "disable", "niban", "--reason", "test");
        Assert.Equal(wrong, await AnswerAsync("niban"));

        async Task<string> AnswerAsync(string name)
        {
            await visitor.SubmitAsync("/sign-in", ("name", name), ("password", "not this one at all"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
            return Regex.Replace(visitor.Body.Replace(name, "", StringComparison.Ordinal), "value=\"CfDJ[^\"]+\"", "");
        }
    }

    [Fact]
    public async Task FailedTries_LockTheAccount_UntilAnAdministratorResetsIt()
    {
        var temporary = await AddAsync("san", "staff");
        using var visitor = new PortalVisitor(Gateway);
        for (var i = 0; i < 5; i++)
        {
            await visitor.SubmitAsync("/sign-in", ("name", "san"), ("password", "wrong password"));
        }

        await visitor.SubmitAsync("/sign-in", ("name", "san"), ("password", temporary));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.NotNull((await UserAsync("san"))["lockedUntil"]);

        var reset = await Gateway.CommandAsync("user", "reset", "san", "--reason", "locked out");
        await visitor.SubmitAsync("/sign-in", ("name", "san"), ("password", reset.Text.Trim().Split(' ')[^1]));
        Assert.Equal("/sign-in/password", visitor.Location);
    }

    [Fact]
    public async Task SecondFactor_IsDemandedOfApprovers_AndEachCodeOpensOnce()
    {
        var temporary = await AddAsync("yon", "approver");
        using var visitor = new PortalVisitor(Gateway);
        await visitor.SubmitAsync("/sign-in", ("name", "yon"), ("password", temporary));
        await visitor.SubmitAsync("/sign-in/password", ("password", Password), ("repeat", Password));
        Assert.Equal("/sign-in/enrol", visitor.Location);
        Assert.StartsWith("/sign-in?", (await visitor.GetAsync("/account")).Location, StringComparison.Ordinal);
        var app = new OneTimeCode((await visitor.GetAsync("/sign-in/enrol")).Find("<p class=\"key\">([A-Z2-7 ]+)</p>")!);
        Assert.Contains("<svg role=\"img\"", visitor.Body, StringComparison.Ordinal);
        await visitor.SubmitAsync("/sign-in/enrol", ("code", "000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        var enrolledAt = DateTimeOffset.UtcNow;
        await visitor.SubmitAsync("/sign-in/enrol", ("code", app.At(enrolledAt)));
        var recovery = Regex.Matches(visitor.Body, "<li>([A-Z2-9-]{14})</li>").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(10, recovery.Distinct().Count());
        var token = visitor.Find("action=\"/sign-in/enrol\\?handler=continue\".*?name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"");
        await visitor.PostAsync("/sign-in/enrol?handler=continue", ("__RequestVerificationToken", token!));
        Assert.Equal("/", visitor.Location);

        using var second = new PortalVisitor(Gateway);
        await second.SubmitAsync("/sign-in", ("name", "yon"), ("password", Password));
        Assert.Equal("/sign-in/code", second.Location);
        // The step whose code enrolled the app is used up; the next one (the phone's clock may be ahead) is not.
        await second.SubmitAsync("/sign-in/code", ("code", app.At(enrolledAt)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Status);
        await second.SubmitAsync("/sign-in/code", ("code", recovery[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)));
        Assert.Equal("/", second.Location);

        using var third = new PortalVisitor(Gateway);
        await third.SubmitAsync("/sign-in", ("name", "yon"), ("password", Password));
        await third.SubmitAsync("/sign-in/code", ("code", recovery[0]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, third.Status);
        await third.SubmitAsync("/sign-in/code", ("code", app.At(enrolledAt.AddSeconds(30))));
        Assert.Equal("/", third.Location);
    }

    [Fact]
    public async Task Session_IsNewAtSignIn_EndsAtSignOut_AndOutlivesNothing()
    {
        using var visitor = new PortalVisitor(Gateway);
        visitor.Cookies.Add(Gateway.Url("/"), new Cookie("mugai.session", "planted-by-somebody-else"));
        await SignInAsync(visitor, "go");
        var session = visitor.Cookie("mugai.session")!;
        Assert.NotEqual("planted-by-somebody-else", session);

        // The same browser signs in again: the session from before is not taken over, and is over.
        await visitor.SubmitAsync("/account", "/sign-in", ("name", "go"), ("password", Password));
        Assert.NotEqual(session, visitor.Cookie("mugai.session"));
        using var copy = new PortalVisitor(Gateway);
        copy.Cookies.Add(Gateway.Url("/"), new Cookie("mugai.session", session));
        Assert.StartsWith("/sign-in?", (await copy.GetAsync("/account")).Location, StringComparison.Ordinal);

        copy.Cookies.Add(Gateway.Url("/"), new Cookie("mugai.session", visitor.Cookie("mugai.session")));
        Assert.Equal(HttpStatusCode.OK, (await copy.GetAsync("/account")).Status);
        await visitor.SubmitAsync("/account", "/sign-out");
        Assert.StartsWith("/sign-in?", (await copy.GetAsync("/account")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisabledAccount_IsOutAtOnce()
    {
        using var visitor = new PortalVisitor(Gateway);
        await SignInAsync(visitor, "roku");
        Assert.Equal(0, (await Gateway.CommandAsync("user", "disable", "roku", "--reason", "left")).Code);
        Assert.StartsWith("/sign-in?", (await visitor.GetAsync("/account")).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/language")]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/account/password")]
    [InlineData("/account/second-factor?handler=codes")]
    public async Task Forms_AreRefusedWithoutTheirToken(string path)
    {
        using var visitor = new PortalVisitor(Gateway);
        await SignInAsync(visitor, "nana" + Math.Abs(path.GetHashCode(StringComparison.Ordinal)));
        await visitor.PostAsync(path, ("language", "ja"), ("current", Password));
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account")).Status);

        // A token of another session is no better.
        using var other = new PortalVisitor(Gateway);
        var foreign = (await other.GetAsync("/sign-in")).Find("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"");
        await visitor.PostAsync(path, ("__RequestVerificationToken", foreign!), ("language", "ja"));
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
    }

    [Fact]
    public async Task Pages_OfOthersRoles_LookLikePagesThatDoNotExist()
    {
        using var visitor = new PortalVisitor(Gateway);
        await SignInAsync(visitor, "hachi");
        var nothing = Plain((await visitor.GetAsync("/no-such-page")).Body);
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        foreach (var path in (string[])["/admin/people", "/admin/people/add", "/admin/people/import", "/admin/people.csv", "/admin/people/" + new string('a', 32)])
        {
            await visitor.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
            Assert.Equal(nothing, Plain(visitor.Body));
        }

        static string Plain(string body) => Regex.Replace(Regex.Replace(body, "value=\"CfDJ[^\"]+\"", ""), "name=\"to\" value=\"[^\"]*\"", "");
    }

    [Theory]
    [InlineData("/account", "/account")]
    [InlineData("//evil.example/", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    public async Task SignIn_LeadsBackInsideAlone(string target, string landing)
    {
        using var visitor = new PortalVisitor(Gateway);
        await SignInAsync(visitor, "kyu" + Math.Abs(target.GetHashCode(StringComparison.Ordinal)));
        await visitor.SubmitAsync("/account", "/sign-out");
        await visitor.SubmitAsync("/sign-in", ("name", visitor.SignInName!), ("password", Password), ("to", target));
        Assert.Equal(landing, visitor.Location);
    }

    [Fact]
    public async Task Language_IsKeptInTheAccount()
    {
        using var visitor = new PortalVisitor(Gateway, "ja");
        await SignInAsync(visitor, "ju");
        Assert.Contains("マイアカウント", (await visitor.GetAsync("/account")).Body, StringComparison.Ordinal);
        await visitor.SubmitAsync("/account", "/language", ("language", "en"), ("to", "/account"));
        Assert.Equal("/account", visitor.Location);
        using var elsewhere = new PortalVisitor(Gateway, "ja");
        await elsewhere.SubmitAsync("/sign-in", ("name", "ju"), ("password", Password));
        Assert.Contains("<html lang=\"en\">", (await elsewhere.GetAsync("/account")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_NeverStandInTheAuditLogOrTheDatabase()
    {
        using var visitor = new PortalVisitor(Gateway);
        await SignInAsync(visitor, "secretive-name");
        var export = await Gateway.CommandAsync("audit", "export");
        Assert.Contains("SignedIn", export.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secretive-name", export.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await Gateway.CommandAsync("audit", "verify")).Code);
        foreach (var file in Directory.GetFiles(Gateway.Store, "mugai.db*"))
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await open.CopyToAsync(bytes);
            Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf("secretive-name"u8));
        }
    }

    private async Task SignInAsync(PortalVisitor visitor, string name)
    {
        var temporary = await AddAsync(name, "staff");
        visitor.SignInName = name;
        await visitor.SubmitAsync("/sign-in", ("name", name), ("password", temporary));
        await visitor.SubmitAsync("/sign-in/password", ("password", Password), ("repeat", Password));
        Assert.Equal("/", visitor.Location);
    }

    private async Task<string> AddAsync(string name, string role)
    {
        var added = await Gateway.CommandAsync("user", "add", name, "--name", $"Test {name}", "--role", role, "--address", $"{name}@{MugaiServer.Domain}", "--reason", "test");
        Assert.True(added.Code == 0, added.ToString());
        return added.Text.Trim().Split(' ')[^1];
    }

    private async Task<JsonObject> UserAsync(string name) =>
        JsonNode.Parse((await Gateway.CommandAsync("user", "list", "--json")).Text)!.AsArray().Single(user => user!["signInName"]!.GetValue<string>() == name)!.AsObject();

    public sealed class Running : IAsyncLifetime
    {
        public MugaiServer Gateway { get; private set; } = null!;

        public async Task InitializeAsync() => Gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean", PublicUrl = null, People = ["lockClientAfter: 1000"] });

        public async Task DisposeAsync() => await Gateway.DisposeAsync();
    }
}
