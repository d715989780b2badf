namespace Mugai.Sanitizing;

/// <summary>
/// A sanitizer whose work waits for native steps: begun, it leaves them running, and its caller goes on to the next part before it finishes this one.
/// So a mail with ten photos uses every core.
/// </summary>
public interface IPhasedSanitizer : ISanitizer
{
    /// <summary>The first half: refuses what can be refused, starts native steps. Reports findings; the same rules as <see cref="ISanitizer.Sanitize"/>.</summary>
    /// <param name="input">The part; its content stays until the second half is over.</param>
    /// <param name="context">As for <see cref="ISanitizer.Sanitize"/>.</param>
    IPendingPart Begin(PartInput input, ISanitizeContext context);

    /// <inheritdoc/>
    PartVerdict ISanitizer.Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        using var pending = Begin(input, context);
        return pending.Finish(output, context);
    }
}

/// <summary>A part whose sanitizer has begun. Disposed of in any case, also when nobody wants it any more.</summary>
public interface IPendingPart : IDisposable
{
    /// <summary>The second half: takes over what the steps made and writes the clean file. Called at most once.</summary>
    PartVerdict Finish(Stream output, ISanitizeContext context);
}
