using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Mugai.Gateway.Scanning;
using Mugai.Gateway.Tests.Smtp.Receiving;
using Mugai.Scanning;

namespace Mugai.Gateway.Tests.Scanning;

public sealed class IcapScannerTests
{
    private const string Clean = "ICAP/1.0 204 No Content\r\nISTag: \"sig-1\"\r\nEncapsulated: null-body=0\r\n\r\n";
    private const string Continue = "ICAP/1.0 100 Continue\r\n\r\n";

    private static readonly byte[] Content = [.. Enumerable.Range(0, 150_000).Select(number => (byte)(number * 7))];

    [Theory]
    [InlineData("X-Infection-Found: Type=0; Resolution=2; Threat=Mugai.Test;", "Mugai.Test")]
    [InlineData("X-Virus-ID: Mugai.Test", "Mugai.Test")]
    [InlineData("X-Violations-Found: 1\r\n\tmessage.eml\r\n\tMugai.Test\r\n\t0\r\n\t0", "1 message.eml Mugai.Test 0 0")]
    [InlineData("X-Infection-Found:", "(unnamed)")]
    public async Task NamedVirus_IsTold(string field, string signature)
    {
        await using var server = Service(null, async wire =>
        {
            await wire.ChunksAsync();
            await wire.SayAsync($"ICAP/1.0 200 OK\r\nISTag: \"sig-1\"\r\n{field}\r\nEncapsulated: res-hdr=0, res-body=26\r\n\r\nHTTP/1.1 403 Forbidden\r\n\r\n4\r\nstop\r\n0\r\n\r\n");
        });

        var answer = await ScanAsync(server, Content);
        Assert.Equal((ScanVerdict.Infected, signature, "sig-1"), (answer.Verdict, answer.Signature.DangerousRaw, answer.Engine.DangerousRaw));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(150_000)]
    public async Task Preview_AndTheRest_AreTheContent(int length)
    {
        var got = new MemoryStream();
        await using var server = Service(1024, async wire =>
        {
            var (preview, last) = await wire.ChunksAsync();
            got.Write(preview);
            Assert.Equal(length <= 1024, last.Contains("ieof", StringComparison.Ordinal));
            if (length > 1024)
            {
                Assert.Equal(1024, preview.Length);
                await wire.SayAsync(Continue);
                got.Write((await wire.ChunksAsync()).Body);
            }

            await wire.SayAsync(Clean);
        });

        Assert.Equal(ScanVerdict.Clean, (await ScanAsync(server, Content[..length])).Verdict);
        Assert.Equal(Content[..length], got.ToArray());
    }

    [Fact]
    public async Task NoInterestAfterThePreview_IsNoVerdict_TheWholeIsSent()
    {
        var whole = false;
        await using var server = Service(1024, async (wire, head) =>
        {
            var (body, _) = await wire.ChunksAsync();
            whole = !head.Any(line => line.StartsWith("Preview", StringComparison.Ordinal)) && body.AsSpan().SequenceEqual(Content);
            await wire.SayAsync(Clean);
        });

        Assert.Equal(ScanVerdict.Clean, (await ScanAsync(server, Content)).Verdict);
        Assert.True(whole);
    }

    /// <summary>A response that nobody asked for lies on the connection when the next content comes: it must not be that one's verdict.</summary>
    [Fact]
    public async Task WhatIsLeftOverFromOneContent_IsNoVerdictOnTheNext()
    {
        var contents = 0;
        await using var server = Service(1024, async wire =>
        {
            await wire.ChunksAsync();
            if (Interlocked.Increment(ref contents) == 1)
            {
                await wire.SayAsync(Clean + Clean);
                return;
            }

            await wire.SayAsync("ICAP/1.0 200 OK\r\nX-Virus-ID: Mugai.Test\r\nEncapsulated: null-body=0\r\n\r\n");
        });

        await using var scanner = Scanner(server);
        Assert.Equal(ScanVerdict.Clean, (await scanner.ScanAsync(_ => ValueTask.FromResult<Stream>(new MemoryStream("one"u8.ToArray())), CancellationToken.None)).Verdict);
        Assert.Equal(ScanVerdict.Infected, (await scanner.ScanAsync(_ => ValueTask.FromResult<Stream>(new MemoryStream("two"u8.ToArray())), CancellationToken.None)).Verdict);
    }

