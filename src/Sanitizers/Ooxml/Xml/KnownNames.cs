using System.Runtime.CompilerServices;

namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>
/// The names of one part. The reader hands out one string per name, so names are compared and hashed by reference: no character of a name is looked at twice. Bounded by the reader's
/// own <see cref="BoundedNameTable"/>.
/// </summary>
internal sealed class KnownNames
{
    private KnownName?[] _slots = new KnownName?[512];
    private int _count;

    public KnownName Find(string uri, string localName)
    {
        for (var at = Slot(uri, localName); ; at = (at + 1) & (_slots.Length - 1))
        {
            if (_slots[at] is not { } known)
            {
                return Add(uri, localName);
            }

            if (ReferenceEquals(known.LocalName, localName) && ReferenceEquals(known.Uri, uri))
            {
                return known;
            }
        }
    }

    private KnownName Add(string uri, string localName)
    {
        if (2 * ++_count > _slots.Length)
        {
            var old = _slots;
            _slots = new KnownName?[2 * old.Length];
            foreach (var moved in old)
            {
                if (moved is not null)
                {
                    Insert(moved);
                }
            }
        }

        var known = new KnownName(uri, localName, Namespaces.Find(uri));
        Insert(known);
        return known;
    }

    private void Insert(KnownName known)
    {
        var at = Slot(known.Uri, known.LocalName);
        while (_slots[at] is not null)
        {
            at = (at + 1) & (_slots.Length - 1);
        }

        _slots[at] = known;
    }

    private int Slot(string uri, string localName) =>
        ((RuntimeHelpers.GetHashCode(localName) * 31) + RuntimeHelpers.GetHashCode(uri)) & (_slots.Length - 1);
}
