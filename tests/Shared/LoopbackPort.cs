using System.Net;
using System.Net.Sockets;

namespace Mugai.Testing;

/// <summary>Ports on loopback that nobody has.</summary>
public static class LoopbackPort
{
    // Below the range that the kernel gives to clients (32768 and up), so that no outgoing connection takes it before the server does.
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int _next = Environment.ProcessId * 37 % Count;

    public static int Free()
    {
        for (var tries = 0; tries < 500; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }

        throw new InvalidOperationException("No free port on loopback.");
    }
}
