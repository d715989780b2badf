using SQLitePCL;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>SQLite refused an operation.</summary>
internal sealed class StoreDatabaseException(int code, string message) : IOException($"SQLite {code}: {message}")
{
    /// <summary>The extended result code.</summary>
    public int Code { get; } = code;

    /// <summary>No room left on the volume.</summary>
    public bool OutOfSpace => (Code & 0xFF) == raw.SQLITE_FULL;

    /// <summary>What the file holds is not a database, or not whole.</summary>
    public bool Damaged => (Code & 0xFF) is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>A result code of the library's "a row is there" and "done" kind is none.</summary>
    public static StoreDatabaseException From(sqlite3 connection, int code) =>
        new(raw.sqlite3_extended_errcode(connection) is var extended && (extended & 0xFF) == (code & 0xFF) ? extended : code,
            raw.sqlite3_errmsg(connection).utf8_to_string());
}
