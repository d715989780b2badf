using System.Net;
using System.Net.Sockets;

namespace Mugai.Gateway.Scanning;

/// <summary>What connections to scanners have in common.</summary>
internal static class ScannerSocket
{
    /// <summary>Throws <see cref="SocketException"/> when nobody is there, and <see cref="OperationCanceledException"/> when nobody answers in <paramref name="within"/>.</summary>
    public static async Task<Socket> ConnectAsync(EndPoint endPoint, TimeSpan within, TimeProvider clock, CancellationToken token)
    {
        var socket = endPoint is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var time = new CancellationTokenSource(within, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(token, time.Token);
            await socket.ConnectAsync(endPoint, both.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>False when the other side closed. What it said before it did is still to be read.</summary>
    public static async ValueTask<bool> TrySendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        try
        {
            while (bytes.Length > 0)
            {
                bytes = bytes[await socket.SendAsync(bytes, token)..];
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
