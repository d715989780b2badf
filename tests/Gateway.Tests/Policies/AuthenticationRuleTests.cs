using Mugai.Gateway.Commands;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sanitizing;
using Mugai.Policies;
using Mugai.Sanitizing;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Policies;

/// <summary>Rules that ask what the upstream found of a sender.</summary>
public sealed class AuthenticationRuleTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<ConfigProblem> _problems = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keeps_EveryRuleOpen_UntilTheResultIsKnown()
    {
        _folder.Write("10.yaml", "name: forged\nrecipients: [\"*\"]\nauthentication: { dmarc: [fail, permerror] }");
        _folder.Write("20.yaml", "name: friends\nrecipients: [\"*\"]\nsenders: [\"*.lg.jp\"]\nauthentication: { dmarc: pass, spf: [pass, none] }");
        _folder.Write("30.yaml", "name: others\nrecipients: [\"*\"]");
        var policies = Load("mx.city.example");

        Assert.Equal(["forged", "friends", "others"], Names(policies, "x@town.lg.jp", null));
        Assert.Equal(["forged", "others"], Names(policies, "x@outside.example", null));
        Assert.Equal(["forged"], Names(policies, "x@town.lg.jp", new(0, 0, AuthenticationResult.Fail)));
        Assert.Equal(["friends"], Names(policies, "x@town.lg.jp", new(AuthenticationResult.None, 0, AuthenticationResult.Pass)));
        Assert.Equal(["others"], Names(policies, "x@town.lg.jp", new(AuthenticationResult.Fail, 0, AuthenticationResult.Pass)));
        Assert.Equal(["others"], Names(policies, "x@town.lg.jp", default(AuthenticationResults)));
        Assert.Equal("others", policies.For("a@city.example", "x@town.lg.jp").Policy.Name);
        Assert.Equal("others", policies.ForFiles.Name);

        var route = PolicyChoice.RouteOf(policies.Candidates(Question("x@outside.example", null)));
        Assert.Equal("forged / others", route.PolicyName);
        Assert.Equal(string.Join('+', policies.Rules[0].Policy.Revision, policies.Rules[2].Policy.Revision), route.PolicyRevision);
    }

    [Fact]
    public void Stores_TheConditionWithTheRevision()
    {
        _folder.Write("10.yaml", "name: p\nrecipients: [\"*\"]\nauthentication: { dmarc: [permerror, fail] }");
        var first = Load("mx.city.example").Rules[0].Policy;
        Assert.Equal([AuthenticationResult.Fail, AuthenticationResult.PermError], PolicyJson.Read(PolicyJson.Write(first)).When!.Dmarc);
        _folder.Write("10.yaml", "name: p\nrecipients: [\"*\"]\nauthentication: { dmarc: fail }");
        Assert.NotEqual(first.Revision, Load("mx.city.example").Rules[0].Policy.Revision);
    }

    [Theory]
    [InlineData("authentication: { dmarc: failed }", "unknown, none, pass, fail")]
    [InlineData("authentication: { dmarc: [] }", "unknown, none, pass, fail")]
    [InlineData("authentication: { dmark: fail }", "'authentication.dmarc'")]
    [InlineData("authentication: { dmarc: fail }\nretention: 90d", "'retention'")]
    public void Tells_WhatIsWrong(string yaml, string says)
    {
        _folder.Write("10.yaml", "recipients: [\"*\"]\n" + yaml);
        PolicyLoader.Load(_folder.Path, _problems, new() { TrustedAuthservIds = ["mx.city.example"] });
        var problem = Assert.Single(_problems);
        Assert.Equal(2, problem.Line);
        Assert.Contains(says, problem.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Wants_SomebodyToBeBelieved()
    {
        _folder.Write("10.yaml", "recipients: [\"*\"]\nauthentication: { dmarc: fail }");
        PolicyLoader.Load(_folder.Path, _problems);
        Assert.Contains("smtp.trustedAuthservIds", Assert.Single(_problems).En, StringComparison.Ordinal);
    }

    [Fact]
    public void Explains_WhichResultDidNotFit()
    {
        _folder.Write("10.yaml", "name: forged\nrecipients: [\"*\"]\nauthentication: { dmarc: fail }");
        var policies = Load("mx.city.example");
        var asked = PolicyExplanation.Of(policies, Question("x@outside.example", AuthenticationOption.Read(["dmarc=pass", "spf=fail"]))).Asked;
        Assert.Equal(("authentication.dmarc", "fail"), (asked[0].Misfit, asked[0].Wanted));
        Assert.Equal("forged", PolicyExplanation.Of(policies, Question("x@outside.example", AuthenticationOption.Read(["dmarc=fail"]))).Rule.Policy.Name);
        Assert.Null(AuthenticationOption.Read(["dmarc"]));
        Assert.Null(AuthenticationOption.Read(["arc=pass"]));
        Assert.Null(AuthenticationOption.Read(["dmarc=3"]));
    }

    private PolicySnapshot Load(params string[] trusted)
    {
        var policies = PolicyLoader.Load(_folder.Path, _problems, new() { TrustedAuthservIds = trusted });
        Assert.Empty(_problems);
        return policies;
    }

    private static PolicyQuestion Question(string sender, AuthenticationResults? results) => new("a@city.example", sender, null, Asking.Today) { Authentication = results };

    private static IEnumerable<string> Names(PolicySnapshot policies, string sender, AuthenticationResults? results) =>
        policies.Candidates(Question(sender, results)).Select(rule => rule.Policy.Name);
}
