using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>
/// What every page owes a person, looked at in a real browser; with <c>MUGAI_SCREENSHOTS=1</c> the pictures of docs/operating are taken anew on the way.
/// </summary>
internal static class Pictures
{
    /// <summary>Wide enough for every table; narrower pictures are smaller ones.</summary>
    public const int DeskWidth = 1080;

    public static Task<IBrowserContext> ContextAsync(IBrowser chromium, Uri home, string language) => chromium.NewContextAsync(new()
    {
        BaseURL = home.ToString(), Locale = language == "ja" ? "ja-JP" : "en-US", TimezoneId = "Asia/Tokyo", ViewportSize = new() { Width = DeskWidth, Height = 800 },
    });

    /// <summary>Opens a page as nobody, and signs in where it leads.</summary>
    public static async Task<IPage> SignInAsync(IBrowserContext context, string path, string signInName)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        await page.FillAsync("#name", signInName);
        await page.FillAsync("#password", MailPortal.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**" + path);
        await Assertions.Expect(page.Locator("h1")).Not.ToHaveTextAsync(new Regex("ページが見つかりません|not found", RegexOptions.IgnoreCase));
        return page;
    }

    /// <summary>No page is wider than a phone, none lacks a label or has other than one main heading; and a picture when one is wanted.</summary>
    public static async Task ShowAsync(IPage page, string language, string name)
    {
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        await page.SetViewportSizeAsync(360, 740);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name} is wider than a phone.");
        await TakeAsync(page, language, name, "phone");
        await page.SetViewportSizeAsync(DeskWidth, 800);
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea')].filter(field => field.labels.length === 0).length"));
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        await TakeAsync(page, language, name, null);
    }

    /// <summary>A desk's goes where a page of the documentation shows it; the others are for looking at, in artifacts.</summary>
    private static async Task TakeAsync(IPage page, string language, string name, string? kind)
    {
        if (Environment.GetEnvironmentVariable("MUGAI_SCREENSHOTS") == "1")
        {
            var isShown = kind is null && Directory.GetFiles(Checkout.At("docs", "operating", language), "*.md").Any(file => File.ReadAllText(file).Contains($"images/{name}.png", StringComparison.Ordinal));
            var path = isShown ? Checkout.At("docs", "operating", language, "images", $"{name}.png") : Checkout.At("artifacts", "screenshots", $"{name}-{language}{(kind is null ? "" : "-" + kind)}.png");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // The first screens of a long list tell enough.
            var height = await page.EvaluateAsync<int>("Math.min(document.documentElement.scrollHeight, 2400)");
            await page.ScreenshotAsync(new() { Path = path, FullPage = true, Clip = new() { X = 0, Y = 0, Width = page.ViewportSize!.Width, Height = height } });
        }
    }
}
