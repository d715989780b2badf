using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Policies;
using Mugai.Sanitizing;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Policies;

public sealed class PolicyLoaderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<ConfigProblem> _problems = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Chooses_TheFirstFileThatFits()
    {
        _folder.Write("10-mayor.yaml", "recipients: [mayor@city.example]\nfamilies: { office: remove }");
        _folder.Write("20-city.yaml", "recipients: [city.example]\nlanguage: ja");
        var policies = PolicyLoader.Load(_folder.Path, _problems);

        Assert.Empty(_problems);
        Assert.Equal(PartWay.Remove, policies.For("Mayor@City.Example").Policy.WayFor(FileFamily.Office));
        Assert.Equal("20-city", policies.For("clerk@city.example").Policy.Name);
        Assert.Equal("default", policies.For("x@town.example").Policy.Name);
    }

    [Fact]
    public void Gives_TheSameRevisionToTheSameMeaning()
    {
        _folder.Write("a.yaml", "name: p\nrecipients: [a.example]\nfamilies: { office: text, html: remove }");
        var first = PolicyLoader.Load(_folder.Path, _problems).For("x@a.example").Policy.Revision;
        _folder.Write("a.yaml", "# a comment\nfamilies: { html: remove, office: text }\nrecipients: [a.example]\nname: p\nlinks: defang");
        Assert.Equal(first, PolicyLoader.Load(_folder.Path, _problems).For("x@a.example").Policy.Revision);
        _folder.Write("a.yaml", "name: p\nrecipients: [a.example]\nfamilies: { office: text }");
        Assert.NotEqual(first, PolicyLoader.Load(_folder.Path, _problems).For("x@a.example").Policy.Revision);
    }

    [Fact]
    public void Reads_BackAStoredRevision()
    {
        _folder.Write("a.yaml", "name: p\nrecipients: [\"*\"]\nlanguage: ja\nlinks: remove\ntext: { charset: keep, byteOrderMark: never }\nfamilies: { image: remove, calendar: text }");
        var policy = PolicyLoader.Load(_folder.Path, _problems).For("x@a.example").Policy;
        var read = PolicyJson.Read(PolicyJson.Write(policy));
        Assert.Equal(policy.Revision, read.Revision);
        Assert.Equal(LinkStyle.Remove, read.Links);
        Assert.Equal(PartWay.Remove, read.WayFor(FileFamily.Image));
        Assert.Equal(PartWay.Text, read.WayFor(FileFamily.Calendar));
        Assert.Equal((TextCharset.Keep, TextMark.Never), (read.TextCharset, read.TextMark));
    }

    [Theory]
    [InlineData("recipients: [\"*\"]\nlinks: keep")]
    [InlineData("recipients: [\"*\"]\nfamilies: { executable: sanitize }")]
    [InlineData("recipients: [\"*\"]\nfamilies: { office: 1 }")]
    [InlineData("recipients: [\"a@\"]")]
    [InlineData("recipients: [\"*\"]\ntext: { charset: sjis }")]
    [InlineData("recipients: [\"*\"]\ntext: { byteOrderMark: yes }")]
    [InlineData("language: ja")]
    public void Refuses_WhatItDoesNotKnow(string yaml)
    {
        _folder.Write("a.yaml", yaml);
        PolicyLoader.Load(_folder.Path, _problems);
        Assert.NotEmpty(_problems);
    }

    [Fact]
    public void Loads_TheSamples()
    {
        var policies = PolicyLoader.Load(Checkout.At("samples", "policies"), _problems);
        Assert.Empty(_problems);
        Assert.Equal("text-only", policies.For("x@kiosk.city.example.lg.jp").Policy.Name);
        Assert.Equal("standard", policies.ForFiles.Name);
        Assert.Equal("public-bodies", policies.For("x@city.example.lg.jp", "y@soumu.go.jp", "192.0.2.9").Policy.Name);
        Assert.Equal("standard", policies.For("x@city.example.lg.jp", "y@soumu.go.jp", "203.0.113.9").Policy.Name);
        Assert.Equal(PartWay.Sanitize, policies.For("doboku@city.example.lg.jp", "a@hashi-sekkei.example").Policy.WayFor(FileFamily.Cad));
        Assert.Equal(PartWay.Remove, policies.For("doboku@city.example.lg.jp", "a@hashi-sekkei.example", today: new DateOnly(2027, 4, 1)).Policy.WayFor(FileFamily.Cad));
    }

    [Fact]
    public void Refuses_TwoPoliciesOfOneName()
    {
        _folder.Write("a.yaml", "name: p\nrecipients: [\"*\"]");
        _folder.Write("b.yaml", "name: p\nrecipients: [\"*\"]");
        PolicyLoader.Load(_folder.Path, _problems);
        Assert.Single(_problems);
    }

    [Theory]
    [InlineData("notice:\n  ja: |\n    お知らせ\n    {findings}\n    {request}\n  position: bottom\n  when: always\n  subjectTag: \"[無害化]\"\nshowLinksTo: [City.example.lg.jp]\nmailLinks: remove", true)]
    [InlineData("notice:\n  ja: お知らせ", false)]
    [InlineData("notice:\n  en: |\n    {findings}\n    {password}", false)]
    [InlineData("notice:\n  subjectTag: \"x\\nBcc: y\"", false)]
    [InlineData("showLinksTo: [\"*\"]", false)]
    [InlineData("phoneLinks: maybe", false)]
    public void Judges_NoticesAndLinkLists(string keys, bool isGood)
    {
        _folder.Write("a.yaml", "recipients: [\"*\"]\n" + keys + "\n");
        var policy = PolicyLoader.Load(_folder.Path, _problems, new() { PortalHost = "mugai.city.example" }).For("x@a.example").Policy;
        Assert.Equal(isGood, _problems.Count == 0);
        Assert.Equal("mugai.city.example", policy.PortalHost);
        if (isGood)
        {
            Assert.Equal(("お知らせ\n{findings}\n{request}", NoticePosition.Bottom, true, "[無害化]"), (policy.Notice.Ja, policy.Notice.Position, policy.Notice.Always, policy.Notice.SubjectTag));
            Assert.Equal((false, "city.example.lg.jp"), (policy.ShowMailLinks, Assert.Single(policy.ShowLinksTo)));
        }
    }
}
