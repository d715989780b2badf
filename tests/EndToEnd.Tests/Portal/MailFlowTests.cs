using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>Staff at work on real mail through the real program, and what others try.</summary>
[Collection(MailPortalTests.Name)]
public sealed class MailFlowTests(MailPortal portal) : IDisposable
{
    private const string Secret = "Kaigi-2026!";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("zip")]
    [InlineData("docx")]
    [InlineData("pdf")]
    public async Task TypedPassword_BringsTheCleanContentInASecondMail(string kind)
    {
        var id = await portal.DeliverAsync($"locked {kind}", MailPortal.Clerk, ($"資料.{kind}", await LockedFile.MakeAsync(_folder, kind, Secret)));
        var sato = portal["sato"];
        await sato.GetAsync($"/m/{id}");
        Assert.Contains("Open with a password", sato.Body, StringComparison.Ordinal);

        await sato.SubmitAsync($"/m/{id}", $"/m/{id}?handler=password", ("password", "wrong-one"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sato.Status);
        Assert.DoesNotContain("wrong-one", sato.Body, StringComparison.Ordinal);
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}?handler=password", ("password", $"another\n{Secret}"));
        Assert.Equal(HttpStatusCode.Redirect, sato.Status);

        var second = ReceivedMail.Read((await portal.Inside.WaitForAsync($"{id}.following@")).Bytes);
        Assert.Contains($"locked {kind}", second.Subject, StringComparison.Ordinal);
        var part = Assert.Single(second.All, part => part.FileName == $"資料.{kind}");
        Assert.True(kind == "pdf" ? Encoding.ASCII.GetString(part.Content, 0, 5) == "%PDF-" && !Encoding.Latin1.GetString(part.Content).Contains("/Encrypt", StringComparison.Ordinal) : EntriesOf(part.Content) > 0);
        await sato.GetAsync($"/m/{id}");
        Assert.DoesNotContain("Open with a password", sato.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, portal.Gateway.Process.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, (await portal.Gateway.CommandAsync("audit", "export")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TypedPasswords_AreCounted()
    {
        var id = await portal.DeliverAsync("guessed", MailPortal.Clerk, ("資料.zip", await LockedFile.MakeAsync(_folder, "zip", Secret)));
        var sato = portal["sato"];
        for (var i = 0; i < 11; i++)
        {
            await sato.SubmitAsync($"/m/{id}", $"/m/{id}?handler=password", ("password", $"guess-{i}"));
        }

        Assert.Contains("Too many tries", sato.Body, StringComparison.Ordinal);
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}?handler=password", ("password", Secret));
        Assert.Contains("Too many tries", sato.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Original_IsAskedForApprovedAndFetchedOnce_OnTheInternetSideAlone()
    {
        var id = await portal.DeliverAsync("wanted", MailPortal.Clerk, ("tool.exe", [.. "MZ"u8, .. new byte[300]]));
        var request = await portal.AskAsync("sato", id, "Download");
        await portal.DecideAsync("suzuki", request, "approve");

        // On the LGWAN side the page says where to go, and the address does nothing.
        var sato = portal["sato"];
        await sato.GetAsync($"/m/{id}");
        Assert.DoesNotContain("handler=fetch", sato.Body, StringComparison.Ordinal);
        Assert.Contains("It cannot be downloaded here", sato.Body, StringComparison.Ordinal);
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}?handler=fetch", ("request", request));
        Assert.Equal(HttpStatusCode.NotFound, sato.Status);

        using var outside = await portal.OnTheInternetSideAsync("sato");
        await outside.SubmitAsync($"/m/{id}", $"/m/{id}?handler=fetch", ("request", request));
        Assert.Equal(HttpStatusCode.OK, outside.Status);
        Assert.Equal($"mugai-{id}-original.eml", outside.Answer.Content.Headers.ContentDisposition!.FileNameStar ?? outside.Answer.Content.Headers.ContentDisposition.FileName);
        Assert.Contains("tool.exe", Encoding.UTF8.GetString(Convert.FromBase64String(Regex.Match(outside.Body, "=\\?UTF-8\\?B\\?(dG9[^?]+)\\?=").Groups[1].Value)), StringComparison.Ordinal);

        // Replayed: it was fetched already.
        await outside.SubmitAsync($"/m/{id}", $"/m/{id}?handler=fetch", ("request", request));
        Assert.Equal(HttpStatusCode.NotFound, outside.Status);
        var steps = JsonNode.Parse((await portal.Gateway.CommandAsync("quarantine", "show", id)).Text)!["steps"]!.AsArray().Select(step => step!["kind"]!.GetValue<string>()).ToList();
        Assert.Equal(["Requested", "Approved", "Released"], steps.Where(kind => kind is "Requested" or "Approved" or "Released"));
    }

    [Fact]
    public async Task Original_GoesToTheInternetMailbox_NeverInward()
    {
        var id = await portal.DeliverAsync("to the other mailbox", MailPortal.Clerk, ("tool.exe", [.. "MZ"u8, .. new byte[300]]));
        var inside = portal.Inside.Count;
        await portal.DecideAsync("suzuki", await portal.AskAsync("sato", id, "InternetMailbox"), "approve");

        var folder = Path.Combine(portal.Gateway.Folder, "internet", "new");
        await Wait.UntilAsync(() => Task.FromResult(Directory.Exists(folder) && Directory.GetFiles(folder).Length == 1), () => "it did not arrive");
        Assert.Contains("TVo", File.ReadAllText(Directory.GetFiles(folder)[0]), StringComparison.Ordinal);
        Assert.DoesNotContain(portal.Inside.Mails.Skip(inside), mail => mail.Text.Contains("TVoA", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CleanCopy_ComesAgain_CleanedByTodaysPolicy()
    {
        var id = await portal.DeliverAsync("once more", MailPortal.Clerk, ("見積書.docm", Sample.Docm));
        var before = portal.Inside.Count;
        await portal["sato"].SubmitAsync($"/m/{id}", $"/m/{id}?handler=again");
        Assert.Equal(HttpStatusCode.Redirect, portal["sato"].Status);
        await Wait.UntilAsync(() => Task.FromResult(portal.Inside.Mails.Skip(before).Any(mail => mail.Text.Contains($"X-Mugai-Id: {id}", StringComparison.Ordinal))), () => "it did not come again");
        var again = ReceivedMail.Read(portal.Inside.Mails.Skip(before).First(mail => mail.Text.Contains($"X-Mugai-Id: {id}", StringComparison.Ordinal)).Bytes);
        Assert.DoesNotContain(again.All, part => part.FileName.EndsWith(".docm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CleanCopy_IsCounted_AndEndsSomewhen()
    {
        var id = await portal.DeliverAsync("copied", MailPortal.Clerk);
        var sato = portal["sato"];
        for (var i = 0; i < 6; i++)
        {
            await sato.SubmitAsync($"/m/{id}", $"/m/{id}?handler=again");
            Assert.Equal(HttpStatusCode.Redirect, sato.Status);
        }

        await sato.GetAsync($"/m/{id}");
        Assert.Contains("It was sent several times today already", sato.Body, StringComparison.Ordinal);
        var kinds = await portal.StepsAsync(id);
        Assert.Equal(5, kinds.Count(kind => kind == "SentAgain"));
        Assert.Equal(5, kinds.Count(kind => kind == "Released"));
        await portal.Administrator.GetAsync("/admin/status");
        Assert.Contains("The mail, cleaned again, by mail", portal.Administrator.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomebodyElsesMail_LooksLikeOneThatDoesNotExist()
    {
        var id = await portal.DeliverAsync("private", MailPortal.Clerk);
        var unknown = new string('0', 32);
        var kato = portal["kato"];
        foreach (var path in new[] { "/m/{0}", "/m/{0}/receipt", "/m/{0}/receipt?handler=file", "/requests/{0}", "/admin/mail/{0}" })
        {
            await kato.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, id));
            var (status, body) = (kato.Status, Blind(kato.Body, id));
            await kato.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, unknown));
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Equal(status, kato.Status);
            Assert.Equal(body, Blind(kato.Body, unknown));
        }

        foreach (var act in new[] { "password", "again", "clean", "ask", "withdraw", "fetch" })
        {
            await kato.SubmitAsync("/account/password", $"/m/{id}?handler={act}", ("password", "x"), ("way", "Download"), ("reason", "curious"), ("request", unknown));
            Assert.Equal(HttpStatusCode.NotFound, kato.Status);
        }

        await kato.GetAsync("/m/..%2f..%2fetc%2fpasswd");
        Assert.Equal(HttpStatusCode.NotFound, kato.Status);
        using var nobody = new PortalVisitor(portal.Gateway);
        await nobody.GetAsync($"/m/{id}");
        Assert.Equal(HttpStatusCode.Redirect, nobody.Status);
        Assert.Contains("/sign-in", nobody.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatSendersWrote_StaysText()
    {
        const string Script = "<script>alert(1)</script>";
        var id = await portal.DeliverAsync($"{Script} \u202Eexe.pdf", MailPortal.Clerk, ($"{Script}.exe", [.. "MZ"u8, .. new byte[300]]), ("../../etc/passwd", "x"u8.ToArray()));
        foreach (var (who, path) in new[] { ("sato", "/"), ("sato", $"/m/{id}"), ("sato", $"/m/{id}/receipt"), ("hanako", $"/admin/mail/{id}"), ("hanako", $"/admin/mail?recipient={MailPortal.Clerk}") })
        {
            await portal[who].GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, portal[who].Status);
            var raw = await portal[who].Answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("<script", raw, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain('\u202E', raw);
            Assert.Contains("alert(1)", raw, StringComparison.Ordinal);
        }

        await portal["sato"].SubmitAsync($"/m/{id}", $"/m/{id}?handler=clean");
        Assert.Equal($"mugai-{id}-clean.eml", portal["sato"].Answer.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal("nosniff", portal["sato"].Answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Get_ChangesNothing_AndPostNeedsItsToken()
    {
        var id = await portal.DeliverAsync("looked at", MailPortal.Clerk, ("資料.zip", await LockedFile.MakeAsync(_folder, "zip", Secret)));
        var before = await CountAsync();
        foreach (var path in new[] { "/", $"/m/{id}", $"/m/{id}?handler=password&password={Secret}", $"/m/{id}?handler=ask&reason=x&way=Download", $"/m/{id}?handler=clean", $"/m/{id}/receipt", $"/m/{id}/receipt?handler=file" })
        {
            await portal["sato"].GetAsync(path);
        }

        Assert.Equal(before + 1, await CountAsync()); // the export that counts is an entry itself
        await portal["sato"].PostAsync($"/m/{id}?handler=ask", ("reason", "x"), ("way", "Download"));
        Assert.Equal(HttpStatusCode.BadRequest, portal["sato"].Status);
    }

    private async Task<int> CountAsync() => (await portal.ExportAsync()).Count;

    /// <summary>Without what differs between two answers to one question: tokens, and the number that was asked for.</summary>
    private static string Blind(string body, string id) => Regex.Replace(body, "value=\"CfDJ[^\"]+\"", "").Replace(id, "", StringComparison.Ordinal);

    private static int EntriesOf(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return archive.Entries.Count;
    }
}
