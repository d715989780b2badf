using Mugai.Gateway.Auditing;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>
/// The tables. Columns hold only what scheduling needs; whatever names a person is ciphertext under the message's key.
/// Times are UTC ticks. A message's rows are deleted when it is erased; the audit entries stay.
/// </summary>
internal static class StoreSchema
{
    /// <summary>The version of the tables below; each upgrade counts one up.</summary>
    private const int FirstVersion = 2;

    private const int ApplicationId = 0x4D554741; // "MUGA"

    // keys: a slot is overwritten in place when its message is erased and used again for a later one. Nothing in this table ever moves
    // between pages, so no stale copy of a wrapped key can be left behind in the slack of a page (secure_delete does not promise that).
    // holds: match is a keyed digest of sender and recipient; a row is a recipient who waits for parts of a mail.
    // due: earliest next attempt of a waiting recipient; open: recipients not final; held: recipients that wait for a person.
    private const string Tables = """
        CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE keys(slot INTEGER PRIMARY KEY, wrapped BLOB NOT NULL);
        CREATE TABLE messages(
            sequence INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind INTEGER NOT NULL, size INTEGER NOT NULL, received INTEGER NOT NULL,
            slot INTEGER NOT NULL, segment INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
            due INTEGER, open INTEGER NOT NULL, held INTEGER NOT NULL, envelope BLOB NOT NULL);
        CREATE INDEX messages_due ON messages(due) WHERE due IS NOT NULL;
        CREATE INDEX messages_held ON messages(held) WHERE held > 0;
        CREATE INDEX messages_final ON messages(received) WHERE open = 0;
        CREATE TABLE groups(
            message INTEGER NOT NULL, number INTEGER NOT NULL, tenant TEXT NOT NULL, policy TEXT NOT NULL, revision TEXT NOT NULL,
            segment INTEGER, offset INTEGER, length INTEGER, PRIMARY KEY(message, number)) WITHOUT ROWID;
        CREATE TABLE recipients(
            message INTEGER NOT NULL, position INTEGER NOT NULL, grp INTEGER NOT NULL, state INTEGER NOT NULL, attempts INTEGER NOT NULL,
            next INTEGER NOT NULL, reply BLOB, PRIMARY KEY(message, position)) WITHOUT ROWID;
        CREATE TABLE holds(
            message INTEGER NOT NULL, position INTEGER NOT NULL, match BLOB NOT NULL, until INTEGER NOT NULL, PRIMARY KEY(message, position)) WITHOUT ROWID;
        CREATE INDEX holds_match ON holds(match, until);
        CREATE TABLE reports(place INTEGER PRIMARY KEY, report BLOB NOT NULL);
        CREATE TABLE policies(revision TEXT PRIMARY KEY, json BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE audit(
            sequence INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind INTEGER NOT NULL, message BLOB, actor TEXT NOT NULL,
            sealed INTEGER NOT NULL, payload BLOB NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL);
        """;

    // What came later, in order: a new store and an old one take the same steps.
    // messages.keep: how long the policy keeps it (ticks), null: as long as the installation says. trail: the audit entries of a message.
    // terms: keyed digests of what a message is found by; termlists: the same by message, for its erasure. stops: tenants of which everything is held ('' is all).
    // sealed: small things beside the messages (people, sessions), each under a key of its own derived from the master key.
    // tallies: figures by day (20261129) and tenant, for reports that outlast the mails. They name kinds of things, nobody and no mail.
    // requests: box is ciphertext under the message's key; first is the approver who agreed first, until ends the state it is in.
    // messages.owner: the tenant key that wraps the message's key, null: the master key does. tenantkeys.slot: where the wrapped key stands, null: it was destroyed;
    // through: messages up to this one of a destroyed key's tenant are still to be cleared away, null: done.
    private static readonly string[] Upgrades =
    [
        """
        ALTER TABLE messages ADD COLUMN keep INTEGER;
        ALTER TABLE messages ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX messages_received ON messages(received);
        CREATE TABLE trail(message INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY(message, entry)) WITHOUT ROWID;
        CREATE TABLE terms(term BLOB NOT NULL, message INTEGER NOT NULL, PRIMARY KEY(term, message)) WITHOUT ROWID;
        CREATE TABLE termlists(message INTEGER PRIMARY KEY, terms BLOB NOT NULL);
        CREATE TABLE stops(tenant TEXT PRIMARY KEY, since INTEGER NOT NULL, actor TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE requests(
            sequence INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, message INTEGER NOT NULL, person TEXT NOT NULL, tenant TEXT NOT NULL, department TEXT NOT NULL,
            state INTEGER NOT NULL, way INTEGER NOT NULL, made INTEGER NOT NULL, until INTEGER NOT NULL, first TEXT, decided TEXT, box BLOB NOT NULL);
        CREATE INDEX requests_open ON requests(until) WHERE state < 10;
        CREATE INDEX requests_message ON requests(message);
        CREATE INDEX requests_person ON requests(person);
        """,
        "CREATE TABLE sealed(kind INTEGER NOT NULL, id TEXT NOT NULL, box BLOB NOT NULL, PRIMARY KEY(kind, id)) WITHOUT ROWID;",
        "CREATE TABLE tallies(day INTEGER NOT NULL, tenant TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(day, tenant, name)) WITHOUT ROWID;",
        """
        ALTER TABLE messages ADD COLUMN owner INTEGER;
        CREATE TABLE tenantkeys(number INTEGER PRIMARY KEY, tenant TEXT NOT NULL, made INTEGER NOT NULL, slot INTEGER, through INTEGER);
        """,
    ];

