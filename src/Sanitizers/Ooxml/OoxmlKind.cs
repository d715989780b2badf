using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>Says which Office Open XML format an archive is, for detection.</summary>
public static class OoxmlKind
{
    // Far more than a content type list of 20,000 parts; detection must stay cheap.
    private const long DetectionBytes = 16L << 20;

    /// <summary>
    /// What an archive is, for detection: reads the directory, the content types and the root relationships, nothing else. Null when it is not one
    /// of the packages named here or cannot be read strictly. <paramref name="content"/> is seekable; its position is restored.
    /// </summary>
    public static FileFormat? Detect(Stream content)
    {
        var position = content.Position;
        try
        {
            var budget = new Budget(BudgetLimits.ForInput(0) with { MaxBytes = DetectionBytes });
            var reading = ZipDirectoryReader.Read(content, new ZipLimits(), budget);
            if (reading.Directory is null)
            {
                return null;
            }

            var opening = OoxmlPackage.Open(content, reading.Directory, budget);
            return opening.Package is { } package ? package.Kind?.Format : null;
        }
        catch (BudgetExceededException)
        {
            return null;
        }
        finally
        {
            content.Position = position;
        }
    }
}
