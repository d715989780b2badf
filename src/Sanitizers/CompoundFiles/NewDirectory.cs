namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>
/// Lays the entries of a new file out, a storage before what it holds, and links siblings as a balanced tree: every level full but the lowest, the lowest red
/// ([MS-CFB] 2.6.4: a red-black tree in the order of names).
/// </summary>
internal static class NewDirectory
{
    public static List<NewEntry> Of(NewStorage root)
    {
        var entries = new List<NewEntry> { new("Root Entry", DirectoryRecord.Root, root.ClassId, null) };
        var pending = new Queue<(NewStorage Storage, NewEntry Entry)>();
        pending.Enqueue((root, entries[0]));
        while (pending.TryDequeue(out var next))
        {
            var children = new List<(NewEntry Entry, NewStorage? Storage)>();
            children.AddRange(next.Storage.Streams.Select(stream => (new NewEntry(stream.Name, DirectoryRecord.Stream, default, stream.Content), (NewStorage?)null)));
            children.AddRange(next.Storage.Storages.Select(storage => (new NewEntry(storage.Name, DirectoryRecord.Storage, storage.ClassId, null), (NewStorage?)storage)));
            children.Sort((left, right) => DirectoryOrder.Compare(left.Entry.Name, right.Entry.Name));
            var first = entries.Count;
            foreach (var (entry, storage) in children)
            {
                entries.Add(entry);
                if (storage is not null)
                {
                    pending.Enqueue((storage, entry));
                }
            }

            next.Entry.Child = Link(entries, first, children.Count);
        }

        return entries;
    }

    private static uint Link(List<NewEntry> entries, int first, int count)
    {
        var lowest = (int)Math.Floor(Math.Log2(count + 1));
        var top = DirectoryRecord.None;
        var pending = new Stack<(int First, int Count, int Depth, Action<uint> Place)>();
        pending.Push((first, count, 0, id => top = id));
        while (pending.TryPop(out var part))
        {
            if (part.Count == 0)
            {
                continue;
            }

            var left = part.Count / 2;
            var entry = entries[part.First + left];
            part.Place((uint)(part.First + left));
            entry.IsRed = part.Depth == lowest;
            pending.Push((part.First, left, part.Depth + 1, id => entry.Left = id));
            pending.Push((part.First + left + 1, part.Count - left - 1, part.Depth + 1, id => entry.Right = id));
        }

        return top;
    }
}
