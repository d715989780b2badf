using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Mugai.Gateway.Hosting;

/// <summary>
/// Tells systemd how the service stands (sd_notify(3)): one datagram to the socket it names. Started by hand there is none, and nothing is said.
/// While the watchdog is on (WATCHDOG_USEC), a sign of life goes out twice in its time, from the same pool of threads that serves mail: one that hangs is restarted.
/// </summary>
internal sealed class ServiceNotice : IAsyncDisposable
{
    /// <summary>How long a word may wait for room in the socket's queue (ten datagrams on Linux): nobody who does not listen keeps the gateway from ending.</summary>
    private const int PatienceMilliseconds = 1_000;

    private readonly string? _socket = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");
    private readonly CancellationTokenSource _stop = new();
    private Task _signs = Task.CompletedTask;

    /// <summary>Mail is taken.</summary>
    public void Ready(TimeProvider clock)
    {
        Say("READY=1");
        if (_socket is not null && long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0)
        {
            _signs = SignAsync(TimeSpan.FromMicroseconds(microseconds / 2.0), clock);
        }
    }

    /// <summary>No new mail is taken, what is under way is finished.</summary>
    public void Stopping() => Say("STOPPING=1");

    /// <summary>Signs of life go on through the drain; they end here.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _signs.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task SignAsync(TimeSpan every, TimeProvider clock)
    {
        while (!_stop.IsCancellationRequested)
        {
            Say("WATCHDOG=1");
            await Task.Delay(every, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Say(string state)
    {
        if (string.IsNullOrEmpty(_socket))
        {
            return;
        }

        try
        {
            // '@' stands for the zero byte of an abstract socket.
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = PatienceMilliseconds };
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(_socket[0] == '@' ? "\0" + _socket[1..] : _socket));
        }
        catch (SocketException)
        {
            // Whoever asked to be told is gone, or does not listen.
        }
    }
}
