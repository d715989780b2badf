using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>The device color spaces as names that can stand in the place of a space whose profile is damaged (ISO 32000-2, 8.6.5.5: what a reader does without Alternate).</summary>
internal static class DeviceColors
{
    private static readonly PdfObject Gray = Made("DeviceGray");
    private static readonly PdfObject Rgb = Made("DeviceRGB");
    private static readonly PdfObject Cmyk = Made("DeviceCMYK");

    /// <summary>The space of that many components; null when there is none.</summary>
    public static PdfObject? Of(long components) => components switch { 1 => Gray, 3 => Rgb, 4 => Cmyk, _ => null };

    private static PdfObject Made(string name) =>
        new PdfTree(System.Text.Encoding.ASCII.GetBytes(name), [new PdfNode { Kind = PdfKind.Name, Next = 1, B = name.Length }], [], 0, 0).Root;
}
