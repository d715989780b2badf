using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>A gateway with a real clamd, and a policy that lets originals of the clerk be confirmed.</summary>
public sealed class ConfirmingPortal : MailPortal
{
    public ClamdInstance Clamd { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        Clamd = await ClamdInstance.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Clamd.DisposeAsync();
    }

    protected override MugaiSettings Adjust(MugaiSettings settings) => settings with
    {
        Scan = [$"scanners: {{ clamav: \"clamd:{Clamd.Socket}\" }}"],
        Policies = new Dictionary<string, string>(settings.Policies) { ["clerk.yaml"] = $"recipients: [\"{Clerk}\"]\nrelease: {{ dangerConfirm: true }}\nfamilies: {{ cad: confirm, dangerExecutable: confirm }}\n" },
    };
}

/// <summary>ウ': the one way by which an original goes inward as it is, and what keeps it shut.</summary>
public sealed class ConfirmedTests(ConfirmingPortal portal) : IClassFixture<ConfirmingPortal>
{
    [Fact]
    public async Task Original_GoesInwardByteForByte_OnceTwoApproversAgreedAndTheScannerCalledItClean()
    {
        var (id, original) = await SendAsync("drawing");
        var request = await AskAsync(id);
        await portal["suzuki"].GetAsync($"/requests/{request}");
        Assert.Matches("clamav</dt>\\s*<dd><span class=\"tag good\">Clean</span>.*ClamAV 1", portal["suzuki"].Body);
        Assert.Contains("Two approvers must agree", portal["suzuki"].Body, StringComparison.Ordinal);

        await DecideAsync("suzuki", request);
        await portal["sato"].GetAsync($"/m/{id}");
        Assert.Contains("One of two approved", portal["sato"].Body, StringComparison.Ordinal);
        Assert.DoesNotContain(portal.Inside.Mails, mail => mail.Bytes.AsSpan().SequenceEqual(original));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await TryDecideAsync("suzuki", request));

        await DecideAsync("ito", request);
        await Wait.UntilAsync(() => portal.Inside.Mails.Count(mail => mail.Bytes.AsSpan().SequenceEqual(original)) == 1, () => portal.Gateway.Process.Said);
        Assert.Equal([MailPortal.Clerk], portal.Inside.Mails.Single(mail => mail.Bytes.AsSpan().SequenceEqual(original)).Recipients);

