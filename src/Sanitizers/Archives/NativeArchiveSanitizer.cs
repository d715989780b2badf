using Mugai.Sanitizers.Archives.Native;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Archives;

/// <summary>
/// NAME: 7z, RAR, LZH, CAB, TAR, ISO 9660, and files under gzip, bzip2, xz, lzma, zstd or compress.
/// KEEPS: members that their own sanitizers rebuild, names, dates, empty folders. The result is a plain ZIP; of a compressed single file, the file itself.
/// REMOVES: links, devices, everything of the container but names and dates; a notice stands in the place of a member that is refused.
/// LIMITS: <see cref="ArchiveLimits"/>, the budget. Encrypted archives are Held; parts of a set of volumes are Blocked. Unpacked by libarchive in a native worker.
/// </summary>
public sealed class NativeArchiveSanitizer : ISanitizer
{
    private static readonly ArchiveLimits Limits = new();

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } =
    [
        Detection.Formats.SevenZip, Detection.Formats.Rar, Detection.Formats.Lzh, Detection.Formats.Cab, Detection.Formats.Tar, Detection.Formats.Iso,
        Detection.Formats.Gz, Detection.Formats.Bz2, Detection.Formats.Xz, Detection.Formats.Lzma, Detection.Formats.Zst, Detection.Formats.Compress,
    ];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var run = context as IContainerRun ?? throw new ArgumentException("An archive is sanitized by a run.", nameof(context));
        var header = ArchiveHeader.Read(input.Format, input.Content);
        if (header.Refusal != Reason.None)
        {
            context.Report("", header.Code, FindingAction.Removed, 1, new UntrustedText(header.Detail));
            return header.Refusal == Reason.Encrypted ? PartVerdict.Held(header.Refusal) : PartVerdict.Blocked(header.Refusal);
        }

        return new NativeUnpacking(input, output, run, Limits).Run(input.Content, new ArchiveRequest(header.Kind, header.Filter), header.IsWallClock, header.Detail);
    }
}
