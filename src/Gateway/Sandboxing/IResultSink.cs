using Mugai.Sanitizing;

namespace Mugai.Gateway.Sandboxing;

/// <summary>Takes the clean bytes of a job while they are made. What it holds is provisional until the sandbox gives its verdict.</summary>
public interface IResultSink
{
    /// <summary>Clean bytes, in order. The memory is only borrowed.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token);

    /// <summary>A place for the portal link, at the current position.</summary>
    ValueTask WriteLinkSlotAsync(LinkSlotEncoding encoding, CancellationToken token);

    /// <summary>Forget everything so far: a worker died and the next begins anew, or the verdict allows no output.</summary>
    ValueTask RestartAsync(CancellationToken token);
}
