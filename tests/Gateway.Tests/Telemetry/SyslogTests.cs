using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Mugai.Gateway.Telemetry;

namespace Mugai.Gateway.Tests.Telemetry;

/// <summary>What a collector gets, and what counts as taken.</summary>
public sealed class SyslogTests
{
    private static readonly SyslogMessage Message = new()
    {
        Facility = SyslogFacility.Audit, Severity = SyslogSeverity.Notice, Time = new DateTimeOffset(2026, 11, 29, 18, 30, 0, TimeSpan.FromHours(9)), Kind = "Released", Sequence = 7, Text = "払い出し\nsecond",
    };

    private static readonly SyslogFormat Format = new("gw.city.example.lg.jp", "mugai", 42);

    [Fact]
    public void Message_IsOneLineOfRfc5424()
    {
        Assert.Equal(
            "<109>1 2026-11-29T09:30:00.000000Z gw.city.example.lg.jp mugai 42 Released [meta sequenceId=\"7\"] \uFEFF払い出し\\u000asecond", Encoding.UTF8.GetString(Format.Write(Message)));
        var odd = Encoding.UTF8.GetString(new SyslogFormat("", "a b", 1).Write(Message with { Kind = "改 ざん", Sequence = null, Facility = SyslogFacility.Daemon, Severity = SyslogSeverity.Error }));
        Assert.StartsWith("<27>1 2026-11-29T09:30:00.000000Z - ab 1 - - ", odd, StringComparison.Ordinal);
        Assert.Contains("sequenceId=\"1\"", Encoding.UTF8.GetString(Format.Write(Message with { Sequence = (long)int.MaxValue + 1 })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("udp://192.0.2.1", "udp://192.0.2.1:514")]
    [InlineData("tcp://siem.example:1514", "tcp://siem.example:1514")]
    [InlineData("tls://siem.example", "tls://siem.example:6514")]
    [InlineData("tcp://[2001:db8::1]:514", "tcp://[2001:db8::1]:514")]
    public void Target_IsRead(string text, string read) => Assert.Equal(read, SyslogTarget.Parse(text).ToString());

    [Theory]
    [InlineData("siem.example:514")]
    [InlineData("http://siem.example")]
    [InlineData("tcp://siem.example/path")]
    [InlineData("tcp://")]
    public void Target_ThatIsNone_IsRefused(string text) => Assert.Throws<FormatException>(() => SyslogTarget.Parse(text));

    [Fact]
    public async Task Stream_CountsOctets_AndSurvivesACollectorThatWentAway()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        var port = ((IPEndPoint)first.LocalEndpoint).Port;
        await using var connection = new SyslogConnection(new SyslogTarget(SyslogTransport.Tcp, "127.0.0.1", port), TimeProvider.System);
        var line = Format.Write(Message);
        await connection.SendAsync([line, line], CancellationToken.None);
        using (var peer = await first.AcceptTcpClientAsync())
        {
            var expected = $"{line.Length} ".Length + line.Length;
            var bytes = new byte[2 * expected];
            await peer.GetStream().ReadExactlyAsync(bytes);
            Assert.All(Regex.Matches(Encoding.UTF8.GetString(bytes), @"(\d+) <109>"), match => Assert.Equal(line.Length, int.Parse(match.Groups[1].Value, null)));
        }

        first.Stop();
        await Assert.ThrowsAsync<SyslogUnavailableException>(async () => await connection.SendAsync([line], CancellationToken.None));
        using var second = new TcpListener(IPAddress.Loopback, port);
        second.Start();
        await connection.SendAsync([line], CancellationToken.None);
        Assert.Equal(2, connection.Connections);
    }

    [Fact]
    public async Task Datagram_IsOneMessage_CutBetweenCharacters()
    {
        using var collector = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using var connection = new SyslogConnection(new SyslogTarget(SyslogTransport.Udp, "127.0.0.1", ((IPEndPoint)collector.Client.LocalEndPoint!).Port), TimeProvider.System);
        await connection.SendAsync([Format.Write(Message), Format.Write(Message with { Text = new string('漢', 30_000) })], CancellationToken.None);
        Assert.Equal(Format.Write(Message), (await collector.ReceiveAsync()).Buffer);
        var cut = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString((await collector.ReceiveAsync()).Buffer);
        Assert.EndsWith("漢漢", cut, StringComparison.Ordinal);
    }
}
