using Microsoft.Playwright;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>
/// The pages of approvers, administrators and auditors in a real browser, in both languages, on a desk and on a phone: requests decided together, deputies, the dashboard, an incident, the month.
/// </summary>
[Collection(MailPortalTests.Name)]
public sealed class OversightPagesTests(MailPortal portal)
{
    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task Pages_ReadWell_InBothLanguages(string language)
    {
        var blocked = await portal.DeliverAsync("請求書の件", MailPortal.Clerk, ("tool.exe", [.. "MZ"u8, .. new byte[300]]));
        var plain = await portal.DeliverAsync("会議資料", MailPortal.Council);
        foreach (var id in new[] { blocked, plain })
        {
            await portal["sato"].SubmitAsync($"/m/{id}", $"/m/{id}?handler=ask", ("way", "Download"), ("reason", "業務で原本が必要なため"), ("importance", "2"), ("personal", "true"));
        }

        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Installed.Program("chromium", "chromium"), Args = ["--no-sandbox"] });
        string Say(string ja, string en) => language == "ja" ? ja : en;

        await using (var approver = await SignedInAsync(chromium, "suzuki", language))
        {
            var page = await OpenAsync(approver, "/requests", language, "requests");
            Assert.True(await page.Locator("main tbody tr").CountAsync() >= 2);
            await page.Locator("main tbody input[type=checkbox]").First.CheckAsync();
            await page.FillAsync("#reason", "確認しました");
            await page.ClickAsync("button.main");
            await Assertions.Expect(page.Locator("[role=status]")).ToContainTextAsync(Say("1 件のうち 1 件を決定しました", "1 of 1 decided"));
            await ShowAsync(page, language, "requests-decided");
            page = await OpenAsync(approver, "/account/deputy", language, "deputy");
            await page.SelectOptionAsync("#to", new SelectOptionValue { Label = "財政課　Mori" });
            await page.ClickAsync("button.main");
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Say("Mori さんの代理を終了する", "End it for Mori"));
            await ShowAsync(page, language, "deputy-named");
            await page.ClickAsync("form.acts button");
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Say("代理者は設定されていません", "There is none"));
        }

        await using var administrator = await SignedInAsync(chromium, "hanako", language);
        var status = await OpenAsync(administrator, "/admin/status", language, "dashboard");
        await Assertions.Expect(status.Locator("svg rect")).ToHaveCountAsync(24);
        await Assertions.Expect(status.Locator("main")).ToContainTextAsync(Say("受け取れない種類", "never allowed"));
        var month = await OpenAsync(administrator, "/audit/monthly", language, "monthly");
        await Assertions.Expect(month.Locator("main")).ToContainTextAsync(Say("管理操作の内訳", "The same by act"));
        var incident = await OpenAsync(administrator, "/admin/incident?sender=outside.example&days=7", language, "incident");
        await Assertions.Expect(incident.Locator("main tbody")).ToContainTextAsync(MailPortal.Clerk);
        var found = await OpenAsync(administrator, "/admin/incident/found?act=erase&sender=outside.example&days=7", language, "found");
        await found.ClickAsync("button.grave");
        await Assertions.Expect(found.Locator("[role=alert] li")).ToHaveCountAsync(2);
        await ShowAsync(found, language, "found-wrong");
        await OpenAsync(administrator, "/admin/incident/found?act=hold&sender=outside.example&days=7", language, "found-hold");
        await OpenAsync(administrator, "/admin/incident?sender=nobody.example", language, "incident-nothing");
    }

    private async Task<IBrowserContext> SignedInAsync(IBrowser browser, string who, string language)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = portal.Gateway.Url("/").ToString(), Locale = language == "ja" ? "ja-JP" : "en-US", ViewportSize = new() { Width = Pictures.DeskWidth, Height = 800 },
        });
        var session = portal[who].Cookies.GetCookies(portal.Gateway.Url("/")).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = "127.0.0.1", Path = "/" });
        await context.AddCookiesAsync(session);
        return context;
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context, string path, string language, string name)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        await ShowAsync(page, language, name);
        return page;
    }

    private static Task ShowAsync(IPage page, string language, string name) => Pictures.ShowAsync(page, language, $"oversight-{name}");
}
