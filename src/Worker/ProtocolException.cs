namespace Mugai.Worker;

/// <summary>The host sent what it never sends. Ends the process.</summary>
internal sealed class ProtocolException(string message) : Exception(message);
