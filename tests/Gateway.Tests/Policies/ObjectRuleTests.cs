using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Policies;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Policies;

/// <summary>What a policy says of the objects inside files.</summary>
public sealed class ObjectRuleTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<ConfigProblem> _problems = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("objects: { office: { macro: block } }\nblockFindings: [pdf.javascript]")]
    [InlineData("blockFindings: [pdf.javascript]\nobjects: { office: { macro: block } }")]
    public void Refuses_FilesForTheirKind_BesideSingleFindings(string yaml) =>
        Assert.Equal(["odf.macro", "odf.script", "ooxml.definedName", "ooxml.macroSheet", "ooxml.vba", "pdf.javascript"], Load(yaml).Policy.BlockFindings);

    [Fact]
    public void Takes_BackWhatAnIncludedFileSays()
    {
        _folder.Write(Path.Combine("shared", "strict.yaml"), "objects: { office: { macro: block, dde: block } }");
        Assert.Equal(["odf.dde", "ooxml.dde"], Load("include: shared/strict.yaml\nobjects: { office: { macro: remove } }").Policy.BlockFindings);
    }

    [Fact]
    public void Comments_HaveThreeWays()
    {
        Assert.True(Load("office: { comments: block }").Policy is { Office.RemoveComments: true, BlockFindings: ["odf.comment", "ooxml.comment"] });
        Assert.True(Load("office: { comments: remove }").Policy is { Office.RemoveComments: true, BlockFindings: [] });
        Assert.True(Load("office: { comments: keep }").Policy is { Office.RemoveComments: false, BlockFindings: [] });
    }

    [Theory]
    [InlineData("objects: { office: { macro: keep } }", "remove or block")]
    [InlineData("objects: { pdf: { macro: block } }", "Possible here: javascript, action, embeddedFile, media, xfa, dangerousLink.")]
    [InlineData("objects: { archive: { macro: block } }", "Possible here: office, legacyOffice, pdf, html, image.")]
    [InlineData("office: { metadata: block }", "keep or remove")]
    public void Tells_WhatIsPossible(string yaml, string says)
    {
        _folder.Write("10.yaml", "recipients: [\"*\"]\n" + yaml);
        PolicyLoader.Load(_folder.Path, _problems);
        Assert.Contains(says, Assert.Single(_problems).En, StringComparison.Ordinal);
    }

    /// <summary>A code that no sanitizer tells of would be a rule that does nothing.</summary>
    [Fact]
    public void Names_FindingsThatAreDocumented_EachOnce()
    {
        var documented = string.Concat(Directory.EnumerateFiles(Checkout.At("docs", "formats"), "*.md").Select(File.ReadAllText));
        var codes = ObjectKind.All.SelectMany(kind => kind.Codes).ToList();
        Assert.All(codes, code => Assert.Contains($"`{code}`", documented, StringComparison.Ordinal));
        Assert.Equal(codes.Distinct(), codes);
    }

    private PolicyRule Load(string yaml)
    {
        _folder.Write("10.yaml", "name: p\nrecipients: [\"*\"]\n" + yaml);
        var rule = PolicyLoader.Load(_folder.Path, _problems).Rules[0];
        Assert.Empty(_problems);
        return rule;
    }
}
