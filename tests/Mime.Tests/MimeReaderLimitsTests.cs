using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Mugai.Mime.Tests;

public sealed class MimeReaderLimitsTests
{
    [Fact]
    public void Read_StopsNestingAtTheLimit_WithoutLosingTheRest()
    {
        var log = EventLog.Of(SampleMessages.Nested(10_000));
        Assert.Equal(101, log.Count(l => l.EndsWith(" PartBegin", StringComparison.Ordinal)));
        Assert.Equal(1, log.Count(l => l.EndsWith(" TooDeep", StringComparison.Ordinal)));
        Assert.Contains(log, l => l.StartsWith("100@", StringComparison.Ordinal) && l.Contains(" HeadersEnd Leaf", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_StopsAtTooManyParts()
    {
        var log = EventLog.Of(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + string.Concat(Enumerable.Repeat("--b\r\n\r\nx\r\n", 20)) + "--b--\r\n",
            MimeLimits.Default with { MaxParts = 5 });
        Assert.Equal(5, log.Count(l => l.EndsWith(" PartBegin", StringComparison.Ordinal)));
        Assert.Equal(1, log.Count(l => l.EndsWith(" TooManyParts", StringComparison.Ordinal)));
        Assert.EndsWith(" MessageEnd", log[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MimeDefect.HeaderTooLong)]
    [InlineData(MimeDefect.HeaderLineTooLong)]
    [InlineData(MimeDefect.TooManyHeaderFields)]
    public void Read_DropsTheRestOfAHeaderPastItsLimit_AndReadsTheBody(MimeDefect defect)
    {
        var limits = defect switch
        {
            MimeDefect.HeaderTooLong => MimeLimits.Default with { MaxHeaderBytes = 100 },
            MimeDefect.HeaderLineTooLong => MimeLimits.Default with { MaxLineBytes = 20 },
            _ => MimeLimits.Default with { MaxHeaderFields = 3 },
        };
        var log = EventLog.Of("A: 1\r\nB: 2\r\nC: 3\r\nD: " + new string('x', 200) + "\r\n folded\r\nE: 5\r\n\r\nbody\r\n", limits);
        Assert.Contains("0@18 Defect " + defect, log);
        Assert.DoesNotContain(log, l => l.Contains("HeaderField D", StringComparison.Ordinal) || l.Contains("HeaderField E", StringComparison.Ordinal));
        Assert.Contains(log, l => l.EndsWith(@"Body body\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_HoldsNoMoreThanTheHeaderLimit()
    {
        var reader = new MimeReader(MimeLimits.Default with { MaxHeaderBytes = 4096, MaxLineBytes = 4096 });
        var chunk = Encoding.ASCII.GetBytes(new string('x', 65536));
        "A: "u8.CopyTo(chunk);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            ReadOnlySpan<byte> input = chunk;
            while (reader.Read(input, false, out var consumed, out _) == MimeReadStatus.Event)
            {
                input = input[consumed..];
            }
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000);
    }

    [Fact]
    public void Read_AllocatesLittle_WhenUsedAgain()
    {
        var reader = new MimeReader(MimeLimits.Default);
        var message = EventLog.Bytes(SampleMessages.All["nested"]);
        Drain(reader, message);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Drain(reader, message);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, message.Length * 100);
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "nested", SampleMessages.Nested(20_000) },
        { "look-alikes", SameBoundaries() + string.Concat(Enumerable.Repeat("--" + new string('a', 30) + "\r\n", 30_000)) },
        { "short candidates", SameBoundaries() + string.Concat(Enumerable.Repeat("--a\n", 250_000)) },
        { "parts", "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + string.Concat(Enumerable.Repeat("--b\r\n", 200_000)) },
        { "folds", "A: x\r\n" + string.Concat(Enumerable.Repeat(" y\r\n", 250_000)) },
        { "parameters", "Content-Type: multipart/mixed" + string.Concat(Enumerable.Repeat("; a=b c=d", 20_000)) + "\r\n\r\n" },
        { "unquoted", "Content-Type: multipart/mixed; " + string.Concat(Enumerable.Repeat("a=b c=d ", 25_000)) + "\r\n\r\n" },
        { "comments", "Content-Type: multipart/mixed; " + new string('(', 60_000) + "\r\n\r\n" },
        { "lone escapes", "\r\n" + string.Concat(Enumerable.Repeat("\r\n-", 300_000)) },
    };

    /// <summary>A hang guard, not a measurement: each is about a megabyte, and anything quadratic takes minutes.</summary>
    [Theory]
    [MemberData(nameof(Hostile))]
    public void Read_TakesLinearTime(string name, string message)
    {
        Assert.NotEmpty(name);
        var bytes = EventLog.Bytes(message);
        var clock = Stopwatch.StartNew();
        Drain(new MimeReader(MimeLimits.Default), bytes);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), clock.Elapsed.ToString());
    }

    private static string SameBoundaries()
    {
        var text = new StringBuilder();
        for (var i = 1; i < 100; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary={new string('a', 60)}{i}\r\n\r\n--{new string('a', 60)}{i}\r\n");
        }

        return text.Append("\r\n").ToString();
    }

    private static void Drain(MimeReader reader, byte[] message)
    {
        reader.Reset();
        ReadOnlySpan<byte> input = message;
        while (reader.Read(input, true, out var consumed, out _) == MimeReadStatus.Event)
        {
            input = input[consumed..];
        }
    }
}
