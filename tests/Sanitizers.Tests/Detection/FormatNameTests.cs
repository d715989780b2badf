using Mugai.Gateway.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Detection;

public sealed class FormatNameTests
{
    /// <summary>A policy can name each format that is not refused anyway. A mail itself cannot be removed: its recipient would have nothing to read.</summary>
    [Fact]
    public void Names_EveryFormatThatAPolicyCanRemove()
    {
        var removable = Formats.All.Where(format => format.Family is not FileFamily.Executable and not FileFamily.Unknown && format != Formats.Eml).Select(format => (format.Name, format.Family));
        Assert.Equal(removable.Distinct().OrderBy(pair => pair.Name, StringComparer.Ordinal), FormatNames.Families.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }
}
