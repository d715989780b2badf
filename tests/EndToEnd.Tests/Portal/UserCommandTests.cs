using System.Net;
using System.Text.Json.Nodes;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary><c>mugai user</c> with a running server and on the store of a stopped one; sessions and lists over a restart.</summary>
public sealed class UserCommandTests
{
    [Fact]
    public async Task Accounts_AreTheSameWithAndWithoutTheServer()
    {
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean", PublicUrl = null });
        using var folder = new TempFolder();
        Assert.Equal(2, (await gateway.CommandAsync("user", "add", "hanako")).Code); // no reason
        var added = await gateway.CommandAsync("user", "add", "hanako", "--name", "山田 花子", "--role", "administrator", "--reason", "導入");
        Assert.True(added.Code == 0, added.ToString());
        Assert.Equal(2, (await gateway.CommandAsync("user", "add", "HANAKO", "--reason", "twice")).Code);
        Assert.Equal(2, (await gateway.CommandAsync("user", "disable", "hanako", "--reason", "the last one")).Code);

        // With an account there is no set-up any more.
        using var visitor = new PortalVisitor(gateway);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/setup")).Status);

        var broken = folder.Write("broken.csv", "サインイン名,氏名,役割\nhanako,山田 花子,部長\nhanako,山田 花子,職員\njiro,,職員\n");
        var refused = await gateway.CommandAsync("user", "import", broken, "--reason", "異動");
        Assert.Equal(2, refused.Code);
        Assert.All((string[])["2: ", "3: ", "4: ", "部長"], place => Assert.Contains(place, refused.Error, StringComparison.Ordinal));

        var list = folder.Write("list.csv", "サインイン名,氏名,所属,役割,メールアドレス\njiro,鈴木 次郎,総務課,職員;承認者,jiro@city.example.lg.jp;somu@city.example.lg.jp\n");
        var preview = await gateway.CommandAsync("user", "import", list, "--preview");
        Assert.Contains("add", preview.Text, StringComparison.Ordinal);
        Assert.Single(await ListAsync(gateway));
        var later = folder.Write("later.csv", "サインイン名,氏名,所属\ngoro,後藤 五郎,税務課\n");
        Assert.Contains("2199-04-01", (await gateway.CommandAsync("user", "import", later, "--day", "2199-04-01", "--reason", "異動")).Text, StringComparison.Ordinal);
        Assert.Single(await ListAsync(gateway));
        Assert.Equal(0, (await gateway.CommandAsync("user", "import", list, "--reason", "異動")).Code);
        Assert.Equal(2, (await ListAsync(gateway)).Count);

        Assert.Equal(0, await gateway.StopAsync());
        var jiro = (await ListAsync(gateway)).Single(user => user!["signInName"]!.GetValue<string>() == "jiro")!;
        Assert.Equal("総務課", jiro["department"]!.GetValue<string>());
        Assert.Equal(2, jiro["addresses"]!.AsArray().Count);
        Assert.Equal(0, (await gateway.CommandAsync("user", "disable", "jiro", "--reason", "退職")).Code);
        Assert.Equal(0, (await gateway.CommandAsync("audit", "verify")).Code);
        Assert.Contains("os:", (await gateway.CommandAsync("audit", "export")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_OutlivesARestart()
    {
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean", PublicUrl = null });
        using var visitor = new PortalVisitor(gateway);
        var temporary = (await gateway.CommandAsync("user", "add", "staff-1", "--reason", "test")).Text.Trim().Split(' ')[^1];
        await visitor.SubmitAsync("/sign-in", ("name", "staff-1"), ("password", temporary));
        await visitor.SubmitAsync("/sign-in/password", ("password", "kawara-mizu-9 tsukue"), ("repeat", "kawara-mizu-9 tsukue"));
        await gateway.StopAsync();
        await gateway.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Cookies_OfAPortalBehindTls_TravelOverNothingElse()
    {
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean" });
        using var visitor = new PortalVisitor(gateway);
        await visitor.GetAsync("/setup");
        var cookies = visitor.Answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie =>
        {
            Assert.StartsWith("__Host-mugai.", cookie, StringComparison.Ordinal);
            Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite", cookie, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Contains("max-age", Assert.Single(visitor.Answer.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
    }

    private static async Task<JsonArray> ListAsync(MugaiServer gateway) => JsonNode.Parse((await gateway.CommandAsync("user", "list", "--json")).Text)!.AsArray();
}
