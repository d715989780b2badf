using System.Buffers.Binary;
using System.Text;
using System.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>A prefix and the namespace that it stands for where the reader is.</summary>
internal sealed class XmlPrefix(string name)
{
    public string Name => name;

    /// <summary>Null: not declared.</summary>
    public string? Uri { get; set; }
}

/// <summary>A name as it is written (Namespaces in XML 1.0, 4): its bytes, its prefix, its local part.</summary>
internal sealed class XmlQualifiedBytes(byte[] bytes, XmlPrefix prefix, string localName)
{
    public byte[] Bytes => bytes;

    public XmlPrefix Prefix => prefix;

    public string LocalName => localName;

    /// <summary>xmlns or xmlns:…</summary>
    public bool IsDeclaration { get; } = prefix.Name == "xmlns" || (prefix.Name.Length == 0 && localName == "xmlns");
}

/// <summary>
/// The names and short values of one part, each one string however often it is written: names are compared by reference, and most attributes of Office files have one of a few values. A name is looked at
/// closely the first time only.
/// </summary>
internal sealed class Utf8XmlNames
{
    private const int MaxCachedValue = 24;
    private const int ValueSlots = 1024;

    // Office knows some 8,000. Prefixes and local parts are bounded by the table; each with each would not be.
    private const int MaxNames = 131_072;

    private readonly BoundedNameTable _table = new();
    private readonly Dictionary<string, XmlPrefix> _prefixes = new(StringComparer.Ordinal);
    private readonly string?[] _values = new string?[ValueSlots];
    private XmlQualifiedBytes?[] _slots = new XmlQualifiedBytes?[512];
    private int _count;

    /// <summary>With the two prefixes that need no declaration.</summary>
    public Utf8XmlNames()
    {
        Prefix("").Uri = "";
        Prefix("xml").Uri = Add("http://www.w3.org/XML/1998/namespace");
        Prefix("xmlns").Uri = Add(Namespaces.Xmlns);
    }

    /// <summary>One string for each text.</summary>
    public string Add(string text) => _table.Add(text);

    public XmlPrefix? FindPrefix(string name) => _prefixes.GetValueOrDefault(name);

    public XmlPrefix Prefix(string name)
    {
        if (!_prefixes.TryGetValue(name, out var prefix))
        {
            _prefixes.Add(name, prefix = new XmlPrefix(Add(name)));
        }

        return prefix;
    }

    /// <summary>Null when it is no name.</summary>
    public XmlQualifiedBytes? Find(ReadOnlySpan<byte> bytes)
    {
        for (var at = HashOf(bytes) & (_slots.Length - 1); ; at = (at + 1) & (_slots.Length - 1))
        {
            if (_slots[at] is not { } known)
            {
                return Make(bytes);
            }

            if (bytes.SequenceEqual(known.Bytes))
            {
                return known;
            }
        }
    }

    /// <summary>The string of a value without references and line ends.</summary>
    public string Value(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > MaxCachedValue)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        ref var slot = ref _values[HashOf(bytes) & (ValueSlots - 1)];
        if (slot is null || slot.Length != bytes.Length || !Ascii.Equals(bytes, slot))
        {
            slot = Encoding.UTF8.GetString(bytes);
        }

        return slot;
    }

    private XmlQualifiedBytes? Make(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (prefix, localName) = colon < 0 ? ("", text) : (text[..colon], text[(colon + 1)..]);
        if (!IsNCName(localName) || (colon >= 0 && !IsNCName(prefix)))
        {
            return null;
        }

        if (++_count > MaxNames)
        {
            throw new BudgetExceededException(Reason.Budget, "names");
        }

        if (2 * _count > _slots.Length)
        {
            Grow();
        }

        var made = new XmlQualifiedBytes(bytes.ToArray(), Prefix(prefix), Add(localName));
        Insert(made);
        return made;
    }

    private static bool IsNCName(string text)
    {
        if (text.Length == 0 || !XmlConvert.IsStartNCNameChar(text[0]))
        {
            return false;
        }

        foreach (var c in text.AsSpan(1))
        {
            if (!XmlConvert.IsNCNameChar(c))
            {
                return false;
            }
        }

        return true;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new XmlQualifiedBytes?[2 * old.Length];
        foreach (var moved in old)
        {
            if (moved is not null)
            {
                Insert(moved);
            }
        }
    }

    private void Insert(XmlQualifiedBytes name)
    {
        var at = HashOf(name.Bytes) & (_slots.Length - 1);
        while (_slots[at] is not null)
        {
            at = (at + 1) & (_slots.Length - 1);
        }

        _slots[at] = name;
    }

    // Numbers of this process, which nobody outside knows: no document can be made of names that collide.
    private static readonly ulong First = Secret(1);
    private static readonly ulong Second = Secret(2);

    private static ulong Secret(int number) => ((ulong)(uint)HashCode.Combine(number) << 32) | (uint)HashCode.Combine(-number) | 1;

    /// <summary>Where a name is looked for: its lowest bits are the place in a table.</summary>
    internal static int HashOf(ReadOnlySpan<byte> bytes)
    {
        ulong head, tail;
        if (bytes.Length >= 8)
        {
            if (bytes.Length > 16)
            {
                var hash = default(HashCode);
                hash.AddBytes(bytes);
                return hash.ToHashCode() & int.MaxValue;
            }

            head = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            tail = BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..]);
        }
        else
        {
            (head, tail) = (0, (ulong)bytes.Length);
            foreach (var b in bytes)
            {
                head = (head << 8) | b;
            }
        }

        // Both halves of the product: of the lower one alone, what stands in the last bytes would reach the highest bits only, and tables take the lowest.
        // Twice: after one round, a seventh of names that differ in two places only shared theirs under some of the secrets.
        var high = Math.BigMul(head ^ First, tail ^ (ulong)bytes.Length ^ Second, out var low);
        high = Math.BigMul(low ^ First, high ^ Second, out low);
        return (int)(high ^ low) & int.MaxValue;
    }
}
