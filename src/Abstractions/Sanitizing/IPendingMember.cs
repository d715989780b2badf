namespace Mugai.Sanitizing;

/// <summary>A member that was begun (<see cref="ISanitizeContext.BeginMember"/>). Dispose it; one that was not finished stays Blocked in the report.</summary>
public interface IPendingMember : IDisposable
{
    /// <summary>Nothing is left to wait for: <see cref="Finish"/> gives what is there.</summary>
    bool IsDone { get; }

    /// <summary>Its result, once. While the container that began it is the part in hand.</summary>
    PartResult Finish();
}

/// <summary>A member that was done at once.</summary>
internal sealed class DoneMember(PartResult result) : IPendingMember
{
    private PartResult? _result = result;

    public bool IsDone => true;

    public PartResult Finish()
    {
        var result = _result ?? throw new InvalidOperationException("The member was finished before.");
        _result = null;
        return result;
    }

    public void Dispose() => _result?.Dispose();
}
