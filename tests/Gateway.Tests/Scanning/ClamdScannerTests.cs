using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Mugai.Gateway.Scanning;
using Mugai.Gateway.Tests.Smtp.Receiving;
using Mugai.Scanning;
using Mugai.Testing;

namespace Mugai.Gateway.Tests.Scanning;

public sealed class ClamdScannerTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 200_001).Select(number => (byte)(number * 7))];

    [Theory]
    [InlineData("stream: OK\0", ScanVerdict.Clean, "")]
    [InlineData("stream: Mugai.Test.Bad-1 FOUND\0", ScanVerdict.Infected, "Mugai.Test.Bad-1")]
    [InlineData("stream: A name of FOUND FOUND\0", ScanVerdict.Infected, "A name of FOUND")]
    [InlineData("stream: Can't allocate memory ERROR\0", ScanVerdict.Failed, "stream: Can't allocate memory ERROR")]
    [InlineData("stream: OK", ScanVerdict.Failed, "an answer without its end")]
    [InlineData("stream: O", ScanVerdict.Failed, "an answer without its end")]
    [InlineData("", ScanVerdict.Failed, "closed without an answer")]
    [InlineData("stream: OK\0stream: Bad FOUND\0", ScanVerdict.Failed, "an answer without its end")]
    [InlineData("stream: ok\0", ScanVerdict.Failed, "not an answer of clamd: stream: ok")]
    [InlineData("OK\0", ScanVerdict.Failed, "not an answer of clamd: OK")]
    [InlineData("stream: OK \0", ScanVerdict.Failed, "not an answer of clamd: stream: OK ")]
    [InlineData("stream:  FOUND\0", ScanVerdict.Failed, "not an answer of clamd: stream:  FOUND")]
    [InlineData("UNKNOWN COMMAND\0", ScanVerdict.Failed, "not an answer of clamd: UNKNOWN COMMAND")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", ScanVerdict.Failed, "an answer without its end")]
    public void Reads_EachAnswer(string reply, ScanVerdict verdict, string words)
    {
        var answer = ClamdReply.Parse(Encoding.Latin1.GetBytes(reply), wasSentWhole: true, "av");

        Assert.Equal((verdict, words, true), (answer.Verdict, answer.Signature.DangerousRaw, answer.MayPass));
    }

    [Theory]
    [InlineData("INSTREAM size limit exceeded. ERROR\0")]
    [InlineData("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0")]
    public void SizeLimit_IsNeitherCleanNorWorthAnotherTry(string reply) =>
        Assert.True(ClamdReply.Parse(Encoding.Latin1.GetBytes(reply), wasSentWhole: true, "av") is { Verdict: ScanVerdict.Failed, MayPass: false });

    [Fact]
    public void Clean_IsNotBelievedOfWhatWasNotSent() =>
        Assert.Equal(ScanVerdict.Failed, ClamdReply.Parse("stream: OK\0"u8, wasSentWhole: false, "av").Verdict);

    [Theory]
    [InlineData("ClamAV 1.4.6/27812/Sat Nov 28 08:30:21 2026", 28)]
    [InlineData("ClamAV 1.4.6/27812/Sun Nov  1 08:30:21 2026", 1)]
    public void Version_TellsTheDay(string line, int day) => Assert.Equal(new DateTimeOffset(2026, 11, day, 8, 30, 21, TimeSpan.Zero), ClamdReply.Version(line)!.SignaturesOf);

    [Fact]
    public void Version_WithoutOfficialSignatures_HasNoDay()
    {
        Assert.Equal(new ScannerFacts(new("ClamAV 1.4.6"), null), ClamdReply.Version("ClamAV 1.4.6"));
        Assert.Null(ClamdReply.Version("PONG"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(200_001)]
    public async Task Sends_EveryByteAndTheEnd(int length)
    {
        byte[]? got = null;
        await using var server = new FakeWire(async (wire, _) =>
        {
            got = await TakeAllAsync(wire);
            await wire.SayAsync("stream: OK\0");
        });

        Assert.Equal(ScanVerdict.Clean, (await ScanAsync(server.EndPoint, Content[..length])).Verdict);
        Assert.Equal(Content[..length], got);
    }

    [Fact]
    public async Task Speaks_OverAUnixSocket()
    {
        var path = Path.Combine(Path.GetTempPath(), $"mugai-{Guid.NewGuid():N}.ctl");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var served = Task.Run(async () =>
        {
            using var socket = await listener.AcceptAsync();
            await using var stream = new NetworkStream(socket);
            var wire = new Wire(stream, CancellationToken.None);
            await TakeAllAsync(wire);
            await wire.SayAsync("stream: OK\0");
        });

        Assert.Equal(ScanVerdict.Clean, (await ScanAsync(new UnixDomainSocketEndPoint(path), Content)).Verdict);
        await served;
        File.Delete(path);
    }

    [Fact]
    public async Task SizeLimit_SaidInTheMiddle_IsHeard()
    {
        await using var server = new FakeWire(async (wire, _) =>
        {
            await wire.LineAsync('\0');
            await wire.TakeAsync(4 + 65_536);
            await wire.SayAsync("INSTREAM size limit exceeded. ERROR\0");
            // As clamd does: what still comes is read over before it closes.
            await wire.TakeAsync(4 + 65_536);
        });

        var answer = await ScanAsync(server.EndPoint, new EndlessStream());
        Assert.Equal(ScanVerdict.Failed, answer.Verdict);
        Assert.Equal("INSTREAM size limit exceeded. ERROR", answer.Signature.DangerousRaw);
        Assert.False(answer.MayPass);
    }

    [Theory]
    [InlineData("stream: OK\0")]
    [InlineData("stream: O")]
    [InlineData("")]
    public async Task WhateverIsSaidTooEarly_IsNotClean(string said)
    {
        await using var server = new FakeWire(async (wire, _) =>
        {
            await wire.LineAsync('\0');
            await wire.TakeAsync(4 + 65_536);
            await wire.SayAsync(said);
        });

        Assert.Equal(ScanVerdict.Failed, (await ScanAsync(server.EndPoint, new EndlessStream())).Verdict);
    }

    [Fact]
    public async Task EndlessAnswer_HasAnEndHere()
    {
        await using var server = new FakeWire(async (wire, _) =>
        {
            await TakeAllAsync(wire);
            while (true)
            {
                await wire.SayAsync(new string('x', 10_000));
            }
        });

        Assert.Equal("an answer without its end", (await ScanAsync(server.EndPoint, Content)).Signature.DangerousRaw);
    }

    [Fact]
    public async Task Silence_EndsWithItsTime()
    {
        var clock = new ManualTime();
        await using var server = new FakeWire(async (wire, _) =>
        {
            await TakeAllAsync(wire);
            await wire.NeverAsync();
        });
        await using var scanner = new ClamdScanner("av", server.EndPoint, new ScannerLimits(), clock);
        var scan = scanner.ScanAsync(_ => ValueTask.FromResult<Stream>(new MemoryStream(Content)), CancellationToken.None).AsTask();

        await clock.AdvanceUntilAsync(scan, TimeSpan.FromSeconds(10));
        Assert.Equal("no verdict within 120 s", (await scan).Signature.DangerousRaw);
    }

    [Fact]
    public async Task NobodyThere_IsAFailure()
    {
        var gone = new IPEndPoint(IPAddress.Loopback, LoopbackPort.Free());
        await using var scanner = new ClamdScanner("av", gone, new ScannerLimits(), TimeProvider.System);

        Assert.Equal(ScanVerdict.Failed, (await ScanAsync(gone, Content)).Verdict);
        Assert.Null(await scanner.AskAsync(CancellationToken.None));
    }

    [Fact]
    public async Task ContentThatCannotBeRead_IsOurFailureAndNoVerdict()
    {
        await using var server = new FakeWire(async (wire, _) => await TakeAllAsync(wire));
        await using var scanner = new ClamdScanner("av", server.EndPoint, new ScannerLimits(), TimeProvider.System);

        await Assert.ThrowsAsync<IOException>(() => scanner.ScanAsync(_ => throw new IOException("disk"), CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Asks_PingAndVersion()
    {
        await using var server = new FakeWire(async (wire, _) => await wire.SayAsync(await wire.LineAsync('\0') == "zPING" ? "PONG\0" : "ClamAV 1.4.6/1/Sat Nov 28 08:30:21 2026\0"));
        await using var scanner = new ClamdScanner("av", server.EndPoint, new ScannerLimits(), TimeProvider.System);

        Assert.Equal(28, (await scanner.AskAsync(CancellationToken.None))!.SignaturesOf!.Value.Day);
    }

    private static Task<ScanAnswer> ScanAsync(EndPoint endPoint, byte[] content) => ScanAsync(endPoint, new MemoryStream(content));

    private static async Task<ScanAnswer> ScanAsync(EndPoint endPoint, Stream content)
    {
        await using var scanner = new ClamdScanner("av", endPoint, new ScannerLimits(), TimeProvider.System);
        return await scanner.ScanAsync(_ => ValueTask.FromResult(content), CancellationToken.None);
    }

    /// <summary>What clamd reads: the command, chunks with a length in front, one without bytes.</summary>
    private static async Task<byte[]> TakeAllAsync(Wire wire)
    {
        Assert.Equal("zINSTREAM", await wire.LineAsync('\0'));
        var all = new MemoryStream();
        int count;
        while ((count = BinaryPrimitives.ReadInt32BigEndian(await wire.TakeAsync(4))) > 0)
        {
            all.Write(await wire.TakeAsync(count));
        }

        return all.ToArray();
    }
}

/// <summary>Never ends by itself.</summary>
internal sealed class EndlessStream : MemoryStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer.Span.Fill((byte)'m');
        return ValueTask.FromResult(buffer.Length);
    }
}
