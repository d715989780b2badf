using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Tenants;
using Mugai.Testing;
using Xunit.Abstractions;

namespace Mugai.Gateway.Tests.Policies;

/// <summary>One file with twenty different mistakes: each is told in one go, where it stands and with what would be right.</summary>
public sealed class PolicyMistakeTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static readonly (string Line, string Says)[] Lines =
    [
        ("preset: maximum", "maximumSecurity"),
        ("name: \"\"", "a name"),
        ("recipient: [\"*\"]", "'recipients'"),
        ("senders: [\"*.*.lg.jp\"]", "*.domain"),
        ("clients: [192.0.2.0/99]", "networks"),
        ("expires: 31.3.2027", "2027-03-31"),
        ("owner: \"\"", "a name"),
        ("language: jp", "ja, en or both"),
        ("links: defnag", "Did you mean 'defang'? Expected defang, show or remove"),
        ("showLinksTo: [\"https://city.example/\"]", "host names"),
        ("body: html", "text or safeHtml"),
        ("mailLinks: yes", "show or remove"),
        ("passwordWait: 3", "3d"),
        ("imageNoise: on", "true or false"),
        ("qrCodes: remove", "leave, list or blur"),
        ("dangerKeepCsvFormula: true", "'dangerKeepCsvFormulas'"),
        ("removeFormats: [docm, xlsmm]", "'xlsmm' does not fit. Did you mean 'xlsm'?"),
        ("families: { offices: remove }", "'families.office'"),
        ("pdf: deep", "keys of its own"),
        ("text: { charset: sjis }", "utf-8 or keep"),
    ];

    [Fact]
    public void Tells_EveryMistakeAtOnce()
    {
        _folder.Write("a.yaml", string.Join('\n', Lines.Select(line => line.Line)));
        var problems = new List<ConfigProblem>();
        PolicyLoader.Load(_folder.Path, problems);

        Assert.Equal(20, Lines.Length);
        Assert.Equal(Enumerable.Range(1, Lines.Length), problems.Select(problem => problem.Line));
        foreach (var (problem, (_, says)) in problems.Zip(Lines))
        {
            output.WriteLine(problem.ToString());
            Assert.Contains(says, problem.En, StringComparison.Ordinal);
            Assert.Contains(problem.Ja, c => c is >= 'ぁ' and <= '龠');
            Assert.DoesNotContain(" or ", problem.Ja, StringComparison.Ordinal);
            Assert.True(problem.Column > 0);
        }
    }

    [Fact]
    public void Tells_TheEntryOfAListThatIsWrong_WhereItStands()
    {
        _folder.Write("a.yaml", """
            name: a
            recipients: ["*"]
            removeFormats: [docm, xlsmm, pdf, docxx]
            showLinksTo:
              - city.example.lg.jp
              - https://www.city.example.lg.jp/
            senders: [good.example, "file:lists/none.csv"]
            qrCodes: [leave]
            """);
        var problems = new List<ConfigProblem>();
        PolicyLoader.Load(_folder.Path, problems);

        Assert.Equal([(3, 23), (3, 35), (6, 5), (7, 25), (8, 10)], problems.Select(problem => (problem.Line, problem.Column)).Order());
        Assert.Equal(2, problems.Count(problem => problem.Line == 3 && problem.En.Contains("does not fit", StringComparison.Ordinal)));
        Assert.Contains(problems, problem => problem.Ja.Contains("「docxx」は使えません", StringComparison.Ordinal) && problem.Ja.EndsWith("（形式の短い名前（例：[docm, xlsm]））", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem is { Line: 8, En: "qrCodes must be one value. Expected leave, list or blur, for example: list", Ja: "qrCodes には1 つの値を書いてください。正しい書き方の例：list（leave、list、blur のいずれか）" });
    }

    [Fact]
    public void EveryKey_SaysInJapaneseWhatItExpects()
    {
        var expected = PolicyKeys.All.Select(key => (key.Path, key.Expects)).Concat(GatewayKeys.All.Select(key => (key.Path, key.Expects))).Concat(TenantKeys.All.Select(key => (key.Path, key.Expects)));
        Assert.All(expected, key => Assert.True(ExpectedWords.Knows(key.Expects), $"{key.Path}: {key.Expects}"));
    }
}