    [Theory]
    [InlineData("ICAP/1.0 2045 No")]
    [InlineData("ICAP/1.0 20")]
    [InlineData("ICAP/1.1 204 No Content")]
    public void AStatusThatIsNone_IsNoHead(string line) => Assert.Null(IcapHead.Parse([line]));

    [Fact]
    public async Task ContentGivenBackAsItWas_IsClean_AnythingElseIsNot()
    {
        await using var server = Service(null, async wire =>
        {
            var (body, _) = await wire.ChunksAsync();
            await wire.SayAsync($"ICAP/1.0 200 OK\r\nISTag: \"e\"\r\nEncapsulated: res-hdr=0, res-body=19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{body.Length:x}\r\n");
            await wire.SayAsync(Encoding.Latin1.GetString(body));
            await wire.SayAsync("\r\n0\r\n\r\n");
        });
        await using var changing = Service(null, async wire =>
        {
            await wire.ChunksAsync();
            await wire.SayAsync("ICAP/1.0 200 OK\r\nISTag: \"e\"\r\nEncapsulated: res-hdr=0, res-body=19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n4\r\nstop\r\n0\r\n\r\n");
        });

        Assert.Equal(ScanVerdict.Clean, (await ScanAsync(server, Content)).Verdict);
        Assert.Equal((ScanVerdict.Infected, "(unnamed)"), await ScanAsync(changing, Content) is var answer ? (answer.Verdict, answer.Signature.DangerousRaw) : default);
    }

