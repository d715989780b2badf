using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Razor.Hosting;
using Mugai.Portal;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>What people try on pages, over all pages there are: a page that is added is in here by itself.</summary>
[Collection(MailPortalTests.Name)]
public sealed partial class AbuseTests(MailPortal portal)
{
    private const string Script = "<script>alert(1)</script>";

    [Fact]
    public async Task EveryForm_IsRefusedWithoutItsToken_FromWhomever()
    {
        var refused = new HashSet<string>();
        foreach (var (route, handler) in Posts())
        {
            var path = Parameter().Replace(route, new string('0', 32)) + (handler.Length == 0 ? "" : $"?handler={handler}");
            foreach (var name in new[] { "sato", "kato", "hanako", "tanaka" })
            {
                await portal[name].PostAsync(path, ("reason", "x"), ("__RequestVerificationToken", "forged"));
                Assert.True(portal[name].Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{name} at {path}: {portal[name].Status}");
                if (portal[name].Status == HttpStatusCode.BadRequest)
                {
                    refused.Add(route + handler);
                }
            }
        }

        Assert.Equal(Posts().Select(post => post.Route + post.Handler).ToHashSet(), refused);
    }

    [Fact]
    public async Task EveryPage_IsForNobodyWithoutASession_OrSaysSoItself()
    {
        string[] open = ["/setup", "/sign-in", "/sign-in/code", "/sign-in/enrol", "/sign-in/password", "/sign-in/provider", "/sign-in/go-on", "/sign-out", "/language", "/not-found"];
        using var nobody = new PortalVisitor(portal.Gateway);
        foreach (var (route, _) in Pages())
        {
            await nobody.GetAsync(Parameter().Replace(route, new string('0', 32)));
            if (!open.Contains(route))
            {
                Assert.True(nobody.Status == HttpStatusCode.Redirect && nobody.Location!.StartsWith("/sign-in?to=", StringComparison.Ordinal), $"{route}: {nobody.Status} {nobody.Location}");
            }

            var policy = nobody.Answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("DENY", nobody.Answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.Equal("nosniff", nobody.Answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("no-store", nobody.Answer.Headers.GetValues("Cache-Control").Single(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task NamesOfPeople_StayText()
    {
        await portal.Administrator.SubmitAsync(
            "/admin/people/add", ("signInName", "mallory"), ("name", Script), ("department", "\"><img src=x onerror=alert(1)>"), ("roles", "staff"), ("reason", Script));
        var temporary = portal.Administrator.Find("class=\"secret\"[^>]*>\\s*([^<\\s]+)\\s*<") ?? throw new InvalidOperationException(portal.Administrator.Body);
        using var mallory = new PortalVisitor(portal.Gateway);
        await mallory.SubmitAsync("/sign-in", ("name", "mallory"), ("password", temporary));
        await mallory.SubmitAsync("/sign-in/password", ("password", MailPortal.Password), ("repeat", MailPortal.Password));
        var person = Regex.Match((await portal.Administrator.GetAsync("/admin/people?q=mallory")).Body, "/admin/people/([0-9a-f]{32})").Groups[1].Value;
        foreach (var (visitor, path) in new[] { (mallory, "/"), (mallory, "/account"), (portal.Administrator, "/admin/people"), (portal.Administrator, $"/admin/people/{person}"), (portal["tanaka"], "/audit") })
        {
            await visitor.GetAsync(path);
            var raw = await visitor.Answer.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
            Assert.DoesNotContain("<script", raw, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img src=x", raw, StringComparison.OrdinalIgnoreCase);
        }

        // In the list for a spreadsheet nothing is a formula.
        await portal.Administrator.SubmitAsync("/admin/people/add", ("signInName", "formula"), ("name", "=HYPERLINK(\"//evil.example\")"), ("roles", "staff"), ("reason", "test"));
        foreach (var path in new[] { "/admin/people.csv", "/admin/people.csv?handler=review" })
        {
            await portal["tanaka"].GetAsync(path);
            Assert.Contains("\"'=HYPERLINK", portal["tanaka"].Body, StringComparison.Ordinal);
            Assert.DoesNotContain(",\"=", portal["tanaka"].Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ReviewList_HoldsWhatTheYearlyReviewAsksFor()
    {
        await portal["tanaka"].GetAsync("/admin/people.csv?handler=review");
        var lines = portal["tanaka"].Body.Split('\n');
        Assert.StartsWith("signInName,name,department,roles,status,source,secondFactor,created,lastSignIn", lines[0], StringComparison.Ordinal);
        Assert.Matches("^\"kato\",\"Kato\",\"財政課\",\"staff;approver\",\"active\",\"local\",\"no\",\"\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d\",\"\\d{4}-", lines.Single(line => line.StartsWith("\"kato\"", StringComparison.Ordinal)));
        await portal["sato"].GetAsync("/admin/people.csv?handler=review");
        Assert.Equal(HttpStatusCode.NotFound, portal["sato"].Status);
    }

    [Fact]
    public async Task Cookies_ThatAreChanged_OrOfAnotherPurpose_OpenNothing()
    {
        using var visitor = new PortalVisitor(portal.Gateway);
        await visitor.SubmitAsync("/sign-in", ("name", "sato"), ("password", MailPortal.Password));
        var session = visitor.Cookie("mugai.session")!;
        foreach (var forged in new[] { session[..^4] + "AAAA", session[..^1], "", "x", visitor.Cookie("mugai.form") ?? "none" })
        {
            using var thief = new PortalVisitor(portal.Gateway);
            thief.Cookies.Add(portal.Gateway.Url("/"), new Cookie("mugai.session", forged));
            Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/account")).Status);
            Assert.StartsWith("/sign-in?", thief.Location, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Language_LeadsBackInsideAlone(string target)
    {
        using var visitor = new PortalVisitor(portal.Gateway);
        await visitor.SubmitAsync("/sign-in", "/language", ("language", "ja"), ("to", target));
        Assert.Equal("/", visitor.Location);
    }

    [Theory]
    [InlineData("/mugai.css/../../mugai.db")]
    [InlineData("/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/m/%2e%2e%2f%2e%2e%2fmugai.db/receipt?handler=file")]
    [InlineData("/admin/people/..%5c..%5cmugai.yaml")]
    public async Task Paths_LeadToNoFile(string path)
    {
        await portal.Administrator.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, portal.Administrator.Status);
    }

    private static IEnumerable<(string Route, Type Model)> Pages() =>
        from item in typeof(PortalOptions).Assembly.GetCustomAttributes<RazorCompiledItemAttribute>()
        from data in item.Type.GetCustomAttributes<RazorCompiledItemMetadataAttribute>()
        where data.Key == "RouteTemplate"
        select (data.Value.StartsWith('/') ? data.Value : "/" + data.Value, item.Type.GetProperty("Model")!.PropertyType);

    private static List<(string Route, string Handler)> Posts() =>
    [
        .. from page in Pages()
           where typeof(PageModel).IsAssignableFrom(page.Model)
           from method in page.Model.GetMethods()
           where method.Name.StartsWith("OnPost", StringComparison.Ordinal)
           select (page.Route, method.Name["OnPost".Length..].Replace("Async", "", StringComparison.Ordinal)),
    ];

    [GeneratedRegex("\\{[^}]*\\}")]
    private static partial Regex Parameter();
}
