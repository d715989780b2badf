using System.Text;
using Mugai.Sanitizers.Archives.Reading;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Archives.Native;

/// <summary>Has an archive unpacked by the native step and rebuilds it from what comes back.</summary>
internal sealed class NativeUnpacking(PartInput input, Stream output, IContainerRun run, ArchiveLimits limits)
{
    /// <param name="archive">The archive, or what was written of it in the clear; seekable.</param>
    /// <param name="request">What to ask for.</param>
    /// <param name="isWallClock">The format keeps wall-clock time.</param>
    /// <param name="method">A name for what is unsupported, when the step cannot say it better.</param>
    public PartVerdict Run(Stream archive, ArchiveRequest request, bool isWallClock, string method)
    {
        using var native = run.StartNative(ArchiveStep.StepName, request.Write(), archive);
        var result = native.Finish();
        if (result.Reason != Reason.None)
        {
            return Refuse(result, method);
        }

        if (UnpackedReader.Read(native.Output, limits) is not { } entries)
        {
            run.Report("", ArchiveCodes.Structure, FindingAction.Removed, 1, new UntrustedText("the unpacked sequence is broken"));
            return PartVerdict.Blocked(Reason.Crashed);
        }

        (archive as ScratchStream)?.Forget(archive.Length);
        return request.Kind == ArchiveKind.Compressed && result.Facts is [ArchiveStep.SingleFile, ..]
            ? RebuildSingle(native.Output, entries)
            : RebuildAll(native.Output, entries, isWallClock, method);
    }

    private PartVerdict Refuse(NativeResult result, string method)
    {
        var note = Encoding.UTF8.GetString(result.Note.Span);
        var (code, detail) = result.Reason switch
        {
            Reason.Encrypted => (ArchiveCodes.Encrypted, ""),
            Reason.Unsupported => (ArchiveCodes.Method, note.Length > 0 ? note : method),
            _ => (ArchiveCodes.Structure, note),
        };
        run.Report("", code, FindingAction.Removed, 1, new UntrustedText(detail));
        return result.Reason == Reason.Encrypted ? PartVerdict.Held(Reason.Encrypted) : PartVerdict.Blocked(result.Reason);
    }

    // A compressed file that holds no archive: what leaves is the file itself.
    private PartVerdict RebuildSingle(Stream unpacked, IReadOnlyList<UnpackedEntry> entries)
    {
        if (entries is not [{ Kind: MemberKind.File, Fault: Reason.None } single])
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        var name = new UntrustedText(ArchiveNames.WithoutFilter(input.Name.DangerousRaw));
        using var content = new WindowStream(unpacked, single.Offset, single.Size);
        using var result = run.SanitizeMember($"{(input.Path == "/" ? "" : input.Path)}/1", name, null, content);
        if (result.Output is not { } clean || result.OutputFormat is not { } format)
        {
            return result.Report.Outcome == Outcome.Held ? PartVerdict.Held(result.Report.Reason) : PartVerdict.Blocked(result.Report.Reason);
        }

        clean.Position = 0;
        clean.CopyTo(output);
        var cleanName = result.Report.Output?.Name.DangerousRaw;
        return result.Report.Outcome == Outcome.Replaced ? PartVerdict.Replaced(format, cleanName) : PartVerdict.Rebuilt(format, cleanName);
    }

    private PartVerdict RebuildAll(Stream unpacked, IReadOnlyList<UnpackedEntry> entries, bool isWallClock, string method)
    {
        var decoder = EntryNameDecoder.For(entries.Select(entry => entry.RawName));
        var rebuild = new ArchiveRebuild(input, output, run, limits);
        foreach (var entry in entries)
        {
            var path = decoder.Decode(entry.RawName).Replace('\\', '/');
            var time = entry.UnixSeconds is { } seconds ? DosTime.FromUnix(seconds, isWallClock) : 0;
            Add(unpacked, entry, path, time, rebuild, method);
            (unpacked as ScratchStream)?.Forget(entry.Offset + entry.Size);
        }

        if (rebuild.Read == 0 && rebuild.FirstRefusal != Reason.None)
        {
            // Nothing in it could be unpacked: a folder of notices helps nobody.
            if (rebuild.FirstRefusal != Reason.Encrypted)
            {
                return PartVerdict.Blocked(rebuild.FirstRefusal);
            }

            run.Report("", ArchiveCodes.Encrypted, FindingAction.Removed);
            return PartVerdict.Held(Reason.Encrypted);
        }

        rebuild.Finish();
        return PartVerdict.Rebuilt(Detection.Formats.Zip, ArchiveNames.AsZip(input.Name.DangerousRaw));
    }

    private void Add(Stream unpacked, UnpackedEntry entry, string path, uint time, ArchiveRebuild rebuild, string method)
    {
        switch (entry.Kind)
        {
            case MemberKind.Folder:
                rebuild.AddFolder(path, time);
                break;
            case MemberKind.Link or MemberKind.Device:
                run.Report("", entry.Kind == MemberKind.Link ? ArchiveCodes.Link : ArchiveCodes.Device, FindingAction.Removed, 1, new UntrustedText(path));
                break;
            case MemberKind.File when rebuild.DropsSystemFile(path):
                break;
            case MemberKind.File when entry.Fault == Reason.None:
                using (var content = new WindowStream(unpacked, entry.Offset, entry.Size))
                {
                    rebuild.AddFile(path, time, content);
                }

                break;
            default:
                var verdict = entry.Fault == Reason.Encrypted ? PartVerdict.Held(Reason.Encrypted) : PartVerdict.Blocked(entry.Fault);
                var isMethod = entry.Fault == Reason.Unsupported;
                rebuild.AddRefused(path, time, verdict, isMethod ? ArchiveCodes.Method : ArchiveCodes.Member, isMethod ? method : "", entry.Size);
                break;
        }
    }
}
