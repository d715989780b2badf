using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Mugai.Testing;
using Cookie = System.Net.Cookie;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>People of a real OpenID Connect provider.</summary>
public sealed class OidcTests : IAsyncLifetime
{
    private static readonly Dictionary<string, object> People = new()
    {
        ["subject-1"] = new { name = "佐藤 太郎", preferred_username = "sato", department = "財政課", groups = new[] { "office", "zaisei-approvers" }, email = "taro.sato@city.example.lg.jp", email_verified = true },
        ["subject-2"] = new { name = "Nobody", preferred_username = "nobody", groups = new[] { "others" } },
        ["subject-3"] = new { name = "Sly", preferred_username = "hanako", groups = new[] { "office", "admins" } },
        ["subject-4"] = new { name = "Unverified", preferred_username = "kato", groups = new[] { "office" }, email = "taro.sato@city.example.lg.jp", email_verified = false },
        ["subject-5"] = new { name = "Admin", preferred_username = "admin", groups = new[] { "admins" } },
    };

    private TempFolder Folder { get; } = new();

    private int Port { get; } = LoopbackPort.Free();

    private MugaiServer Gateway { get; set; } = null!;

    private OidcProvider Provider { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean", PublicUrl = null, People = ["secondFactor: [administrator]", .. OidcProvider.Configure(Folder, Port)] });
        Assert.Equal(0, (await Gateway.CommandAsync("user", "add", "hanako", "--role", "administrator", "--reason", "test")).Code);
        Provider = new OidcProvider(Folder, Gateway, Port);
    }

