using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.Smtp.Receiving;
using Mugai.Gateway.Smtp.Receiving.Recipients;
using Mugai.Gateway.Tenants;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Smtp.Receiving;

/// <summary>An SMTP server on a free loopback port over a fake spool.</summary>
internal sealed class TestGateway : IAsyncDisposable, IRecipientGrouping, IArrivals
{
    public const string Domain = "city.example";

    /// <summary>Nothing in these tests takes this long unless it hangs.</summary>
    public static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private readonly SmtpServer _server;

    private TestGateway(SmtpReceivingOptions options, FakeSpool spool, IRecipientCheck? recipients, TimeProvider? time)
    {
        Spool = spool;
        Time = time ?? TimeProvider.System;
        _server = new SmtpServer(
            options with { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Hostname = "gw.city.example", PostmasterDomain = Domain },
            spool, recipients ?? new RecipientChecks(new RecipientDomains([Domain, "town.example"]), []), this, this, Traffic, NullLoggerFactory.Instance, Time);
    }

    public FakeSpool Spool { get; }

    /// <summary>As of an installation with two tenants; a tenant is a domain here.</summary>
    public TenantTraffic Traffic { get; } = new(2);

    /// <summary>Told each recipient's domain, where a session asks whose mail it is.</summary>
    public Action<string>? OnResolve { get; set; }

    public TimeProvider Time { get; }

    public SmtpServer Server => _server;

    public int Port => _server.EndPoints[0].Port;

    public ConcurrentQueue<MessageId> Arrivals { get; } = new();

    public static async Task<TestGateway> StartAsync(
        SmtpReceivingOptions? options = null, FakeSpool? spool = null, IRecipientCheck? recipients = null, TimeProvider? time = null)
    {
        var gateway = new TestGateway(options ?? new SmtpReceivingOptions(), spool ?? new FakeSpool(), recipients, time);
        await gateway._server.StartAsync(CancellationToken.None);
        return gateway;
    }

    public Task<SmtpWire> ConnectAsync() => SmtpWire.ConnectAsync(Port);

    /// <summary>Connected, greeted and past EHLO.</summary>
    public async Task<SmtpWire> GreetAsync()
    {
        var wire = await ConnectAsync();
        Assert.StartsWith("220 ", await wire.ReplyAsync());
        Assert.StartsWith("250", await wire.AskAsync("EHLO client.example"));
        return wire;
    }

    /// <summary>Greeted, with MAIL and one RCPT accepted.</summary>
    public async Task<SmtpWire> EnvelopeAsync()
    {
        var wire = await GreetAsync();
        Assert.Equal("250 2.1.0 Sender ok\r\n", await wire.AskAsync("MAIL FROM:<taro@sender.example>"));
        Assert.Equal("250 2.1.5 Recipient ok\r\n", await wire.AskAsync($"RCPT TO:<hanako@{Domain}>"));
        return wire;
    }

    /// <summary>Waits until something that happens on other threads is so.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var guard = new CancellationTokenSource(HangGuard);
        while (!condition())
        {
            await Task.Delay(5, guard.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await Traffic.DisposeAsync();
    }

    string IRecipientGrouping.TenantOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    IReadOnlyList<RecipientRoute> IRecipientGrouping.Resolve(Envelope envelope, long size) => [.. envelope.Recipients.Select(recipient =>
    {
        var domain = recipient.Address[(recipient.Address.LastIndexOf('@') + 1)..];
        OnResolve?.Invoke(domain);
        return new RecipientRoute(domain, "default", "rev-" + domain);
    })];

    void IArrivals.OnCommitted(SpooledMessage message) => Arrivals.Enqueue(message.Id);
}
