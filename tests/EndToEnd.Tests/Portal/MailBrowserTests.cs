using System.Globalization;
using Microsoft.Playwright;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>
/// The way back to an original in a real browser, in both languages: a clerk's mail, a password, a request, an approver, the one download; tracking, the receipt and the audit log.
/// </summary>
public sealed class MailBrowserTests
{
    private const string Secret = "Kaigi-2026!";

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task FromAHeldMail_ToItsOriginal_OnRecord(string language)
    {
        string Say(string ja, string en) => language == "ja" ? ja : en;
        using var folder = new TempFolder();
        var portal = new MailPortal();
        await portal.InitializeAsync();
        try
        {
            var held = await portal.DeliverAsync(Say("見積書の送付について", "The estimate you asked for"), MailPortal.Clerk, (Say("見積書.zip", "estimate.zip"), await EncryptedAsync(folder)));
            var blocked = await portal.DeliverAsync(Say("会議資料", "Papers for the meeting"), MailPortal.Clerk, (Say("資料.exe", "papers.exe"), [.. "MZ"u8, .. new byte[300]]), (Say("議事録.txt", "minutes.txt"), "議事録です。\r\n"u8.ToArray()));
            using var playwright = await Playwright.CreateAsync();
            await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Installed.Program("chromium", "chromium"), Args = ["--no-sandbox"] });

            // A clerk opens the link of the clean mail, and is led back to it by the sign-in.
            await using var clerk = await Pictures.ContextAsync(chromium, portal.Gateway.Url("/"), language);
            var page = await Pictures.SignInAsync(clerk, $"/m/{held}", "sato");
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(Say("見積書の送付について", "The estimate you asked for"));
            await Pictures.ShowAsync(page, language, "flow-password");
            await page.FillAsync("#password", "wrong");
            await page.ClickAsync("section[aria-labelledby=password-title] button");
            await Assertions.Expect(page.Locator("[role=alert] li")).ToHaveCountAsync(1);
            await Pictures.ShowAsync(page, language, "flow-password-wrong");
            await page.FillAsync("#password", Secret);
            await page.ClickAsync("section[aria-labelledby=password-title] button");
            await Assertions.Expect(page.Locator("[role=status]")).ToBeVisibleAsync();
            await page.GotoAsync("/");
            await Assertions.Expect(page.Locator("main tbody tr")).ToHaveCountAsync(2);
            await Pictures.ShowAsync(page, language, "flow-mails");

            // The other mail's original, asked for with the keyboard alone.
            await page.ClickAsync($"main tbody >> text={Say("会議資料", "Papers for the meeting")}");
            await Pictures.ShowAsync(page, language, "flow-message");
            await page.FocusAsync("details.card summary");
            await page.Keyboard.PressAsync("Enter");
            await page.CheckAsync("input[name=way][value=Download]");
            await page.ClickAsync("details form button.main");
            await Assertions.Expect(page.Locator("[role=alert] li")).ToHaveCountAsync(1); // without a reason; what was chosen stays
            await Assertions.Expect(page.Locator("input[name=way][value=Download]")).ToBeCheckedAsync();
            await page.FillAsync("#reason", Say("業者から受け取った操作説明のプログラムのため", "The program a supplier wants us to look at"));
            await Pictures.ShowAsync(page, language, "flow-ask");
            await page.ClickAsync("details form button.main");
            await Assertions.Expect(page.Locator("#asked-title")).ToBeVisibleAsync();

