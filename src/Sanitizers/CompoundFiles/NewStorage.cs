namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>A storage of a file that is to be written. Streams are read when the file is written and must stay open until then.</summary>
public sealed class NewStorage(string name, Guid classId = default)
{
    private readonly List<NewStorage> _storages = [];
    private readonly List<(string Name, Stream Content)> _streams = [];

    public string Name => name;

    public Guid ClassId => classId;

    public IReadOnlyList<NewStorage> Storages => _storages;

    public IReadOnlyList<(string Name, Stream Content)> Streams => _streams;

    /// <summary>Adds a stream with all of <paramref name="content"/> (seekable).</summary>
    public void Add(string streamName, Stream content) => _streams.Add((streamName, content));

    public NewStorage AddStorage(string storageName, Guid storageClassId = default)
    {
        var storage = new NewStorage(storageName, storageClassId);
        _storages.Add(storage);
        return storage;
    }

    /// <summary>
    /// Adds all that <paramref name="source"/> holds as it is, to take an embedded file out of its container; false when a stream of it cannot be read.
    /// </summary>
    public bool AddAll(CompoundFile file, DirectoryEntry source)
    {
        var pending = new Stack<(NewStorage Into, DirectoryEntry From)>();
        pending.Push((this, source));
        while (pending.TryPop(out var next))
        {
            foreach (var child in next.From.Children)
            {
                if (child.IsStorage)
                {
                    pending.Push((next.Into.AddStorage(child.Name, child.ClassId), child));
                }
                else if (file.Open(child) is { } content)
                {
                    next.Into.Add(child.Name, content);
                }
                else
                {
                    return false;
                }
            }
        }

        return true;
    }
}
