using System.Text;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing;
using Mugai.Sanitizing;

namespace Mugai.Worker.Tests;

/// <summary>Members that wait for native steps: several at a time, and yet the same report and the same bytes in the same order.</summary>
public sealed class PhasedTests(SharedSandbox shared) : IClassFixture<SharedSandbox>
{
    [Fact]
    public async Task Reads_OnWhileStepsRun()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { NativeSteps = 2, NativeSpares = 2, MaxNativeWorkers = 4 });
        var cleaned = await sandbox.CleanAsync(Mail("MUGAI-PHASED sleep 3000", "MUGAI-PHASED sleep 3000"), JobKind.Mail);
        Assert.Equal(Outcome.Rebuilt, cleaned.Result.Outcome);
        var times = Bodies(cleaned).Select(body => body.Split('[', ']')[1].Split(',').Select(long.Parse).ToArray()).ToArray();
        Assert.Equal(2, times.Length);
        Assert.True(times[0][0] < times[1][1] && times[1][0] < times[0][1], "one waited for the other");
    }

    [Fact]
    public async Task Keeps_OrderAndBytesHoweverManyAreOnTheirWay()
    {
        string[] attachments = [.. Enumerable.Range(0, 30).Select(i => i % 3 == 1 ? $"MUGAI-TEST echo {i}" : $"MUGAI-PHASED echo {i}")];
        var first = await shared.Sandbox.CleanAsync(Mail(attachments), JobKind.Mail);
        var second = await shared.Sandbox.CleanAsync(Mail(attachments), JobKind.Mail);
        Assert.Equal(first.Bytes, second.Bytes);
        Assert.Equal(Enumerable.Range(1, 30).Select(i => $"/attachments/{i}"), first.Result.Report.Parts.Select(part => part.Path));
        var bodies = Bodies(first);
        Assert.Equal(attachments.Select((attachment, i) => i % 3 == 1 ? attachment : $"[{attachment.Length + 2}] {attachment}"), bodies);
        Assert.All(first.Result.Report.Parts.Where(part => part.Input.Format == "mugaiphased"), part =>
            Assert.Equal(["test.begun", "test.finished"], part.Findings.Select(finding => finding.Code).Where(code => code.StartsWith("test.", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("MUGAI-PHASED do segfault", Reason.Crashed, 0)]
    [InlineData("MUGAI-PHASED refuse", Reason.Encrypted, 0)]
    [InlineData("MUGAI-PHASED finish failfast", Reason.Crashed, 1)]
    public async Task Loses_TheOneThatFailed(string bad, Reason reason, int workersLost)
    {
        var cleaned = await shared.Sandbox.CleanAsync(Mail("MUGAI-PHASED echo 1", bad, "MUGAI-PHASED echo 3", "MUGAI-TEST echo 4"), JobKind.Mail);
        Assert.Equal((Outcome.Rebuilt, workersLost), (cleaned.Result.Outcome, cleaned.Result.WorkersLost));
        Assert.Equal([Reason.None, reason, Reason.None, Reason.None], cleaned.Result.Report.Parts.Select(part => part.Reason));
        Assert.Equal("/attachments/2", cleaned.Result.Report.Parts[1].Path);
    }

    [Fact]
    public async Task Finishes_MembersOfAMailInAMail()
    {
        var inner = Mail("MUGAI-PHASED echo inner");
        var outer = "From: a@example.jp\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n" + inner + "\r\n--o--\r\n";
        var cleaned = await shared.Sandbox.CleanAsync(outer, JobKind.Mail);
        var mail = Assert.Single(cleaned.Result.Report.Parts);
        var part = Assert.Single(mail.Parts);
        Assert.Equal(("/attachments/1/attachments/1", Outcome.Rebuilt), (part.Path, part.Outcome));
    }

    [Fact]
    public async Task Lists_AMemberThatWasNeverFinishedAsBlocked()
    {
        var cleaned = await shared.Sandbox.CleanAsync("MUGAI-TEST beginpack\nMUGAI-PHASED echo one\nMUGAI-PHASED sleep 60000 forgotten\nMUGAI-TEST echo three\nMUGAI-PHASED echo four\n");
        Assert.Equal(Outcome.Rebuilt, cleaned.Result.Outcome);
        Assert.Equal([Outcome.Rebuilt, Outcome.Blocked, Outcome.Rebuilt, Outcome.Rebuilt], cleaned.Result.Report.Parts.Select(part => part.Outcome));
        Assert.Equal(["/1", "/2", "/3", "/4"], cleaned.Result.Report.Parts.Select(part => part.Path));
        Assert.DoesNotContain("forgotten", cleaned.Text, StringComparison.Ordinal);
    }

    /// <summary>The budget runs out at the same member every time, whichever step was faster.</summary>
    [Fact]
    public async Task Charges_InTheOrderOfTheMail()
    {
        string[] attachments = [.. Enumerable.Range(0, 6).Select(i => "MUGAI-PHASED charge 300000")];
        var limits = BudgetLimits.ForInput(2000) with { MaxBytes = 1_000_000 };
        for (var i = 0; i < 5; i++)
        {
            var cleaned = await shared.Sandbox.CleanAsync(Mail(attachments), JobKind.Mail, limits: limits);
            Assert.Equal([Reason.None, Reason.None, Reason.None, Reason.Budget], cleaned.Result.Report.Parts.Select(part => part.Reason).Take(4));
        }
    }

    private static string Mail(params string[] attachments)
    {
        var mail = new StringBuilder("From: a@example.jp\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee.\r\n");
        for (var i = 0; i < attachments.Length; i++)
        {
            var extension = attachments[i].StartsWith("MUGAI-TEST", StringComparison.Ordinal) ? "mugaitest" : "mugaiphased";
            mail.Append(
                $"--b\r\nContent-Type: application/octet-stream; name=p{i}.{extension}\r\nContent-Disposition: attachment; filename=p{i}.{extension}\r\n\r\n{attachments[i]}\r\n\r\n");
        }

        return mail.Append("--b--\r\n").ToString();
    }

    /// <summary>The attachments as they stand in the clean mail.</summary>
    private static string[] Bodies(Cleaned cleaned) => [.. cleaned.Text.Split("\r\n--").Where(part => part.Contains("Content-Disposition: attachment", StringComparison.Ordinal))
        .Select(part => part.Split("\r\n\r\n", 2)).Select(part => part[0].Contains("base64", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(part[1])) : part[1])
        .Select(body => body.TrimEnd())];
}
