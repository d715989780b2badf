using System.Net;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>Administrators and auditors at work: an incident, a month in figures, one mail, what they leave on record.</summary>
[Collection(MailPortalTests.Name)]
public sealed class OverseeingTests(MailPortal portal) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AdministratorsReading_LeavesARecord_AndAuditorsChangeNothing()
    {
        var id = await portal.DeliverAsync("read by others", MailPortal.Clerk);
        await portal.Administrator.GetAsync($"/admin/mail/{id}");
        Assert.Equal(HttpStatusCode.OK, portal.Administrator.Status);
        var entry = (await portal.ExportAsync("--message", id, "--kind", "Read")).Last();
        Assert.StartsWith("person:", entry["actor"]!.GetValue<string>(), StringComparison.Ordinal);

        var tanaka = portal["tanaka"];
        await tanaka.GetAsync("/audit");
        Assert.Equal(HttpStatusCode.OK, tanaka.Status);
        await tanaka.SubmitAsync("/audit", "/audit?handler=verify");
        Assert.Contains("none changed", tanaka.Body, StringComparison.Ordinal);
        await tanaka.SubmitAsync("/audit", "/audit?handler=export", ("format", "csv"));
        Assert.Contains("sequence,time,kind", tanaka.Body, StringComparison.Ordinal);
        Assert.Contains((await portal.ExportAsync("--kind", "AdministratorActed")), row => row["payload"]?["act"]?.GetValue<string>() == "audit.export" && row["actor"]!.GetValue<string>().StartsWith("person:", StringComparison.Ordinal));
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
        Assert.Contains(await portal.ExportAsync("--kind", "AdministratorActed"), row => row["payload"]?["act"]?.GetValue<string>() == "incident.list");

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
    public async Task WhatAnIncidentFinds_IsErasedTogether_OnceItWasCountedTwice()
    {
        var bait = System.Text.Encoding.UTF8.GetBytes($"bait {Guid.NewGuid():N}");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bait));
        var ids = new[] { await portal.DeliverAsync("bait 1", MailPortal.Clerk, ("bait.txt", bait)), await portal.DeliverAsync("bait 2", MailPortal.Colleague, ("bait.txt", bait)), await portal.DeliverAsync("evidence", MailPortal.Clerk, ("bait.txt", bait)) };
        var admin = portal.Administrator;
        await admin.SubmitAsync($"/admin/mail/{ids[2]}", ("act", "pin"), ("why", "evidence"));
        var page = $"/admin/incident/found?act=erase&hash={hash}";
        await admin.GetAsync(page);
        Assert.Contains("Erase 2 mail(s)", admin.Body, StringComparison.Ordinal);
        Assert.Contains("Left out: kept beyond retention", admin.Body, StringComparison.Ordinal);
        var until = admin.Find("name=\"until\" value=\"(\\d+)\"")!;
        foreach (var (mails, typed, why, said) in new[] { ("2", "3", "recall", "Type the number of mails"), ("2", "2", "", "Say why"), ("1", "2", "recall", "The number changed meanwhile") })
        {
            await admin.SubmitAsync(page, ("until", until), ("mails", mails), ("typed", typed), ("why", why));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
            Assert.Contains(said, admin.Body, StringComparison.Ordinal);
        }

        // What came after the page was opened is not among what it counted.
        var later = await portal.DeliverAsync("bait 3", MailPortal.Clerk, ("bait.txt", bait));
        await admin.SubmitAsync(page, ("until", until), ("mails", "2"), ("typed", "２"), ("why", "recall 12"));
        Assert.True(admin.Status == HttpStatusCode.Redirect, admin.Body);
        await admin.GetAsync("/admin/incident");
        Assert.Contains("2 mail(s) erased", admin.Body, StringComparison.Ordinal);
        foreach (var (id, isGone) in new[] { (ids[0], true), (ids[1], true), (ids[2], false), (later, false) })
        {
            await admin.GetAsync($"/admin/mail/{id}");
            Assert.Equal(isGone ? HttpStatusCode.NotFound : HttpStatusCode.OK, admin.Status);
        }

        Assert.Contains(await portal.ExportAsync("--kind", "AdministratorActed"), row => row["payload"]?["act"]?.GetValue<string>() == "incident.erase" && row["payload"]!["mails"]!.GetValue<int>() == 2);
        Assert.Contains("recall 12", (await portal.ExportAsync("--kind", "Erased", "--message", ids[0])).Single()["payload"]!.ToJsonString(), StringComparison.Ordinal);
        await portal["tanaka"].GetAsync(page);
        Assert.Equal(HttpStatusCode.NotFound, portal["tanaka"].Status);
    }

    [Fact]
    public async Task WhatAnIncidentFinds_IsHeldTogether_AndAllTenantsCanBe()
    {
        var admin = portal.Administrator;
        await admin.SubmitAsync("/admin/incident", "/admin/incident?handler=hold", ("act", "hold"), ("all", "true"), ("why", "incident 8"));
        await admin.GetAsync("/admin/incident");
        Assert.Contains("Everything of all tenants is held", admin.Body, StringComparison.Ordinal);
        await admin.SubmitAsync("/admin/incident", "/admin/incident?handler=hold", ("act", "release"), ("all", "true"), ("why", "over"));
        await admin.GetAsync("/admin/incident");
        Assert.DoesNotContain("Everything of all tenants is held", admin.Body, StringComparison.Ordinal);

        await portal.DeliverAsync("reached", MailPortal.Clerk);
        await admin.GetAsync("/admin/incident/found?act=hold&sender=sender@outside.example&days=1");
        var (until, mails) = (admin.Find("name=\"until\" value=\"(\\d+)\"")!, admin.Find("name=\"mails\" value=\"(\\d+)\"")!);
        await admin.SubmitAsync("/admin/incident/found?act=hold&sender=sender@outside.example&days=1", ("until", until), ("mails", mails), ("why", "wait"));
        Assert.True(admin.Status == HttpStatusCode.Redirect, admin.Body);
        await admin.GetAsync("/admin/incident");
        Assert.Matches("\\d+ recipient\\(s\\) held", admin.Body);
        await admin.GetAsync("/admin/incident/found?act=drop&sender=outside.example");
        Assert.Equal(HttpStatusCode.NotFound, admin.Status);
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
}
