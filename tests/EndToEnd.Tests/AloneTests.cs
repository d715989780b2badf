namespace Mugai.EndToEnd.Tests;

/// <summary>Tests that measure a second, and so have the machine for themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneTests
{
    public const string Name = "alone";
}
