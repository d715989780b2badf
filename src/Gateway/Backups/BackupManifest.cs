using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mugai.Gateway.Backups;

/// <summary>A file of a backup: its name below the backup, its length, and the SHA-256 of its bytes in hex.</summary>
internal sealed record BackupFile(string Name, long Bytes, string Sha256);

/// <summary>What a backup holds. It is written last, signed by the installation: a backup without it is none.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="Made">The moment the store looked like this.</param>
/// <param name="Expires">From then on it is not restored any more and the next backup into the same folder removes it: what was erased meanwhile stays erased.</param>
/// <param name="Engine">The version that wrote it.</param>
/// <param name="KeyCheck">Says which master key fits, without saying anything about the key.</param>
/// <param name="Messages">Messages in it.</param>
/// <param name="AuditEntries">The number of the last audit entry in it.</param>
/// <param name="Damaged">Segments whose records did not verify when they were copied.</param>
/// <param name="Files">Everything in it but the manifest and its signature.</param>
internal sealed record BackupManifest(
    string Format, DateTimeOffset Made, DateTimeOffset Expires, string Engine, string KeyCheck, long Messages, long AuditEntries, IReadOnlyList<string> Damaged, IReadOnlyList<BackupFile> Files)
{
    public const string CurrentFormat = "mugai-backup/1";
    public const string FileName = "manifest.json";
    public const string SignatureName = "manifest.sig";
    public const string DatabaseName = "mugai.db";
    public const string SegmentFolder = "segments";

    /// <summary>A name of a file in a backup, and nothing that leads out of one.</summary>
    public static bool IsName(string name) =>
        name is DatabaseName or FileName or SignatureName
        || (name.StartsWith(SegmentFolder + "/", StringComparison.Ordinal) && name.EndsWith(".seg", StringComparison.Ordinal)
            && name.AsSpan(SegmentFolder.Length + 1, name.Length - SegmentFolder.Length - 5).IndexOfAnyExceptInRange('0', '9') < 0);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Default.BackupManifest);

    /// <summary>Null when these bytes are no manifest of a version that we know.</summary>
    public static BackupManifest? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, BackupJson.Default.BackupManifest) is { Format: CurrentFormat, Files: not null, Damaged: not null, KeyCheck: not null } manifest ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What is signed: nothing signed for one purpose serves another.</summary>
    public static byte[] Statement(ReadOnlySpan<byte> manifest) => [.. Encoding.UTF8.GetBytes(CurrentFormat + "\n"), .. manifest];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
