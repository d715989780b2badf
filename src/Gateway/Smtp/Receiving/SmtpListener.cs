using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>Listens at one address and hands out <see cref="SmtpConnection"/>s.</summary>
internal sealed class SmtpListener : IConnectionListener
{
    private readonly Socket _socket;

    private SmtpListener(Socket socket) => (_socket, EndPoint) = (socket, socket.LocalEndPoint!);

    public EndPoint EndPoint { get; }

    /// <summary>Begins to listen; throws <see cref="SocketException"/> when the address cannot be had.</summary>
    public static SmtpListener Bind(IPEndPoint endPoint, int backlog)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        try
        {
            socket.Listen(backlog);
            return new SmtpListener(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The next connection; null when listening was ended.</summary>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Socket? accepted = null;
            try
            {
                accepted = await _socket.AcceptAsync(cancellationToken);
                accepted.NoDelay = true;
                return new SmtpConnection(accepted);
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                accepted?.Dispose();
                return null;
            }
            catch (SocketException e) when (accepted is not null || e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // It was gone before it was taken.
                accepted?.Dispose();
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
