using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Tenants;
using Mugai.Gateway.Sanitizing;
using Mugai.Policies;
using Mugai.Sanitizing;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Policies;

/// <summary>Rules about whole mails, conditions beyond addresses, shared files and lists.</summary>
public sealed class PolicyWaysTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<ConfigProblem> _problems = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_WhatHoldsAMailOrSendsItBack()
    {
        var policy = Load("families: { office: hold, cad: reject }\nholdMessage: [privacy.mynumber, \"legacy.*\"]\nrejectMessage: scanner.infected\nblockFindings: [pdf.javascript]\nonFailure: { corrupt: reject, tooBig: hold }").For("x@a.example").Policy;
        Assert.Empty(_problems);
        Assert.Equal((PartWay.Hold, PartWay.Reject), (policy.WayFor(FileFamily.Office), policy.WayFor(FileFamily.Cad)));
        Assert.Equal(["legacy.*", "privacy.mynumber"], policy.Mail.HoldFindings);
        Assert.Equal([Reason.TooBig, Reason.Budget], policy.Mail.HoldFailures);
        Assert.Equal([Reason.Corrupt, Reason.Ambiguous], policy.Mail.RejectFailures.Order());
        Assert.Equal(["pdf.javascript"], policy.BlockFindings);
    }

    [Fact]
    public void Limits_OnlyLowerWhatAMailMayCost()
    {
        var limits = Load("limits: { depth: 3, parts: 200, unpacked: 100MiB, time: 5s }").For("x@a.example").Policy.Limits;
        Assert.Empty(_problems);
        var ordinary = BudgetLimits.ForInput(10 << 20);
        Assert.Equal(ordinary with { MaxDepth = 3, MaxParts = 200, MaxBytes = 100 << 20, MaxMilliseconds = 5_000 }, limits.Within(ordinary));
        Assert.Equal(ordinary, new LimitPolicy().Within(ordinary));
        Assert.Equal(BudgetLimits.ForInput(0), new LimitPolicy { Depth = 16, Parts = 30_000, Unpacked = 1L << 40, Time = TimeSpan.FromHours(1) }.Within(BudgetLimits.ForInput(0)));
    }

    [Fact]
    public void Confirms_WhereThereIsAScanner()
    {
        var policy = Load("families: { cad: confirm, unknown: confirm, dangerExecutable: confirm, office: sanitize }", hasScanners: true).For("x@a.example").Policy;
        Assert.Empty(_problems);
        Assert.Equal([PartWay.Confirm, PartWay.Confirm, PartWay.Confirm, PartWay.Sanitize], new[] { FileFamily.Cad, FileFamily.Unknown, FileFamily.Executable, FileFamily.Office }.Select(policy.WayFor));
        Assert.Equal(PartWay.Sanitize, Load("families: { dangerExecutable: refuse }").For("x@a.example").Policy.WayFor(FileFamily.Executable));

        _folder.Write("shared/drawings.yaml", "language: ja\nfamilies:\n  cad: confirm\n");
        Load("include: [shared/drawings.yaml]");
        var problem = Assert.Single(_problems);
        Assert.Equal(("drawings.yaml", 3, 8), (Path.GetFileName(problem.File), problem.Line, problem.Column));
        Assert.Contains("scan.scanners", problem.Ja, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_WhatStaysInsideOfOfficeFiles()
    {
        var office = Load("office: { embedded: rebuild, media: rebuild }").For("x@a.example").Policy.Office;

        Assert.Empty(_problems);
        Assert.Equal((true, true), (office.RebuildEmbedded, office.RebuildMedia));
        Assert.Equal((false, false), (new OfficePolicy().RebuildEmbedded, new OfficePolicy().RebuildMedia));
    }

    [Theory]
    [InlineData("holdMessage: [ooxml.vbaa]", "finding codes")]
    [InlineData("blockFindings: [\"oxml.*\"]", "finding codes")]
    [InlineData("onFailure: { corrupt: drop }", "notice, hold or reject")]
    [InlineData("onFailure: { broken: hold }", "'onFailure.broken'")]
    [InlineData("office: { media: keep }", "remove or rebuild")]
    [InlineData("families: { office: confirmed }", "sanitize, text, remove, confirm, hold or reject")]
    [InlineData("families: { office: confirm }", "families.office: 'confirm' needs a virus scanner")]
    [InlineData("families: { dangerExecutable: confirm }", "families.dangerExecutable: 'confirm' needs a virus scanner")]
    [InlineData("families: { unknown: sanitize }", "refuse or confirm")]
    [InlineData("limits: { depth: 1 }", "a number from 2 to 16")]
    [InlineData("limits: { time: 0s }", "a time from 1s")]
    [InlineData("limits: { unpacked: 10kB }", "a size")]
    [InlineData("families: { executable: confirm }", "'families.dangerExecutable'")]
    [InlineData("sizeFrom: big", "10MiB")]
    [InlineData("include: [words.yaml]", "in a folder below")]
    [InlineData("include: [../words.yaml]", "folder below")]
    [InlineData("senders: [\"file:../list.csv\"]", "file:LIST.csv")]
    [InlineData("senders: [\"file:lists/none.csv\"]", "does not exist")]
    public void Tells_WhatCannotBe(string keys, string says)
    {
        _folder.Write("words.yaml", "name: words\nrecipients: [\"nobody@a.example\"]\n");
        Load(keys);
        var problem = Assert.Single(_problems);
        Assert.Contains(says, problem.En, StringComparison.Ordinal);
        Assert.Equal(3, problem.Line);
    }

    [Fact]
    public void Included_StandsAboveThePreset_AndBelowTheFile()
    {
        _folder.Write("shared/a.yaml", "links: show\nlanguage: en\nqrCodes: list\n");
        _folder.Write("shared/b.yaml", "language: ja\n");
        var policies = Load("include: [shared/a.yaml, shared/b.yaml]\nqrCodes: leave\npreset: maximumSecurity");
        Assert.Empty(_problems);
        var rule = policies.For("x@a.example");
        Assert.Equal((LinkStyle.Show, NoticeLanguage.Ja, QrCodeWay.Leave, true), (rule.Policy.Links, rule.Policy.Language, rule.Policy.QrCodes, rule.Policy.ImageNoise));
        Assert.Equal(("shared/a.yaml:1", "shared/b.yaml:1", "a.yaml:4", "preset maximumSecurity"), (rule.Words["links"].Source, rule.Words["language"].Source, rule.Words["qrCodes"].Source, rule.Words["imageNoise"].Source));
    }

    [Fact]
    public void Included_SaysNothingOfWhomItIsFor()
    {
        _folder.Write("shared/a.yaml", "links: show\nsenders: [a.example]\n");
        Load("include: shared/a.yaml");
        Assert.Equal(2, Assert.Single(_problems).Line);
        Assert.EndsWith("shared/a.yaml", _problems[0].File, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_AreReadFromATable()
    {
        _folder.Write("lists/partners.csv", "\uFEFFアドレス,会社\r\n\"hashi.example\",橋設計\r\n# 終了\r\nkato@chiiki.example,地域\r\n");
        var policies = Load("senders: [\"file:lists/partners.csv\", \"*.lg.jp\"]");
        Assert.Empty(_problems);
        Assert.Equal("a", policies.For("x@a.example", "b@hashi.example").Policy.Name);
        Assert.Equal("a", policies.For("x@a.example", "kato@chiiki.example").Policy.Name);
        Assert.Equal("a", policies.For("x@a.example", "k@town.lg.jp").Policy.Name);
        Assert.Equal("default", policies.For("x@a.example", "other@chiiki.example").Policy.Name);

        _folder.Write("lists/partners.csv", "address\nhashi.example\n*.*.example\n");
        Load("senders: [\"file:lists/partners.csv\"]");
        Assert.Equal((3, "partners.csv"), (Assert.Single(_problems).Line, Path.GetFileName(_problems[0].File)));
    }

    [Theory]
    [InlineData("departments: [土木課]", "土木課", 1, true)]
    [InlineData("departments: [土木課]", "財政課", 1, false)]
    [InlineData("departments: [土木課]", null, 1, false)]
    [InlineData("sizeFrom: 10MiB", null, 10 << 20, true)]
    [InlineData("sizeFrom: 10MiB", null, (10 << 20) - 1, false)]
    [InlineData("sizeUpTo: 1kB", null, 1000, true)]
    [InlineData("sizeUpTo: 1kB", null, 1001, false)]
    public void Conditions_BeyondAddresses(string keys, string? department, long size, bool fits)
    {
        var policies = Load(keys);
        Assert.Empty(_problems);
        Assert.Equal(keys.StartsWith("dep", StringComparison.Ordinal), policies.AsksForDepartments);
        var question = new PolicyQuestion("x@a.example", "", null, Asking.Today) { Departments = department is null ? [] : [department], Size = size };
        Assert.Equal(fits ? "a" : "default", policies.Resolve(question).Policy.Name);
        Assert.Equal(fits ? null : keys.Split(':')[0], PolicyExplanation.Of(policies, question).Asked[0].Misfit);
    }

    [Theory]
    [InlineData("direction: internal", "mayor@A.example", true)]
    [InlineData("direction: internal", "mayor@sub.a.example", false)]
    [InlineData("direction: internal", "", false)]
    [InlineData("direction: internal", "x@b.example", false)]
    [InlineData("direction: inbound", "x@b.example", true)]
    [InlineData("direction: inbound", "", true)]
    [InlineData("direction: inbound", "mayor@a.example", false)]
    public void Direction_IsByTheDomainsThatAreOurs(string keys, string sender, bool fits)
    {
        _folder.Write("a.yaml", $"recipients: [\"*\"]\n{keys}\n");
        var policies = PolicyLoader.Load(_folder.Path, _problems, new() { RecipientDomains = ["a.example"] });
        Assert.Empty(_problems);
        var question = new PolicyQuestion("x@a.example", sender, null, Asking.Today);
        Assert.Equal(fits ? "a" : "default", policies.Resolve(question).Policy.Name);
        Assert.Equal(fits ? null : "direction", PolicyExplanation.Of(policies, question).Asked[0].Misfit);
    }

    [Fact]
    public void Direction_BetweenTwoTenants_IsInbound()
    {
        _folder.Write("a.yaml", "recipients: [\"*\"]\ndirection: internal\n");
        var tenants = new TenantTable(new[] { "town", "city" }.Select(name => new Tenant { Name = name, Domains = [$"{name}.example"] }));
        var policies = PolicyLoader.Load(_folder.Path, _problems, new() { Tenants = tenants, RecipientDomains = ["pref.example"] });
        Assert.Equal("a", policies.For("x@town.example", "y@town.example").Policy.Name);
        Assert.Equal("a", policies.For("x@pref.example", "y@pref.example").Policy.Name);
        Assert.Equal("default", policies.For("x@town.example", "y@city.example").Policy.Name);
        Assert.Equal("default", policies.For("x@town.example", "y@pref.example").Policy.Name);
    }

    [Fact]
    public void Direction_Outbound_IsAMistake()
    {
        Load("direction: outbound");
        Assert.Contains("inbound", Assert.Single(_problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheStrongerRuleStands()
    {
        var rules = new MailRules { HoldFindings = ["ooxml.*"], RejectFindings = ["ooxml.dde"], HoldFailures = [Reason.Encrypted], RejectFailures = [Reason.Corrupt] };
        Assert.Equal(new MailRuling(MailWay.Deliver, ""), MailRuling.Of(rules, Mail([], Reason.Unsupported)));
        Assert.Equal(new MailRuling(MailWay.Hold, "ooxml.vba"), MailRuling.Of(rules, Mail(["image.location", "ooxml.vba"], Reason.None)));
        Assert.Equal(MailWay.Reject, MailRuling.Of(rules, Mail(["ooxml.vba", "ooxml.dde"], Reason.None)).Way);
        Assert.Equal(new MailRuling(MailWay.Hold, "encrypted"), MailRuling.Of(rules, Mail([], Reason.Encrypted)));
        Assert.Equal(new MailRuling(MailWay.Reject, "corrupt"), MailRuling.Of(rules, Mail(["ooxml.vba"], Reason.Corrupt)));
        Assert.Equal(MailWay.Hold, MailRuling.Of(new MailRules(), Mail([MailRuling.HeldFamily], Reason.None)).Way);
    }

    private static PartReport Mail(string[] codes, Reason reason) => new()
    {
        Path = "/", Input = new FileFacts(default, 1, "", "eml"), Outcome = Outcome.Rebuilt,
        Parts =
        [
            new()
            {
                Path = "/attachments/1", Input = new FileFacts(default, 1, "", "docx"), Outcome = reason == Reason.None ? Outcome.Rebuilt : Outcome.Blocked, Reason = reason,
                Findings = [.. codes.Select(code => new Finding("", code, FindingAction.Removed, 1, default))],
            },
        ],
    };

    private PolicySnapshot Load(string keys, bool hasScanners = false)
    {
        _folder.Write("a.yaml", "name: a\nrecipients: [\"*\"]\n" + keys + "\n");
        return PolicyLoader.Load(_folder.Path, _problems, new() { HasScanners = hasScanners });
    }
}