    [Theory]
    [InlineData("ICAP/1.0 500 Server Error\r\n\r\n")]
    [InlineData("ICAP/1.0 404 Service Not Found\r\n\r\n")]
    [InlineData("ICAP/1.0 206 Partial Content\r\nEncapsulated: null-body=0\r\n\r\n")]
    [InlineData("ICAP/1.0 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("ICAP/1.0 204")]
    [InlineData("ICAP/1.0 204 No Content\r\n")]
    [InlineData("")]
    [InlineData("ICAP/1.0 2xx Fine\r\n\r\n")]
    [InlineData("ICAP/1.0 204 No Content\r\nno colon\r\n\r\n")]
    [InlineData("ICAP/1.0 200 OK\r\nEncapsulated: res-body=nowhere\r\n\r\n")]
    [InlineData("ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=999999999\r\n\r\n")]
    [InlineData("ICAP/1.0 200 OK\r\nEncapsulated: res-body=0\r\n\r\nzz\r\n")]
    [InlineData("ICAP/1.0 200 OK\r\nEncapsulated: res-body=0\r\n\r\n7fffffffffffffff\r\n")]
    [InlineData("ICAP/1.0 200 OK\r\nEncapsulated: res-body=0\r\n\r\n4\r\nhal")]
    public async Task WhatIsNoVerdict_IsAFailure(string said)
    {
        await using var server = Service(null, async wire =>
        {
            await wire.ChunksAsync();
            await wire.SayAsync(said);
        });

        Assert.Equal(ScanVerdict.Failed, (await ScanAsync(server, Content)).Verdict);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("X-Endless: x\r\n")]
    public async Task EndlessHead_HasAnEndHere(string piece)
    {
        await using var server = Service(null, async wire =>
        {
            await wire.ChunksAsync();
            await wire.SayAsync("ICAP/1.0 204 No Content\r\n");
            while (true)
            {
                await wire.SayAsync(piece);
            }
        });

        Assert.StartsWith("an endless", (await ScanAsync(server, Content)).Signature.DangerousRaw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clean_BeforeTheEnd_IsNotBelieved()
    {
        await using var server = Service(null, async wire =>
        {
            await wire.TakeAsync(1000);
            await wire.SayAsync(Clean);
            await wire.ChunksAsync();
        });

        Assert.Equal("answered before it had read everything", (await ScanAsync(server, new EndlessStream())).Signature.DangerousRaw);
    }

    [Fact]
    public async Task Connection_IsUsedAgain_AndAStaleOneCostsNothing()
    {
        var scans = new ConcurrentQueue<int>();
        await using var server = new FakeWire(async (wire, number) =>
        {
            for (var request = 0; request < 2; request++)
            {
                var head = await wire.IcapHeadAsync();
                if (head[0].StartsWith("OPTIONS", StringComparison.Ordinal))
                {
                    await wire.SayAsync(Options("RESPMOD", null));
                    return;
                }

                await wire.ChunksAsync();
                scans.Enqueue(number);
                await wire.SayAsync(Clean);
            }
            // After two it closes without having said so.
        });
        await using var scanner = Scanner(server);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(ScanVerdict.Clean, (await scanner.ScanAsync(_ => ValueTask.FromResult<Stream>(new MemoryStream(Content)), CancellationToken.None)).Verdict);
        }

        Assert.Equal([2, 2, 3, 3, 4], scans);
    }

    [Fact]
    public async Task ServiceWithoutRespmod_GetsARequest()
    {
        var method = "";
        await using var server = new FakeWire(async (wire, _) =>
        {
            var head = await wire.IcapHeadAsync();
            if (head[0].StartsWith("OPTIONS", StringComparison.Ordinal))
            {
                await wire.SayAsync(Options("REQMOD", null));
                return;
            }

            method = head[0].Split(' ')[0];
            await wire.ChunksAsync();
            await wire.SayAsync(Clean);
        });

        Assert.Equal(ScanVerdict.Clean, (await ScanAsync(server, Content)).Verdict);
        Assert.Equal("REQMOD", method);
    }

    [Fact]
    public async Task Silence_EndsWithItsTime()
    {
        var clock = new ManualTime();
        await using var server = Service(null, wire => wire.NeverAsync());
        await using var scanner = new IcapScanner("av", server.EndPoint, new Uri("icap://127.0.0.1:1344/avscan"), new ScannerLimits(), clock);
        var scan = scanner.ScanAsync(_ => ValueTask.FromResult<Stream>(new MemoryStream(Content)), CancellationToken.None).AsTask();

        await clock.AdvanceUntilAsync(scan, TimeSpan.FromSeconds(10));
        Assert.Equal(ScanVerdict.Failed, (await scan).Verdict);
    }

    [Fact]
    public async Task Asks_ForItsTag()
    {
        await using var server = Service(null, wire => wire.NeverAsync());
        await using var scanner = Scanner(server);

        Assert.Equal("sig-1", (await scanner.AskAsync(CancellationToken.None))!.Engine.DangerousRaw);
    }

    private static FakeWire Service(int? preview, Func<Wire, Task> serve) => Service(preview, (wire, _) => serve(wire));

    private static FakeWire Service(int? preview, Func<Wire, List<string>, Task> serve) => new(async (wire, _) =>
    {
        var head = await wire.IcapHeadAsync();
        await (head[0].StartsWith("OPTIONS", StringComparison.Ordinal) ? wire.SayAsync(Options("RESPMOD, REQMOD", preview)) : serve(wire, head));
    });

    private static string Options(string methods, int? preview) =>
        string.Create(CultureInfo.InvariantCulture, $"ICAP/1.0 200 OK\r\nMethods: {methods}\r\nISTag: \"sig-1\"\r\nAllow: 204\r\n{(preview is { } bytes ? $"Preview: {bytes}\r\n" : "")}Encapsulated: null-body=0\r\n\r\n");

    private static IcapScanner Scanner(FakeWire server) => new("av", server.EndPoint, new Uri("icap://127.0.0.1:1344/avscan"), new ScannerLimits(), TimeProvider.System);

    private static Task<ScanAnswer> ScanAsync(FakeWire server, byte[] content) => ScanAsync(server, () => new MemoryStream(content));

    private static Task<ScanAnswer> ScanAsync(FakeWire server, Stream content) => ScanAsync(server, () => content);

    private static async Task<ScanAnswer> ScanAsync(FakeWire server, Func<Stream> open)
    {
        await using var scanner = Scanner(server);
        return await scanner.ScanAsync(_ => ValueTask.FromResult(open()), CancellationToken.None);
    }
}
