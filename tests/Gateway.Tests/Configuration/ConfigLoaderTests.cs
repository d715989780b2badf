using System.Collections;
using Mugai.Gateway.Configuration;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Configuration;

public sealed class ConfigLoaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_TheConfigurationOfTheDesign()
    {
        var loaded = Load(
            """
            smtp:
              listen: ["0.0.0.0:25"]
              hostname: gw.city.example.lg.jp
              recipientDomains: ["city.example.lg.jp"]
              allowClients: ["192.0.2.0/24"]
              maxMessageSize: 50MiB
            delivery:
              nextHop: smtp://mail.lgwan.example:25
              bounceVia: smtp://mta.inet.example:25
            storage:
              path: data
              masterKeyFile: keys/master.key
            quarantine: { retention: 30d }
            audit: { retention: 1y }
            portal:
              listen: http://127.0.0.1:8080
              publicUrl: https://mugai.city.example.lg.jp
              zone: lgwan
            """);

        Assert.Empty(loaded.Problems);
        Assert.Equal(50L << 20, loaded.Config.Smtp.MaxMessageSize);
        Assert.Equal(25, Assert.Single(loaded.Config.Smtp.Listen).Port);
        Assert.Equal(TimeSpan.FromDays(30), loaded.Config.QuarantineRetention);
        Assert.Equal("https://mugai.city.example.lg.jp", loaded.Config.Portal.PublicUrl);
    }

    [Fact]
    public void Resolves_RelativePathsAgainstTheFile() =>
        Assert.Equal(_folder.File("data"), Load("storage: { path: data, masterKeyFile: k }").Config.Storage.Path);

    [Fact]
    public void Holds_TheDefaultsWithoutAFile()
    {
        var loaded = Load("");
        Assert.Empty(loaded.Problems);
        Assert.Equal("127.0.0.1:2525", loaded.Config.Smtp.Listen[0].ToString());
        Assert.StartsWith("maildir:", loaded.Config.Delivery.NextHop, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_EveryMistakeAtOnceWithItsPlace()
    {
        var problems = Load(
            """
            smtp:
              listn: ["0.0.0.0:25"]
              maxMessageSize: fifty
            portal:
              zone: dmz
            quarantine: 30d
            """).Problems;

        Assert.Equal(4, problems.Count);
        Assert.Contains(problems, p => p.Line == 2 && p.En.Contains("Did you mean 'smtp.listen'", StringComparison.Ordinal));
        Assert.Contains(problems, p => p is { Line: 3, Column: 19 } && p.En.Contains("'fifty'", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Line == 5 && p.Ja.Contains("lgwan", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Line == 6);
    }

    [Theory]
    [InlineData("a: &x 1\nb: *x")]
    [InlineData("--- {}\n--- {}")]
    [InlineData("smtp: !!binary aGk=")]
    [InlineData("smtp:\n\tlisten: x")]
    [InlineData("smtp: {hostname: a.example}\nsmtp: {hostname: b.example}")]
    [InlineData("- a list")]
    public void Refuses_YamlThatTwoReadersCouldReadTwoWays(string yaml) => Assert.NotEmpty(Load(yaml).Problems);

    [Fact]
    public void Refuses_DeepNestingWithoutRecursing() =>
        Assert.NotEmpty(Load(string.Concat(Enumerable.Repeat("[", 100_000))).Problems);

    [Fact]
    public void Refuses_AMasterKeyInsideTheStore() =>
        Assert.Contains(Load("storage: { path: s, masterKeyFile: s/master.key }").Problems, p => p.Ja.Contains("バックアップ", StringComparison.Ordinal));

    [Fact]
    public void Overrides_SingleKeysFromTheEnvironment()
    {
        var loaded = Load("smtp: { hostname: a.example }", ("MUGAI__SMTP__HOSTNAME", "b.example"), ("MUGAI__SMTP__LISTEN", "127.0.0.1:1,127.0.0.1:2"));
        Assert.Empty(loaded.Problems);
        Assert.Equal("b.example", loaded.Config.Smtp.Hostname);
        Assert.Equal(2, loaded.Config.Smtp.Listen.Count);
    }

    [Fact]
    public void Reports_AnUnknownEnvironmentKey() =>
        Assert.Equal("MUGAI__SMTP__HOSTNAM", Assert.Single(Load("", ("MUGAI__SMTP__HOSTNAM", "x")).Problems).File);

    [Fact]
    public void Reports_AMissingFile() =>
        Assert.Single(ConfigLoader.Load(_folder.File("none.yaml"), new Hashtable()).Problems);

    private LoadedConfig Load(string yaml, params (string Name, string Value)[] environment)
    {
        var variables = new Hashtable();
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return ConfigLoader.Load(_folder.Write("mugai.yaml", yaml), variables);
    }
}
