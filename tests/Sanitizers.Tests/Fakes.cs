using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests;

/// <summary>A sanitizer for PDF that does what a test says.</summary>
internal sealed class FakeSanitizer(Func<PartInput, Stream, ISanitizeContext, PartVerdict> sanitize) : ISanitizer
{
    public IReadOnlyList<FileFormat> Formats { get; } = [Sanitizers.Detection.Formats.Pdf];

    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context) => sanitize(input, output, context);
}

/// <summary>A verifier that always says the same.</summary>
internal sealed class FakeVerifier(string? answer, FileFormat? format = null) : IOutputVerifier
{
    public IReadOnlyList<FileFormat> Formats { get; } = [format ?? Sanitizers.Detection.Formats.Pdf];

    public string? Verify(FileFormat format, Stream output, ISanitizeContext context) => answer;
}

/// <summary>A catalog that holds fakes alone.</summary>
internal static class FakeCatalog
{
    public static SanitizerCatalog Of(ISanitizer sanitizer, IOutputVerifier? verifier) =>
        SanitizerCatalog.Empty.With([sanitizer], verifier is null ? [] : [verifier]);
}
