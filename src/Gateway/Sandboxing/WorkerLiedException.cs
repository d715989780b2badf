namespace Mugai.Gateway.Sandboxing;

/// <summary>A worker sent what an honest one never sends. It counts as crashed. Never leaves the sandbox.</summary>
internal sealed class WorkerLiedException(string what) : Exception($"The worker sent {what}.");
