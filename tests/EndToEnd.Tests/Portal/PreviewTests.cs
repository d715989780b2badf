using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mugai.Sanitizers.Tests.Images;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>Originals as pictures and clean parts one by one: pixels and clean bytes on the LGWAN side, for those whom the mail concerns, on record.</summary>
[Collection(MailPortalTests.Name)]
public sealed class PreviewTests(MailPortal portal)
{
    /// <summary>Stands in the file of the corpus.</summary>
    private const string DocmText = "請求金額 50,000 円";

    private static readonly byte[] s_pdf = TwoPages();

    [Fact]
    public async Task Original_IsSeenPageByPage_AsPixelsAlone_AndOnRecord()
    {
        var id = await portal.DeliverAsync("look at it", MailPortal.Clerk, ("見積書.pdf", s_pdf));
        var sato = portal["sato"];
        await sato.GetAsync($"/m/{id}");
        Assert.Contains("See the original", sato.Body, StringComparison.Ordinal);

        var picture = await ShowAsync(sato, id, "/attachments/1", 1);
        await sato.GetAsync(picture.Page);
        Assert.Contains("Page 1 of 2", sato.Body, StringComparison.Ordinal);
        await sato.GetAsync(picture.Address);
        Assert.Equal(HttpStatusCode.OK, sato.Status);
        Assert.Equal("image/png", sato.Answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", sato.Answer.Headers.GetValues("X-Content-Type-Options").Single());
        var first = await sato.Answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], first[..4]);

