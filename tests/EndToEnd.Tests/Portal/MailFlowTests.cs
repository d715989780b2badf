using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mugai.Sanitizers.Tests.Ooxml;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>Staff, approvers, administrators and auditors at work on real mail through the real program, and what others try.</summary>
public sealed class MailFlowTests(MailPortal portal) : IClassFixture<MailPortal>, IDisposable
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
        var id = await portal.DeliverAsync($"locked {kind}", MailPortal.Clerk, ($"資料.{kind}", await EncryptedAsync(kind)));
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
        var id = await portal.DeliverAsync("guessed", MailPortal.Clerk, ("資料.zip", await EncryptedAsync("zip")));
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
        var request = await AskAsync("sato", id, "Download");
        await DecideAsync("suzuki", request, "approve");

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
        await DecideAsync("suzuki", await AskAsync("sato", id, "InternetMailbox"), "approve");

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
    public async Task NobodyDecides_TheOwnRequest_AndTwoAreNeededWhereThePolicySaysSo()
    {
        var own = await AskAsync("kato", await portal.DeliverAsync("own", MailPortal.Colleague), "Download");
        var kato = portal["kato"];
        await kato.GetAsync($"/requests/{own}");
        Assert.Contains("Nobody decides about the own request", kato.Body, StringComparison.Ordinal);
        await kato.SubmitAsync("/account/password", $"/requests/{own}", ("decision", "approve"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kato.Status);

        var id = await portal.DeliverAsync("two persons", MailPortal.Council);
        var request = await AskAsync("sato", id, "Download");
        await DecideAsync("suzuki", request, "approve");
        await portal["sato"].GetAsync($"/m/{id}");
        Assert.Contains("One of two approved", portal["sato"].Body, StringComparison.Ordinal);
        await portal["suzuki"].SubmitAsync("/account/password", $"/requests/{request}", ("decision", "approve"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, portal["suzuki"].Status);
        await DecideAsync("ito", request, "approve");
        await portal["sato"].GetAsync($"/m/{id}");
        Assert.Contains("Approved, not fetched", portal["sato"].Body, StringComparison.Ordinal);
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
        var kinds = await StepsAsync(id);
        Assert.Equal(5, kinds.Count(kind => kind == "SentAgain"));
        Assert.Equal(5, kinds.Count(kind => kind == "Released"));
        await portal.Administrator.GetAsync("/admin/status");
        Assert.Contains("The mail, cleaned again, by mail", portal.Administrator.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_AreDecidedTogether_EachOnItsOwn()
    {
        var (first, second) = (await portal.DeliverAsync("together 1", MailPortal.Clerk), await portal.DeliverAsync("together 2", MailPortal.Clerk));
        var (one, two) = (await AskAsync("sato", first, "Download"), await AskAsync("sato", second, "Download"));
        var ito = portal["ito"];
        await ito.SubmitAsync("/requests", ("decision", "approve"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ito.Status);
        await ito.SubmitAsync("/requests", ("requests", one), ("requests", two), ("decision", "refuse"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ito.Status);
        Assert.Contains($"value=\"{two}\" checked", ito.Body, StringComparison.Ordinal);

        await portal["sato"].SubmitAsync($"/m/{first}", $"/m/{first}?handler=withdraw", ("request", one));
        await ito.SubmitAsync("/requests", ("requests", one), ("requests", two), ("decision", "refuse"), ("reason", "not needed"));
        Assert.Equal(HttpStatusCode.OK, ito.Status);
        Assert.Contains("1 of 2 decided", ito.Body, StringComparison.Ordinal);
        Assert.Contains("Decided, taken back or lapsed meanwhile", ito.Body, StringComparison.Ordinal);
        Assert.Contains("Refused", await StepsAsync(second));
        Assert.DoesNotContain("Refused", await StepsAsync(first));
    }

    [Fact]
    public async Task Deputy_DecidesInTheNameOfWhoIsAbsent_NeverForWhoAsked()
    {
        var today = DateTime.Now.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var mori = portal["mori"];
        await mori.GetAsync("/");
        Assert.DoesNotContain("href=\"/requests\"", mori.Body, StringComparison.Ordinal);
        await portal["kato"].GetAsync("/account/deputy");
        var id = portal["kato"].Find("value=\"([0-9a-f]{32})\"[^>]*>財政課　Mori")!;
        await portal["kato"].SubmitAsync("/account/deputy", ("to", id), ("firstDay", today), ("lastDay", "2001-01-01"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, portal["kato"].Status);
        await portal["kato"].SubmitAsync("/account/deputy", ("to", id), ("firstDay", today), ("lastDay", today));
        Assert.Equal(HttpStatusCode.Redirect, portal["kato"].Status);
        Assert.Contains("kato", (await portal.Gateway.CommandAsync("user", "delegations")).Text, StringComparison.Ordinal);

        // By kato's right mori decides about others, but not about what kato asks for.
        await mori.GetAsync("/");
        Assert.Contains("href=\"/requests\"", mori.Body, StringComparison.Ordinal);
        var own = await AskAsync("kato", await portal.DeliverAsync("kato's own", MailPortal.Colleague), "Download");
        await mori.SubmitAsync("/requests", $"/requests/{own}", ("decision", "approve"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mori.Status);
        Assert.Contains("Who you stand in for asked for it", mori.Body, StringComparison.Ordinal);
        var other = await portal.DeliverAsync("somebody else's", MailPortal.Clerk);
        var request = await AskAsync("sato", other, "Download");
        await mori.GetAsync($"/requests/{request}");
        Assert.Contains("in the name of Kato", mori.Body, StringComparison.Ordinal);
        await DecideAsync("mori", request, "approve");
        var entry = (await ExportAsync("--message", other, "--kind", "Approved")).Single();
        Assert.NotEqual(entry["actor"]!.GetValue<string>(), $"person:{entry["payload"]!["for"]!.GetValue<string>()}");

        // Of two who must agree kato and who stands in for kato are one.
        var council = await AskAsync("sato", await portal.DeliverAsync("two persons, one right", MailPortal.Council), "Download");
        await DecideAsync("kato", council, "approve");
        await mori.SubmitAsync("/requests", $"/requests/{council}", ("decision", "approve"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mori.Status);

        await portal["kato"].SubmitAsync("/account/deputy", "/account/deputy?handler=end", ("to", id), ("firstDay", today), ("lastDay", today));
        Assert.Equal(HttpStatusCode.Redirect, portal["kato"].Status);
        await mori.GetAsync($"/requests/{council}");
        Assert.Equal(HttpStatusCode.NotFound, mori.Status);
        Assert.Equal(2, (await ExportAsync("--kind", "Delegated")).Count);
    }

    [Fact]
    public async Task Refusal_NeedsWords_AndAWithdrawnRequestCannotBeDecided()
    {
        var id = await portal.DeliverAsync("refused", MailPortal.Clerk);
        var request = await AskAsync("sato", id, "Download");
        await portal["suzuki"].SubmitAsync($"/requests/{request}", ("decision", "refuse"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, portal["suzuki"].Status);
        await DecideAsync("suzuki", request, "refuse", "not <b>now</b>");
        await portal["sato"].GetAsync($"/m/{id}");
        Assert.Contains("not <b>now</b>", portal["sato"].Body, StringComparison.Ordinal); // decoded by the visitor: it was encoded in the page
        Assert.DoesNotContain("<b>now", await portal["sato"].Answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var second = await AskAsync("sato", id, "InternetMailbox");
        await portal["sato"].SubmitAsync($"/m/{id}", $"/m/{id}?handler=withdraw", ("request", second));
        Assert.Equal(HttpStatusCode.Redirect, portal["sato"].Status);
        await portal["suzuki"].GetAsync($"/requests/{second}");
        Assert.Equal(HttpStatusCode.NotFound, portal["suzuki"].Status);
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
        var id = await portal.DeliverAsync("looked at", MailPortal.Clerk, ("資料.zip", await EncryptedAsync("zip")));
        var before = await CountAsync();
        foreach (var path in new[] { "/", $"/m/{id}", $"/m/{id}?handler=password&password={Secret}", $"/m/{id}?handler=ask&reason=x&way=Download", $"/m/{id}?handler=clean", $"/m/{id}/receipt", $"/m/{id}/receipt?handler=file" })
        {
            await portal["sato"].GetAsync(path);
        }

        Assert.Equal(before + 1, await CountAsync()); // the export that counts is an entry itself
        await portal["sato"].PostAsync($"/m/{id}?handler=ask", ("reason", "x"), ("way", "Download"));
        Assert.Equal(HttpStatusCode.BadRequest, portal["sato"].Status);
    }

    [Fact]
    public async Task AdministratorsReading_LeavesARecord_AndAuditorsChangeNothing()
    {
        var id = await portal.DeliverAsync("read by others", MailPortal.Clerk);
        await portal.Administrator.GetAsync($"/admin/mail/{id}");
        Assert.Equal(HttpStatusCode.OK, portal.Administrator.Status);
        var entry = (await ExportAsync("--message", id, "--kind", "Read")).Last();
        Assert.StartsWith("person:", entry["actor"]!.GetValue<string>(), StringComparison.Ordinal);

        var tanaka = portal["tanaka"];
        await tanaka.GetAsync("/audit");
        Assert.Equal(HttpStatusCode.OK, tanaka.Status);
        await tanaka.SubmitAsync("/audit", "/audit?handler=verify");
        Assert.Contains("none changed", tanaka.Body, StringComparison.Ordinal);
        await tanaka.SubmitAsync("/audit", "/audit?handler=export", ("format", "csv"));
        Assert.Contains("sequence,time,kind", tanaka.Body, StringComparison.Ordinal);
        Assert.Contains((await ExportAsync("--kind", "AdministratorActed")), row => row["payload"]?["act"]?.GetValue<string>() == "audit.export" && row["actor"]!.GetValue<string>().StartsWith("person:", StringComparison.Ordinal));
        foreach (var path in new[] { $"/admin/mail/{id}", "/admin/mail" })
        {
            await tanaka.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, tanaka.Status);
        }
    }

    [Fact]
    public async Task Incident_StopsEverything_AndTellsWhoReceivedIt()
    {
        var first = await portal.DeliverAsync("=1+1 see https://Login.attacker.example/x", MailPortal.Clerk, ("bait.txt", "visit hxxps://attacker[.]example"u8.ToArray()));
        await portal.DeliverAsync("harmless", MailPortal.Colleague);
        var admin = portal.Administrator;
        await admin.GetAsync("/admin/incident?hash=123");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
        await admin.GetAsync("/admin/incident?sender=outside.example&days=1");
        Assert.Contains(MailPortal.Clerk, admin.Body, StringComparison.Ordinal);
        foreach (var (link, isFound) in new[] { ("hxxps://news[.]partner[.]example/b", true), ("partner.example", true), ("artner.example", false) })
        {
            await admin.GetAsync($"/admin/incident?link={Uri.EscapeDataString(link)}");
            Assert.Equal(isFound, admin.Body.Contains(first, StringComparison.Ordinal));
        }

        await admin.SubmitAsync("/admin/incident", "/admin/incident?handler=list&sender=outside.example&days=1");
        Assert.Contains($"\"{first}\"", admin.Body, StringComparison.Ordinal);
        Assert.Contains("\"'=1+1", admin.Body, StringComparison.Ordinal);
        Assert.Contains(await ExportAsync("--kind", "AdministratorActed"), row => row["payload"]?["act"]?.GetValue<string>() == "incident.list");

        await admin.SubmitAsync("/admin/incident", "/admin/incident?handler=hold", ("act", "hold"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
        await admin.SubmitAsync("/admin/incident", "/admin/incident?handler=hold", ("act", "hold"), ("why", "incident 7"));
        await admin.GetAsync("/admin/status");
        Assert.Contains("Everything is held", admin.Body, StringComparison.Ordinal);
        await admin.SubmitAsync("/admin/incident", "/admin/incident?handler=hold", ("act", "release"), ("why", "over"));
        await admin.GetAsync("/admin/status");
        Assert.DoesNotContain("Everything is held", admin.Body, StringComparison.Ordinal);
        await portal["tanaka"].GetAsync("/admin/incident");
        Assert.Equal(HttpStatusCode.NotFound, portal["tanaka"].Status);
    }

    [Fact]
    public async Task Month_InFigures_OnThePageAndByCommand()
    {
        await portal.DeliverAsync("counted", MailPortal.Clerk, ("tool.exe", [.. "MZ"u8, .. new byte[300]]));
        await portal["tanaka"].SubmitAsync("/audit/monthly", "/audit/monthly?handler=csv");
        Assert.Contains("never allowed", portal["tanaka"].Body, StringComparison.Ordinal);
        var csv = (await portal.Gateway.CommandAsync("audit", "summary", "--format", "csv", "--language", "ja")).Text;
        Assert.Contains("受け取れない種類", csv, StringComparison.Ordinal);
        Assert.Equal(2, (await portal.Gateway.CommandAsync("audit", "summary", "--month", "2026-13")).Code);
    }

    [Fact]
    public async Task Administrator_Pins_HoldsAndErases_WithAReason()
    {
        var id = await portal.DeliverAsync("administered", MailPortal.Clerk);
        var admin = portal.Administrator;
        await admin.SubmitAsync($"/admin/mail/{id}", ("act", "pin"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
        await admin.SubmitAsync($"/admin/mail/{id}", ("act", "pin"), ("why", "audit"));
        Assert.Equal(HttpStatusCode.Redirect, admin.Status);
        await admin.GetAsync("/admin/mail?state=pinned");
        Assert.Contains(id, admin.Body, StringComparison.Ordinal);
        await admin.GetAsync("/admin/status");
        Assert.Contains("Originals kept", admin.Body, StringComparison.Ordinal);
        await admin.SubmitAsync($"/admin/mail/{id}", ("act", "erase"), ("why", "sent by mistake"));
        await admin.GetAsync($"/admin/mail/{id}");
        Assert.Equal(HttpStatusCode.NotFound, admin.Status);
        await portal["sato"].GetAsync($"/m/{id}");
        Assert.Equal(HttpStatusCode.NotFound, portal["sato"].Status);
    }

    [Fact]
    public async Task Receipt_IsVerifiedWithoutTheInstallation_AndAnyChangeIsFound()
    {
        var id = await portal.DeliverAsync("receipted", MailPortal.Clerk, ("見積書.docm", Sample.Docm));
        await portal["sato"].GetAsync($"/m/{id}/receipt?handler=file");
        var receipt = await portal["sato"].Answer.Content.ReadAsStringAsync();
        var (file, key, other) = (_folder.File("receipt.json"), _folder.File("key.pem"), _folder.File("changed.json"));
        File.WriteAllText(file, receipt);
        Assert.Equal(0, (await portal.Gateway.CommandAsync("audit", "key", "-o", key)).Code);
        var valid = await ChildProcess.RunAsync(MugaiServer.Program, ["audit", "receipt", file, "--key", key], _folder.Path);
        Assert.True(valid.Code == 0, valid.ToString());
        Assert.Contains("サニタイズ", receipt, StringComparison.Ordinal);
        Assert.Contains("ooxml.vba", receipt, StringComparison.Ordinal);

        File.WriteAllText(other, receipt.Replace("サニタイズ", "確認", StringComparison.Ordinal));
        Assert.Equal(1, (await ChildProcess.RunAsync(MugaiServer.Program, ["audit", "receipt", other], _folder.Path)).Code);
        using var foreign = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        File.WriteAllText(key, foreign.ExportSubjectPublicKeyInfoPem());
        Assert.Equal(1, (await ChildProcess.RunAsync(MugaiServer.Program, ["audit", "receipt", file, "--key", key], _folder.Path)).Code);
    }

    private async Task<string> AskAsync(string who, string id, string way)
    {
        await portal[who].SubmitAsync($"/m/{id}", $"/m/{id}?handler=ask", ("way", way), ("reason", "needed for work"), ("importance", "2"));
        Assert.True(portal[who].Status == HttpStatusCode.Redirect, portal[who].Body);
        await portal[who].GetAsync($"/m/{id}");
        return portal[who].Find("handler=withdraw.*?name=\"request\" value=\"([0-9a-f]{32})\"") ?? throw new InvalidOperationException(portal[who].Body);
    }

    private async Task<List<string>> StepsAsync(string id) =>
        [.. JsonNode.Parse((await portal.Gateway.CommandAsync("quarantine", "show", id)).Text)!["steps"]!.AsArray().Select(step => step!["kind"]!.GetValue<string>())];

    private async Task DecideAsync(string who, string request, string decision, string reason = "seen")
    {
        await portal[who].SubmitAsync($"/requests/{request}", ("decision", decision), ("reason", reason));
        Assert.True(portal[who].Status == HttpStatusCode.Redirect, portal[who].Body);
    }

    private async Task<List<JsonNode>> ExportAsync(params string[] filters) =>
        [.. (await portal.Gateway.CommandAsync(["audit", "export", .. filters])).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    private async Task<int> CountAsync() => (await ExportAsync()).Count;

    /// <summary>Without what differs between two answers to one question: tokens, and the number that was asked for.</summary>
    private static string Blind(string body, string id) => Regex.Replace(body, "value=\"CfDJ[^\"]+\"", "").Replace(id, "", StringComparison.Ordinal);

    private static int EntriesOf(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return archive.Entries.Count;
    }

    private async Task<byte[]> EncryptedAsync(string kind)
    {
        if (kind == "docx")
        {
            using var package = new MemoryStream();
            package.Write(Sample.Docm);
            return PackageEncryptor.Agile(package.ToArray(), Secret);
        }

        if (kind == "zip")
        {
            File.WriteAllText(_folder.File("連絡.txt"), "次回は 12 月 3 日です。\r\n");
            var made = await ChildProcess.RunAsync(Installed.Program("7z", "p7zip-full"), ["a", "-tzip", "-mem=AES256", $"-p{Secret}", "a.zip", "連絡.txt"], _folder.Path);
            Assert.True(made.Code == 0, made.Error);
            return File.ReadAllBytes(_folder.File("a.zip"));
        }

        File.WriteAllText(_folder.File("plain.pdf"), "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
        await ChildProcess.RunAsync(Installed.Program("qpdf", "qpdf"), ["plain.pdf", "mended.pdf"], _folder.Path);
        var encrypted = await ChildProcess.RunAsync(Installed.Program("qpdf", "qpdf"), ["--encrypt", Secret, "owner-secret", "256", "--", "mended.pdf", "locked.pdf"], _folder.Path);
        Assert.True(encrypted.Code is 0 or 3, encrypted.ToString());
        return File.ReadAllBytes(_folder.File("locked.pdf"));
    }
}
