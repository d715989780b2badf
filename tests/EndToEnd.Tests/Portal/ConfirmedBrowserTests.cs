using Microsoft.Playwright;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>One file that may come as it is, from the notice in its place to the mail that brings it, in a real browser and in both languages.</summary>
public sealed class ConfirmedBrowserTests
{
    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task FromTheNoticeInItsPlace_ToTheFileItself(string language)
    {
        string Say(string ja, string en) => language == "ja" ? ja : en;
        byte[] drawing = [.. "AC1027"u8, .. new byte[180_000], .. Guid.NewGuid().ToByteArray()], program = [.. "MZ"u8, .. new byte[58], 64, 0, 0, 0, .. "PE\0\0"u8, .. new byte[64]];
        string name = Say("庁舎改修_平面図（第２版）.dwg", "town hall, ground floor.dwg"), viewer = Say("図面ビューア.exe", "viewer setup.exe"), unknown = Say("参考資料.xyz", "notes.xyz");
        var portal = new ConfirmingPortal();
        await portal.InitializeAsync();
        try
        {
            var id = await portal.DeliverAsync(
                Say("庁舎改修工事の図面について", "Drawings for the town hall"), MailPortal.Clerk,
                (name, drawing), (viewer, program), (Say("送付状.txt", "letter.txt"), "図面をお送りします。\r\n"u8.ToArray()), (unknown, [1, 2, 3, 4, 5, 6, 7, 200]));
            using var playwright = await Playwright.CreateAsync();
            await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Installed.Program("chromium", "chromium"), Args = ["--no-sandbox"] });
            await using var clerk = await Pictures.ContextAsync(chromium, portal.Gateway.Url("/"), language);
            var page = await Pictures.SignInAsync(clerk, $"/m/{id}", "sato");
            var row = page.Locator("main tbody tr", new() { HasText = name });
            await Assertions.Expect(row).ToContainTextAsync(Say("CAD 図面（DWG） · 175.8 KB", "CAD drawing (DWG) · 175.8 KB"));
            await Assertions.Expect(row).ToContainTextAsync(Say("必要なときは、下の「ファイルや原本が必要なとき」から申請してください", "Ask for it below if you need it"));
            await Assertions.Expect(page.Locator(".note.warn")).ToContainTextAsync(Say("3 件の添付を届けていません", "3 files did not reach you"));
            await Pictures.ShowAsync(page, language, "confirm-message");

            // The lesser way is the one that stands there; nothing is chosen that nobody chose, and nothing chosen is left out without a word.
            await page.ClickAsync("details.card summary");
            await Assertions.Expect(page.Locator("input[name=way][value=ConfirmedParts]")).ToBeCheckedAsync();
            await Assertions.Expect(page.Locator("input[name=parts]:checked")).ToHaveCountAsync(0);
            await page.FillAsync("#reason", Say("施工業者との打合せで、寸法を測るため", "To measure it at the meeting with the builders"));
            await page.CheckAsync($"label:has-text(\"{name}\") input");
            await page.CheckAsync($"label:has-text(\"{unknown}\") input");
            await page.ClickAsync("details form button.main");
            await Assertions.Expect(page.Locator("[role=alert] li")).ToContainTextAsync(unknown);
            await page.ClickAsync("[role=alert] a");
            await Assertions.Expect(page.Locator("fieldset#parts")).ToBeFocusedAsync();
            await page.UncheckAsync($"label:has-text(\"{unknown}\") input");
            await Pictures.ShowAsync(page, language, "confirm-ask");
            await page.ClickAsync("details form button.main");
            var asked = page.Locator("section[aria-labelledby=asked-title]");
            await Assertions.Expect(asked).ToContainTextAsync($"{name} {Say("CAD 図面（DWG）", "CAD drawing (DWG)")}");
            await Assertions.Expect(asked).Not.ToContainTextAsync(viewer);
            await Assertions.Expect(asked).ToContainTextAsync(Say("上のファイルだけを別のメールでお届けします", "come in a mail of their own"));
            await Assertions.Expect(row).ToContainTextAsync(Say("申請中です", "Asked for"));
            await Pictures.ShowAsync(page, language, "confirm-asked");

