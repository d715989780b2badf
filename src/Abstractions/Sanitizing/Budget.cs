namespace Mugai.Sanitizing;

/// <summary>
/// The work that an input may cause, shared by all its parts. Every limit is in proportion to the input's size
/// (<see cref="BudgetLimits.ForInput"/>). Charging past a limit throws <see cref="BudgetExceededException"/>, which one place catches:
/// the call of the sanitizer, which turns it into a Blocked part.
/// </summary>
/// <param name="limits">The limits in force.</param>
/// <param name="pages">Where scratch lies that is too much for memory; null when all of it is in memory.</param>
public sealed class Budget(BudgetLimits limits, IScratchPages? pages = null)
{
    private long _bytes;
    private long _scratch;
    private long _objects;
    private int _parts;

    /// <summary>The limits in force.</summary>
    public BudgetLimits Limits { get; } = limits;

    /// <summary>Where scratch lies that is too much for memory; null when all of it is in memory.</summary>
    public IScratchPages? Pages { get; } = pages;

    /// <summary>Scratch bytes in use now.</summary>
    public long ScratchInUse => _scratch;

    /// <summary>Of these the pages that could lie at the host's and are in memory: what all streams together hold is bounded, not each alone.</summary>
    public int PagesInMemory { get; set; }

    /// <summary>Bytes counted so far.</summary>
    public long UsedBytes => _bytes;

    /// <summary>Small units of work counted so far.</summary>
    public long UsedObjects => _objects;

    /// <summary>Counts bytes produced by decoding, inflating or writing.</summary>
    public void ChargeBytes(long count)
    {
        if ((_bytes += count) > Limits.MaxBytes)
        {
            throw new BudgetExceededException(Reason.Budget, "bytes");
        }
    }

    /// <summary>Counts small units of work: XML elements, HTML tokens, records, lines.</summary>
    public void ChargeObjects(long count)
    {
        if ((_objects += count) > Limits.MaxObjects)
        {
            throw new BudgetExceededException(Reason.Budget, "objects");
        }
    }

    /// <summary>Counts one part.</summary>
    public void ChargePart()
    {
        if (++_parts > Limits.MaxParts)
        {
            throw new BudgetExceededException(Reason.Budget, "parts");
        }
    }

    /// <summary>Takes (or, negative, gives back) scratch memory.</summary>
    public void ChargeScratch(long count)
    {
        if ((_scratch += count) > Limits.MaxScratchBytes && count > 0)
        {
            throw new BudgetExceededException(Reason.Budget, "scratch");
        }
    }
}
