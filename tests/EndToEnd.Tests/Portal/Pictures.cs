using Microsoft.Playwright;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>
/// What every page owes a person, looked at in a real browser; with <c>MUGAI_SCREENSHOTS=1</c> the pictures of docs/operating are taken anew on the way.
/// </summary>
internal static class Pictures
{
    /// <summary>No page is wider than a phone, none lacks a label or has other than one main heading; and a picture when one is wanted.</summary>
    public static async Task ShowAsync(IPage page, string language, string name)
    {
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        await page.SetViewportSizeAsync(360, 740);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name} is wider than a phone.");
        await TakeAsync(page, language, name, "phone");
        await page.SetViewportSizeAsync(1200, 800);
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea')].filter(field => field.labels.length === 0).length"));
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        await TakeAsync(page, language, name, null);
    }

    /// <summary>The documentation shows a desk; the phone's are for looking at, in artifacts.</summary>
    private static async Task TakeAsync(IPage page, string language, string name, string? kind)
    {
        if (Environment.GetEnvironmentVariable("MUGAI_SCREENSHOTS") == "1")
        {
            var path = kind is null ? Checkout.At("docs", "operating", language, "images", $"{name}.png") : Checkout.At("artifacts", "screenshots", $"{name}-{language}-{kind}.png");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await page.ScreenshotAsync(new() { Path = path, FullPage = true });
        }
    }
}
