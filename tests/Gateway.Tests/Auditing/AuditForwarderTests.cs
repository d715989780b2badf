using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Auditing;
using Mugai.Gateway.Auditing;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Gateway.Telemetry;
using Mugai.Gateway.Tests.Spooling;

namespace Mugai.Gateway.Tests.Auditing;

/// <summary>The audit log at a collector: whole, in order, also when the collector or we were away; what is personal stays here.</summary>
public sealed class AuditForwarderTests : IAsyncLifetime, IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly SettableTime _time = new(new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero));
    private EmbeddedSpool _spool = null!;

    public async Task InitializeAsync() => _spool = await EmbeddedSpool.OpenAsync(_folder.Options, null, _time);

    public async Task DisposeAsync() => await _spool.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryEntry_ComesInOrder_WithoutWhatIsPersonal()
    {
        using var collector = new Collector();
        await _spool.CommitAsync("mail");
        await using var connection = Connect(collector.Port);
        var forwarder = Forward(connection);
        await forwarder.SweepAsync(CancellationToken.None);
        var entries = await collector.ReadAsync(2);
        Assert.Equal([1, 2], entries.Select(entry => entry["sequence"]!.GetValue<long>()));
        Assert.Equal(["Started", "Received"], entries.Select(entry => entry["kind"]!.GetValue<string>()));
        Assert.True(entries[1]["sealed"]!.GetValue<bool>());
        Assert.DoesNotContain("taro@", entries[1].ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(2, forwarder.Position);
    }

    [Fact]
    public async Task WhatIsPersonal_IsOpened_WhereTheOperatorSaysSo()
    {
        using var collector = new Collector();
        await _spool.CommitAsync("mail");
        await using var connection = Connect(collector.Port);
        await Forward(connection, opensPersonal: true).SweepAsync(CancellationToken.None);
        Assert.Contains("taro@", (await collector.ReadAsync(2))[1].ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhileTheCollectorIsAway_EntriesWait_ThroughARestart_AndAreNotCut()
    {
        var collector = new Collector();
        var port = collector.Port;
        await using (var connection = Connect(port))
        {
            var forwarder = Forward(connection);
            await forwarder.SweepAsync(CancellationToken.None);
            Assert.Single(await collector.ReadAsync(1));
            collector.Dispose();
            await _spool.RecordAsync(new AuditNote(AuditKind.AdministratorActed, "os:admin", "{}"u8.ToArray()), CancellationToken.None);
            await forwarder.SweepAsync(CancellationToken.None);
            Assert.Equal(1, forwarder.Position);
            Assert.Equal(_time.Now, await forwarder.CutBeforeAsync(_time.Now.AddYears(1), CancellationToken.None));
        }

        await _spool.DisposeAsync();
        _spool = await EmbeddedSpool.OpenAsync(_folder.Options, null, _time);
        using var back = new Collector(port);
        await using var second = Connect(port);
        await Forward(second).SweepAsync(CancellationToken.None);
        Assert.Equal([2, 3, 4], (await back.ReadAsync(3)).Select(entry => entry["sequence"]!.GetValue<long>()));
    }

    [Fact]
    public async Task AfterABrokenConnection_TheLastOnesComeAgain()
    {
        var collector = new Collector();
        await using var connection = Connect(collector.Port);
        var forwarder = Forward(connection);
        await forwarder.SweepAsync(CancellationToken.None);
        await collector.ReadAsync(1);
        collector.Dispose();
        await _spool.RecordAsync(new AuditNote(AuditKind.AdministratorActed, "os:admin", "{}"u8.ToArray()), CancellationToken.None);
        await forwarder.SweepAsync(CancellationToken.None);
        using var back = new Collector(collector.Port);
        await forwarder.SweepAsync(CancellationToken.None); // it waits a little before it tries again
        Assert.Equal(1, forwarder.Position);
        _time.Now = _time.Now.AddSeconds(3);
        await forwarder.SweepAsync(CancellationToken.None);
        Assert.Equal([1, 2], (await back.ReadAsync(2)).Select(entry => entry["sequence"]!.GetValue<long>()));
        Assert.Equal(2, forwarder.Position);
    }

    private static SyslogConnection Connect(int port) => new(new SyslogTarget(SyslogTransport.Tcp, "127.0.0.1", port), TimeProvider.System);

    private AuditForwarder Forward(SyslogConnection connection, bool opensPersonal = false) =>
        new(_spool, new Marks(_spool), connection, new SyslogFormat("gw.example", "mugai", 1), opensPersonal, _time, NullLogger.Instance);

    /// <summary>Takes one connection and reads counted messages (RFC 6587).</summary>
    private sealed class Collector : IDisposable
    {
        private readonly TcpListener _listener;
        private TcpClient? _peer;

        public Collector(int port = 0)
        {
            _listener = new TcpListener(IPAddress.Loopback, port);
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        }

        public int Port { get; }

        public async Task<List<JsonNode>> ReadAsync(int count)
        {
            _peer ??= await _listener.AcceptTcpClientAsync();
            var stream = _peer.GetStream();
            var entries = new List<JsonNode>();
            var sign = new byte[1];
            while (entries.Count < count)
            {
                var digits = "";
                while (true)
                {
                    await stream.ReadExactlyAsync(sign);
                    if (sign[0] == ' ')
                    {
                        break;
                    }

                    digits += (char)sign[0];
                }

                var line = new byte[int.Parse(digits, CultureInfo.InvariantCulture)];
                await stream.ReadExactlyAsync(line);
                var text = Encoding.UTF8.GetString(line);
                entries.Add(JsonNode.Parse(text[(text.IndexOf('\uFEFF', StringComparison.Ordinal) + 1)..])!);
            }

            return entries;
        }

        public void Dispose()
        {
            _peer?.Dispose();
            _listener.Stop();
        }
    }
}
