using System.Runtime.CompilerServices;

namespace Mugai.Sanitizers.Xml;

/// <summary>
/// What is known of the names of one document, looked up once for each. A reader hands out one string per name, so names are compared and hashed by reference: no
/// character of a name is looked at twice. Bounded by the reader's own name table.
/// </summary>
internal sealed class NameMap<T>(Func<string, string, T> know)
    where T : class
{
    private (string Uri, string LocalName, T? Known)[] _slots = new (string, string, T?)[512];
    private int _count;

    public T Find(string uri, string localName)
    {
        for (var at = Slot(uri, localName); ; at = (at + 1) & (_slots.Length - 1))
        {
            ref var slot = ref _slots[at];
            if (slot.Known is not { } known)
            {
                return Add(uri, localName);
            }

            if (ReferenceEquals(slot.LocalName, localName) && ReferenceEquals(slot.Uri, uri))
            {
                return known;
            }
        }
    }

    private T Add(string uri, string localName)
    {
        if (2 * ++_count > _slots.Length)
        {
            var old = _slots;
            _slots = new (string, string, T?)[2 * old.Length];
            foreach (var moved in old)
            {
                if (moved.Known is not null)
                {
                    Insert(moved);
                }
            }
        }

        var known = know(uri, localName);
        Insert((uri, localName, known));
        return known;
    }

    private void Insert((string Uri, string LocalName, T? Known) entry)
    {
        var at = Slot(entry.Uri, entry.LocalName);
        while (_slots[at].Known is not null)
        {
            at = (at + 1) & (_slots.Length - 1);
        }

        _slots[at] = entry;
    }

    private int Slot(string uri, string localName) =>
        ((RuntimeHelpers.GetHashCode(localName) * 31) + RuntimeHelpers.GetHashCode(uri)) & (_slots.Length - 1);
}
