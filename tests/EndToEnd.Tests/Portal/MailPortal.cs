using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Portal;

/// <summary>Tests that share one <see cref="MailPortal"/>, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class MailPortalTests : ICollectionFixture<MailPortal>
{
    public const string Name = "mail portal";
}

/// <summary>One gateway with people in it, for all tests of the pages about mail.</summary>
public class MailPortal : IAsyncLifetime
{
    public const string Password = "kawara-mizu-9 tsukue";
    public const string Clerk = "clerk@city.example.lg.jp";
    public const string Colleague = "colleague@city.example.lg.jp";
    public const string Council = "council@city.example.lg.jp";

    private readonly Dictionary<string, PortalVisitor> _visitors = new(StringComparer.Ordinal);
    private int _mails;

    public MailSink Inside { get; } = MailSink.Start();

    public MugaiServer Gateway { get; private set; } = null!;

    /// <summary>The portal's second listener, in zone internet.</summary>
    public int InternetPort { get; } = LoopbackPort.Free();

    internal PortalVisitor Administrator => _visitors["hanako"];

    internal PortalVisitor this[string signInName] => _visitors[signInName];

    /// <summary>What another fixture wants besides.</summary>
    protected virtual MugaiSettings Adjust(MugaiSettings settings) => settings;

    public virtual async Task InitializeAsync()
    {
        Gateway = MugaiServer.Prepare(Adjust(new MugaiSettings
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{Inside.Port}"), PublicUrl = null, People = ["secondFactor: []"],
            Portal = [string.Create(CultureInfo.InvariantCulture, $"internetListen: http://127.0.0.1:{InternetPort}")],
            Policies = new Dictionary<string, string> { ["council.yaml"] = $"recipients: [\"{Council}\"]\nrelease:\n  twoPersons: true\n" },
        }));
        await File.AppendAllTextAsync(Gateway.ConfigFile, "release:\n  internetVia: maildir:internet\n  internetDomain: inet.example\n");
        await Gateway.StartAsync();
        var code = await Gateway.SetupCodeAsync();
        var hanako = _visitors["hanako"] = new PortalVisitor(Gateway);
        await hanako.SubmitAsync("/setup", ("code", code), ("signInName", "hanako"), ("name", "Hanako"), ("password", Password), ("repeat", Password));
        await AddAsync("sato", "Sato", [Clerk, Council], "staff");
        await AddAsync("kato", "Kato", [Colleague], "staff", "approver");
        await AddAsync("suzuki", "Suzuki", ["suzuki@city.example.lg.jp"], "approver");
        await AddAsync("ito", "Ito", ["ito@city.example.lg.jp"], "approver");
        await AddAsync("mori", "Mori", [], "staff");
        await AddAsync("tanaka", "Tanaka", [], "auditor");
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var visitor in _visitors.Values)
        {
            visitor.Dispose();
        }

        await Gateway.DisposeAsync();
        await Inside.DisposeAsync();
    }

    /// <summary>Somebody who is signed in by the listener of zone internet.</summary>
    internal async Task<PortalVisitor> OnTheInternetSideAsync(string signInName)
    {
        var visitor = new PortalVisitor(Gateway) { Port = InternetPort };
        await visitor.SubmitAsync("/sign-in", ("name", signInName), ("password", Password));
        return visitor;
    }

    /// <summary>Sends a mail with attachments and waits until it is recorded as delivered. Gives its reference.</summary>
    public async Task<string> DeliverAsync(string subject, string to, params (string Name, byte[] Content)[] attachments)
    {
        var number = Interlocked.Increment(ref _mails);
        var mail = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            From: <sender@outside.example>
            To: <{to}>
            Subject: =?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(subject))}?=
            Date: Fri, 20 Nov 2026 10:00:00 +0900
            Message-ID: <flow-{number}@outside.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=edge

            --edge
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            {Convert.ToBase64String("本文です。\r\nhttps://news.partner.example/a\r\n"u8)}

            """);
        foreach (var (name, content) in attachments)
        {
            var word = $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}?=";
            mail.Append(CultureInfo.InvariantCulture, $"""
                --edge
                Content-Type: application/octet-stream
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment; filename="{word}"

                {Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)}

                """);
        }

        mail.Append("--edge--\n");
        Assert.StartsWith("250", await Gateway.SendAsync([to], Encoding.ASCII.GetBytes(mail.ToString().ReplaceLineEndings("\r\n"))), StringComparison.Ordinal);
        var received = await Inside.WaitForAsync($"flow-{number}@outside.example");
        var id = Regex.Match(received.Text, "X-Mugai-Id: ([0-9a-f]{32})").Groups[1].Value;
        await Wait.UntilAsync(async () => (await Gateway.MailAsync(id))!["recipients"]!.AsArray().Any(recipient => recipient!["state"]!.GetValue<string>() == "delivered"), () => $"{id} is not recorded");
        return id;
    }

    /// <summary>Asks for an original and gives the request's number.</summary>
    internal async Task<string> AskAsync(string who, string id, string way)
    {
        await this[who].SubmitAsync($"/m/{id}", $"/m/{id}?handler=ask", ("way", way), ("reason", "needed for work"), ("importance", "2"));
        Assert.True(this[who].Status == HttpStatusCode.Redirect, this[who].Body);
        await this[who].GetAsync($"/m/{id}");
        return this[who].Find("handler=withdraw.*?name=\"request\" value=\"([0-9a-f]{32})\"") ?? throw new InvalidOperationException(this[who].Body);
    }

    internal async Task DecideAsync(string who, string request, string decision, string reason = "seen")
    {
        await this[who].SubmitAsync($"/requests/{request}", ("decision", decision), ("reason", reason));
        Assert.True(this[who].Status == HttpStatusCode.Redirect, this[who].Body);
    }

    /// <summary>The audit log.</summary>
    internal async Task<List<JsonNode>> ExportAsync(params string[] filters) =>
        [.. (await Gateway.CommandAsync(["audit", "export", .. filters])).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    /// <summary>The steps of a mail, by kind.</summary>
    internal async Task<List<string>> StepsAsync(string id) =>
        [.. JsonNode.Parse((await Gateway.CommandAsync("quarantine", "show", id)).Text)!["steps"]!.AsArray().Select(step => step!["kind"]!.GetValue<string>())];

    private async Task AddAsync(string signInName, string name, string[] addresses, params string[] roles)
    {
        await Administrator.SubmitAsync("/admin/people/add", [
            ("signInName", signInName), ("name", name), ("department", "財政課"), ("addresses", string.Join('\n', addresses)), ("reason", "test"), .. roles.Select(role => ("roles", role))]);
        var temporary = Administrator.Find("class=\"secret\"[^>]*>\\s*([^<\\s]+)\\s*<") ?? throw new InvalidOperationException(Administrator.Body);
        var visitor = _visitors[signInName] = new PortalVisitor(Gateway);
        await visitor.SubmitAsync("/sign-in", ("name", signInName), ("password", temporary));
        await visitor.SubmitAsync("/sign-in/password", ("password", Password), ("repeat", Password));
        Assert.Equal("/", visitor.Location);
    }
}
