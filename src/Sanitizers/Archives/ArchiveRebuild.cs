using System.Globalization;
using System.Text;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Notices;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Archives;

/// <summary>
/// Builds the clean archive member by member: each goes through the catalog, and what comes of it, or a notice in its place, is written under a safe name with the
/// date it had.
/// </summary>
internal sealed class ArchiveRebuild
{
    // Enough of a name to recognise the member in a report; sixteen levels of these stay far below the longest path on the wire.
    private const int MaxPathNameBytes = 60;

    // Left behind by file managers in nearly every archive, of use to nobody but the program that wrote them.
    private static readonly HashSet<string> SystemFiles = new(StringComparer.OrdinalIgnoreCase) { ".DS_Store", "Thumbs.db", "desktop.ini" };

    private static readonly HashSet<FileFormat> Compressed =
    [
        Formats.Jpeg, Formats.Png, Formats.Gif, Formats.Webp, Formats.Heic, Formats.Avif, Formats.Jp2, Formats.Docx, Formats.Dotx, Formats.Xlsx, Formats.Xltx,
        Formats.Pptx, Formats.Ppsx, Formats.Potx, Formats.Odt, Formats.Ods, Formats.Odp, Formats.Odg, Formats.Epub, Formats.Zip, Formats.Mp3, Formats.Mp4, Formats.Flac, Formats.Ogg,
    ];

    private readonly IContainerRun _run;
    private readonly PlainZipWriter _writer;
    private readonly MemberNames _names;
    private readonly HashSet<string> _folders = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _path;
    private int _number;

    public ArchiveRebuild(PartInput archive, Stream output, IContainerRun run, ArchiveLimits limits)
    {
        _run = run;
        _path = archive.Path == "/" ? "" : archive.Path;
        _writer = new PlainZipWriter(output, run.Budget);
        _names = new MemberNames(limits);
    }

    /// <summary>Members of which something could be read.</summary>
    public int Read { get; private set; }

    /// <summary>Why the first member that could not be read was refused; None when all were read.</summary>
    public Reason FirstRefusal { get; private set; }

    /// <summary>A folder; empty ones stay.</summary>
    public void AddFolder(string path, uint dosTime)
    {
        if (IsSystem(path))
        {
            return;
        }

        var clean = _names.TakeFolder(path);
        if (clean.Length > 0 && _folders.Add(clean))
        {
            _writer.AddFolder(clean, dosTime);
        }
    }

    /// <summary>True, and a finding, for what no person packed on purpose.</summary>
    public bool DropsSystemFile(string path)
    {
        if (!IsSystem(path))
        {
            return false;
        }

        _run.Report("", ArchiveCodes.SystemFile, FindingAction.Removed, 1, new UntrustedText(MemberNames.LastSegment(path)));
        return true;
    }

    /// <summary>A file whose bytes are <paramref name="content"/> (seekable).</summary>
    public void AddFile(string path, uint dosTime, Stream content)
    {
        Read++;
        var name = new UntrustedText(MemberNames.LastSegment(path));
        using var result = _run.SanitizeMember(NextPath(name), name, null, content);
        if (result.Output is { } clean && result.Report.Output is { } facts)
        {
            clean.Position = 0;
            _writer.AddFile(_names.TakeFile(path, facts.Name.DangerousRaw), clean, dosTime, result.OutputFormat is { } format && Compressed.Contains(format));
            return;
        }

        AddNotice(path, dosTime, result.Report);
    }

    /// <summary>A file that cannot be read: a notice stands in its place.</summary>
    public void AddRefused(string path, uint dosTime, PartVerdict verdict, string code, string detail, long size)
    {
        FirstRefusal = FirstRefusal == Reason.None ? verdict.Reason : FirstRefusal;
        var name = new UntrustedText(MemberNames.LastSegment(path));
        AddNotice(path, dosTime, _run.RefuseMember(NextPath(name), name, FileFormat.Unknown, verdict, code, new UntrustedText(detail), size));
    }

    /// <summary>Writes the directory and tells what was changed of names. The last call.</summary>
    public void Finish()
    {
        _writer.Finish();
        Tell(ArchiveCodes.Path, _names.Travelling);
        Tell(ArchiveCodes.Name, _names.Renamed);
        Tell(ArchiveCodes.Duplicate, _names.Doubled);
    }

    private void AddNotice(string path, uint dosTime, PartReport report)
    {
        var text = PartNotice.Write(report, _run.Policy).ReplaceLineEndings("\r\n");
        var name = FileNameCleaner.Clean(report.Input.Name, FileFormat.Unknown, Formats.Txt, "notice");
        using var notice = new MemoryStream(Encoding.UTF8.GetBytes(text));
        _writer.AddFile(_names.TakeFile(path, name), notice, dosTime, store: false);
    }

    private string NextPath(UntrustedText name)
    {
        var shown = FileNameCleaner.CleanFolder(name.DangerousRaw);
        while (Encoding.UTF8.GetByteCount(shown) > MaxPathNameBytes)
        {
            shown = shown[..^(char.IsLowSurrogate(shown[^1]) ? 2 : 1)];
        }

        _number++;
        return shown.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{_path}/{_number}")
            : string.Create(CultureInfo.InvariantCulture, $"{_path}/{_number}/{shown}");
    }

    private void Tell(string code, int count)
    {
        if (count > 0)
        {
            _run.Report("", code, FindingAction.Rewritten, count);
        }
    }

    private static bool IsSystem(string path) =>
        path.StartsWith("__MACOSX/", StringComparison.Ordinal) || SystemFiles.Contains(MemberNames.LastSegment(path));
}