    public async Task DisposeAsync()
    {
        await Provider.DisposeAsync();
        await Gateway.DisposeAsync();
        Folder.Dispose();
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task Person_SignsInByTheProvider_InABrowser(string language)
    {
        await Provider.StartAsync(People);
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Installed.Program("chromium", "chromium"), Args = ["--no-sandbox"] });
        await using var context = await chromium.NewContextAsync(new()
        {
            BaseURL = Gateway.Url("/").ToString(), Locale = language == "ja" ? "ja-JP" : "en-US", ViewportSize = new() { Width = 1200, Height = 800 }, IgnoreHTTPSErrors = true,
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/account");
        await Pictures.ShowAsync(page, language, "portal-sign-in-provider");
        await page.ClickAsync("main a.button");
        Assert.StartsWith($"https://127.0.0.1:{Port}/", page.Url, StringComparison.Ordinal);
        await page.FillAsync("[name=login]", "subject-1");
        await page.FillAsync("[name=password]", "any");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/account");
        await Assertions.Expect(page.Locator("header .who")).ToHaveTextAsync("佐藤 太郎");
        var sato = await UserAsync("sato");
        Assert.Equal("oidc", sato["source"]!.GetValue<string>());
        Assert.Equal("財政課", sato["department"]!.GetValue<string>());
        Assert.Equal(["staff", "approver"], sato["roles"]!.AsArray().Select(role => role!.GetValue<string>()));
        Assert.Equal(["taro.sato@city.example.lg.jp"], sato["addresses"]!.AsArray().Select(address => address!.GetValue<string>()));

        // No password is kept here, so none can be changed or confirmed here.
        Assert.Equal(404, (await page.GotoAsync("/account/password"))!.Status);
        Assert.Equal(404, (await page.GotoAsync("/account/second-factor"))!.Status);
    }

    [Fact]
    public async Task Account_IsKnownBySubject_NeverByNameOrAddress()
    {
        await Provider.StartAsync(People);
        Assert.Equal("/account", (await SignInAsync("subject-1", "/account")).Location);
        var first = (await UserAsync("sato"))["createdAt"]!.GetValue<string>();
        Assert.Equal("/", (await SignInAsync("subject-1")).Location);
        Assert.Equal(first, (await UserAsync("sato"))["createdAt"]!.GetValue<string>());

        // The address of somebody else, which the provider has not verified, opens nobody's mail and nobody's account.
        Assert.Equal("/", (await SignInAsync("subject-4")).Location);
        Assert.Empty((await UserAsync("kato"))["addresses"]!.AsArray());

        // The name of a local administrator makes nobody that administrator.
        var sly = await SignInAsync("subject-3");
        Assert.Equal("/sign-in?why=NameTaken", sly.Location);
        Assert.Contains("Another account has your sign-in name", (await sly.GetAsync(sly.Location!)).Body, StringComparison.Ordinal);
        Assert.Equal("local", (await UserAsync("hanako"))["source"]!.GetValue<string>());

        Assert.Equal("/sign-in?why=NoRole", (await SignInAsync("subject-2")).Location);

        // The second factor that a role needs is asked for here as well.
        Assert.Equal("/sign-in/enrol", (await SignInAsync("subject-5")).Location);

        // A disabled account stays closed, whatever the provider says.
        Assert.Equal(0, (await Gateway.CommandAsync("user", "disable", "sato", "--reason", "test")).Code);
        Assert.Equal("/sign-in?why=Closed", (await SignInAsync("subject-1")).Location);
    }

    [Fact]
    public async Task AccountThatWasThereBefore_IsLinkedByAnAdministrator_AndUnlinkedAgain()
    {
        await Provider.StartAsync(People);
        var added = await Gateway.CommandAsync("user", "add", "t-sato", "--name", "佐藤", "--role", "staff", "--address", "zaisei@city.example.lg.jp", "--reason", "test");
        Assert.Equal(0, added.Code);
        Assert.Equal(2, (await Gateway.CommandAsync("user", "link", "t-sato", "--reason", "neither")).Code);
        Assert.Contains("255", (await Gateway.CommandAsync("user", "link", "t-sato", "--subject", "a b", "--reason", "blank")).Error, StringComparison.Ordinal);
        Assert.Contains("last administrator", (await Gateway.CommandAsync("user", "link", "hanako", "--subject", "subject-5", "--reason", "test")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Gateway.CommandAsync("user", "link", "t-sato", "--subject", "subject-1", "--reason", "one person")).Code);
        Assert.Contains("t-sato", (await Gateway.CommandAsync("user", "link", "hanako", "--subject", "subject-1", "--reason", "twice")).Error, StringComparison.Ordinal);

        // Its password is gone; the provider opens it, and says what it is called.
        using (var visitor = new PortalVisitor(Gateway))
        {
            await visitor.SubmitAsync("/sign-in", ("name", "t-sato"), ("password", added.Text.Trim().Split(' ')[^1]));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        }

        var person = (await UserAsync("t-sato"))["createdAt"]!.GetValue<string>();
        Assert.Equal("/account", (await SignInAsync("subject-1", "/account")).Location);
        var linked = await UserAsync("sato");
        Assert.Equal((person, "oidc"), (linked["createdAt"]!.GetValue<string>(), linked["source"]!.GetValue<string>()));

        var ended = await Gateway.CommandAsync("user", "link", "sato", "--end", "--reason", "wrong person");
        Assert.Equal(0, ended.Code);
        Assert.Equal("local", (await UserAsync("sato"))["source"]!.GetValue<string>());
        using var again = new PortalVisitor(Gateway);
        await again.SubmitAsync("/sign-in", ("name", "sato"), ("password", ended.Text.Trim().Split(' ')[^1]));
        Assert.Equal("/sign-in/password", again.Location);
    }

    [Fact]
    public async Task Answer_HoldsOnce_InTheBrowserThatAsked()
    {
        await Provider.StartAsync(People);
        using var asked = new PortalVisitor(Gateway);
        var returned = await Provider.SignInAsync((await asked.GetAsync("/sign-in/provider?to=%2F%2Fevil.example%2F")).Location!, "subject-1");

        // Sent to somebody else (login CSRF, a stolen address): their browser never asked.
        using (var other = new PortalVisitor(Gateway))
        {
            Assert.Equal("/sign-in?why=NotFinished", (await other.GetAsync(returned)).Location);
            Assert.Contains("The sign-in was not finished", (await other.GetAsync(other.Location!)).Body, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync("/account")).Status);
        }

        // An answer of another issuer is not taken; nor is the good one after it, for the state is spent.
        var mixed = returned.Replace(Uri.EscapeDataString(Provider.Issuer), "x", StringComparison.Ordinal).Replace("iss=", "iss=https%3A%2F%2Fother.example&was=", StringComparison.Ordinal);
        Assert.Equal("/sign-in?why=NotFinished", (await asked.GetAsync(mixed)).Location);

        // The right one, once; a foreign target is forgotten.
        returned = await Provider.SignInAsync((await asked.GetAsync("/sign-in/provider?to=%2F%2Fevil.example%2F")).Location!, "subject-1");
        Assert.Equal("/sign-in/go-on", (await asked.GetAsync(returned)).Location);
        Assert.Equal("/", (await asked.GetAsync("/sign-in/go-on")).Location);
        Assert.Equal("/sign-in?why=NotFinished", (await asked.GetAsync(returned)).Location);

        // Signing in again ends the session that was there: a planted one is never taken over.
        var before = asked.Cookie("mugai.session");
        using var planted = new PortalVisitor(Gateway);
        planted.Cookies.Add(Gateway.Url("/"), new Cookie("mugai.session", before));
        Assert.Equal(HttpStatusCode.OK, (await planted.GetAsync("/account")).Status);
        returned = await Provider.SignInAsync((await SignedOutLinkAsync(asked)).Location!, "subject-4");
        Assert.Equal("/sign-in/go-on", (await asked.GetAsync(returned)).Location);
        await asked.GetAsync("/sign-in/go-on");
        Assert.NotEqual(before, asked.Cookie("mugai.session"));
        Assert.Equal(HttpStatusCode.Redirect, (await planted.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task ProviderDown_OrOfAnotherIssuer_IsTold_AndWorksWhenItIsBack()
    {
        using var visitor = new PortalVisitor(Gateway, "ja");
        Assert.Equal("/sign-in?why=Unavailable", (await visitor.GetAsync("/sign-in/provider")).Location);
        Assert.Contains("ただいま認証基盤に接続できません", (await visitor.GetAsync(visitor.Location!)).Body, StringComparison.Ordinal);
        await Wait.UntilAsync(() => Gateway.Process.Said.Contains("\"EventId\":1706", StringComparison.Ordinal), () => Gateway.Process.Said);

        // Who answers is not who was configured: not a word is said to them.
        await Provider.StartAsync(People, "https://other.example");
        Assert.Equal("/sign-in?why=Unavailable", (await visitor.GetAsync("/sign-in/provider")).Location);
        await Provider.DisposeAsync();

        Provider = new OidcProvider(Folder, Gateway, Port);
        await Provider.StartAsync(People);
        await Wait.UntilAsync(async () => (await visitor.GetAsync("/sign-in/provider")).Location is { } location && location.StartsWith("https:", StringComparison.Ordinal), () => Gateway.Process.Said);

        // Cancelled there.
        Assert.Equal("/sign-in?why=NotFinished", (await visitor.GetAsync("/sign-in/returned?error=access_denied&state=forged")).Location);
    }

    /// <summary>The link is for who is not signed in; the session's cookie is kept all the same.</summary>
    private static async Task<PortalVisitor> SignedOutLinkAsync(PortalVisitor visitor)
    {
        var session = visitor.Cookie("mugai.session");
        foreach (Cookie cookie in visitor.Cookies.GetAllCookies())
        {
            cookie.Expired = cookie.Name == "mugai.session";
        }

        await visitor.GetAsync("/sign-in/provider");
        visitor.Cookies.Add(new Cookie("mugai.session", session, "/", "127.0.0.1"));
        return visitor;
    }

    private async Task<PortalVisitor> SignInAsync(string subject, string? to = null)
    {
        var visitor = new PortalVisitor(Gateway);
        var begun = await visitor.GetAsync("/sign-in/provider" + (to is null ? "" : $"?to={Uri.EscapeDataString(to)}"));
        Assert.True(begun.Location is not null && begun.Location.StartsWith("https:", StringComparison.Ordinal), $"{begun.Location}\n{Gateway.Process.Said}");
        await visitor.GetAsync(await Provider.SignInAsync(begun.Location, subject));
        return visitor.Location == "/sign-in/go-on" ? await visitor.GetAsync("/sign-in/go-on") : visitor;
    }

    private async Task<JsonNode> UserAsync(string name) =>
        JsonNode.Parse((await Gateway.CommandAsync("user", "list", "--json")).Text)!.AsArray().Single(user => user!["signInName"]!.GetValue<string>() == name)!;
}
