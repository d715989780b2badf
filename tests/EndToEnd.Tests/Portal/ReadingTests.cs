using Microsoft.Playwright;
using Mugai.Sanitizers.Tests.Images;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>Pages with what people really meet, in a real browser: pictures and text of originals, words without end, nothing at all, and every way in which a sign-in fails.</summary>
[Collection(MailPortalTests.Name)]
public sealed class ReadingTests(MailPortal portal)
{
    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task Originals_AreReadOnADeskAndOnAPhone(string language)
    {
        using var folder = new TempFolder();
        var id = await portal.DeliverAsync(
            "見積書と図面の送付", MailPortal.Clerk, ("見積書.docm", Sample.Docm), ("契約書.pdf", await LockedFile.MakeAsync(folder, "pdf", "Himitsu-9!")), ("図面.tif", DrawnPictures.FaxTiff), ("名簿.zip", await LockedFile.MakeAsync(folder, "zip", "Himitsu-9!")));
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await LaunchAsync(playwright);
        await using var clerk = await SignedInAsync(chromium, "sato", language);
        var page = await clerk.NewPageAsync();
        await page.GotoAsync($"/m/{id}");
        await Pictures.ShowAsync(page, language, "look-message");
        await page.ClickAsync("form:has(input[value='/attachments/1'])[action*=preview] button");
        await Assertions.Expect(page.Locator("pre.letter")).ToContainTextAsync("請求金額");
        await Pictures.ShowAsync(page, language, "look-text");
        await page.GotoAsync($"/m/{id}");
        await page.ClickAsync("form:has(input[value='/attachments/2'])[action*=preview] button");
        await page.ClickAsync("button.main");
        await Assertions.Expect(page.Locator("[role=alert] a")).ToHaveAttributeAsync("href", "#password");
        await Pictures.ShowAsync(page, language, "look-password");
        await page.FillAsync("#password", "Himitsu-9!");
        await page.ClickAsync("button.main");
        await Assertions.Expect(page.Locator("pre.letter")).ToContainTextAsync(LockedFile.PdfText);
        await page.GotoAsync($"/m/{id}");
        await page.ClickAsync("form:has(input[value='/attachments/3'])[action*=preview] button");
        await Assertions.Expect(page.Locator(".sheet img")).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await page.Locator(".sheet img").EvaluateAsync<int>("picture => picture.naturalWidth") > 0);
        await Pictures.ShowAsync(page, language, "look-picture");
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task WordsWithoutEnd_AndNothingAtAll_FitEveryPage(string language)
    {
        var id = await portal.DeliverAsync(new string('長', 90) + new string('W', 150), MailPortal.Clerk, (new string('名', 80) + ".exe", [.. "MZ"u8, .. new byte[300]]), (new string('x', 200) + ".txt", "text"u8.ToArray()));
        await portal["sato"].SubmitAsync($"/m/{id}", $"/m/{id}?handler=ask", ("way", "Download"), ("reason", new string('理', 400) + new string('r', 500)), ("importance", "1"), ("personal", "true"));
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await LaunchAsync(playwright);
        foreach (var (who, path, name) in new[]
        {
            ("sato", "/", "mails"), ("sato", $"/m/{id}", "message"), ("sato", $"/m/{id}/receipt", "receipt"), ("suzuki", "/requests", "requests"), ("hanako", $"/admin/mail/{id}", "tracking"), ("hanako", $"/admin/mail?recipient={MailPortal.Clerk}", "find"),
            ("hanako", "/admin/incident?sender=outside.example", "incident"), ("mori", "/", "no-mail"), ("tanaka", "/requests", "not-mine"), ("hanako", "/admin/mail?subject=zzzzzz", "found-nothing"), ("sato", "/?subject=zzzzzz", "mails-nothing"),
        })
        {
            await using var context = await SignedInAsync(chromium, who, language);
            var page = await context.NewPageAsync();
            await page.GotoAsync(path);
            await Pictures.ShowAsync(page, language, $"long-{name}");
        }
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task SignInThatFails_SaysWhatToDo(string language)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await LaunchAsync(playwright);
        await using var context = await chromium.NewContextAsync(Options(language));
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.ClickAsync("button.main");
        await Assertions.Expect(page.Locator("[role=alert] a")).ToHaveAttributeAsync("href", "#name");
        await Pictures.ShowAsync(page, language, "sign-in-wrong");
        foreach (var why in new[] { "Unavailable", "NotFinished", "NoRole", "Closed", "NameTaken" })
        {
            await page.GotoAsync($"/sign-in?why={why}");
            await Assertions.Expect(page.Locator("[role=alert] li")).ToHaveCountAsync(1);
            await Pictures.ShowAsync(page, language, $"sign-in-{why}");
        }
    }

    private static async Task<IBrowser> LaunchAsync(IPlaywright playwright) => await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Installed.Program("chromium", "chromium"), Args = ["--no-sandbox"] });

    private BrowserNewContextOptions Options(string language) => new()
    {
        BaseURL = portal.Gateway.Url("/").ToString(), Locale = language == "ja" ? "ja-JP" : "en-US", TimezoneId = "Asia/Tokyo", ViewportSize = new() { Width = Pictures.DeskWidth, Height = 800 },
    };

    private async Task<IBrowserContext> SignedInAsync(IBrowser browser, string who, string language)
    {
        var context = await browser.NewContextAsync(Options(language));
        await context.AddCookiesAsync(portal[who].Cookies.GetCookies(portal.Gateway.Url("/")).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = "127.0.0.1", Path = "/" }));
        return context;
    }
}
