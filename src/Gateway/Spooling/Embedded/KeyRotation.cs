using System.Buffers.Binary;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json.Nodes;
using Mugai.Auditing;
using Mugai.Gateway.Auditing;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>What a rotation came to.</summary>
/// <param name="Keys">Keys under the new master key: the tenants', and of messages those that no tenant's key wraps.</param>
/// <param name="Damaged">Keys that did not verify before either and stay as they are.</param>
internal sealed record RotationResult(long Keys, long Damaged);

/// <summary>
/// Gives a stopped store another master key. The new key is synced in a file of its own first. Then the wrapped keys are wrapped again, in their slots, so many in a
/// transaction that says how far it got; the last transaction turns everything else (sealed rows, ends of the audit chain, the check value) and writes the audit entry. Then the files change places.
/// </summary>
/// <remarks>
/// Crash order. Before the last transaction: slots up to the noted one are the new key's, the others the old one's, both keys are in their files; the server refuses to start and the
/// next run goes on. After it: the store is the new key's alone, and whoever opens it next lets the files change places. The contents of messages are not touched.
/// What only makes digests (search terms, waiting parts, recovery codes) keeps its keys, sealed under the new one: the texts to make the digests again are not at hand.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal sealed class KeyRotation(EmbeddedSpoolOptions options, TimeProvider clock, Action<string>? reached = null)
{
    /// <summary>Origin: some 30 ms of work, so that a transaction's log stays small and a kill costs little.</summary>
    private const int SlotsPerTransaction = 2000;

    private RotationResult _result = new(0, 0);

    /// <summary>Throws <see cref="StoreInUseException"/> and <see cref="SpoolStartException"/> as opening the store does.</summary>
    public RotationResult Run(string actor, string why)
    {
        var database = Path.Combine(options.Path, EmbeddedSpool.DatabaseName);
        using var locked = LinuxStorageFiles.TryLock(Path.Combine(options.Path, EmbeddedSpool.LockName)) ?? throw new StoreInUseException(options.Path);
        if (FinishFiles(options, database))
        {
            return new RotationResult(0, 0); // only the files were left to do
        }

        var old = MasterKeyFile.OpenExisting(options);
        var connection = SqliteConnection.Open(database, create: false);
        StoreTables? tables = null;
        try
        {
            StoreSchema.Configure(connection);
            StoreSchema.ConfigureWriter(connection);
            if (StoreSchema.CreateOrCheck(connection, old) is { } wrong)
            {
                throw SpoolStartException.UnknownStore(options.Path, wrong, null);
            }

            EmbeddedSpool.CheckMasterKey(connection, old, options);
            if (StoreSchema.ReadMeta(connection, StoreSchema.Meta.Carried) is { } carried && !old.Adopt(carried))
            {
                throw SpoolStartException.UnknownStore(options.Path, "what an older master key left does not verify", null);
            }

            var begun = StoreSchema.ReadMeta(connection, StoreSchema.Meta.Rotation);
            if (begun is not null && !File.Exists(MasterKeyFile.NextOf(options)))
            {
                throw SpoolStartException.MasterKeyMissing(MasterKeyFile.NextOf(options), options.Path);
            }

            var next = MasterKeyFile.OpenNext(options);
            if (begun is not null && !begun.AsSpan(sizeof(long)).SequenceEqual(next.CheckValue))
            {
                throw SpoolStartException.WrongMasterKey(MasterKeyFile.NextOf(options), options.Path);
            }

            reached?.Invoke("next key");
            _result = TurnSlots(connection, old, next);
            tables = new StoreTables(connection, new Keyring(next), new MessageStates());
            TurnTheRest(connection, tables, old, next, actor, why);
            tables.TryEmptyLog();
            reached?.Invoke("turned");
        }
        finally
        {
            tables?.Dispose();
            connection.Dispose();
        }

        FinishFiles(options, database);
        reached?.Invoke("files");
        return _result;
    }

    /// <summary>Lets the files change places when the store is the next key's already; true when that was so.</summary>
    public static bool FinishFiles(EmbeddedSpoolOptions options, string database)
    {
        if (!File.Exists(MasterKeyFile.NextOf(options)))
        {
            return false;
        }

        using var connection = SqliteConnection.Open(database, create: false);
        var check = StoreSchema.ReadMeta(connection, StoreSchema.Meta.KeyCheck);
        return MasterKeyFile.TakeNext(options, key => key.CheckValue.AsSpan().SequenceEqual(check));
    }

    private RotationResult TurnSlots(SqliteConnection connection, MasterKey old, MasterKey next)
    {
        var (keys, damaged) = (0L, 0L);
        var last = StoreSchema.ReadMeta(connection, StoreSchema.Meta.Rotation) is { } noted ? BinaryPrimitives.ReadInt64BigEndian(noted) : 0;
        using var read = connection.Prepare("SELECT k.slot, m.id, k.wrapped FROM keys k JOIN messages m ON m.slot = k.slot WHERE m.owner IS NULL AND k.slot > ?1 ORDER BY k.slot LIMIT ?2");
        using var write = connection.Prepare("UPDATE keys SET wrapped = ?2 WHERE slot = ?1");
        using var note = connection.Prepare("INSERT OR REPLACE INTO meta(name, value) VALUES (?1, ?2)");
        byte[] place = [.. new byte[sizeof(long)], .. next.CheckValue];
        for (var more = true; more;)
        {
            var turned = new List<(long Slot, byte[]? Wrapped)>();
            for (read.Bind(1, last).Bind(2, SlotsPerTransaction); read.Step();)
            {
                var id = MessageId.FromBytes(read.Blob(1));
                turned.Add((read.Int64(0), old.Wrapping.Unwrap(id, read.Blob(2)) is { } key ? next.Wrapping.Wrap(id, key) : null));
            }

            read.Reset();
            more = turned.Count > 0;
            last = more ? turned[^1].Slot : last;
            connection.Execute("BEGIN IMMEDIATE");
            foreach (var (slot, wrapped) in turned)
            {
                if (wrapped is null)
                {
                    damaged++;
                    continue;
                }

                write.Bind(1, slot).Bind(2, wrapped).Run();
                keys++;
            }

            BinaryPrimitives.WriteInt64BigEndian(place, last);
            note.Bind(1, StoreSchema.Meta.Rotation).Bind(2, place).Run();
            connection.Execute("COMMIT");
            reached?.Invoke("slots");
        }

        return new RotationResult(keys, damaged);
    }

    private void TurnTheRest(SqliteConnection connection, StoreTables tables, MasterKey old, MasterKey next, string actor, string why)
    {
        tables.Begin(clock.GetUtcNow());
        try
        {
            using (var end = connection.Prepare("SELECT MAX(sequence) FROM audit"))
            {
                tables.WriteMeta(StoreSchema.Meta.Carried, next.TakeOver(old, end.Step() ? end.Int64(0) : 0));
            }

            if (StoreSchema.ReadMeta(connection, StoreSchema.Meta.AuditStart) is { } start)
            {
                // One that does not verify under the old key must not under the new one.
                tables.WriteMeta(StoreSchema.Meta.AuditStart, AuditChain.OpenHead(start, old.AuditStartKey) is { } head ? AuditChain.SealHead(head, next.AuditStartKey) : start);
            }

            TurnRows(connection, tables, old, next);
            TurnTenantKeys(connection, old, next);
            tables.WriteMeta(StoreSchema.Meta.KeyCheck, next.CheckValue);
            connection.Execute($"DELETE FROM meta WHERE name = '{StoreSchema.Meta.Rotation}'");
            if (!IsChainWhole(connection, old))
            {
                tables.AppendAudit(AuditKind.ChainBroken, null, Actors.System, isSealed: false, AuditPayload.Fault(nameof(AuditFault.EndMoved)));
            }

            var note = new JsonObject
            {
                ["act"] = "key.rotate", ["keys"] = _result.Keys, ["damaged"] = _result.Damaged, ["oldKey"] = old.Signer.KeyName, ["newKey"] = next.Signer.KeyName, ["why"] = new UntrustedText(why).ForLog(),
            };
            tables.AppendAudit(AuditKind.AdministratorActed, null, actor, isSealed: false, Encoding.UTF8.GetBytes(note.ToJsonString()));
            tables.AppendCheckpoint();
            tables.Commit();
        }
        catch
        {
            tables.Rollback();
            throw;
        }
    }

    /// <summary>Commit writes a new end, which would cover up that entries were cut off.</summary>
    private static bool IsChainWhole(SqliteConnection connection, MasterKey old)
    {
        var head = AuditChain.OpenHead(StoreSchema.ReadMeta(connection, StoreSchema.Meta.AuditHead), old.AuditHeadKey);
        using var last = connection.Prepare("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1");
        var any = last.Step();
        return head is not null && (any ? last.Int64(0) == head.Count && last.Blob(1).SequenceEqual(head.Hash) : head.Count == 0);
    }

    /// <summary>What tenants' keys wrap stays as it is.</summary>
    private void TurnTenantKeys(SqliteConnection connection, MasterKey old, MasterKey next)
    {
        var turned = new List<(long Slot, byte[]? Wrapped)>();
        using (var read = connection.Prepare("SELECT t.number, t.tenant, k.slot, k.wrapped FROM tenantkeys t JOIN keys k ON k.slot = t.slot"))
        {
            while (read.Step())
            {
                turned.Add((read.Int64(2), TenantKey.Unwrap(old, read.Int64(0), read.Text(1), read.Blob(3))?.WrapWith(next)));
            }
        }

        using var write = connection.Prepare("UPDATE keys SET wrapped = ?2 WHERE slot = ?1");
        foreach (var (slot, wrapped) in turned)
        {
            if (wrapped is not null)
            {
                write.Bind(1, slot).Bind(2, wrapped).Run();
            }
        }

        var whole = turned.Count(key => key.Wrapped is not null);
        _result = new RotationResult(_result.Keys + whole, _result.Damaged + turned.Count - whole);
    }

    private static void TurnRows(SqliteConnection connection, StoreTables tables, MasterKey old, MasterKey next)
    {
        var rows = new List<(SealedRowKind Kind, string Id, byte[] Box)>();
        using (var read = connection.Prepare("SELECT kind, id, box FROM sealed"))
        {
            while (read.Step())
            {
                rows.Add(((SealedRowKind)read.Int32(0), read.Text(1), read.Blob(2).ToArray()));
            }
        }

        foreach (var (kind, id, box) in rows)
        {
            if (old.OpenRow(kind, id, box) is { } plain)
            {
                tables.WriteRow(kind, id, next.SealRow(kind, id, plain));
            }
        }
    }
}
