using Mugai.Frames;
using Mugai.Sanitizing;

namespace Mugai.Worker;

/// <summary>Stands in the catalog for a sanitizer that runs in another kind of worker. Its findings reach the report through the parent.</summary>
internal sealed class RoutedSanitizer(ISanitizer real, WorkerKind kind, RouteChannel channel) : ISanitizer, IFormatProbe
{
    public IReadOnlyList<FileFormat> Formats => real.Formats;

    public FileFormat? Detect(ReadOnlySpan<byte> head) => (real as IFormatProbe)?.Detect(head);

    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var result = channel.Route(kind, input, output);
        var format = real.Formats.FirstOrDefault(format => format.Name == result.Format);
        return result.Outcome switch
        {
            Outcome.Rebuilt or Outcome.Replaced when format is not null => new PartVerdict(result.Outcome, Reason.None, format, NameOrNull(result)),
            Outcome.Held => PartVerdict.Held(result.Reason),
            _ => PartVerdict.Blocked(result.Reason == Reason.None ? Reason.Unsupported : result.Reason),
        };
    }

    private static string? NameOrNull(RouteResultFrame result) => result.Name.IsEmpty ? null : result.Name.DangerousRaw;
}