            foreach (var (who, number, said) in new[]
            {
                ("suzuki", "first", Say("1 人目として承認しました", "You approved as the first of two")), ("ito", "second", Say("承認しました。申請者にメールで知らせます。", "Approved. Who asked is told by mail.")),
            })
            {
                await using var approver = await Pictures.ContextAsync(chromium, portal.Gateway.Url("/"), language);
                var desk = await Pictures.SignInAsync(approver, "/requests", who);
                await Assertions.Expect(desk.Locator("main tbody tr")).ToContainTextAsync(name);
                await Pictures.ShowAsync(desk, language, $"confirm-requests-{number}");
                await desk.ClickAsync("main tbody a");
                await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("SHA-256 " + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(drawing)));
                await Assertions.Expect(desk.Locator("main")).ToContainTextAsync(Say("中身をここで表示できないファイルがあります", "Not all of them can be shown here"));
                await Pictures.ShowAsync(desk, language, $"confirm-decide-{number}");
                await desk.FillAsync("#reason", Say("内容を確認しました。", "I have looked at it."));
                await desk.ClickAsync("button[value=approve]");
                await Assertions.Expect(desk.Locator("[role=status]")).ToContainTextAsync(said);
                await Pictures.ShowAsync(desk, language, $"confirm-decided-{number}");
            }

            await Wait.UntilAsync(async () => (await portal.StepsAsync(id)).Contains("Released"), () => portal.Gateway.Process.Said);
            await page.GotoAsync($"/m/{id}");
            await Assertions.Expect(row).ToContainTextAsync(Say("確認のうえ、別のメールで届けました", "Sent later, as it is"));
            await Assertions.Expect(page.Locator("main tbody tr", new() { HasText = viewer })).ToContainTextAsync(Say("必要なときは", "Ask for it below"));
            await Assertions.Expect(page.Locator(".note.warn")).ToContainTextAsync(Say("2 件の添付を届けていません", "2 files did not reach you"));
            await Pictures.ShowAsync(page, language, "confirm-released");
            await page.GotoAsync($"/m/{id}/receipt");
            await Assertions.Expect(page.Locator("section[aria-labelledby=confirmed-title]")).ToContainTextAsync(name);
            await Pictures.ShowAsync(page, language, "confirm-receipt");
            await using var office = await Pictures.ContextAsync(chromium, portal.Gateway.Url("/"), language);
            var admin = await Pictures.SignInAsync(office, $"/admin/mail/{id}", "hanako");
            await Assertions.Expect(admin.Locator("main")).Not.ToContainTextAsync("ConfirmedParts");
            await Pictures.ShowAsync(admin, language, "confirm-tracking");
            await AssertMailsAsync(portal, name, drawing);
        }
        finally
        {
            await portal.DisposeAsync();
        }
    }

    /// <summary>The notice in the file's place, the one about the approval, and the mail that brings the file, as a mail program shows them.</summary>
    private static async Task AssertMailsAsync(MailPortal portal, string name, byte[] drawing)
    {
        await Wait.UntilAsync(() => portal.Inside.Mails.Any(mail => mail.Text.Contains(".confirmed@", StringComparison.Ordinal)), () => portal.Gateway.Process.Said);
        var mails = portal.Inside.Mails.Select(mail => ReceivedMail.Read(mail.Bytes)).ToList();
        Assert.Contains("種類: CAD 図面（DWG）", mails[0].AllText, StringComparison.Ordinal);
        var told = mails.Single(mail => mail.Subject.Contains("申請が承認されました", StringComparison.Ordinal));
        Assert.Contains("申請されたファイルを別のメールでお届けします", told.AllText, StringComparison.Ordinal);

        var brought = mails.Single(mail => mail.Subject.StartsWith("[Mugai] 確認済み", StringComparison.Ordinal));
        Assert.Contains(MailPortal.Clerk, brought.Field("To"), StringComparison.Ordinal);
        Assert.Contains($"- {name} (180,022 バイト)", brought.AllText, StringComparison.Ordinal);
        var file = Assert.Single(brought.All, part => part.FileName.Length > 0);
        Assert.Equal(name, file.FileName);
        Assert.Equal(drawing, file.Content);
    }
}
