namespace Mugai.Gateway.Sandboxing.Launching;

/// <summary>A program that is not ours, to be run once over hostile bytes.</summary>
/// <param name="Path">Absolute path; the only file besides its loader that it may execute.</param>
/// <param name="Arguments">Everybody on the machine can read them: no secret, nothing from outside.</param>
/// <param name="MaxAddressBytes">Its address space.</param>
public sealed record ConfinedProgram(string Path, IReadOnlyList<string> Arguments, long MaxAddressBytes);
