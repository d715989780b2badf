using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Reads the master key from its file, or makes it on the first start.</summary>
[UnsupportedOSPlatform("windows")]
internal static class MasterKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Opens the key. A new one is made only when <paramref name="mayCreate"/>: beside an existing store a missing key file is a
    /// mistake of the operator, and a fresh key would make everything in the store unreadable for good.
    /// </summary>
    public static MasterKey Open(EmbeddedSpoolOptions options, bool mayCreate, ILogger logger)
    {
        var path = Path.GetFullPath(options.MasterKeyFile);
        try
        {
            if (!File.Exists(path))
            {
                if (!mayCreate)
                {
                    throw SpoolStartException.MasterKeyMissing(path, options.Path);
                }

                Create(path);
                SpoolLog.MasterKeyMade(logger, path);
            }

            WarnIfExposed(path, Path.GetFullPath(options.Path), logger);
            return Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SpoolStartException.MasterKeyUnreadable(path, e.Message, e);
        }
    }

    /// <summary>Opens the key that must be there already.</summary>
    public static MasterKey OpenExisting(EmbeddedSpoolOptions options)
    {
        var path = Path.GetFullPath(options.MasterKeyFile);
        try
        {
            return File.Exists(path) ? Read(path) : throw SpoolStartException.MasterKeyMissing(path, options.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SpoolStartException.MasterKeyUnreadable(path, e.Message, e);
        }
    }

    private static MasterKey Read(string path)
    {
        var secret = File.ReadAllBytes(path);
        if (secret.Length != MasterKey.Bytes)
        {
            throw SpoolStartException.MasterKeyUnreadable(path, $"{secret.Length} bytes", null);
        }

        var key = new MasterKey(secret);
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }

    /// <summary>Where the next key waits until the store needs it.</summary>
    public static string NextOf(EmbeddedSpoolOptions options) => Path.GetFullPath(options.MasterKeyFile) + ".next";

    /// <summary>The next key: made, or left by a rotation that was interrupted.</summary>
    public static MasterKey OpenNext(EmbeddedSpoolOptions options)
    {
        var path = NextOf(options);
        if (!File.Exists(path))
        {
            Create(path);
        }

        return Read(path);
    }

    /// <summary>
    /// Puts the next key in the place of the key when the store is the next one's already. The old one gets another name, for the operator to destroy. True when there was one.
    /// </summary>
    public static bool TakeNext(EmbeddedSpoolOptions options, Func<MasterKey, bool> fits)
    {
        var (path, next) = (Path.GetFullPath(options.MasterKeyFile), NextOf(options));
        if (!File.Exists(next) || !fits(Read(next)))
        {
            return false;
        }

        if (File.Exists(path) && !fits(Read(path)))
        {
            _ = LinuxStorageFiles.TryLink(path, OldOf(path)); // it is there already when this was interrupted
        }

        File.Move(next, path, overwrite: true);
        new LinuxStorageFiles().SyncDirectory(Path.GetDirectoryName(path)!);
        return true;
    }

    /// <summary>The name of a key that was replaced: it says which one it is.</summary>
    private static string OldOf(string path) => $"{path}.old-{Convert.ToHexStringLower(Read(path).CheckValue)[..8]}";

    private static void Create(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);

        // Under another name first: a crash half way must not leave a short key that the next start refuses.
        var unfinished = path + ".new";
        File.Delete(unfinished);
        using (var file = new FileStream(unfinished, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        }))
        {
            file.Write(RandomNumberGenerator.GetBytes(MasterKey.Bytes));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: false);
        new LinuxStorageFiles().SyncDirectory(folder);
    }

    private static void WarnIfExposed(string path, string storage, ILogger logger)
    {
        if (path.StartsWith(storage.TrimEnd('/') + "/", StringComparison.Ordinal))
        {
            SpoolLog.MasterKeyUnderStorage(logger, path, storage);
        }

        if ((File.GetUnixFileMode(path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0)
        {
            SpoolLog.MasterKeyTooOpen(logger, path);
        }
    }
}
