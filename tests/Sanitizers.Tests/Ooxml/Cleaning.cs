using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Mugai.Policies;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>One run of the sanitizer and what came of it.</summary>
internal sealed class Cleaning : ISanitizeContext
{
    private readonly Func<byte[], (FileFormat Format, byte[] Clean)?>? _pictures;

    private Cleaning(byte[] input, Func<byte[], (FileFormat Format, byte[] Clean)?>? pictures)
    {
        _pictures = pictures;
        Budget = new Budget(BudgetLimits.ForInput(input.Length));
        var output = new MemoryStream();
        Verdict = new OoxmlSanitizer().Sanitize(new PartInput("/a/1", new UntrustedText("x.docx"), new MemoryStream(input), FileFormat.Unknown), output, this);
        Output = output.ToArray();
    }

    public PartVerdict Verdict { get; }

    public byte[] Output { get; }

    public List<Finding> Findings { get; } = [];

    public List<string> Members { get; } = [];

    public SanitizePolicy Policy { get; } = new();

    public Budget Budget { get; }

    public string Seed => "seed";

    public IEnumerable<string> Codes => Findings.Select(f => f.Code).Distinct().Order(StringComparer.Ordinal);

    public IEnumerable<string> Names
    {
        get
        {
            using var archive = new ZipArchive(new MemoryStream(Output));
            return archive.Entries.Select(e => e.FullName).ToList();
        }
    }

    public static Cleaning Of(PackageBuilder package, Func<byte[], (FileFormat Format, byte[] Clean)?>? pictures = null) => Of(package.Build(), pictures);

    public static Cleaning Of(byte[] input, Func<byte[], (FileFormat Format, byte[] Clean)?>? pictures = null) => new(input, pictures);

    /// <summary>Rebuilt, verified, and unchanged by a second cleaning.</summary>
    public Cleaning AndProven()
    {
        Assert.Equal((Outcome.Rebuilt, Reason.None), (Verdict.Outcome, Verdict.Reason));
        Assert.Null(new OoxmlVerifier().Verify(Verdict.OutputFormat!, new MemoryStream(Output), this));
        var again = new Cleaning(Output, _pictures is null ? null : bytes => (PictureFormat(bytes), bytes));
        Assert.Empty(again.Findings);
        Assert.Equal(Output, again.Output);
        return this;
    }

    public string Part(string name) => Encoding.UTF8.GetString(Bytes(name));

    public byte[] Bytes(string name)
    {
        using var archive = new ZipArchive(new MemoryStream(Output));
        return Read(archive.GetEntry(name) ?? throw new InvalidOperationException("no part " + name + " among " + string.Join(", ", Names)));
    }

    public static byte[] Read(ZipArchiveEntry entry)
    {
        using var copy = new MemoryStream();
        using var content = entry.Open();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    public static IEnumerable<string> Errors(byte[] package, string extension)
    {
        using var bytes = new MemoryStream(package);
        using OpenXmlPackage opened = extension[1] switch
        {
            'd' => WordprocessingDocument.Open(bytes, false),
            'x' => SpreadsheetDocument.Open(bytes, false),
            _ => PresentationDocument.Open(bytes, false),
        };
        return new OpenXmlValidator(FileFormatVersions.Office2019).Validate(opened).Select(e => e.Description).ToList();
    }

    Stream ISanitizeContext.CreateScratch() => new MemoryStream();

    void ISanitizeContext.Report(string place, string code, FindingAction action, int count, UntrustedText detail) => Findings.Add(new Finding(place, code, action, count, detail));

    PartResult ISanitizeContext.SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content)
    {
        Members.Add(path);
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        var facts = new FileFacts(name, copy.Length, "", "png");
        return _pictures?.Invoke(copy.ToArray()) is var (format, clean)
            ? new PartResult(new PartReport { Path = path, Input = facts, Outcome = Outcome.Rebuilt }, format, new MemoryStream(clean))
            : new PartResult(new PartReport { Path = path, Input = facts, Outcome = Outcome.Blocked, Reason = Reason.Unsupported }, null, null);
    }

    public static FileFormat PictureFormat(byte[] bytes) => bytes[0] == 0xff
        ? new FileFormat("jpeg", "image/jpeg", ".jpeg", FileFamily.Image)
        : new FileFormat("png", "image/png", ".png", FileFamily.Image);
}
