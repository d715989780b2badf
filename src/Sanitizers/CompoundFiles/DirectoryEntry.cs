namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>A storage or a stream in the tree. Sizes are what the directory says; <see cref="CompoundFile.Open(DirectoryEntry)"/> checks them.</summary>
public sealed class DirectoryEntry(DirectoryRecord record)
{
    public string Name => record.Name;

    public bool IsStorage => record.Type != DirectoryRecord.Stream;

    public Guid ClassId => record.ClassId;

    public uint StartSector => record.StartSector;

    /// <summary>Bytes of a stream; of the root storage, bytes of the mini stream.</summary>
    public long Size => record.Size;

    /// <summary>What a storage holds, in the order of <see cref="DirectoryOrder"/>; no two of one name. Empty for a stream.</summary>
    public IReadOnlyList<DirectoryEntry> Children { get; internal set; } = [];

    /// <summary>Where a stream lies, once it was opened.</summary>
    internal SectorChain? Chain { get; set; }

    /// <summary>The child of this name, whatever its case; null when there is none.</summary>
    public DirectoryEntry? Find(string name)
    {
        var (low, high) = (0, Children.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = DirectoryOrder.Compare(Children[middle].Name, name);
            if (order == 0)
            {
                return Children[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }
}
