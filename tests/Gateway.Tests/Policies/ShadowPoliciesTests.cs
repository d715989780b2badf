using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Auditing;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Sanitizing;
using Mugai.Gateway.Tests.Spooling;
using Mugai.Policies;
using Mugai.Sanitizing;
using Mugai.Spooling;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Policies;

public sealed class ShadowPoliciesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Follows_ItsFiles_AndIsGoneWhileTheyAreWrong()
    {
        _folder.Write("a.yaml", "name: candidate\nrecipients: [\"*\"]\nlink: show");
        await using var shadow = Open(tenant => tenant == "kita");
        Assert.Null(shadow.For("kita"));
        Assert.Equal(1, shadow.State.Problems);

        _folder.Write("a.yaml", "name: candidate\nrecipients: [\"*\"]\nlinks: show");
        await Wait.UntilAsync(() => shadow.For("kita") is not null, () => shadow.State.ToString());
        Assert.Equal("candidate", shadow.For("kita")!.For("a@city.example").Policy.Name);
        Assert.Null(shadow.For("minami"));

        File.Delete(_folder.File("a.yaml"));
        Directory.Delete(_folder.Path);
        await Wait.UntilAsync(() => shadow.For("kita") is null, () => shadow.State.ToString());
        Directory.CreateDirectory(_folder.Path);
    }

    [Fact]
    public void Compares_WhatTwoPoliciesDecide_FromOneReport()
    {
        var report = Report(Part("/1", "docm", new Finding("", "ooxml.vba", FindingAction.Removed, 1, default)), Part("/2", "dwg"), Part("/3", "pdf") with { Outcome = Outcome.Held, Reason = Reason.Encrypted });
        var real = new SanitizePolicy { Name = "real" };
        var candidate = new SanitizePolicy
        {
            BlockFindings = ["ooxml.*"], Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Cad] = PartWay.Hold, [FileFamily.Pdf] = PartWay.Remove }, Mail = new MailRules { RejectFailures = [Reason.Encrypted] },
        };
        var comparison = Compare(real, candidate, report);
        Assert.Equal(
            ["mail: delivered → sent back (encrypted)", "/1: sanitize → blocked", "/2: sanitize → hold", "/3: blocked → remove", "+ policy.hold"], comparison.Lines);
        Assert.Equal(MailWay.Hold, Compare(real, candidate with { Mail = new MailRules() }, report).Would.Way);
        Assert.Empty(Compare(candidate, candidate, report).Lines);
        // What the worker marked for the real policy says nothing about the other.
        var marked = Report(Part("/1", "dwg", new Finding("", MailRuling.HeldFamily, FindingAction.Kept, 1, default)));
        Assert.Equal((MailWay.Hold, MailWay.Deliver), (Compare(candidate, real, marked).Was.Way, Compare(candidate, real, marked).Would.Way));
    }

    [Fact]
    public async Task AFailure_IsCounted_AndNothingElse()
    {
        _folder.Write("a.yaml", "recipients: [\"*\"]");
        await using var shadow = Open(_ => true);
        var message = new SpooledMessage
        {
            Id = default, Kind = MessageKind.Mail, Size = 1, Envelope = new Envelope { MailFrom = "a@b.example", Recipients = [], ReceivedAt = default, ClientAddress = "", ClientName = default, Protocol = "" },
            Groups = [new RecipientGroup(0, "default", "real", "r")], Recipients = [],
        };
        var due = new SpooledRecipient { Index = 7, Group = 0, State = RecipientState.Queued };
        var step = new GroupStep(message, message.Groups[0], [due], null, new SandboxResult { Report = Report() });
        var log = new LogLines();
        var tally = Assert.Single(new ShadowJudge(shadow, null!, TimeProvider.System, log).Judge(step, new SanitizePolicy()));
        Assert.Equal((TallySections.Shadow, "failed"), (tally.Section, tally.Name));
        Assert.Empty(new ShadowJudge(shadow, null!, TimeProvider.System, log).Judge(step with { Result = null }, new SanitizePolicy()));
    }

    private ShadowPolicies Open(Func<string, bool> covers) =>
        new([_folder.Path], problems => PolicyLoader.Load(_folder.Path, problems), covers, TimeProvider.System, NullLogger.Instance);

    private static MailComparison Compare(SanitizePolicy first, SanitizePolicy second, PartReport report) =>
        MailComparison.Of((ReportShape.Of(first, report), first.Mail), (ReportShape.Of(second, report), second.Mail));

    private static PartReport Report(params IReadOnlyList<PartReport> parts) => Part("/", "eml") with { Parts = parts };

    private static PartReport Part(string path, string format, params IReadOnlyList<Finding> findings) => new()
    {
        Path = path, Input = new FileFacts(default, 1, "", format), Outcome = Outcome.Rebuilt, Findings = findings, Output = new FileFacts(default, 1, "", format),
    };
}
