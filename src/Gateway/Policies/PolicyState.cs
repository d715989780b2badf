namespace Mugai.Gateway.Policies;

/// <summary>Which policies are in force.</summary>
/// <param name="Revision">Digest of them all.</param>
/// <param name="Since">When they came into force.</param>
/// <param name="Problems">Mistakes in the files as they are now; when there are any, the policies of before are in force.</param>
internal sealed record PolicyState(string Revision, DateTimeOffset Since, int Problems);
