namespace Mugai.Spooling;

/// <summary>Storage could not take or give something. SMTP answers 452 when space is short, 451 otherwise; nothing was acknowledged.</summary>
public sealed class SpoolUnavailableException : Exception
{
    /// <summary>With a sentence for the log.</summary>
    public SpoolUnavailableException(string message, bool outOfSpace = false, Exception? inner = null)
        : base(message, inner) => OutOfSpace = outOfSpace;

    /// <summary>Under the reserve or disk full: the client may come back later (452).</summary>
    public bool OutOfSpace { get; }
}
