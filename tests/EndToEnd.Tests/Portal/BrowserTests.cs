using Microsoft.Playwright;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>
/// The pages in a real browser (Debian's Chromium), on a desk and on a phone, in both languages: set-up, people, a list of transfers. With <c>MUGAI_SCREENSHOTS=1</c> the pictures
/// of docs/operating are taken anew.
/// </summary>
public sealed class BrowserTests
{
    private const string Password = "kawara-mizu-9 tsukue";
    private const string List = "サインイン名,氏名,所属,役割,メールアドレス\nsato,佐藤 太郎,財政課,職員;承認者,taro.sato@city.example.lg.jp\nsuzuki,鈴木 一郎,総務課,承認者,ichiro.suzuki@city.example.lg.jp\n";

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task FromTheFirstStart_ToTheFirstTransfer(string language)
    {
        await using var gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = "maildir:clean", PublicUrl = null });
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Installed.Program("chromium", "chromium"), Args = ["--no-sandbox"] });
        await using var context = await chromium.NewContextAsync(new()
        {
            BaseURL = gateway.Url("/").ToString(), Locale = language == "ja" ? "ja-JP" : "en-US", ViewportSize = new() { Width = 1200, Height = 800 },
        });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, said) => complaints.Add(said.Text);
        page.Request += (_, request) => Assert.Equal(gateway.PortalPort, new Uri(request.Url).Port); // nothing from anywhere else
        string Say(string ja, string en) => language == "ja" ? ja : en;

        // Set-up, with the code from the log; the second factor is set up on the way.
        await page.GotoAsync("/");
        Assert.EndsWith("/setup", page.Url, StringComparison.Ordinal);
        await FillAsync(page, ("code", await gateway.SetupCodeAsync()), ("signInName", "hanako"), ("name", "山田 花子"), ("password", Password), ("repeat", Password));
        await Pictures.ShowAsync(page, language, "portal-setup");
        await page.ClickAsync("main button");
        await Pictures.ShowAsync(page, language, "portal-second-factor");
        var app = new OneTimeCode(await page.Locator("p.key").First.TextContentAsync() ?? "");
        await page.FillAsync("#code", app.Now);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".codes li")).ToHaveCountAsync(10);
        await page.ClickAsync("main button");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(Say("ホーム", "Home"));
        await Assertions.Expect(page.Locator("nav.menu [aria-current=page]")).ToHaveCountAsync(1);
        await Pictures.ShowAsync(page, language, "portal-home");

        // One person by hand.
        await page.ClickAsync($"nav.menu >> text={Say("アカウント", "People")} >> nth=0");
        await page.ClickAsync($"text={Say("担当者を追加", "Add a person")}");
        await page.ClickAsync("main form button");
        await Assertions.Expect(page.Locator("[role=alert] li")).ToHaveCountAsync(1); // the reason is missing: said before anything else
        await FillAsync(page, ("name", "佐藤 太郎"), ("signInName", "sato"), ("department", "総務課"), ("addresses", "taro.sato@city.example.lg.jp\nsomu@city.example.lg.jp"), ("reason", "採用"));
        await Pictures.ShowAsync(page, language, "portal-person-add");
        await page.ClickAsync("main form button");
        var temporary = await page.Locator(".secret").TextContentAsync();

        // A list: mistakes together, what it changes, then taken.
        await page.GotoAsync("/admin/people/import");
        await UploadAsync(page, "サインイン名,氏名,役割\nsato,,部長\nkimura,木村\n");
        await Assertions.Expect(page.Locator("main tbody tr")).ToHaveCountAsync(3);
        await UploadAsync(page, List);
        await Assertions.Expect(page.Locator("main tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("del").First).ToHaveTextAsync("総務課");
        await Pictures.ShowAsync(page, language, "portal-import");
        await page.ClickAsync("main button.main");
        await Assertions.Expect(page.Locator("main tbody code")).ToHaveCountAsync(1);
        await page.GotoAsync("/admin/people");
        await Assertions.Expect(page.Locator("main tbody tr")).ToHaveCountAsync(3);
        await Pictures.ShowAsync(page, language, "portal-people");
        await page.FillAsync("#q", "財政");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main tbody tr")).ToHaveCountAsync(1);
        await page.ClickAsync("main tbody a");
        await Pictures.ShowAsync(page, language, "portal-person");

        // The skip link is the first stop of the keyboard and leads into the content.
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeFocusedAsync();

        // Out, and in as the person with the temporary password.
        await page.ClickAsync($"header >> text={Say("サインアウト", "Sign out")}");
        await page.GotoAsync("/sign-in");
        await Pictures.ShowAsync(page, language, "portal-sign-in");
        await FillAsync(page, ("name", "sato"), ("password", temporary!));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(Say("新しいパスワードの設定", "Choose a password"));
        Assert.DoesNotContain(complaints, said => !said.Contains("Password forms should have", StringComparison.Ordinal) && !said.Contains("422", StringComparison.Ordinal));
    }

    private static async Task UploadAsync(IPage page, string csv)
    {
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "list.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
        await page.FillAsync("#reason", "4月1日付け人事異動");
        await page.ClickAsync("main button.main");
    }

    private static async Task FillAsync(IPage page, params (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields)
        {
            await page.FillAsync($"main [name={name}]", value);
        }
    }
}
