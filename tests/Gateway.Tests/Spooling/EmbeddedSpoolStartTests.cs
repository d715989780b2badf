using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using Mugai.Auditing;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;
using Mugai.SpoolCrasher;
using static Mugai.Gateway.Tests.Spooling.SpoolExtensions;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>Starting: what is wrong is said clearly in both languages, and nothing is made worse.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedSpoolStartTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task MakesTheMasterKeyOnce_ReadableByItsOwnerOnly()
    {
        await (await OpenAsync()).DisposeAsync();
        var key = File.ReadAllBytes(_folder.KeyFile);
        Assert.Equal(32, key.Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.KeyFile));
        Assert.False(_folder.Holds(key));

        await (await OpenAsync()).DisposeAsync();
        Assert.Equal(key, File.ReadAllBytes(_folder.KeyFile));
    }

    [Fact]
    public async Task Refuses_AnotherMasterKey()
    {
        await (await OpenAsync()).DisposeAsync();
        File.WriteAllBytes(_folder.KeyFile, Content(32));

        await AssertRefusedAsync(SpoolStartFault.WrongMasterKey, _folder.KeyFile);
    }

    [Fact]
    public async Task Refuses_ToMakeANewKeyBesideAnExistingStore()
    {
        await (await OpenAsync()).DisposeAsync();
        File.Delete(_folder.KeyFile);

        await AssertRefusedAsync(SpoolStartFault.MasterKeyMissing, _folder.KeyFile);
        Assert.False(File.Exists(_folder.KeyFile));
    }

    [Fact]
    public async Task Refuses_AShortMasterKey()
    {
        File.WriteAllBytes(_folder.KeyFile, Content(31));

        await AssertRefusedAsync(SpoolStartFault.MasterKeyUnreadable, _folder.KeyFile);
    }

    [Fact]
    public async Task Refuses_AFileThatIsNoStore()
    {
        Directory.CreateDirectory(_folder.Store);
        File.WriteAllBytes(_folder.KeyFile, Content(32));
        File.WriteAllBytes(_folder.Database, Content(8192));

        await AssertRefusedAsync(SpoolStartFault.UnknownStore, _folder.Store);
    }

    [Fact]
    public async Task Refuses_ToStartAnewOverSegments_WhoseDatabaseIsMissing()
    {
        MessageId id;
        await using (var spool = await OpenAsync())
        {
            id = (await spool.CommitAsync("kept")).Id;
        }

        File.Move(_folder.Database, _folder.Database + ".away");
        await AssertRefusedAsync(SpoolStartFault.UnknownStore, "mugai.db");
        File.Move(_folder.Database + ".away", _folder.Database);
        await using var again = await OpenAsync();
        Assert.Equal("kept"u8.ToArray(), await again.ReadOriginalAsync(id));
    }

    [Fact]
    public async Task Refuses_AStoreOfAnotherVersion()
    {
        await (await OpenAsync()).DisposeAsync();
        RawStore.Execute(_folder.Database, "PRAGMA user_version = 99");

        await AssertRefusedAsync(SpoolStartFault.UnknownStore, "99");
    }

    [Fact]
    public async Task Refuses_AFolderThatCannotBeWritten()
    {
        var refused = await Assert.ThrowsAsync<SpoolStartException>(
            () => EmbeddedSpool.OpenAsync(_folder.Options with { Path = "/proc/mugai-store" }).AsTask());
        AssertBothLanguages(refused, SpoolStartFault.NotWritable, "/proc/mugai-store");
    }

    [Fact]
    public async Task Refuses_AStoreThatBecameReadOnly_AndLosesNothing()
    {
        var spool = await OpenAsync();
        var id = (await spool.CommitAsync("kept")).Id;
        await spool.DisposeAsync();
        using (var readOnly = ReadOnlyFolder.TryMake(_folder.Store))
        {
            if (readOnly is not null)
            {
                await AssertRefusedAsync(SpoolStartFault.NotWritable, _folder.Store);
            }
        }

        await using var again = await OpenAsync();
        Assert.Equal("kept"u8.ToArray(), await again.ReadOriginalAsync(id));
    }

    [Fact]
    public async Task Refuses_ASecondOpening_InThisProcessAndInAnother()
    {
        await using (await EmbeddedSpool.OpenAsync(Sample.Options(_folder.Root)))
        {
            var refused = await Assert.ThrowsAsync<StoreInUseException>(() => EmbeddedSpool.OpenAsync(Sample.Options(_folder.Root)).AsTask());
            Assert.Contains("使用中", refused.Message, StringComparison.Ordinal);
            Assert.Contains("in use", refused.Message, StringComparison.Ordinal);

            using var other = CrasherProcess.Start("load", _folder.Root, "1", "1");
            Assert.Contains(nameof(StoreInUseException), await other.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
            await other.WaitForExitAsync();
            Assert.NotEqual(0, other.ExitCode);
        }

        await (await EmbeddedSpool.OpenAsync(Sample.Options(_folder.Root))).DisposeAsync();
    }

    [Fact]
    public async Task Warns_WhenTheKeyLiesUnderTheStorage()
    {
        var log = new LogLines();
        var options = _folder.Options with { MasterKeyFile = Path.Combine(_folder.Store, "master.key") };
        await (await EmbeddedSpool.OpenAsync(options, log)).DisposeAsync();
        Assert.Contains(log.Lines, line => line.Id == 1104 && line.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task Records_StartAndStop()
    {
        await (await OpenAsync()).DisposeAsync();
        await using var spool = await OpenAsync();
        var kinds = (await spool.ReadAsync(1, 10, CancellationToken.None)).Select(entry => entry.Kind);
        Assert.Equal([AuditKind.Started, AuditKind.Stopped, AuditKind.Started], kinds);
    }

    [Fact]
    public async Task ClosedStore_RefusesWork()
    {
        var spool = await OpenAsync();
        var message = await spool.CommitAsync("x");
        var writer = spool.BeginOriginal();
        await spool.DisposeAsync();
        await spool.DisposeAsync();

        await Assert.ThrowsAsync<SpoolUnavailableException>(() => spool.CommitAsync(
            writer, MessageKind.Mail, Envelope("a@x"), OneGroup, [0], CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => spool.ReadOriginalAsync(message.Id));
    }

    private async Task<EmbeddedSpool> OpenAsync() => await EmbeddedSpool.OpenAsync(_folder.Options);

    private async Task AssertRefusedAsync(SpoolStartFault fault, string mentions)
    {
        AssertBothLanguages(await Assert.ThrowsAsync<SpoolStartException>(OpenAsync), fault, mentions);

        // A refused start must let go of the lock: the administrator corrects the cause and starts again.
        Assert.IsNotType<StoreInUseException>(await Record.ExceptionAsync(OpenAsync));
    }

    private static void AssertBothLanguages(SpoolStartException refused, SpoolStartFault fault, string mentions)
    {
        Assert.Equal(fault, refused.Fault);
        Assert.All(refused.Message.Split('\n'), line => Assert.Contains(mentions, line, StringComparison.Ordinal));
        Assert.Matches("[ぁ-ん]", refused.Message);
        Assert.Matches("(?i)the (master key|storage folder|store|database)", refused.Message);
    }

    /// <summary>Makes a folder read-only for this process: by mode, or for root (whom modes do not stop) by a read-only bind mount.</summary>
    private sealed class ReadOnlyFolder : IDisposable
    {
        private readonly string _path;
        private readonly bool _mounted;

        private ReadOnlyFolder(string path, bool mounted)
        {
            _path = path;
            _mounted = mounted;
        }

        /// <summary>Null where a container forbids root to mount; the folder that cannot be made stands for it there.</summary>
        public static ReadOnlyFolder? TryMake(string path)
        {
            if (Environment.UserName != "root")
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
                return new ReadOnlyFolder(path, mounted: false);
            }

            if (!Run("mount", "--bind", path, path))
            {
                return null;
            }

            Assert.True(Run("mount", "-o", "remount,bind,ro", path));
            return new ReadOnlyFolder(path, mounted: true);
        }

        public void Dispose()
        {
            if (_mounted)
            {
                Assert.True(Run("umount", _path));
            }
            else
            {
                File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        private static bool Run(string command, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
