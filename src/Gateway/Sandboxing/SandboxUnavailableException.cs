namespace Mugai.Gateway.Sandboxing;

/// <summary>No worker can be started: our own failure or the administrator's, never the input's. Mail waits in the spool until it is repaired.</summary>
public sealed class SandboxUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
