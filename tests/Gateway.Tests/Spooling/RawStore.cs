using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>Goes at the database as somebody does who has the files but not the program.</summary>
internal static class RawStore
{
    public static Dictionary<MessageId, byte[]> ReadWrappedKeys(string database)
    {
        using var connection = SqliteConnection.Open(database, create: false);
        using var query = connection.Prepare("SELECT m.id, k.wrapped FROM messages m JOIN keys k ON k.slot = m.slot");
        var keys = new Dictionary<MessageId, byte[]>();
        while (query.Step())
        {
            keys.Add(MessageId.FromBytes(query.Blob(0)), query.Blob(1).ToArray());
        }

        return keys;
    }

    /// <summary>The tenants' keys, and those of messages that no tenant's key wraps.</summary>
    public static List<byte[]> ReadKeysUnderTheMasterKey(string database)
    {
        using var connection = SqliteConnection.Open(database, create: false);
        using var query = connection.Prepare("SELECT wrapped FROM keys WHERE slot NOT IN (SELECT slot FROM messages WHERE owner IS NOT NULL)");
        var keys = new List<byte[]>();
        while (query.Step())
        {
            keys.Add(query.Blob(0).ToArray());
        }

        return keys;
    }

    public static void Execute(string database, params string[] statements)
    {
        using var connection = SqliteConnection.Open(database, create: false);
        foreach (var sql in statements)
        {
            connection.Execute(sql);
        }
    }

    public static (long Segment, long Offset, long Length) FindPlace(string database, MessageId id)
    {
        using var connection = SqliteConnection.Open(database, create: false);
        using var query = connection.Prepare("SELECT segment, offset, length FROM messages WHERE id = ?1");
        query.Bind(1, id.ToBytes());
        Assert.True(query.Step());
        return (query.Int64(0), query.Int64(1), query.Int64(2));
    }
}
