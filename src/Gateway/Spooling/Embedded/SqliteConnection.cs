using SQLitePCL;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>
/// A thin layer over the C interface: a connection for one thread at a time, statements prepared once and bound by position. The
/// writer runs about ten statements per message; through ADO.NET's parameters these cost more than everything else (docs/adr/0003).
/// </summary>
internal sealed class SqliteConnection : IDisposable
{
    /// <summary>Origin: nobody else writes (the store is locked); a backup tool that reads may stand in the way of a checkpoint for a moment.</summary>
    private const int BusyMilliseconds = 2000;

    /// <summary>Origin: ordinary reads end within this; a verification of the whole chain does not, and mail must not wait for it.</summary>
    private const int CheckpointMilliseconds = 100;

    private readonly sqlite3 _connection;

    private SqliteConnection(sqlite3 connection) => _connection = connection;

    public static SqliteConnection Open(string path, bool create)
    {
        SqliteLibrary.Load();
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (create ? raw.SQLITE_OPEN_CREATE : 0);
        var code = raw.sqlite3_open_v2(path, out var connection, flags, null);
        if (code != raw.SQLITE_OK)
        {
            var failure = StoreDatabaseException.From(connection, code);
            connection.Dispose();
            throw failure;
        }

        raw.sqlite3_extended_result_codes(connection, 1);
        raw.sqlite3_busy_timeout(connection, BusyMilliseconds);
        return new SqliteConnection(connection);
    }

    /// <summary>True outside of a transaction; an error may have rolled one back already.</summary>
    public bool IsIdle => raw.sqlite3_get_autocommit(_connection) != 0;

    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(_connection, sql);
        if (code != raw.SQLITE_OK)
        {
            throw StoreDatabaseException.From(_connection, code);
        }
    }

    public SqliteStatement Prepare(string sql)
    {
        var code = raw.sqlite3_prepare_v3(_connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement);
        return code == raw.SQLITE_OK ? new SqliteStatement(_connection, statement) : throw StoreDatabaseException.From(_connection, code);
    }

    /// <summary>The one value of a query, 0 when there is none.</summary>
    public long ReadInt64(string sql)
    {
        using var query = Prepare(sql);
        return query.Step() ? query.Int64(0) : 0;
    }

    /// <summary>Moves the whole log into the database and cuts it to nothing; false when a reader stands in the way (it is not waited for long).</summary>
    public bool TryEmptyLog()
    {
        raw.sqlite3_busy_timeout(_connection, CheckpointMilliseconds);
        var code = raw.sqlite3_wal_checkpoint_v2(_connection, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        raw.sqlite3_busy_timeout(_connection, BusyMilliseconds);
        return code == raw.SQLITE_OK;
    }

    public void Dispose() => _connection.Dispose();
}
