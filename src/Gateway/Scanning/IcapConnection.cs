using System.Net.Sockets;

namespace Mugai.Gateway.Scanning;

/// <summary>One connection to an ICAP server.</summary>
internal sealed class IcapConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly IcapReader _reader;

    public IcapConnection(Socket socket, long lastUsed)
    {
        (_socket, LastUsed) = (socket, lastUsed);
        _reader = new IcapReader(ReceiveAsync);
    }

    /// <summary>When it was given back (a time stamp of the clock).</summary>
    public long LastUsed { get; set; }

    /// <summary>Bytes have come over it since it was taken.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>It was used for a request before.</summary>
    public bool IsReused { get; private set; }

    /// <summary>Nothing came that nobody asked for: what is left over from one content must never be taken for the verdict on another.</summary>
    public bool IsQuiet => !_reader.HasUnread && !_socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Taken again for another request.</summary>
    public void Reuse() => (IsReused, HasAnswered) = (true, false);

    /// <summary>False when the other side closed. What it said before is still to be read.</summary>
    public ValueTask<bool> TrySendAsync(ReadOnlyMemory<byte> bytes, CancellationToken token) => ScannerSocket.TrySendAsync(_socket, bytes, token);

    /// <summary>Reads one response to its end.</summary>
    /// <param name="maxBody">More bytes than this cannot be what was sent; asked again with each chunk, because sending goes on.</param>
    public Task<IcapResponse> ReadAsync(Func<long> maxBody, CancellationToken token) => _reader.ReadAsync(maxBody, token);

    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken token)
    {
        var count = await _socket.ReceiveAsync(buffer, token);
        HasAnswered |= count > 0;
        return count;
    }
}
