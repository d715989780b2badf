using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Policies;
using Mugai.Sanitizing;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Policies;

public sealed class PolicyMatchTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<ConfigProblem> _problems = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Asks_ForRecipientSenderAndClient()
    {
        _folder.Write("10.yaml", "name: public\nrecipients: [city.example]\nsenders: [\"*.lg.jp\", \"ken@pref.example\"]\nclients: [198.51.100.0/24]");
        _folder.Write("20.yaml", "name: bounces\nrecipients: [\"*\"]\nsenders: [\"<>\"]");
        var policies = Load();

        Assert.Equal("public", policies.For("a@city.example", "x@town.lg.jp", "198.51.100.7").Policy.Name);
        Assert.Equal("public", policies.For("a@city.example", "Ken@Pref.example", "198.51.100.7").Policy.Name);
        Assert.Equal("default", policies.For("a@city.example", "x@town.lg.jp", "203.0.113.7").Policy.Name);
        Assert.Equal("default", policies.For("a@city.example", "x@lg.jp", "198.51.100.7").Policy.Name);
        Assert.Equal("default", policies.For("a@city.example", "x@evil-lg.jp", "198.51.100.7").Policy.Name);
        Assert.Equal("default", policies.For("a@city.example", "x@lg.jp.evil.example", "198.51.100.7").Policy.Name);
        Assert.Equal("bounces", policies.For("a@city.example", "").Policy.Name);
    }

    [Fact]
    public void Ends_AnExceptionWithItsDay()
    {
        _folder.Write("10.yaml", "name: project\nrecipients: [city.example]\nexpires: 2027-03-31\nowner: 情報政策課\nreason: 県との共同事業");
        var policies = Load();
        Assert.Equal("project", policies.For("a@city.example", today: new DateOnly(2027, 3, 31)).Policy.Name);
        Assert.Equal("default", policies.For("a@city.example", today: new DateOnly(2027, 4, 1)).Policy.Name);
    }

    [Fact]
    public void Wants_OwnerAndReasonOfAnException()
    {
        _folder.Write("10.yaml", "recipients: [city.example]\nexpires: 2027-03-31\nowner: 情報政策課");
        PolicyLoader.Load(_folder.Path, _problems);
        var problem = Assert.Single(_problems);
        Assert.Equal((2, 10), (problem.Line, problem.Column));
        Assert.Contains("reason", problem.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Starts_FromAPreset_WhereverItIsWritten()
    {
        _folder.Write("10.yaml", "recipients: [\"*\"]\nlinks: show\npreset: maximumSecurity\nremoveFormats: [docm]");
        var rule = Load().For("a@city.example");
        Assert.Equal(LinkStyle.Show, rule.Policy.Links);
        Assert.Equal(QrCodeWay.Blur, rule.Policy.QrCodes);
        Assert.True(rule.Policy.Pdf.Deep);
        Assert.Equal(["docm"], rule.Policy.RemoveFormats);
        Assert.Equal("10.yaml:2", rule.Words["links"].Source);
        Assert.Equal("preset maximumSecurity", rule.Words["qrCodes"].Source);
    }

    [Fact]
    public void Loads_EveryPreset()
    {
        foreach (var preset in PolicyPresets.All.Keys)
        {
            _folder.Write("10.yaml", $"recipients: [\"*\"]\npreset: {preset}");
            Assert.Equal(preset, Load().For("a@city.example").Preset);
        }
    }

    [Fact]
    public void Removes_SingleFormats()
    {
        _folder.Write("10.yaml", "recipients: [\"*\"]\nremoveFormats: [xlsm, docm, xlsm]");
        var policy = Load().For("a@city.example").Policy;
        Assert.Equal(PartWay.Remove, policy.WayFor(new FileFormat("docm", "", "", FileFamily.Office)));
        Assert.Equal(PartWay.Sanitize, policy.WayFor(new FileFormat("docx", "", "", FileFamily.Office)));
        Assert.Equal(policy.Revision, PolicyJson.Read(PolicyJson.Write(policy)).Revision);
        Assert.Equal(["docm", "xlsm"], policy.RemoveFormats);
    }

    [Fact]
    public void Explains_WhichLineDecides()
    {
        _folder.Write("10-mayor.yaml", "recipients: [mayor@city.example]\nlinks: remove");
        _folder.Write("20-city.yaml", "recipients: [city.example]\npreset: maximumFidelity\nlanguage: ja");
        var explanation = PolicyExplanation.Of(Load(), new PolicyQuestion("clerk@city.example", "x@outside.example", null, Asking.Today));

        Assert.Equal(("10-mayor.yaml", "recipients", "mayor@city.example"), (explanation.Asked[0].Rule.File, explanation.Asked[0].Misfit, explanation.Asked[0].Wanted));
        Assert.Equal("20-city.yaml", explanation.Rule.File);
        Assert.Equal(new ValueAnswer("language", "ja", "20-city.yaml:3"), explanation.Values.Single(value => value.Key == "language"));
        Assert.Equal(new ValueAnswer("body", "safeHtml", "preset maximumFidelity"), explanation.Values.Single(value => value.Key == "body"));
        Assert.Equal(new ValueAnswer("links", "defang", ""), explanation.Values.Single(value => value.Key == "links"));
    }

    private PolicySnapshot Load()
    {
        var policies = PolicyLoader.Load(_folder.Path, _problems);
        Assert.Empty(_problems);
        return policies;
    }
}
