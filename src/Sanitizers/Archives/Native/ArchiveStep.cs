using System.Text;
using Mugai.Sanitizers.Archives.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Archives.Native;

/// <summary>
/// Unpacks an archive with libarchive: the one format and the one filter that were asked for, no other, and never a filter that runs a program. Writes the entries in
/// the form of <see cref="UnpackedWriter"/>. Facts: <see cref="SingleFile"/> or 0, entries. Note: what the library said when it refused.
/// </summary>
public sealed class ArchiveStep : INativeStep
{
    /// <summary>Its name on the wire.</summary>
    public const string StepName = "archive";

    /// <summary>First fact of a compressed file that holds no archive.</summary>
    public const long SingleFile = 1;

    private const int ChunkBytes = 64 * 1024;
    private const int EntryCost = 16;

    private static readonly ArchiveLimits Limits = new();

    /// <inheritdoc/>
    public string Name => StepName;

    /// <inheritdoc/>
    public bool ReadsByPages => true;

    /// <inheritdoc/>
    public void Prepare() => _ = LibArchive.Library;

    /// <inheritdoc/>
    public NativeResult Run(Stream input, ReadOnlySpan<byte> arguments, Stream output, Budget budget)
    {
        if (ArchiveRequest.Parse(arguments) is not { } request)
        {
            return NativeResult.Refused(Reason.Corrupt);
        }

        if (LibArchive.Library is not { } library)
        {
            return NativeResult.Refused(Reason.Unsupported) with { Note = "libarchive is not installed"u8.ToArray() };
        }

        using var reader = new LibArchiveReader(library, input);
        if (!reader.TryOpen(request))
        {
            return Refused(reader);
        }

        var writer = new UnpackedWriter(output);
        var chunk = new byte[ChunkBytes];
        var count = 0;
        while (true)
        {
            switch (reader.Next())
            {
                case LibArchiveStatus.End:
                    writer.Finish();
                    return NativeResult.Done(reader.IsRaw ? SingleFile : 0, count);
                case LibArchiveStatus.Fatal:
                    return Refused(reader);
            }

            budget.ChargeObjects(EntryCost);
            if (++count > Limits.MaxEntries)
            {
                return NativeResult.Refused(Reason.Budget);
            }

            var kind = reader.Kind;
            var fault = kind != MemberKind.File ? Reason.None
                : reader.IsEncrypted ? Reason.Encrypted
                : Copy(reader, chunk, writer, budget);
            if (fault != Reason.None && reader.IsDead)
            {
                return Refused(reader);
            }

            writer.End(kind, fault, reader.RawName, reader.UnixSeconds);
        }
    }

    private static Reason Copy(LibArchiveReader reader, byte[] chunk, UnpackedWriter writer, Budget budget)
    {
        while (true)
        {
            var count = reader.Read(chunk);
            if (count <= 0)
            {
                return count == 0 ? Reason.None : reader.Fault;
            }

            budget.ChargeBytes(count);
            writer.Write(chunk.AsSpan(0, count));
        }
    }

    private static NativeResult Refused(LibArchiveReader reader)
    {
        var message = Encoding.UTF8.GetBytes(reader.Message);
        return NativeResult.Refused(reader.Fault) with { Note = message.AsMemory(0, Math.Min(message.Length, 200)) };
    }
}
