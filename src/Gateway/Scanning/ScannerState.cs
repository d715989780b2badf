namespace Mugai.Gateway.Scanning;

/// <summary>How a scanner stands, for health, metrics and alerts.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="IsUp">It answered when it was asked last.</param>
/// <param name="Since">Since when.</param>
/// <param name="Engine">Its program and signatures.</param>
/// <param name="SignaturesOf">The day of its signatures, or when they changed last while we looked; null when neither is known.</param>
/// <param name="IsStale">They are older than <c>scan.maxSignatureAge</c>.</param>
/// <param name="FindsTest">It names the EICAR test file; null when it was not asked to yet, or must not be.</param>
internal sealed record ScannerState(string Name, bool IsUp, DateTimeOffset Since, UntrustedText Engine, DateTimeOffset? SignaturesOf, bool IsStale, bool? FindsTest);
