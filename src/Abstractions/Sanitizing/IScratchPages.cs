namespace Mugai.Sanitizing;

/// <summary>
/// Where scratch lies that is too much for memory: pages of one size, by number. A worker has no place to write, so its host keeps them; they end with the job.
/// </summary>
public interface IScratchPages
{
    /// <summary>Keeps a page; says its number.</summary>
    int Add(ReadOnlySpan<byte> page);

    /// <summary>Keeps a page in the place of the one of that number.</summary>
    void Write(int number, ReadOnlySpan<byte> page);

    /// <summary>Copies the page of that number.</summary>
    void Read(int number, Span<byte> page);

    /// <summary>The page is not wanted any more.</summary>
    void Free(int number);
}
