namespace Mugai.Journey;

/// <summary>A folder for one run, gone afterwards. On a volume that really syncs.</summary>
internal sealed class WorkPlace : IAsyncDisposable
{
    private WorkPlace(string folder) => Folder = folder;

    public string Folder { get; }

    public static WorkPlace Make(string below)
    {
        var folder = Path.Combine(below, $"mugai-journey-{Environment.ProcessId}");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
        return new WorkPlace(folder);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
