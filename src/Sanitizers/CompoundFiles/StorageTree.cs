using Mugai.Sanitizing;

namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>
/// Makes the tree of storages out of the directory's records. The red-black trees of siblings are walked, never searched, so that their colors and their order do not
/// matter; every record is met once at most.
/// </summary>
internal static class StorageTree
{
    // Objects in objects in objects; Office writes three or four levels.
    private const int MaxDepth = 64;

    public static (DirectoryEntry? Root, Reason Reason, string Detail) Build(IReadOnlyList<DirectoryRecord> records)
    {
        if (records.Count == 0 || records[0].Type != DirectoryRecord.Root)
        {
            return (null, Reason.Corrupt, "no root storage");
        }

        var visited = new bool[records.Count];
        visited[0] = true;
        var root = new DirectoryEntry(records[0]);
        var storages = new Stack<(DirectoryEntry Storage, uint Child, int Depth)>();
        storages.Push((root, records[0].Child, 1));
        while (storages.TryPop(out var next))
        {
            if (next.Depth > MaxDepth)
            {
                return (null, Reason.TooDeep, "storages in storages");
            }

            if (Siblings(records, next.Child, visited) is not { } ids)
            {
                return (null, Reason.Corrupt, "the tree of the directory");
            }

            var children = new List<DirectoryEntry>(ids.Count);
            foreach (var id in ids)
            {
                var child = new DirectoryEntry(records[(int)id]);
                children.Add(child);
                if (child.IsStorage)
                {
                    storages.Push((child, records[(int)id].Child, next.Depth + 1));
                }
            }

            children.Sort((left, right) => DirectoryOrder.Compare(left.Name, right.Name));
            for (var i = 1; i < children.Count; i++)
            {
                // Which of the two a reader finds depends on how it searches.
                if (DirectoryOrder.Compare(children[i - 1].Name, children[i].Name) == 0)
                {
                    return (null, Reason.Ambiguous, "two entries of one name");
                }
            }

            next.Storage.Children = children;
        }

        return (root, Reason.None, "");
    }

    private static List<uint>? Siblings(IReadOnlyList<DirectoryRecord> records, uint first, bool[] visited)
    {
        var found = new List<uint>();
        var pending = new Stack<uint>();
        pending.Push(first);
        while (pending.TryPop(out var id))
        {
            if (id == DirectoryRecord.None)
            {
                continue;
            }

            if (id >= visited.Length || visited[id] || records[(int)id] is not { Type: DirectoryRecord.Storage or DirectoryRecord.Stream, Name.Length: > 0 } record)
            {
                return null;
            }

            visited[id] = true;
            found.Add(id);
            pending.Push(record.Left);
            pending.Push(record.Right);
        }

        return found;
    }
}
