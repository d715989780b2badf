using System.Text.Json.Nodes;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;

namespace Mugai.Gateway.Tests.Configuration;

/// <summary>What editors are told must be what the program takes.</summary>
public sealed class KeySchemaTests
{
    private static readonly JsonObject Policy = KeySchema.Of("policy", PolicyKeys.All);

    [Fact]
    public void Has_EveryKeyAndNoOther()
    {
        var properties = Policy["properties"]!.AsObject();

        Assert.False((bool)Policy["additionalProperties"]!);
        Assert.Equal(PolicyKeys.All.Select(static key => key.Path.Split('.')[0]).Distinct(), properties.Select(static property => property.Key));
        Assert.Equal(["keep", "remove", "block"], properties["office"]!["properties"]!["comments"]!["enum"]!.AsArray().Select(static word => (string)word!));
        Assert.Equal("boolean", (string)properties["imageNoise"]!["type"]!);
        Assert.Contains("コメント", (string)properties["office"]!["properties"]!["comments"]!["description"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Offers_OnlyWordsThatAreTaken()
    {
        var offered = 0;
        foreach (var key in PolicyKeys.All.Where(static key => key.Shape == ConfigShape.Value))
        {
            foreach (var word in KeySchema.Words(key.Expects))
            {
                var problems = new List<ConfigProblem>();
                new YamlBinder<PolicyRule>(PolicyKeys.All).BindText("test", key.Path, word, new PolicyRule { Policy = new() }, problems);
                Assert.True(problems.Count == 0, $"{key.Path}: {word}");
                offered++;
            }
        }

        Assert.True(offered > 50, $"{offered} words");
    }
}
