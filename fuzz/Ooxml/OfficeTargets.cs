using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Ooxml;

namespace Mugai.Fuzz.Ooxml;

/// <summary>Any bytes as an Office package, and any bytes as its main part or sheet.</summary>
internal static class OfficeTargets
{
    public static FuzzTarget Package { get; } = new("ooxml-package", OfficeSeeds.Packages, OfficeSeeds.Tokens, Clean);

    public static FuzzTarget Part { get; } = new("ooxml-part", OfficeSeeds.Parts, OfficeSeeds.Tokens, part => Clean(OfficeSeeds.Package(part)));

    /// <summary>Any bytes as the workbook part (when they begin like one) or the sheet of a binary workbook.</summary>
    public static FuzzTarget Records { get; } = new("biff12", BinaryBookSeeds.Parts, BinaryBookSeeds.Tokens, part => Clean(BinaryBookSeeds.Package(part)));

    /// <summary>Any bytes as the list of content types (when they hold its root) or of the document's relationships: what the other two never get past the checksums of the archive.</summary>
    public static FuzzTarget Lists { get; } = new("ooxml-lists", OfficeSeeds.Lists, OfficeSeeds.Tokens, list => Clean(OfficeSeeds.PackageWith(list)));

    private static void Clean(byte[] input) => CleanTwice.Check(new OoxmlSanitizer(), new OoxmlVerifier(), Formats.Docx, input);
}
