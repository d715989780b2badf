using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>Where native steps run: another process in a worker, this one in tests and fuzzing.</summary>
public interface INativeHost
{
    /// <summary>See <see cref="ISanitizeContext.StartNative"/>.</summary>
    /// <param name="path">The part it is done for.</param>
    /// <param name="stepName">The step's name.</param>
    /// <param name="arguments">What the sanitizer wants.</param>
    /// <param name="input">Read from 0 to its end before this returns.</param>
    /// <param name="budget">The budget that the output counts against.</param>
    INativeRun Start(string path, string stepName, ReadOnlyMemory<byte> arguments, Stream input, Budget budget);
}
