using System.Text;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing;
using Mugai.Policies;

namespace Mugai.Worker.Tests;

/// <summary>A mail through a real worker: facts, parts, slot.</summary>
public sealed class MailTests(SharedSandbox shared) : IClassFixture<SharedSandbox>
{
    private const string Head =
        "Received: from a by b; Fri, 20 Nov 2026 10:00:00 +0900\r\nReceived: from c by d; Fri, 20 Nov 2026 10:00:00 +0900\r\n"
        + "From: =?UTF-8?B?5bGx55Sw?= <yamada@example.jp>\r\nTo: kacho@city.example.lg.jp\r\nSubject: =?ISO-2022-JP?B?GyRCOCtAUTtxGyhC?=\r\n"
        + "Message-ID: <1@example.jp>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0900\r\nMIME-Version: 1.0\r\n";

    [Fact]
    public async Task Tells_TheFactsOfAMail()
    {
        var cleaned = await shared.Sandbox.CleanAsync(Head + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nこんにちは\r\n", JobKind.Mail);
        Assert.Equal(Outcome.Rebuilt, cleaned.Result.Outcome);
        var facts = cleaned.Result.Facts!;
        Assert.Equal("yamada@example.jp", Assert.Single(facts.From).DangerousRaw);
        Assert.Equal(2, facts.Hops);
        Assert.Equal("eml", cleaned.Result.Report.Input.Format);
        Assert.Contains("Subject:", cleaned.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loses_OneAttachmentAndDeliversTheMail()
    {
        var attachment = Convert.ToBase64String("MUGAI-TEST do segfault\n"u8);
        var good = Convert.ToBase64String("MUGAI-TEST echo kept\n"u8);
        var mail = Head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            + "--b\r\nContent-Type: text/plain\r\n\r\nSee attachments.\r\n"
            + $"--b\r\nContent-Type: application/octet-stream; name=bad.mugaitest\r\nContent-Disposition: attachment; filename=bad.mugaitest\r\nContent-Transfer-Encoding: base64\r\n\r\n{attachment}\r\n"
            + $"--b\r\nContent-Type: application/octet-stream; name=good.mugaitest\r\nContent-Disposition: attachment; filename=good.mugaitest\r\nContent-Transfer-Encoding: base64\r\n\r\n{good}\r\n--b--\r\n";
        var cleaned = await shared.Sandbox.CleanAsync(mail, JobKind.Mail);
        Assert.Equal(Outcome.Rebuilt, cleaned.Result.Outcome);
        Assert.Equal(1, cleaned.Result.WorkersLost);
        Assert.True(cleaned.Result.HasOutput);
        Assert.Contains(cleaned.Result.Report.Parts, part => part is { Outcome: Outcome.Blocked, Reason: Reason.Crashed });
        Assert.Contains(cleaned.Result.Report.Parts, part => part.Outcome == Outcome.Rebuilt && part.Input.Name.DangerousRaw == "good.mugaitest");
        Assert.True(cleaned.Result.Facts!.HasNotice);
    }

    [Fact]
    public async Task Puts_TheLinkIntoTheNotice()
    {
        var mail = Head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
            + "--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=x.exe\r\nContent-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAAEAAAA//8AALgAAAAAAAAA\r\n--b--\r\n";
        var input = Encoding.UTF8.GetBytes(mail);
        using var output = new CleanOutput(TestSandbox.Options.ScratchFolder);
        var result = await shared.Sandbox.SanitizeAsync(
            new SandboxJob { Id = "m", Tenant = "city", Kind = JobKind.Mail, Policy = new SanitizePolicy(), InputSize = input.Length },
            _ => ValueTask.FromResult<Stream>(new MemoryStream(input)), output, CancellationToken.None);
        Assert.True(result.HasOutput);
        Assert.True(output.HasLinkSlots);
        using var with = new MemoryStream();
        await output.WriteToAsync(with, "https://portal.example/m/1", CancellationToken.None);
        using var without = new MemoryStream();
        await output.WriteToAsync(without, null, CancellationToken.None);
        Assert.True(with.Length > without.Length);
        Assert.Equal(output.Length, without.Length);
    }
}
