using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Mugai.Scanning;

namespace Mugai.Gateway.Scanning;

/// <summary>
/// A scanner behind ICAP (RFC 3507): OPTIONS says what the service takes; the message goes as the body of a response (RESPMOD), or of a request where the service has only that. A
/// preview lets it refuse early; a 204 to a preview alone is no verdict here, because the rest was not read: the content is sent again without one. Connections are used again.
/// </summary>
internal sealed class IcapScanner(string name, EndPoint endPoint, Uri service, ScannerLimits limits, TimeProvider clock) : IScanner
{
    private static readonly TimeSpan KeepIdle = TimeSpan.FromSeconds(30);

    /// <summary>For servers that say nothing (Options-TTL, RFC 3507 4.10.2).</summary>
    private static readonly TimeSpan OptionsLast = TimeSpan.FromMinutes(5);

    private readonly ConcurrentStack<IcapConnection> _idle = new();
    private volatile IcapOptions? _options;

    public string Name => name;

    public async ValueTask<ScanAnswer> ScanAsync(OpenContent open, CancellationToken token)
    {
        using var time = new CancellationTokenSource(limits.ScanTime, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(token, time.Token);
        try
        {
            var options = _options is { } known && clock.GetElapsedTime(known.AskedAt) < known.Lasts ? known : await AskOptionsAsync(both.Token);
            if (options.Method is null)
            {
                return Fail("the service offers neither RESPMOD nor REQMOD");
            }

            return await SendAsync(options, open, both.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return Fail(string.Create(CultureInfo.InvariantCulture, $"no verdict within {limits.ScanTime.TotalSeconds:0} s"));
        }
        catch (SocketException failure)
        {
            return Fail(failure.SocketErrorCode.ToString());
        }
        catch (IcapSyntaxException failure)
        {
            return Fail(failure.Message);
        }
    }

    public async ValueTask<ScannerFacts?> AskAsync(CancellationToken token)
    {
        using var time = new CancellationTokenSource(limits.AskTime, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(token, time.Token);
        try
        {
            var options = await AskOptionsAsync(both.Token);
            return options.Method is null ? null : new ScannerFacts(options.Tag, null);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure) when (failure is SocketException or IcapSyntaxException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        while (_idle.TryPop(out var connection))
        {
            connection.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async Task<ScanAnswer> SendAsync(IcapOptions options, OpenContent open, CancellationToken token)
    {
        for (var tries = 1; ; tries++)
        {
            var connection = await TakeAsync(token);
            var done = false;
            try
            {
                var content = await open(token);
                await using (content)
                {
                    var exchange = new IcapExchange(connection, service, options, name);
                    var (answer, keeps) = await exchange.RunAsync(content, token);
                    done = keeps;
                    if (answer is not null)
                    {
                        return answer;
                    }

                    // It does not want to read what it saw the beginning of. It must.
                    options = options with { PreviewBytes = null };
                    _options = options;
                }
            }
            catch (Exception failure) when (failure is SocketException or IcapSyntaxException && connection is { IsReused: true, HasAnswered: false } && tries <= limits.Connections)
            {
                // It closed while it was idle; the content is opened anew for another one.
            }
            finally
            {
                GiveBack(connection, done);
            }
        }
    }

    private async Task<IcapOptions> AskOptionsAsync(CancellationToken token)
    {
        using var connection = await ConnectAsync(token);
        var request = Encoding.ASCII.GetBytes($"OPTIONS {service} ICAP/1.0\r\nHost: {service.Authority}\r\nUser-Agent: Mugai\r\nEncapsulated: null-body=0\r\nConnection: close\r\n\r\n");
        await connection.TrySendAsync(request, token);
        var options = IcapOptions.Of((await connection.ReadAsync(static () => 0, token)).Head, clock.GetTimestamp(), OptionsLast);
        // What one content taught us about previews holds until the service changes.
        _options = _options is { PreviewBytes: null } old && old.Tag == options.Tag ? options with { PreviewBytes = null } : options;
        return _options;
    }

    private async Task<IcapConnection> TakeAsync(CancellationToken token)
    {
        while (_idle.TryPop(out var idle))
        {
            if (clock.GetElapsedTime(idle.LastUsed) < KeepIdle && idle.IsQuiet)
            {
                idle.Reuse();
                return idle;
            }

            idle.Dispose();
        }

        return await ConnectAsync(token);
    }

    private void GiveBack(IcapConnection connection, bool keeps)
    {
        if (keeps && _idle.Count < limits.Connections)
        {
            connection.LastUsed = clock.GetTimestamp();
            _idle.Push(connection);
        }
        else
        {
            connection.Dispose();
        }
    }

    private async Task<IcapConnection> ConnectAsync(CancellationToken token) => new(await ScannerSocket.ConnectAsync(endPoint, limits.AskTime, clock, token), clock.GetTimestamp());

    private ScanAnswer Fail(string what) => new(name, ScanVerdict.Failed, new UntrustedText(what), default);
}
