namespace Mugai.Journey;

/// <summary>X in smtp-source → X → smtp-sink.</summary>
internal interface IRelay : IAsyncDisposable
{
    public string Name { get; }

    public int Port { get; }

    /// <summary>The process that all others of the relay descend from.</summary>
    public int RootProcess { get; }
}
