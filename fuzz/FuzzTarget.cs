namespace Mugai.Fuzz;

/// <summary>
/// One parser under test. Run throws when something is wrong: any exception is a finding. Dictionary tokens and seeds are what mutation
/// starts from.
/// </summary>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, IReadOnlyList<byte[]> Dictionary, Action<byte[]> Run);

/// <summary>What a target throws when a property does not hold.</summary>
internal sealed class PropertyBrokenException(string message) : Exception(message);
