using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Sanitizing;

/// <summary>The names of native steps: they cross a wire and stand in logs.</summary>
public sealed class StepNameTests
{
    [Fact]
    public void Finds_AStepByItsName() =>
        Assert.Equal("2", SanitizerCatalog.Empty.With([], [], [new NamedStep("one"), new NamedStep("2")]).StepNamed("2")?.Name);

    [Fact]
    public void Refuses_ANameThatIsTaken()
    {
        var refusal = Assert.Throws<ArgumentException>(() => SanitizerCatalog.Empty.With([], [], [new NamedStep("one"), new NamedStep("one")]));
        Assert.Contains("taken", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("with space")]
    [InlineData("with-dash")]
    [InlineData("a123456789a123456789a123456789abc")]
    public void Refuses_ANameThatCannotBe(string name) =>
        Assert.Throws<ArgumentException>(() => SanitizerCatalog.Empty.With([], [], [new NamedStep(name)]));

    private sealed class NamedStep(string name) : INativeStep
    {
        public string Name => name;

        public NativeResult Run(Stream input, ReadOnlySpan<byte> arguments, Stream output, Budget budget) => NativeResult.Done();
    }
}
