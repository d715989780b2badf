using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>
/// Office files inside a package: the workbooks behind charts (a chart's data cannot be edited without), and by policy the objects of texts and slides. Each is sanitized as a file of its own. One that does
/// not come out clean goes; what stays is what it showed.
/// </summary>
internal sealed class EmbeddedFiles(OoxmlPackage package, PackagePlan plan, ZipWriter zip, FindingTally tally, ISanitizeContext context, string memberPath)
{
    // A label, a path, a temporary path: names of files, each shorter than what Windows allows.
    private const int MaxNativeName = 2_048;

    /// <summary>What an object may be.</summary>
    public static IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Docx, Detection.Formats.Xlsx, Detection.Formats.Pptx, Detection.Formats.Vsdx];

    /// <summary>The program that opens a part of that name: the registered name of the class behind Office's own formats.</summary>
    public static string ProgramOf(string partName) => PartName.ExtensionOf(partName) switch
    {
        ".xlsx" => "Excel.Sheet.12",
        ".pptx" => "PowerPoint.Show.12",
        ".vsdx" => "Visio.Drawing.15",
        _ => "Word.Document.12",
    };

    /// <summary>Writes all; relationships to those that go are gone afterwards.</summary>
    public void Write()
    {
        var gone = new HashSet<PlannedPart>();
        foreach (var part in plan.Parts)
        {
            if (part.Kind.Treatment == PartTreatment.Package && !Write(part))
            {
                tally.Add(part.SourceName, part.Kind == PartKind.EmbeddedObject ? OoxmlCodes.Ole : OoxmlCodes.Embedding, FindingAction.Removed, package.DigestOf(part.SourceName));
                gone.Add(part);
            }
        }

        foreach (var part in plan.Parts)
        {
            part.Remove(r => r.Part is { } target && gone.Contains(target));
        }
    }

    private bool Write(PlannedPart part)
    {
        using var bytes = context.CreateScratch();
        using (var content = package.OpenBytes(part.Entry!))
        {
            content.CopyTo(bytes);
        }

        bytes.Position = 0;
        using var inner = part.Kind == PartKind.EmbeddedObject ? FileOfObject(bytes) : null;
        if (part.Kind == PartKind.EmbeddedObject && inner is null)
        {
            return false;
        }

        var name = part.SourceName[(part.SourceName.LastIndexOf('/') + 1)..];
        using var result = context.SanitizeMember(memberPath + part.SourceName, new UntrustedText(name), inner is null ? part.ContentType : null, inner ?? bytes);
        if (result is not { Output: { } clean, OutputFormat: { } format } || !(part.Kind.IsEmbedded ? Formats.Any(f => f.Name == format.Name) : format.Name == Detection.Formats.Xlsx.Name))
        {
            return false;
        }

        part.Name = PartNames.WithExtension(part.Name, format.Extension);
        using var entry = zip.Begin(part.Name);
        clean.CopyTo(entry);
        return true;
    }

    /// <summary>The file that an object's compound file holds: as a stream of its own, or packed by the shell ([MS-OLEDS] 2.3.6); null for objects of other programs.</summary>
    private Stream? FileOfObject(Stream content)
    {
        if (CompoundFile.Read(content).File is not { } file)
        {
            return null;
        }

        var isNative = file.Root.Find("Package") is null;
        using var stream = file.Open(file.Root, isNative ? "\u0001Ole10Native" : "Package");
        if (stream is null || stream.Length > int.MaxValue)
        {
            return null;
        }

        stream.Position = 0;
        var length = isNative ? NativeLength(stream) : stream.Length;
        if (length <= 0)
        {
            return null;
        }

        var copy = context.CreateScratch();
        try
        {
            using var told = new WindowStream(stream, stream.Position, length);
            told.CopyTo(copy);
            copy.Position = 0;
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    // Size of all, version 2, label, path, two numbers, length and text of a temporary path, size of the file; the file is next. Names in UTF-16 may follow it. 0: nothing that is a file.
    private static long NativeLength(Stream stream)
    {
        Span<byte> number = stackalloc byte[6];
        if (!Fill(stream, number) || !SkipName(stream) || !SkipName(stream) || !Fill(stream, number[..4]) || !Fill(stream, number[..4]))
        {
            return 0;
        }

        var path = ((ReadOnlySpan<byte>)number).U32(0);
        if (path > MaxNativeName)
        {
            return 0;
        }

        stream.Position = Math.Min(stream.Length, stream.Position + path);
        return Fill(stream, number[..4]) ? Math.Min(((ReadOnlySpan<byte>)number).U32(0), stream.Length - stream.Position) : 0;
    }

    private static bool Fill(Stream stream, Span<byte> into) => stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false) == into.Length;

    private static bool SkipName(Stream stream)
    {
        for (var count = 0; count < MaxNativeName; count++)
        {
            if (stream.ReadByte() is var b && b <= 0)
            {
                return b == 0;
            }
        }

        return false;
    }
}
