using System.Text.Json.Nodes;
using Mugai.Gateway.Policies;
using Mugai.Policies;

namespace Mugai.Gateway.Tests.Policies;

public sealed class PolicyJsonTests
{
    /// <summary>Mail that was accepted before an upgrade is judged by what was stored then.</summary>
    [Fact]
    public void Reads_APolicyStoredBeforeAPropertyCameTo_WithItsDefault()
    {
        var whole = JsonNode.Parse(PolicyJson.Write(new SanitizePolicy { Name = "old" }))!.AsObject();
        foreach (var name in whole.Select(property => property.Key).ToList())
        {
            var old = whole.DeepClone().AsObject();
            old.Remove(name);
            var read = PolicyJson.Read(old.ToJsonString());
            Assert.True(PolicyMeaning.Of(read with { Name = "old" }) == PolicyMeaning.Of(new SanitizePolicy { Name = "old" }), name);
        }

        var inside = JsonNode.Parse(PolicyJson.Write(new SanitizePolicy { Release = new ReleasePolicy { TwoPersons = true } }))!;
        inside["Release"]!.AsObject().Remove("ShareOpened");
        var release = PolicyJson.Read(inside.ToJsonString()).Release;
        Assert.True(release is { ShareOpened: true, TwoPersons: true });
    }
}
