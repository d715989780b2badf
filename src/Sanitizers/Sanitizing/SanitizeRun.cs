using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>One input from its first byte to its verified output: the single entry of the worker into this room.</summary>
public static class SanitizeRun
{
    /// <summary>
    /// Sanitizes <paramref name="input"/> (forward-only, read to its end) and hands what may leave to <paramref name="output"/>.
    /// Bad input is an outcome in the report. An exception is our own fault and must end the worker: the part announced last is the culprit.
    /// </summary>
    public static PartReport Execute(SanitizerCatalog catalog, JobFacts job, Stream input, ISanitizeOutput output)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        output.Opening("/");
        return new PartReport
        {
            Path = "/",
            Input = new FileFacts(job.Name, 0, "", FileFormat.Unknown.Name),
            Outcome = Outcome.Blocked,
            Reason = Reason.Unsupported,
        };
    }
}
