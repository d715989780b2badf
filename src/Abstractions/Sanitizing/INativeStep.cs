namespace Mugai.Sanitizing;

/// <summary>
/// One step of a sanitizer over hostile bytes that needs C code: pixels out of a picture, members out of an archive. It runs in a native worker
/// (DESIGN 2.6): one input per job, the process discarded after the message. The sanitizer that asked for it stays in the managed worker, believes
/// nothing of what comes back, and what it writes is verified there.
/// </summary>
public interface INativeStep
{
    /// <summary>Its name on the wire: lower-case letters and digits, at most 32.</summary>
    string Name { get; }

    /// <summary>
    /// Its arguments hold passwords, or its output is worth as much: each run gets a native worker that served no other run, which is ended after it, so that
    /// code that one part has taken over never sees the password of another.
    /// </summary>
    bool TakesSecrets => false;

    /// <summary>Reads its input here and there and never needs it whole: of a large one the worker holds a few pages.</summary>
    bool ReadsByPages => false;

    /// <summary>
    /// Called once in a native worker after the file system is locked and before the system-call filter is put on and any input read: the place to load libraries
    /// and to let them start, so that the filter need not allow what only starting needs. A library that is not there is no failure here.
    /// </summary>
    void Prepare()
    {
    }

    /// <summary>
    /// Reads <paramref name="input"/> (seekable, at 0), writes what comes of it to <paramref name="output"/>. Bad input is a reason in the result, never an
    /// exception; only <see cref="BudgetExceededException"/> may cross this call. A library that is not installed is <see cref="Reason.Unsupported"/>.
    /// </summary>
    /// <param name="input">The part, or what the sanitizer took of it.</param>
    /// <param name="arguments">What the sanitizer wants, in an encoding of its own; at most <see cref="NativeResult.MaxArgumentBytes"/>. May hold a password: it is
    /// neither logged nor kept.</param>
    /// <param name="output">What comes of it, written from start to end: forward-only. Thrown away unless the result says <see cref="Reason.None"/>.</param>
    /// <param name="budget">What this step may cost.</param>
    NativeResult Run(Stream input, ReadOnlySpan<byte> arguments, Stream output, Budget budget);
}
