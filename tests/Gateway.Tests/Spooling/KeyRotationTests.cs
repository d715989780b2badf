using System.Runtime.Versioning;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Auditing;
using Mugai.Gateway.Auditing;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Quarantine;
using Mugai.Spooling;
using static Mugai.Gateway.Tests.Spooling.SpoolExtensions;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>A new master key, and a rotation that is interrupted at each of its steps.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class KeyRotationTests : IDisposable
{
    /// <summary>More than fit one transaction.</summary>
    private const int Messages = 2300;

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EverythingIsThereUnderTheNewKey_AndTheOldOneOpensNothing()
    {
        var (ids, anchor) = await FillAsync(5);
        var oldKey = File.ReadAllBytes(_folder.KeyFile);
        var oldWrapped = RawStore.ReadKeysUnderTheMasterKey(_folder.Database);
        var result = Rotate();
        Assert.Equal(5, result.Keys);
        Assert.NotEqual(oldKey, File.ReadAllBytes(_folder.KeyFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.KeyFile));
        Assert.Equal(5, oldWrapped.Count);
        Assert.All(oldWrapped, wrapped => Assert.False(_folder.Holds(wrapped)));
        await AssertWholeAsync(ids, anchor);

        // Twice more: what was taken over once is taken over again.
        Rotate();
        Rotate();
        await AssertWholeAsync(ids, anchor);

        File.WriteAllBytes(_folder.KeyFile, oldKey);
        Assert.Equal(SpoolStartFault.WrongMasterKey, (await Assert.ThrowsAsync<SpoolStartException>(async () => await OpenAsync())).Fault);
    }

    [Fact]
    public async Task InterruptedAtAnyStep_IsFinishedByTheNextRun()
    {
        var (ids, anchor) = await FillAsync(Messages);
        foreach (var (step, count, startRefused) in ((string, int, bool)[])[("next key", 1, false), ("slots", 1, true), ("slots", 2, true), ("turned", 1, false), ("files", 1, false)])
        {
            using var copy = new StoreFolder();
            _folder.CopyTo(copy);
            var left = count;
            Assert.Throws<OperationCanceledException>(() => Rotate(copy, reached =>
            {
                if (reached == step && --left == 0)
                {
                    throw new OperationCanceledException();
                }
            }));
            if (startRefused)
            {
                Assert.Equal(SpoolStartFault.RotationUnderWay, (await Assert.ThrowsAsync<SpoolStartException>(() => OpenAsync(copy))).Fault);

                // Without the key that half of the store has already, nothing is made worse.
                var next = copy.KeyFile + ".next";
                File.Move(next, next + ".away");
                Assert.Equal(SpoolStartFault.MasterKeyMissing, Assert.Throws<SpoolStartException>(() => Rotate(copy)).Fault);
                File.WriteAllBytes(next, Content(32));
                Assert.Equal(SpoolStartFault.WrongMasterKey, Assert.Throws<SpoolStartException>(() => Rotate(copy)).Fault);
                File.Move(next + ".away", next, overwrite: true);
                Rotate(copy);
            }

            await AssertWholeAsync(ids, anchor, copy);
            Assert.False(File.Exists(copy.KeyFile + ".next") && startRefused);
        }
    }

    [Fact]
    public async Task AChainThatWasCut_StaysBroken()
    {
        await FillAsync(3);
        RawStore.Execute(_folder.Database, "DELETE FROM audit WHERE sequence = (SELECT MAX(sequence) FROM audit)");
        Rotate();
        await using var spool = await OpenAsync();
        Assert.NotEmpty((await spool.VerifyAsync(CancellationToken.None)).Problems);
    }

    [Fact]
    public async Task OldSigners_DoNotVouchForNewEntries()
    {
        await FillAsync(1);
        var thief = new MasterKey(File.ReadAllBytes(_folder.KeyFile));
        Rotate();
        await using var spool = await OpenAsync();
        var last = (await spool.ReadAsync(0, 1000, CancellationToken.None))[^1];
        var forged = thief.Signer.Sign(new AuditHead(last.Sequence, last.Hash.ToArray()), DateTimeOffset.UtcNow);
        Assert.NotEmpty((await spool.VerifyAsync([forged], CancellationToken.None)).Problems);
    }

    private async Task<(IReadOnlyList<MessageId> Ids, AuditCheckpoint Anchor)> FillAsync(int messages)
    {
        await using var spool = await OpenAsync();
        // What is two tenants' mail is wrapped by the master key; the last message by its tenant's, which the master key wraps.
        RecipientGroup[] two = [new RecipientGroup(0, "city", "default", "rev-1"), new RecipientGroup(1, "town", "default", "rev-1")];
        var ids = await Task.WhenAll(Enumerable.Range(0, messages).Select(number => Encoding.UTF8.GetBytes($"content {number}")).Select((content, number) => number == messages - 1
            ? spool.CommitAsync(content) : spool.CommitAsync(content, Envelope("taro@city.example.lg.jp", "jiro@town.example.lg.jp"), two, [0, 1])));
        await ((ISealedRows)spool).WriteRowsAsync([new SealedRow(SealedRowKind.Person, "1", Encoding.UTF8.GetBytes("hanako"))], [], CancellationToken.None);
        return ([.. ids.Select(message => message.Id)], await spool.CheckpointAsync(CancellationToken.None));
    }

    private async Task AssertWholeAsync(IReadOnlyList<MessageId> ids, AuditCheckpoint anchor, StoreFolder? folder = null)
    {
        await using var spool = await OpenAsync(folder);
        for (var i = 0; i < ids.Count; i++)
        {
            Assert.Equal($"content {i}", Encoding.UTF8.GetString(await spool.ReadOriginalAsync(ids[i])));
        }

        var found = await spool.SearchAsync(new QuarantineQuery { Recipients = ["taro@city.example.lg.jp"], Max = 100 }, CancellationToken.None);
        Assert.Equal(Math.Min(100, ids.Count), found.Items.Count);
        Assert.All(found.Items, item => Assert.Equal("sender@example.com", item.Message.Envelope.MailFrom));
        Assert.Equal("hanako", Encoding.UTF8.GetString(Assert.Single(((ISealedRows)spool).ReadRows(SealedRowKind.Person, out var damaged)).Plain!));
        Assert.Equal(0, damaged);
        Assert.Empty((await spool.VerifyAsync([anchor], CancellationToken.None)).Problems);
    }

    private RotationResult Rotate(StoreFolder? folder = null, Action<string>? reached = null) => new KeyRotation((folder ?? _folder).Options, TimeProvider.System, reached).Run("os:test", "test");

    private Task<EmbeddedSpool> OpenAsync(StoreFolder? folder = null) => EmbeddedSpool.OpenAsync((folder ?? _folder).Options, NullLogger.Instance).AsTask();
}
