using System.Formats.Tar;
using System.Text;
using Mugai.Gateway.Spooling.Embedded;

namespace Mugai.Gateway.Backups;

/// <summary>A backup as one tar file (POSIX pax): for a tape, or a folder on another machine.</summary>
internal sealed class TarTarget : IBackupTarget
{
    public const string Extension = ".tar";

    private readonly string _draft;
    private readonly FileStream _output;
    private readonly TarWriter _tar;
    private bool _done;

    public TarTarget(string path)
    {
        Path = path;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _draft = path + ".partial";
        File.Delete(DatabaseDraft);
        _output = new FileStream(_draft, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        _tar = new TarWriter(_output, TarEntryFormat.Pax, leaveOpen: true);
    }

    public string Path { get; }

    public string DatabaseDraft => _draft + ".db";

    public async Task<AddedFile> AddAsync(string name, Func<CheckedStream> open, CancellationToken token)
    {
        using var content = open();
        await WriteAsync(name, content, token).ConfigureAwait(false);
        return new AddedFile(new BackupFile(name, content.Length, content.Finish()), content.IsWhole, IsLinked: false);
    }

    public async Task CommitAsync(byte[] manifest, string signature, CancellationToken token)
    {
        using (var signed = new MemoryStream(Encoding.ASCII.GetBytes(signature)))
        {
            await WriteAsync(BackupManifest.SignatureName, signed, token).ConfigureAwait(false);
        }

        using (var list = new MemoryStream(manifest))
        {
            await WriteAsync(BackupManifest.FileName, list, token).ConfigureAwait(false);
        }

        await _tar.DisposeAsync().ConfigureAwait(false);
        _output.Flush(flushToDisk: true);
        await _output.DisposeAsync().ConfigureAwait(false);
        File.Move(_draft, Path, overwrite: true);
        new LinuxStorageFiles().SyncDirectory(System.IO.Path.GetDirectoryName(Path)!);
        _done = true;
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(DatabaseDraft);
        if (!_done)
        {
            await _tar.DisposeAsync().ConfigureAwait(false);
            await _output.DisposeAsync().ConfigureAwait(false);
            File.Delete(_draft);
        }
    }

    private Task WriteAsync(string name, Stream content, CancellationToken token) =>
        _tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite }, token);
}
