namespace Mugai.Micro;

/// <summary>A named piece of work over a fixed number of bytes; Target is MB per CPU-second, 0 when none was set.</summary>
public sealed record MicroCase(string Name, long Bytes, double Target, Func<long> Run)
{
    public override string ToString() => Name;
}
