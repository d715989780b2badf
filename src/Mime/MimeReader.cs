namespace Mugai.Mime;

/// <summary>Bytes of a message in, events out.</summary>
public sealed class MimeReader
{
    public MimeReader(MimeLimits limits) => Limits = limits;

    public MimeLimits Limits { get; }

    /// <summary>Makes the reader ready for another message.</summary>
    public void Reset() => throw new NotSupportedException();

    /// <summary>
    /// The next event. NeedMore always takes the whole input (what is undecided is kept inside, bounded by the limits); on Event the
    /// caller goes on with input[consumed..].
    /// </summary>
    public MimeReadStatus Read(ReadOnlySpan<byte> input, bool isFinal, out int consumed, out MimeEvent e) => throw new NotSupportedException();
}
