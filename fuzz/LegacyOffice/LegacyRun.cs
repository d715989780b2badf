using Mugai.Fuzz.Drawings;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.LegacyOffice;

/// <summary>A verdict for any bytes; what is rebuilt passes its verifier, and rebuilt again gives the same bytes and no finding.</summary>
internal static class LegacyRun
{
    public static void Run(byte[] input, FileFormat format, ISanitizer sanitizer, IOutputVerifier verifier)
    {
        if (!Clean(input, format, sanitizer, out var first, out _))
        {
            return;
        }

        using var output = new MemoryStream(first);
        var refused = verifier.Verify(format, output, new PictureContext(first.Length));
        Demand(refused is null, refused ?? "");
        Demand(Clean(first, format, sanitizer, out var second, out var findings), "its own output was refused");
        Demand(findings.Length == 0, $"findings in its own output: {findings}");
        var same = first.AsSpan().CommonPrefixLength(second);
        Demand(first.Length == same && second.Length == same, $"other bytes the second time, from {same} of {first.Length} and {second.Length} on");
    }

    private static bool Clean(byte[] input, FileFormat format, ISanitizer sanitizer, out byte[] bytes, out string findings)
    {
        var context = new PictureContext(input.Length);
        using var output = context.CreateScratch();
        (bytes, findings) = ([], "");
        try
        {
            var verdict = sanitizer.Sanitize(new PartInput("/", UntrustedText.Empty, new MemoryStream(input), format), output, context);
            findings = string.Join(", ", context.Codes);
            bytes = new byte[output.Length];
            output.Position = 0;
            output.ReadExactly(bytes);
            return verdict.Outcome == Outcome.Rebuilt;
        }
        catch (BudgetExceededException)
        {
            return false;
        }
    }

    private static void Demand(bool holds, string fault)
    {
        if (!holds)
        {
            throw new PropertyBrokenException(fault);
        }
    }
}