            // An approver, from the list; a refusal without words is not taken.
            await using var approver = await Pictures.ContextAsync(chromium, portal.Gateway.Url("/"), language);
            var desk = await Pictures.SignInAsync(approver, "/requests", "suzuki");
            await Assertions.Expect(desk.Locator("main tbody tr")).ToHaveCountAsync(1);
            await Pictures.ShowAsync(desk, language, "flow-requests");
            await desk.ClickAsync("main tbody a");
            await Pictures.ShowAsync(desk, language, "flow-decide");
            await desk.ClickAsync("button[value=refuse]");
            await Assertions.Expect(desk.Locator("[role=alert] li")).ToHaveCountAsync(1);
            await desk.FillAsync("#reason", Say("内容を確認しました。", "I have looked at it."));
            await desk.ClickAsync("button[value=approve]");
            await desk.WaitForURLAsync("**/requests");

            // Fetched once, on the Internet side; here the page says where.
            await page.ReloadAsync();
            await Pictures.ShowAsync(page, language, "flow-approved");
            Assert.Equal(0, await page.Locator("form[action*=fetch]").CountAsync());
            await using var outside = await Pictures.ContextAsync(chromium, new UriBuilder(portal.Gateway.Url("/")) { Port = portal.InternetPort }.Uri, language);
            var fetching = await Pictures.SignInAsync(outside, $"/m/{blocked}", "sato");
            await Pictures.ShowAsync(fetching, language, "flow-fetch");
            var answer = await fetching.RunAndWaitForResponseAsync(() => fetching.ClickAsync("form[action*=fetch] button"), answer => answer.Url.Contains("fetch", StringComparison.Ordinal));
            Assert.True(answer.Status == 200, $"{answer.Status} {await fetching.ContentAsync()}");
            Assert.Contains("attachment", answer.Headers["content-disposition"], StringComparison.Ordinal);
            await fetching.ReloadAsync();
            Assert.Equal(0, await fetching.Locator("form[action*=fetch]").CountAsync());

            await page.ClickAsync($"main a.button[href='/m/{blocked}/receipt']");
            await Pictures.ShowAsync(page, language, "flow-receipt");

            // An administrator finds the mail, and an auditor what everybody did.
            await using var office = await Pictures.ContextAsync(chromium, portal.Gateway.Url("/"), language);
            var admin = await Pictures.SignInAsync(office, "/admin/status", "hanako");
            await Pictures.ShowAsync(admin, language, "flow-dashboard");
            await admin.GotoAsync($"/admin/mail?recipient={MailPortal.Clerk}");
            await Assertions.Expect(admin.Locator("main tbody tr")).Not.ToHaveCountAsync(0);
            await Pictures.ShowAsync(admin, language, "flow-find");
            await admin.GotoAsync($"/admin/mail/{blocked}");
            await Pictures.ShowAsync(admin, language, "flow-tracking");
            await using var audit = await Pictures.ContextAsync(chromium, portal.Gateway.Url("/"), language);
            var auditor = await Pictures.SignInAsync(audit, "/audit", "tanaka");
            await Pictures.ShowAsync(auditor, language, "flow-audit");
            await auditor.GotoAsync("/nothing-here");
            await Pictures.ShowAsync(auditor, language, "portal-not-found");
            await auditor.GotoAsync("/account");
            await Pictures.ShowAsync(auditor, language, "portal-account");
            await auditor.GotoAsync("/account/second-factor");
            await Pictures.ShowAsync(auditor, language, "portal-own-factor");
            await auditor.GotoAsync("/account/password");
            await Pictures.ShowAsync(auditor, language, "portal-own-password");
        }
        finally
        {
            await portal.DisposeAsync();
        }
    }

    private static async Task<byte[]> EncryptedAsync(TempFolder folder)
    {
        folder.Write("in/estimate.csv", "item,price\nconsulting,100000\n");
        var packed = await ChildProcess.RunAsync(
            Installed.Program("7z", "p7zip-full"), ["a", "-tzip", "-mem=AES256", string.Create(CultureInfo.InvariantCulture, $"-p{Secret}"), folder.File("held.zip"), "./in/estimate.csv"], folder.Path);
        Assert.True(packed.Code == 0, packed.ToString());
        return await File.ReadAllBytesAsync(folder.File("held.zip"));
    }
}
