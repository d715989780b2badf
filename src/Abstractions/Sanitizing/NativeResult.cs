namespace Mugai.Sanitizing;

/// <summary>How a native step ended. Everything in it comes from a process that read hostile bytes with C code: a claim, to be checked.</summary>
/// <param name="Reason"><see cref="Reason.None"/> when there is an output; otherwise why not.</param>
/// <param name="Facts">Numbers the step wants known (counts, an index, sizes); at most <see cref="MaxFacts"/>. Each step documents its own.</param>
/// <param name="Note">Bytes the step wants known; at most <see cref="MaxNoteBytes"/>, to be shown only as <see cref="UntrustedText"/>.</param>
public readonly record struct NativeResult(Reason Reason, IReadOnlyList<long> Facts, ReadOnlyMemory<byte> Note = default)
{
    /// <summary>Arguments of a step, bytes.</summary>
    public const int MaxArgumentBytes = 64 * 1024;

    /// <summary>Facts of a result.</summary>
    public const int MaxFacts = 16;

    /// <summary>Note of a result, bytes.</summary>
    public const int MaxNoteBytes = 4096;

    /// <summary>There is an output.</summary>
    public static NativeResult Done(params long[] facts) => new(Reason.None, facts);

    /// <summary>There is none, and this is why.</summary>
    public static NativeResult Refused(Reason reason, params long[] facts) => new(reason, facts);
}
