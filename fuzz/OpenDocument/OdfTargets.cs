using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.OpenDocument;

namespace Mugai.Fuzz.OpenDocument;

/// <summary>Any bytes as an OpenDocument package, and any bytes as its content.</summary>
internal static class OdfTargets
{
    public static FuzzTarget Package { get; } = new("odf-package", OdfSeeds.Packages, OdfSeeds.Tokens, Clean);

    public static FuzzTarget Part { get; } = new("odf-part", OdfSeeds.Parts, OdfSeeds.Tokens, part => Clean(OdfSeeds.Package(part)));

    private static void Clean(byte[] input) => CleanTwice.Check(new OpenDocumentSanitizer(), new OpenDocumentVerifier(), Formats.Odt, input);
}
