using System.Security;
using System.Text;
using Mugai.Sanitizers.Bitmaps;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Svg;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.Pictures;

/// <summary>Any bytes get a verdict; what is rebuilt passes its verifier, and rebuilt again gives the same bytes and no finding.</summary>
internal static class PictureTargets
{
    public static FuzzTarget Bmp { get; } = Target("bmp", Formats.Bmp, new BitmapSanitizer(), new BitmapVerifier(), PictureSeeds.Bitmaps, PictureSeeds.Numbers);

    public static FuzzTarget Ico { get; } = Target("ico", Formats.Ico, new IconSanitizer(), new IconVerifier(), PictureSeeds.Icons, PictureSeeds.Numbers);

    public static FuzzTarget Svg { get; } = Target("svg", Formats.Svg, new SvgSanitizer(), new SvgVerifier(), PictureSeeds.Drawings, PictureSeeds.Markup);

    public static FuzzTarget Emf { get; } = Target("emf", Formats.Emf, new EmfSanitizer(), new EmfVerifier(), PictureSeeds.EnhancedMetafiles, PictureSeeds.Numbers);

    public static FuzzTarget Wmf { get; } = Target("wmf", Formats.Wmf, new WmfSanitizer(), new WmfVerifier(), PictureSeeds.WindowsMetafiles, PictureSeeds.Numbers);

    private static FuzzTarget Target(string name, FileFormat format, ISanitizer sanitizer, IOutputVerifier verifier, IReadOnlyList<byte[]> seeds, IReadOnlyList<byte[]> dictionary) =>
        new(name, seeds, dictionary, input => Run(format == Formats.Svg ? Framed(input) : input, format, sanitizer, verifier));

    // Most changed documents are no XML any more. What does not begin like one becomes values inside one, so that styles and attributes get their share.
    private static byte[] Framed(byte[] input)
    {
        if (input.Length == 0 || input[0] is (byte)'<' or (byte)' ' or 0xEF or 0x1F)
        {
            return input;
        }

        var text = SecurityElement.Escape(string.Concat(Encoding.UTF8.GetString(input).Where(c => c >= ' ' && !char.IsSurrogate(c) && c < '\uFFFE')));
        return Encoding.UTF8.GetBytes(
            $"<svg xmlns='http://www.w3.org/2000/svg'><style>{text}</style><rect style='{text}' fill='{text}' class='{text}' d='{text}'><animate attributeName='{text}' values='{text}'/></rect><use href='#{text}'/><use href='{text}'/></svg>");
    }

    private static void Run(byte[] input, FileFormat format, ISanitizer sanitizer, IOutputVerifier verifier)
    {
        if (Clean(input, format, sanitizer, out var first, out _) is not { } written || written.Name == "png")
        {
            return;
        }

        using var output = new MemoryStream(first);
        var fault = verifier.Verify(written, output, new PictureContext(first.Length));
        Demand(fault is null, fault ?? "");
        var again = Clean(first, written, sanitizer, out var second, out var findings);
        Demand(again is not null, "its own output was refused");
        Demand(findings == 0, $"{findings} findings in its own output");
        Demand(first.AsSpan().SequenceEqual(second), "other bytes the second time");
    }

    private static FileFormat? Clean(byte[] input, FileFormat format, ISanitizer sanitizer, out byte[] bytes, out int findings)
    {
        var context = new PictureContext(input.Length);
        using var output = context.CreateScratch();
        using var content = new MemoryStream(input);
        findings = 0;
        bytes = [];
        try
        {
            var verdict = sanitizer.Sanitize(new PartInput("/", UntrustedText.Empty, content, format), output, context);
            findings = context.Findings;
            if (verdict.Outcome != Outcome.Rebuilt)
            {
                return null;
            }

            Demand(output.Length <= context.Budget.Limits.MaxBytes, "more bytes than the budget has");
            bytes = new byte[output.Length];
            output.Position = 0;
            output.ReadExactly(bytes);
            return verdict.OutputFormat;
        }
        catch (BudgetExceededException)
        {
            return null;
        }
    }

    private static void Demand(bool holds, string what)
    {
        if (!holds)
        {
            throw new PropertyBrokenException(what);
        }
    }
}
