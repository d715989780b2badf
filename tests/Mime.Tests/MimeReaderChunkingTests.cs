namespace Mugai.Mime.Tests;

public sealed class MimeReaderChunkingTests
{
    public static TheoryData<string> Names => [.. SampleMessages.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_GivesTheSameEvents_AtEverySplitPoint(string name)
    {
        var message = EventLog.Bytes(SampleMessages.All[name]);
        var whole = EventLog.Of(message, []);
        for (var cut = 0; cut <= message.Length; cut++)
        {
            Assert.Equal(whole, EventLog.Of(message, [cut]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_GivesTheSameEvents_ByteByByte(string name)
    {
        var message = EventLog.Bytes(SampleMessages.All[name]);
        Assert.Equal(EventLog.Of(message, []), EventLog.Of(message, [.. Enumerable.Range(0, message.Length)]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_GivesTheSameEvents_InPiecesOfAnySize(string name)
    {
        var message = EventLog.Bytes(SampleMessages.All[name]);
        var whole = EventLog.Of(message, []);
        for (var size = 2; size < 40; size++)
        {
            Assert.Equal(whole, EventLog.Of(message, [.. Enumerable.Range(0, message.Length).Where(i => i % size == 0)]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_EndsProperly_AtEveryPrefix(string name)
    {
        var message = EventLog.Bytes(SampleMessages.All[name]);
        for (var length = 0; length <= message.Length; length++)
        {
            var whole = EventLog.Of(message.AsSpan(0, length), []);
            Assert.Equal("0@0 PartBegin", whole[0]);
            Assert.EndsWith(" MessageEnd", whole[^1], StringComparison.Ordinal);
            Assert.Equal(whole.Count(l => l.EndsWith(" PartBegin", StringComparison.Ordinal)), whole.Count(l => l.EndsWith(" PartEnd", StringComparison.Ordinal)));
            Assert.Equal(whole, EventLog.Of(message.AsSpan(0, length), [length / 2, length]));
        }
    }

    [Fact]
    public void Read_GivesTheSameEvents_WhenLimitsAreHit()
    {
        var message = EventLog.Bytes(
            "A: 1\r\nB: " + new string('x', 70) + "\r\nC: 3\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\nbody\r\n");
        foreach (var limits in new[]
        {
            MimeLimits.Default with { MaxLineBytes = 40 },
            MimeLimits.Default with { MaxHeaderBytes = 50 },
            MimeLimits.Default with { MaxHeaderBytes = 50, MaxLineBytes = 44 },
            MimeLimits.Default with { MaxHeaderFields = 1 },
        })
        {
            var whole = EventLog.Of(message, [], limits);
            for (var cut = 0; cut <= message.Length; cut++)
            {
                Assert.Equal(whole, EventLog.Of(message, [cut], limits));
                Assert.Equal(whole, EventLog.Of(message, [cut / 2, cut], limits));
            }
        }
    }

    [Fact]
    public void Reset_MakesTheReaderNew()
    {
        var reader = new MimeReader(MimeLimits.Default);
        foreach (var message in SampleMessages.All.Values)
        {
            // Left in the middle, then used again.
            var half = EventLog.Bytes(message)[..(message.Length / 2)];
            while (reader.Read(half, false, out var consumed, out _) == MimeReadStatus.Event)
            {
                half = half[consumed..];
            }

            reader.Reset();
            var log = new EventLog.Log();
            EventLog.Run(reader, EventLog.Bytes(message), [], log);
            Assert.Equal(EventLog.Of(message), log.Lines);
            reader.Reset();
        }
    }
}
