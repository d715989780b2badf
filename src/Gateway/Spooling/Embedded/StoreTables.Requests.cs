using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Rows of requests.</summary>
internal sealed partial class StoreTables
{
    private SqliteStatement _writeRequest = null!, _readRequest = null!, _changeRequest = null!, _dropRequests = null!;

    public void AddRequest(MessageState state, ReleaseRequest request, ReadOnlySpan<byte> box) => _writeRequest.Bind(1, request.Id.ToBytes()).Bind(2, state.Sequence)
        .Bind(3, request.Asked.Person).Bind(4, request.Asked.Tenant).Bind(5, request.Asked.Department).Bind(6, (long)request.State).Bind(7, (long)request.Asked.Way)
        .Bind(8, request.MadeAt.UtcTicks).Bind(9, request.Until.UtcTicks).Bind(10, box).Run();

    public RequestState? FindRequestState(MessageId id)
    {
        RequestState? state = _readRequest.Bind(1, id.ToBytes()).Step() ? (RequestState)_readRequest.Int32(0) : null;
        _readRequest.Reset();
        return state;
    }

    public void ChangeRequest(ReleaseRequest request, ReadOnlySpan<byte> box)
    {
        _changeRequest.Bind(1, request.Id.ToBytes()).Bind(2, (long)request.State).Bind(3, request.Until.UtcTicks).Bind(6, box);
        _ = request.First is { } first ? _changeRequest.Bind(4, first) : _changeRequest.BindNull(4);
        _ = request.DecidedBy is { } decided ? _changeRequest.Bind(5, decided) : _changeRequest.BindNull(5);
        _changeRequest.Run();
    }

    private void PrepareRequests()
    {
        _writeRequest = Prepare(
            "INSERT INTO requests(id, message, person, tenant, department, state, way, made, until, box) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
        _readRequest = Prepare("SELECT state FROM requests WHERE id = ?1");
        _changeRequest = Prepare("UPDATE requests SET state = ?2, until = ?3, first = ?4, decided = ?5, box = ?6 WHERE id = ?1");
        _dropRequests = Prepare("DELETE FROM requests WHERE message = ?1");
    }
}
