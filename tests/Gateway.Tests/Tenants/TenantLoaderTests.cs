using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Tenants;
using Mugai.Gateway.Tests.Policies;
using Mugai.Policies;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Tenants;

public sealed class TenantLoaderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<ConfigProblem> _problems = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_WhatIsATenantsOwn()
    {
        Write("kita.yaml", """
            domains: ["town.kita.example.lg.jp", "KITA.example.jp"]
            language: ja
            noticeSender: mail@town.kita.example.lg.jp
            delivery: { nextHop: "smtp://192.0.2.9:25", connections: 4, tls: none }
            retention: 90d
            quota: { disk: 20GiB, messages: 1000, waiting: 50 }
            share: 3
            """);
        var tenants = Load();
        Assert.Empty(_problems);
        var kita = tenants.Of("x@kita.example.jp")!;
        Assert.Same(kita, tenants.Of("Y@Town.Kita.example.LG.JP"));
        Assert.Null(tenants.Of("x@sub.kita.example.jp"));
        Assert.Equal(("kita", 3, TimeSpan.FromDays(90), new TenantQuota(20L << 30, 1000, 50)), (kita.Name, kita.Share, kita.Retention!.Value, kita.Quota));
        Assert.Equal("mail@town.kita.example.lg.jp", tenants.NoticeSenderOf("kita", "gw.example"));
        Assert.Equal("postmaster@gw.example", tenants.NoticeSenderOf("other", "gw.example"));
    }

    [Fact]
    public void Tells_EveryMistake()
    {
        Write("a.yaml", "domains: [\"a.example\"]\nshare: 0\nquota: { disk: much }\nlanguge: ja\n");
        Write("b.yaml", "name: a\ndomains: [\"a.example\"]\n");
        Write("c.yaml", "name: \"団体\"\n");
        Write("d.yaml", "domains: [\"*\"]\ndelivery: { tls: none }\n");
        Write("e.yaml", "domains: [\"e.example\"]\npolicies: nowhere/\ndelivery: { nextHop: \"http://x\" }\n");
        Load();
        var told = _problems.Select(problem => $"{Path.GetFileName(problem.File)}:{problem.Line} {problem.En}").ToList();
        Assert.Collection(
            told,
            line => Assert.StartsWith("a.yaml:2 share", line, StringComparison.Ordinal),
            line => Assert.StartsWith("a.yaml:3 quota.disk", line, StringComparison.Ordinal),
            line => Assert.Contains("Did you mean 'language'?", line, StringComparison.Ordinal),
            line => Assert.StartsWith("b.yaml:1 name: 'a' stands in a.yaml", line, StringComparison.Ordinal),
            line => Assert.StartsWith("b.yaml:2 domains: 'a.example' stands in a.yaml", line, StringComparison.Ordinal),
            line => Assert.StartsWith("c.yaml:1 name", line, StringComparison.Ordinal),
            line => Assert.StartsWith("c.yaml:1 'domains' is missing", line, StringComparison.Ordinal),
            line => Assert.StartsWith("d.yaml:1 domains", line, StringComparison.Ordinal),
            line => Assert.StartsWith("d.yaml:1 'domains' is missing", line, StringComparison.Ordinal),
            line => Assert.Contains("write 'delivery.nextHop' too", line, StringComparison.Ordinal),
            line => Assert.StartsWith("e.yaml:3 delivery.nextHop", line, StringComparison.Ordinal),
            line => Assert.StartsWith("e.yaml:2 policies", line, StringComparison.Ordinal));
        Assert.All(_problems, problem => Assert.Contains(problem.Ja, c => c is >= 'ぁ' and <= '龠'));
    }

    [Fact]
    public void ATenantsFiles_AreAskedFirst_AndOnlyForItsMail()
    {
        Write("kita.yaml", "domains: [\"kita.example\"]\npolicies: kita/\nlanguage: en\nretention: 9d\n");
        Write("minami.yaml", "domains: [\"minami.example\"]\n");
        Write("kita/10-own.yaml", "name: own\nrecipients: [\"*\"]\nsenders: [\"*.lg.jp\"]\nlinks: remove\n");
        _folder.Write("policies/10-minami.yaml", "name: minami\ntenant: minami\nrecipients: [\"*\"]\n");
        _folder.Write("policies/50-all.yaml", "name: all\nrecipients: [\"*\"]\nretention: 5d\n");
        var policies = PolicyLoader.Load(_folder.File("policies"), _problems, new() { Tenants = Load() });
        Assert.Empty(_problems);

        var own = policies.For("x@kita.example", "clerk@pref.lg.jp");
        Assert.Equal(("own", "kita", TimeSpan.FromDays(9), NoticeLanguage.En), (own.Policy.Name, own.Tenant, own.Retention!.Value, own.Policy.Language));
        var common = policies.For("x@kita.example");
        Assert.Equal(("all", "kita", TimeSpan.FromDays(5)), (common.Policy.Name, common.Tenant, common.Retention!.Value));
        Assert.Equal(("minami", "minami"), (policies.For("x@minami.example").Policy.Name, policies.For("x@minami.example").Tenant));
        Assert.Equal(("all", "default"), (policies.For("x@other.example", "clerk@pref.lg.jp").Policy.Name, policies.For("x@other.example").Tenant));

        var explained = PolicyExplanation.Of(policies, new PolicyQuestion("x@minami.example", "a@b.lg.jp", null, Asking.Today));
        Assert.Equal(("kita/10-own.yaml", "tenant"), (explained.Asked[0].Rule.File, explained.Asked[0].Misfit));
        Assert.Equal("minami", explained.Rule.Tenant);
    }

    [Theory]
    [InlineData("policies/10-a.yaml", "there is no tenant 'kta'")]
    [InlineData("tenants/kita/10-a.yaml", "this file is kita's alone")]
    public void Tells_ATenantThatCannotBe(string file, string says)
    {
        Write("kita.yaml", "domains: [\"kita.example\"]\npolicies: kita/\n");
        _folder.Write("tenants/kita/00-first.yaml", "name: first\nrecipients: [\"nobody@kita.example\"]\n");
        _folder.Write("policies/50-all.yaml", "name: all\nrecipients: [\"*\"]\n");
        _folder.Write(file, "name: a\ntenant: kta\nrecipients: [\"*\"]\n");
        PolicyLoader.Load(_folder.File("policies"), _problems, new() { Tenants = Load() });
        Assert.Contains(says, Assert.Single(_problems).En, StringComparison.Ordinal);
        Assert.Equal(2, _problems[0].Line);
    }

    private void Write(string file, string yaml) => _folder.Write(Path.Combine("tenants", file), yaml);

    private TenantTable Load() => TenantLoader.Load(_folder.File("tenants"), _problems);
}
