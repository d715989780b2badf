using SQLitePCL;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>A prepared statement. Parameters count from 1, columns from 0, as in SQLite.</summary>
internal sealed class SqliteStatement(sqlite3 connection, sqlite3_stmt statement) : IDisposable
{
    public SqliteStatement Bind(int parameter, long value) => Checked(raw.sqlite3_bind_int64(statement, parameter, value));

    public SqliteStatement Bind(int parameter, long? value) => value is { } number ? Bind(parameter, number) : BindNull(parameter);

    public SqliteStatement Bind(int parameter, string value) => Checked(raw.sqlite3_bind_text(statement, parameter, value));

    /// <summary>An empty span is an empty blob, not NULL.</summary>
    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value) => Checked(
        value.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, parameter, 0) : raw.sqlite3_bind_blob(statement, parameter, value));

    public SqliteStatement BindNull(int parameter) => Checked(raw.sqlite3_bind_null(statement, parameter));

    /// <summary>True when a row can be read.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return code == raw.SQLITE_ROW;
        }

        var failure = StoreDatabaseException.From(connection, code);
        Reset();
        throw failure;
    }

    /// <summary>Runs a statement that returns no rows and makes it ready for the next time.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    /// <summary>Ends the reading; its read transaction ends with it.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int32(int column) => raw.sqlite3_column_int(statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>Valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();

    private SqliteStatement Checked(int code) => code == raw.SQLITE_OK ? this : throw StoreDatabaseException.From(connection, code);
}
