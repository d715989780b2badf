namespace Mugai.Gateway.Sandboxing;

/// <summary>A worker closed a pipe in the middle of a job. Never leaves the sandbox.</summary>
internal sealed class WorkerPipeException() : Exception("The worker closed its pipe.");