        var second = await ShowAsync(sato, id, "/attachments/1", 2);
        await sato.GetAsync(second.Address);
        Assert.NotEqual(first, await sato.Answer.Content.ReadAsByteArrayAsync());
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}/preview", ("part", "/attachments/1"), ("number", "9"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sato.Status);
        Assert.Contains("There is no such page (2 in all)", sato.Body, StringComparison.Ordinal);

        var steps = JsonNode.Parse((await portal.Gateway.CommandAsync("quarantine", "show", id)).Text)!["steps"]!.AsArray();
        Assert.Equal(3, steps.Count(step => step!["kind"]!.GetValue<string>() == "Previewed"));
        Assert.Contains("\"page\":2", (await portal.Gateway.CommandAsync("audit", "export")).Text.Replace("\\\"", "\"", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_SeesWhatIsSomebodyElses()
    {
        var id = await portal.DeliverAsync("not for Kato", MailPortal.Clerk, ("見積書.pdf", s_pdf));
        var picture = await ShowAsync(portal["sato"], id, "/attachments/1", 1);
        var kato = portal["kato"];
        await kato.GetAsync($"/m/{id}/preview?part=/attachments/1");
        Assert.Equal(HttpStatusCode.NotFound, kato.Status);
        await kato.SubmitAsync("/account/password", $"/m/{id}/preview", ("part", "/attachments/1"));
        Assert.Equal(HttpStatusCode.NotFound, kato.Status);
        await kato.SubmitAsync("/account/password", $"/m/{id}?handler=part", ("part", "/attachments/1"));
        Assert.Equal(HttpStatusCode.NotFound, kato.Status);
        // The ticket of somebody else's picture, on the own mail.
        var own = await portal.DeliverAsync("Kato's own", MailPortal.Colleague);
        await kato.GetAsync(picture.Address.Replace(id, own, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, kato.Status);
        await kato.GetAsync(picture.Address);
        Assert.Equal(HttpStatusCode.NotFound, kato.Status);
    }

    [Fact]
    public async Task Approver_SeesWhatIsAskedFor_UntilItIsDecided()
    {
        var id = await portal.DeliverAsync("for the approver", MailPortal.Clerk, ("見積書.pdf", s_pdf));
        await portal["suzuki"].SubmitAsync("/account/password", $"/m/{id}/preview", ("part", "/attachments/1"));
        Assert.Equal(HttpStatusCode.NotFound, portal["suzuki"].Status);

        await portal["sato"].SubmitAsync($"/m/{id}", $"/m/{id}?handler=ask", ("way", "Download"), ("reason", "needed"), ("importance", "3"));
        await portal["suzuki"].GetAsync("/requests");
        var request = Regex.Matches(portal["suzuki"].Body, "/requests/([0-9a-f]{32})")[0].Groups[1].Value;
        var picture = await ShowAsync(portal["suzuki"], id, "/attachments/1", 1, request);
        await portal["suzuki"].GetAsync(picture.Address);
        Assert.Equal("image/png", portal["suzuki"].Answer.Content.Headers.ContentType!.MediaType);
        await portal["suzuki"].SubmitAsync("/account/password", $"/m/{id}/preview", ("part", "/"), ("request", request));
        Assert.Contains("本文です。", portal["suzuki"].Body, StringComparison.Ordinal);
        // A request opens its own mail and no other; who decides nothing is not helped by its number.
        var other = await portal.DeliverAsync("another", MailPortal.Clerk, ("見積書.pdf", s_pdf));
        await portal["suzuki"].SubmitAsync("/account/password", $"/m/{other}/preview", ("part", "/attachments/1"), ("request", request));
        Assert.Equal(HttpStatusCode.NotFound, portal["suzuki"].Status);
        await portal["tanaka"].SubmitAsync("/account/password", $"/m/{id}/preview", ("part", "/attachments/1"), ("request", request));
        Assert.Equal(HttpStatusCode.NotFound, portal["tanaka"].Status);

        await portal["suzuki"].SubmitAsync($"/requests/{request}", ("decision", "approve"));
        await portal["suzuki"].SubmitAsync("/account/password", $"/m/{id}/preview", ("part", "/attachments/1"), ("request", request));
        Assert.Equal(HttpStatusCode.NotFound, portal["suzuki"].Status);
    }

    [Fact]
    public async Task Parts_AreSavedOneByOne_CleanAndUnderASafeName()
    {
        var id = await portal.DeliverAsync("parts", MailPortal.Clerk, ("..\\見積/書.docm", Sample.Docm), ("a.txt", "<script>alert(1)</script>\r\n"u8.ToArray()), ("tool.exe", [.. "MZ"u8, .. new byte[300]]));
        var sato = portal["sato"];
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}?handler=part", ("part", "/attachments/1"));
        Assert.Equal(HttpStatusCode.OK, sato.Status);
        var headers = sato.Answer.Content.Headers;
        Assert.Equal("application/octet-stream", headers.ContentType!.MediaType);
        Assert.Equal("attachment", headers.ContentDisposition!.DispositionType);
        Assert.EndsWith("書.docx", headers.ContentDisposition.FileNameStar, StringComparison.Ordinal);
        Assert.DoesNotContain(headers.ContentDisposition.FileNameStar!, c => c is '/' or '\\');
        var docx = await sato.Answer.Content.ReadAsByteArrayAsync();
        using var entries = new System.IO.Compression.ZipArchive(new MemoryStream(docx));
        Assert.DoesNotContain(entries.Entries, entry => entry.FullName.Contains("vba", StringComparison.OrdinalIgnoreCase));

        // Text that looks like a page is bytes to be saved as well.
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}?handler=part", ("part", "/attachments/2"));
        Assert.Equal("application/octet-stream", sato.Answer.Content.Headers.ContentType!.MediaType);
        foreach (var refused in new[] { "/attachments/3", "/attachments/1/word/document.xml", "/", "/attachments/77", "/../etc/passwd" })
        {
            await sato.SubmitAsync($"/m/{id}", $"/m/{id}?handler=part", ("part", refused));
            Assert.Equal(HttpStatusCode.NotFound, sato.Status);
        }
    }

    [Fact]
    public async Task WhatHasNoPicture_SaysSo_AndNoFormTokenNoPage()
    {
        var id = await portal.DeliverAsync("no pictures", MailPortal.Clerk, ("a.zip", Zip()), ("tool.exe", [.. "MZ"u8, .. new byte[300]]), ("broken.pdf", "%PDF-1.4 broken"u8.ToArray()));
        var sato = portal["sato"];
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}/preview", ("part", "/attachments/1"));
        Assert.Contains("No text can be taken from this format", sato.Body, StringComparison.Ordinal);
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}/preview", ("part", "/attachments/2"));
        Assert.Contains("are never let in", sato.Body, StringComparison.Ordinal);
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}/preview", ("part", "/attachments/3"));
        Assert.Contains("damaged", sato.Body, StringComparison.Ordinal);
        await sato.PostAsync($"/m/{id}/preview", ("part", "/attachments/3"));
        Assert.Equal(HttpStatusCode.BadRequest, sato.Status);
    }

    [Fact]
    public async Task Scans_AreSeenPageByPage_AsPicturesThatEveryBrowserShows()
    {
        var id = await portal.DeliverAsync("scans", MailPortal.Clerk, ("fax.tif", DrawnPictures.FaxTiff), ("photo.jp2", DrawnPictures.Jp2));
        var sato = portal["sato"];
        foreach (var (part, page, said) in new[] { ("/attachments/1", 1, "Page 1 of 3"), ("/attachments/1", 3, "Page 3 of 3"), ("/attachments/2", 1, "Page 1 of 1") })
        {
            var picture = await ShowAsync(sato, id, part, page);
            Assert.Contains(said, sato.Body, StringComparison.Ordinal);
            await sato.GetAsync(picture.Address);
            Assert.Equal("image/jpeg", sato.Answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal([0xFF, 0xD8, 0xFF], (await sato.Answer.Content.ReadAsByteArrayAsync())[..3]);
        }

        await sato.SubmitAsync($"/m/{id}", $"/m/{id}/preview", ("part", "/attachments/1"), ("number", "4"));
        Assert.Contains("There is no such page (3 in all)", sato.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfficeFile_IsReadAsText_AndOnRecord()
    {
        var id = await portal.DeliverAsync("office", MailPortal.Clerk, ("見積書.docm", Sample.Docm));
        var sato = portal["sato"];
        await sato.GetAsync($"/m/{id}");
        Assert.Contains("Read its text", sato.Body, StringComparison.Ordinal);
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}/preview", ("part", "/attachments/1"));
        Assert.Equal(HttpStatusCode.OK, sato.Status);
        Assert.Contains(DocmText, sato.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Attribute VB_", sato.Body, StringComparison.Ordinal);
        Assert.Contains("Previewed", await portal.StepsAsync(id));
    }

    [Theory]
    [InlineData("docx", DocmText)]
    [InlineData("pdf", LockedFile.PdfText)]
    public async Task LockedFile_IsReadWithItsPassword_WhichStaysNowhere(string kind, string said)
    {
        using var folder = new Mugai.Testing.TempFolder();
        var id = await portal.DeliverAsync($"locked {kind}", MailPortal.Clerk, ($"資料.{kind}", await LockedFile.MakeAsync(folder, kind, "Himitsu-9!")));
        var sato = portal["sato"];
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}/preview", ("part", "/attachments/1"));
        Assert.Equal(HttpStatusCode.OK, sato.Status);
        Assert.Contains("The password of this file", sato.Body, StringComparison.Ordinal);
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}/preview", ("part", "/attachments/1"), ("password", "wrong-9"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sato.Status);
        Assert.Contains("It did not open with this password", sato.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-9", sato.Body, StringComparison.Ordinal);
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}/preview", ("part", "/attachments/1"), ("password", "Himitsu-9!"));
        Assert.True(sato.Status == HttpStatusCode.OK && sato.Body.Contains(said, StringComparison.Ordinal), sato.Body);
        for (var i = 0; i < 9; i++)
        {
            await sato.SubmitAsync($"/m/{id}", $"/m/{id}/preview", ("part", "/attachments/1"), ("password", $"guess-{i}"));
        }

        Assert.Contains("Please wait ten minutes", sato.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Himitsu", portal.Gateway.Process.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Himitsu", (await portal.Gateway.CommandAsync("audit", "export")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_IsShownAsTheSanitizerGivesIt()
    {
        var id = await portal.DeliverAsync("text", MailPortal.Clerk);
        var sato = portal["sato"];
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}/preview", ("part", "/"));
        Assert.Equal(HttpStatusCode.OK, sato.Status);
        Assert.Contains("本文です。", sato.Body, StringComparison.Ordinal);
    }

    private static async Task<(string Page, string Address)> ShowAsync(PortalVisitor visitor, string id, string part, int number, string? request = null)
    {
        await visitor.SubmitAsync("/account/password", $"/m/{id}/preview", [("part", part), ("number", $"{number}"), .. request is null ? Array.Empty<(string, string)>() : [("request", request)]]);
        Assert.True(visitor.Status == HttpStatusCode.Redirect, visitor.Body);
        var page = visitor.Location!;
        await visitor.GetAsync(page);
        return (page, visitor.Find("<img src=\"(/m/[^\"]+)\"")!);
    }

    private static byte[] Zip()
    {
        using var file = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("a.txt").Open();
            entry.Write("text"u8);
        }

        return file.ToArray();
    }

    private static byte[] TwoPages()
    {
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 2 /Kids [4 0 R 6 0 R] /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", "<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>", Text("First page"), "<< /Type /Page /Parent 2 0 R /Contents 7 0 R >>", Text("Second page"),
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        for (var i = 0; i < objects.Length; i++)
        {
            file.Append($"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        return Encoding.ASCII.GetBytes(file.Append("trailer << /Root 1 0 R >>\n%%EOF\n").ToString());

        static string Text(string text)
        {
            var content = $"BT /F 40 Tf 60 700 Td ({text}) Tj ET";
            return $"<< /Length {content.Length} >>\nstream\n{content}\nendstream";
        }
    }
}
