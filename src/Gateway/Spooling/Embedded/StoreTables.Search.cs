namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>What messages are found by, and what people do to keep them.</summary>
internal sealed partial class StoreTables
{
    /// <summary>A digest of a term. Eight bytes say enough: what fits by chance is opened and compared.</summary>
    public const int TermBytes = 8;

    private SqliteStatement _writeTerm = null!, _dropTerm = null!, _readTermList = null!, _writeTermList = null!, _dropTermList = null!, _pin = null!, _writeStop = null!, _dropStop = null!;

    /// <summary>Adds digests to a message; those it has already are left alone.</summary>
    public void AddTerms(long message, IReadOnlyList<byte[]> terms)
    {
        if (terms.Count == 0)
        {
            return;
        }

        var known = ReadTermList(message);
        var have = new HashSet<ulong>();
        for (var i = 0; i < known.Length; i += TermBytes)
        {
            have.Add(BitConverter.ToUInt64(known, i));
        }

        var list = new MemoryStream();
        list.Write(known);
        foreach (var term in terms.Where(term => have.Add(BitConverter.ToUInt64(term))))
        {
            _writeTerm.Bind(1, term).Bind(2, message).Run();
            list.Write(term);
        }

        _writeTermList.Bind(1, message).Bind(2, list.ToArray()).Run();
    }

    public void Pin(MessageState state, bool pinned) => _pin.Bind(1, state.Sequence).Bind(2, pinned ? 1 : 0).Run();

    public void ChangeStop(string tenant, bool hold, string actor)
    {
        if (hold)
        {
            _writeStop.Bind(1, tenant).Bind(2, Now.UtcTicks).Bind(3, actor).Run();
        }
        else
        {
            _dropStop.Bind(1, tenant).Run();
        }
    }

    private void PrepareSearch()
    {
        _writeTerm = Prepare("INSERT OR IGNORE INTO terms(term, message) VALUES (?1, ?2)");
        _dropTerm = Prepare("DELETE FROM terms WHERE term = ?1 AND message = ?2");
        _readTermList = Prepare("SELECT terms FROM termlists WHERE message = ?1");
        _writeTermList = Prepare("INSERT OR REPLACE INTO termlists(message, terms) VALUES (?1, ?2)");
        _dropTermList = Prepare("DELETE FROM termlists WHERE message = ?1");
        _pin = Prepare("UPDATE messages SET pinned = ?2 WHERE sequence = ?1");
        _writeStop = Prepare("INSERT OR REPLACE INTO stops(tenant, since, actor) VALUES (?1, ?2, ?3)");
        _dropStop = Prepare("DELETE FROM stops WHERE tenant = ?1");
    }

    private byte[] ReadTermList(long message)
    {
        _readTermList.Bind(1, message);
        var terms = _readTermList.Step() ? _readTermList.Blob(0).ToArray() : [];
        _readTermList.Reset();
        return terms;
    }

    private void EraseTerms(long message)
    {
        var terms = ReadTermList(message);
        for (var i = 0; i + TermBytes <= terms.Length; i += TermBytes)
        {
            _dropTerm.Bind(1, terms.AsSpan(i, TermBytes)).Bind(2, message).Run();
        }

        _dropTermList.Bind(1, message).Run();
    }
}
