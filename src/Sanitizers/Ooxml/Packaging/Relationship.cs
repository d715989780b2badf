namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>One relationship as it was read.</summary>
/// <param name="Id">Its name inside the source part.</param>
/// <param name="Type">The relationship type, a URI.</param>
/// <param name="Target">Where it points.</param>
/// <param name="IsExternal">True for TargetMode="External".</param>
internal sealed record Relationship(string Id, string Type, string Target, bool IsExternal);
