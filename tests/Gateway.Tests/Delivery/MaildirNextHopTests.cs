using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Tests.Delivery;

public class MaildirNextHopTests
{
    [Fact]
    public async Task Writes_OneFile_WithTraceLinesOnTop()
    {
        using var maildir = new TemporaryMaildir();
        var report = await maildir.Hop.DeliverAsync(Given.Job("a@x.example", "総務@x.example"), Given.Patience());
        Assert.All(report.Recipients, recipient => Assert.Equal(DsnHandover.Final, recipient.Handover));
        Assert.Equal(
            "Return-Path: <sender@outside.example>\r\nDelivered-To: a@x.example\r\nDelivered-To: 総務@x.example\r\n" + Given.Body,
            await File.ReadAllTextAsync(Assert.Single(maildir.Messages)));
        Assert.Empty(Directory.GetFiles(Path.Combine(maildir.Root, "tmp")));
    }

    [Fact]
    public async Task Writes_TheNullSender()
    {
        using var maildir = new TemporaryMaildir();
        await maildir.Hop.DeliverAsync(Given.Job("a@x.example") with { MailFrom = "" }, Given.Patience());
        Assert.StartsWith("Return-Path: <>\r\n", await File.ReadAllTextAsync(Assert.Single(maildir.Messages)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_NobodyElseTheMail()
    {
        using var maildir = new TemporaryMaildir();
        await Given.DeliverOneAsync(maildir.Hop);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(maildir.Messages)));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(maildir.Root));
        }
    }

    [Fact]
    public async Task Names_NoTwoFilesAlike_EvenForTheSameMessage()
    {
        using var maildir = new TemporaryMaildir();
        var job = Given.Job("a@x.example");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => maildir.Hop.DeliverAsync(job, Given.Patience()).AsTask()));
        Assert.Equal(50, maildir.Messages.Length);
        Assert.All(maildir.Messages, path => Assert.DoesNotContain(':', Path.GetFileName(path)));
    }

    [Fact]
    public async Task Defers_WhenTheFolderIsGone()
    {
        using var maildir = new TemporaryMaildir();
        Directory.Delete(Path.Combine(maildir.Root, "new"));
        var delivery = await Given.DeliverOneAsync(maildir.Hop);
        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Equal(DeliveryPhase.Store, delivery.Phase);
        Assert.Equal(DeliverySide.Local, delivery.Side);
        Assert.Empty(Directory.GetFiles(Path.Combine(maildir.Root, "tmp")));
    }
}