    public static int Version => FirstVersion + Upgrades.Length;

    /// <summary>A report's row: the message's sequence number and the group (16 bits) in one key.</summary>
    public static long ReportPlace(long sequence, int group) => (sequence << 16) | (uint)group;

    /// <summary>Settings of every connection. FULL: a commit is in the log on disk before it returns.</summary>
    public static void Configure(SqliteConnection connection)
    {
        connection.Execute("PRAGMA synchronous = FULL");
        connection.Execute("PRAGMA secure_delete = ON");
        connection.Execute("PRAGMA temp_store = MEMORY");
        connection.Execute("PRAGMA foreign_keys = OFF");
        connection.Execute("PRAGMA trusted_schema = OFF");
    }

    /// <summary>
    /// The writer's page cache and the length of its log. Origin: measured with 50 sessions and 4 KB messages; the hot ends of all tables fit
    /// the cache many times over, and a log of 16 MB lets a page that every batch touches reach the database once, not each time.
    /// </summary>
    public static void ConfigureWriter(SqliteConnection connection)
    {
        connection.Execute("PRAGMA cache_size = -32768");
        connection.Execute("PRAGMA wal_autocheckpoint = 4096");
    }

    /// <summary>Makes a new database, or checks that an existing one is ours and of this version; null when it is, else what is wrong.</summary>
    public static string? CreateOrCheck(SqliteConnection connection, MasterKey master)
    {
        if (connection.ReadInt64("PRAGMA application_id") == ApplicationId)
        {
            var version = connection.ReadInt64("PRAGMA user_version");
            if (version < FirstVersion || version > Version)
            {
                return $"version {version}, this program needs {Version}";
            }

            Upgrade(connection, (int)version);
            return null;
        }

        if (connection.ReadInt64("SELECT COUNT(*) FROM sqlite_master") != 0)
        {
            return "not a mugai store";
        }

        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("BEGIN IMMEDIATE");
        connection.Execute(Tables);
        using (var insert = connection.Prepare("INSERT INTO meta(name, value) VALUES (?1, ?2)"))
        {
            insert.Bind(1, Meta.KeyCheck).Bind(2, master.CheckValue).Run();
            insert.Bind(1, Meta.AuditHead).Bind(2, AuditChain.SealHead(AuditHead.Empty, master.AuditHeadKey)).Run();
        }

        connection.Execute($"PRAGMA user_version = {FirstVersion}");
        connection.Execute($"PRAGMA application_id = {ApplicationId}");
        connection.Execute("COMMIT");
        Upgrade(connection, FirstVersion);
        return null;
    }

    /// <summary>A value of the table meta, or null.</summary>
    public static byte[]? ReadMeta(SqliteConnection connection, string name)
    {
        using var query = connection.Prepare("SELECT value FROM meta WHERE name = ?1");
        return query.Bind(1, name).Step() ? query.Blob(0).ToArray() : null;
    }

    /// <summary>Each step is a transaction of its own: whatever ends the program in between, the version says which ones were taken.</summary>
    private static void Upgrade(SqliteConnection connection, int version)
    {
        for (; version < Version; version++)
        {
            connection.Execute("BEGIN IMMEDIATE");
            connection.Execute(Upgrades[version - FirstVersion]);
            connection.Execute($"PRAGMA user_version = {version + 1}");
            connection.Execute("COMMIT");
        }
    }

    /// <summary>Names in the table meta.</summary>
    public static class Meta
    {
        public const string KeyCheck = "key-check";
        public const string AuditHead = "audit-head";
        public const string AuditStart = "audit-start";

        /// <summary>What was taken over from older master keys.</summary>
        public const string Carried = "carried";

        /// <summary>The last key slot that a rotation of the master key has done, and the new key's check value; only while one is under way.</summary>
        public const string Rotation = "rotation";
    }
}
