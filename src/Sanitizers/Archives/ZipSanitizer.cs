using Mugai.Sanitizers.Archives.Native;
using Mugai.Sanitizers.Archives.Passwords;
using Mugai.Sanitizers.Archives.Reading;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Archives;

/// <summary>
/// NAME: ZIP archives, plain and encrypted with a password that is known (ZipCrypto, WinZip AES).
/// KEEPS: every member that its own sanitizer rebuilds, names (UTF-8, CP932), dates, order, empty folders.
/// REMOVES: comments, extra fields, links, devices, paths that lead out, bytes around the archive; a notice stands in the place of a member that is refused.
/// LIMITS: <see cref="ArchiveLimits"/> and the budget of the whole input. Entries packed by other methods than store and deflate go to the native step.
/// Standards: APPNOTE 6.3.10, WinZip AES encryption specification (AE-1, AE-2), Info-ZIP unicode path field.
/// </summary>
public sealed class ZipSanitizer : ISanitizer
{
    private static readonly ArchiveLimits Limits = new();

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Zip];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var run = context as IContainerRun ?? throw new ArgumentException("An archive is sanitized by a run.", nameof(context));
        var reading = ZipArchiveReader.Read(input.Content, Limits, context.Budget);
        if (reading.Reason == Reason.Encrypted)
        {
            context.Report("", ArchiveCodes.Encrypted, FindingAction.Removed, 1, new UntrustedText(reading.Detail));
            return PartVerdict.Held(Reason.Encrypted);
        }

        if (reading.Reason != Reason.None)
        {
            context.Report("", reading.IsVolume ? ArchiveCodes.MultiVolume : ArchiveCodes.Structure, FindingAction.Removed, 1, new UntrustedText(reading.Detail));
            return PartVerdict.Blocked(reading.Reason);
        }

        if (Paths(reading) is not { } paths)
        {
            // One program unpacks the first, another the last.
            context.Report("", ArchiveCodes.Structure, FindingAction.Removed, 1, new UntrustedText("two entries of one name"));
            return PartVerdict.Blocked(Reason.Ambiguous);
        }

        ZipPasswordTrial? passwords = null;
        var encrypted = reading.Members.Where(member => member.IsEncrypted && member.Kind == MemberKind.File).ToList();
        if (reading.HasStrongEncryption || encrypted.Count > 0)
        {
            passwords = new ZipPasswordTrial(input.Content, Limits, context);
            if (reading.HasStrongEncryption || !passwords.TryFind(encrypted))
            {
                context.Report("", ArchiveCodes.Encrypted, FindingAction.Removed);
                return PartVerdict.Held(Reason.Encrypted);
            }

            context.Report("", ArchiveCodes.Decrypted, FindingAction.Rewritten, encrypted.Count);
        }

        Tell(reading, context);
        return reading.Members.All(member => member.Kind != MemberKind.File || ZipMemberReader.Knows(member.Method))
            ? Rebuild(input, output, run, reading, paths, passwords)
            : RebuildElsewhere(input, output, run, reading, passwords);
    }

    // The path of each entry as text; null when two entries that are no folders share one.
    private static string[]? Paths(ZipArchiveReading reading)
    {
        var decoder = EntryNameDecoder.For(reading.Members.Where(member => member is { NamesUtf8: false, UnicodeName: null }).Select(member => member.RawName));
        var paths = new string[reading.Members.Count];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < paths.Length; i++)
        {
            var member = reading.Members[i];
            paths[i] = (member.UnicodeName ?? decoder.Decode(member.RawName)).Replace('\\', '/');
            if (!seen.Add(paths[i]) && member.Kind != MemberKind.Folder)
            {
                return null;
            }
        }

        return paths;
    }

    private static PartVerdict Rebuild(
        PartInput input, Stream output, IContainerRun run, ZipArchiveReading reading, string[] paths, ZipPasswordTrial? passwords)
    {
        var rebuild = new ArchiveRebuild(input, output, run, Limits);
        var needed = NeededFrom(reading.Members);
        for (var i = 0; i < paths.Length; i++)
        {
            Add(input.Content, reading.Members[i], paths[i], rebuild, run, passwords);

            // The clean archive grows as fast as the other one goes: they are never both in memory.
            (input.Content as ScratchStream)?.Forget(needed[i + 1]);
        }

        rebuild.Finish();
        return PartVerdict.Rebuilt(Detection.Formats.Zip) with { PasswordIndex = passwords?.Winner };
    }

    // For each member where the first byte is that it or one behind it in the directory is read from.
    private static long[] NeededFrom(IReadOnlyList<ZipMember> members)
    {
        var needed = new long[members.Count + 1];
        needed[^1] = long.MaxValue;
        for (var i = members.Count - 1; i >= 0; i--)
        {
            needed[i] = Math.Min(needed[i + 1], members[i].Offset);
        }

        return needed;
    }

    private static void Add(Stream archive, ZipMember member, string path, ArchiveRebuild rebuild, IContainerRun run, ZipPasswordTrial? passwords)
    {
        // A backslash at the end makes a folder too: programs on Windows wrote them so.
        if (member.Kind == MemberKind.Folder || (path.EndsWith('/') && member.Declared == 0))
        {
            rebuild.AddFolder(path, member.DosTime);
            return;
        }

        if (member.Kind is MemberKind.Link or MemberKind.Device)
        {
            run.Report("", member.Kind == MemberKind.Link ? ArchiveCodes.Link : ArchiveCodes.Device, FindingAction.Removed, 1, new UntrustedText(path));
            return;
        }

        if (rebuild.DropsSystemFile(path))
        {
            return;
        }

        using var content = run.CreateScratch();
        var password = member.IsEncrypted ? passwords?.For(member) : null;
        var fault = ZipMemberReader.Read(archive, member, password, run.Budget, content);
        if (fault != Reason.None)
        {
            var verdict = fault == Reason.Encrypted ? PartVerdict.Held(fault) : PartVerdict.Blocked(fault);
            rebuild.AddRefused(path, member.DosTime, verdict, ArchiveCodes.Member, fault == Reason.Encrypted ? "another password" : "data differ from the directory", member.Declared);
            return;
        }

        content.Position = 0;
        rebuild.AddFile(path, member.DosTime, content);
    }

    // The directory was read and found unambiguous here; the native step gets one that we wrote, without links and in the clear.
    private static PartVerdict RebuildElsewhere(PartInput input, Stream output, IContainerRun run, ZipArchiveReading reading, ZipPasswordTrial? passwords)
    {
        using var clear = run.CreateScratch();
        var writer = new ClearZipWriter(clear, run.Budget);
        var unknown = reading.Members.First(member => member.Kind == MemberKind.File && !ZipMemberReader.Knows(member.Method));
        foreach (var member in reading.Members)
        {
            if (member.Kind is MemberKind.Link or MemberKind.Device)
            {
                run.Report("", member.Kind == MemberKind.Link ? ArchiveCodes.Link : ArchiveCodes.Device, FindingAction.Removed);
            }
            else if (!writer.TryAdd(input.Content, member, member.IsEncrypted ? passwords?.For(member) : null))
            {
                run.Report("", ArchiveCodes.Structure, FindingAction.Removed, 1, new UntrustedText("an entry cannot be decrypted"));
                return PartVerdict.Blocked(Reason.Corrupt);
            }
        }

        writer.Finish();
        var request = new ArchiveRequest(ArchiveKind.Zip, ArchiveFilter.None, IgnoresCrc: reading.Members.Any(member => member.Aes is { Version: 2 }));
        return new NativeUnpacking(input, output, run, Limits).Run(clear, request, isWallClock: true, ZipMethods.Name(unknown.Method)) with { PasswordIndex = passwords?.Winner };
    }

    private static void Tell(ZipArchiveReading reading, ISanitizeContext context)
    {
        Tell(ArchiveCodes.LeadingBytes, reading.LeadingBytes);
        Tell(ArchiveCodes.TrailingBytes, reading.TrailingBytes);
        Tell(ArchiveCodes.HiddenBytes, reading.HiddenBytes);
        Tell(ArchiveCodes.Comment, reading.CommentBytes);

        void Tell(string code, long bytes)
        {
            if (bytes > 0)
            {
                context.Report("", code, FindingAction.Removed);
            }
        }
    }
}
