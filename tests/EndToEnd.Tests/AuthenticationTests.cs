using System.Globalization;
using System.Text;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>Policies chosen by what the upstream wrote of the sender, through the whole gateway.</summary>
public sealed class AuthenticationTests
{
    private const string Clerk = "clerk@" + MugaiServer.Domain;
    private const string Received = "Received: from a by mx.city.example with ESMTP; Mon, 1 Jan 2024 00:00:00 +0900\r\n";

    [Fact]
    public async Task TheUpstreamsResultChoosesThePolicy_AForgedOneDoesNot()
    {
        await using var sink = MailSink.Start();
        await using var gateway = await MugaiServer.StartAsync(new()
        {
            NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{sink.Port}"),
            Smtp = ["trustedAuthservIds: [mx.city.example]"],
            Policies = new Dictionary<string, string>
            {
                ["10-proved.yaml"] = "name: proved\nrecipients: [\"*\"]\nauthentication: { dmarc: pass }\n",
                ["20-forged.yaml"] = "name: forged\nrecipients: [\"*\"]\nauthentication: { dmarc: fail }\nfamilies: { office: hold }\n",
                ["90-all.yaml"] = "name: others\nrecipients: [\"*\"]\nremoveFormats: [docm]\n",
            },
        });
        await gateway.SendAsync([Clerk], With("Authentication-Results: mx.city.example; dmarc=pass\r\n" + Received, "proved"));
        Assert.Equal("見積書.docx", await NameInAsync(sink, "proved"));
        await gateway.SendAsync([Clerk], With(Received + "Authentication-Results: outside.example; dmarc=pass\r\n", "unknown"));
        Assert.Equal("見積書.docm.txt", await NameInAsync(sink, "unknown"));

        await gateway.SendAsync([Clerk], With("Authentication-Results: mx.city.example; dmarc=fail\r\n" + Received + "Authentication-Results: mx.city.example; dmarc=pass\r\n", "liar"));
        await Wait.UntilAsync(async () => (await gateway.QueueAsync()).ToJsonString().Contains("policy.hold", StringComparison.Ordinal), () => gateway.Process.Said);
        Assert.DoesNotContain(sink.Mails, mail => mail.Text.Contains("Subject: liar", StringComparison.Ordinal));
        Assert.Equal(0, (await gateway.CommandAsync("audit", "verify")).Code);

        var explained = await gateway.CommandAsync("policy", "explain", "--to", Clerk, "--authentication", "dmarc=fail");
        Assert.Contains("10-proved.yaml: no, authentication.dmarc (pass)", explained.Text, StringComparison.Ordinal);
        Assert.Contains("20-forged.yaml: decides", explained.Text, StringComparison.Ordinal);
    }

    private static byte[] With(string fields, string subject) => [.. Encoding.ASCII.GetBytes(fields), .. Sample.HtmlWithDocm(subject)];

    private static async Task<string> NameInAsync(MailSink sink, string subject) =>
        Assert.Single(ReceivedMail.Read((await sink.WaitForAsync(subject)).Bytes).All, part => part.FileName.Length > 0).FileName;
}