        var steps = JsonNode.Parse((await portal.Gateway.CommandAsync("quarantine", "show", id)).Text)!["steps"]!.AsArray().Select(step => step!["kind"]!.GetValue<string>());
        Assert.Equal(["Requested", "Seconded", "Approved", "Released", "Released"], steps.Where(kind => kind is "Requested" or "Seconded" or "Approved" or "Released"));
        await AssertReceiptAsync(id, request);
    }

    [Fact]
    public async Task AFileThatThePolicyConfirms_GoesInwardAlone_InTheVeryBytesThatWereConfirmed()
    {
        byte[] drawing = [.. "AC1027"u8, .. new byte[10], .. Guid.NewGuid().ToByteArray()], program = [.. "MZ"u8, .. new byte[58], 64, 0, 0, 0, .. "PE\0\0"u8, .. new byte[64], .. Guid.NewGuid().ToByteArray()];
        var id = await portal.DeliverAsync("工事図面", MailPortal.Clerk, ("図面.dwg", drawing), ("setup.exe", program));
        Assert.DoesNotContain(portal.Inside.Mails, mail => Brings(mail, drawing) || Brings(mail, program));
        var sato = portal["sato"];
        await sato.GetAsync($"/m/{id}");
        Assert.Contains("come only when they are asked for", sato.Body, StringComparison.Ordinal);
        Assert.Equal(2, sato.Body.Split(">can be had as it is<").Length - 1);

        await sato.SubmitAsync($"/m/{id}", $"/m/{id}?handler=ask", ("way", "ConfirmedParts"), ("reason", "the drawing"), ("importance", "2"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sato.Status);
        Assert.Contains("Choose at least one file", sato.Body, StringComparison.Ordinal);
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}?handler=ask", ("way", "ConfirmedParts"), ("reason", "the drawing"), ("importance", "2"), ("parts", "/attachments/1"));
        Assert.True(sato.Status == HttpStatusCode.Redirect, sato.Body);
        await sato.GetAsync($"/m/{id}");
        var request = sato.Find("handler=withdraw.*?name=\"request\" value=\"([0-9a-f]{32})\"") ?? throw new InvalidOperationException(sato.Body);

        await portal["suzuki"].GetAsync($"/requests/{request}");
        Assert.Contains("the files that are asked for, and nothing else of the mail", portal["suzuki"].Body, StringComparison.Ordinal);
        await DecideAsync("suzuki", request);
        Assert.DoesNotContain(portal.Inside.Mails, mail => Brings(mail, drawing));
        await DecideAsync("ito", request);
        await Wait.UntilAsync(() => portal.Inside.Mails.Count(mail => Brings(mail, drawing)) == 1, () => portal.Gateway.Process.Said);
        var brought = portal.Inside.Mails.Single(mail => Brings(mail, drawing));
        Assert.False(Brings(brought, program));
        Assert.Equal([MailPortal.Clerk], brought.Recipients);
        Assert.Contains($"<{request}.confirmed@", brought.Text, StringComparison.Ordinal);

        await Wait.UntilAsync(async () => (await portal.StepsAsync(id)).Contains("Released"), () => portal.Gateway.Process.Said);
        await sato.GetAsync($"/m/{id}/receipt?handler=file");
        var confirmed = JsonNode.Parse(sato.Body)!["receipt"]!["confirmed"]!.AsArray().Single()!;
        var file = confirmed["files"]!.AsArray().Single()!;
        Assert.Equal(("/attachments/1", "図面.dwg", Convert.ToHexStringLower(SHA256.HashData(drawing))), (file["path"]!.GetValue<string>(), file["name"]!.GetValue<string>(), file["sha256"]!.GetValue<string>()));
        var released = (await portal.ExportAsync("--message", id)).Select(entry => entry.ToJsonString()).Single(entry => entry.Contains("confirmed", StringComparison.Ordinal) && entry.Contains("approvers", StringComparison.Ordinal));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(drawing)), released, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_AreNotOfferedAlone_WhereThePolicyConfirmsNone()
    {
        var id = await portal.DeliverAsync("colleague's", MailPortal.Colleague, ("plan.dwg", [.. "AC1027"u8, .. new byte[10], 7]));
        await portal["kato"].SubmitAsync($"/m/{id}", $"/m/{id}?handler=ask", ("way", "ConfirmedParts"), ("reason", "please"), ("importance", "3"), ("parts", "/attachments/1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, portal["kato"].Status);
        Assert.Contains("This way is not offered", portal["kato"].Body, StringComparison.Ordinal);
    }

    private static bool Brings(SunkMail mail, byte[] content) => mail.Text.Replace("\r\n", "", StringComparison.Ordinal).Contains(Convert.ToBase64String(content), StringComparison.Ordinal);

    [Fact]
    public async Task Way_IsNotOffered_WhereThePolicyDoesNotSaySo()
    {
        var id = await portal.DeliverAsync("council", MailPortal.Council);
        await portal["sato"].GetAsync($"/m/{id}");
        Assert.DoesNotContain("value=\"Confirmed\"", portal["sato"].Body, StringComparison.Ordinal);
        await portal["sato"].SubmitAsync($"/m/{id}", $"/m/{id}?handler=ask", ("way", "Confirmed"), ("reason", "please"), ("importance", "3"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, portal["sato"].Status);
    }

    [Fact]
    public async Task NobodyApproves_WhileTheScannerIsAway()
    {
        var (id, original) = await SendAsync("while away");
        var request = await AskAsync(id);
        await DecideAsync("suzuki", request);
        await portal.Clamd.KillAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await TryDecideAsync("ito", request));
        Assert.Contains("virus scan did not come to its end", portal["ito"].Body, StringComparison.Ordinal);
        Assert.DoesNotContain(portal.Inside.Mails, mail => mail.Bytes.AsSpan().SequenceEqual(original));

        await portal.Clamd.StartAsync();
        await Wait.UntilAsync(async () => (await portal.Gateway.GetAsync("/health")).Body.Contains("\"state\":\"up\"", StringComparison.Ordinal), () => portal.Gateway.Process.Said);
        await DecideAsync("ito", request);
        await Wait.UntilAsync(() => portal.Inside.Mails.Any(mail => mail.Bytes.AsSpan().SequenceEqual(original)), () => portal.Gateway.Process.Said);
    }

    private async Task AssertReceiptAsync(string id, string request)
    {
        await portal["sato"].GetAsync($"/m/{id}/receipt?handler=file");
        var confirmed = JsonNode.Parse(portal["sato"].Body)!["receipt"]!["confirmed"]!.AsArray().Single()!;
        Assert.Equal((request, MailPortal.Clerk, "確認"), (confirmed["request"]!.GetValue<string>(), confirmed["to"]!.GetValue<string>(), confirmed["way"]!.GetValue<string>()));
        Assert.NotEqual(confirmed["first"]!.GetValue<string>(), confirmed["second"]!.GetValue<string>());
        Assert.StartsWith("clamav ClamAV", confirmed["scanners"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    /// <summary>A mail with a file that no sanitizer knows; its reference, and the very bytes that were sent.</summary>
    private async Task<(string Id, byte[] Original)> SendAsync(string subject)
    {
        var mail = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            From: <sender@outside.example>
            To: <{MailPortal.Clerk}>
            Subject: {subject}
            Message-ID: <{Guid.NewGuid():N}@outside.example>
            MIME-Version: 1.0
            Content-Type: application/octet-stream
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename=plan.xyz

            {Convert.ToBase64String(Encoding.ASCII.GetBytes($"MZ {subject} {Guid.NewGuid()}"))}

            """).ReplaceLineEndings("\r\n"));
        Assert.StartsWith("250", await portal.Gateway.SendAsync([MailPortal.Clerk], mail), StringComparison.Ordinal);
        var id = "";
        await Wait.UntilAsync(async () =>
        {
            var found = (await portal.Gateway.FindAsync("delivered")).FirstOrDefault(mail => mail["subject"]!.GetValue<string>() == subject);
            id = found?["id"]!.GetValue<string>() ?? "";
            return id.Length > 0;
        }, () => portal.Gateway.Process.Said);
        return (id, mail);
    }

    private async Task<string> AskAsync(string id)
    {
        var sato = portal["sato"];
        await sato.SubmitAsync($"/m/{id}", $"/m/{id}?handler=ask", ("way", "Confirmed"), ("reason", "the drawing as it is"), ("importance", "2"));
        Assert.True(sato.Status == HttpStatusCode.Redirect, sato.Body);
        await sato.GetAsync($"/m/{id}");
        return sato.Find("handler=withdraw.*?name=\"request\" value=\"([0-9a-f]{32})\"") ?? throw new InvalidOperationException(sato.Body);
    }

    private async Task DecideAsync(string who, string request) => Assert.Equal(HttpStatusCode.Redirect, await TryDecideAsync(who, request));

    private async Task<HttpStatusCode> TryDecideAsync(string who, string request)
    {
        await portal[who].SubmitAsync("/account/password", $"/requests/{request}", ("decision", "approve"), ("reason", "seen"));
        return portal[who].Status;
    }
}
