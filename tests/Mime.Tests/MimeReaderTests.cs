namespace Mugai.Mime.Tests;

public sealed class MimeReaderTests
{
    [Fact]
    public void Read_TellsOffsetsOfAPlainMessage() => Assert.Equal(
        [
            "0@0 PartBegin",
            "0@0 HeaderField From| a@example.jp",
            "0@20 HeaderField Subject| =?UTF-8?B?44GC?=\\r\\n folded\\r\\n\\tagain",
            "0@66 HeadersEnd Leaf SevenBit",
            "0@66 Body Hello\\r\\nworld\\r\\n",
            "0@80 PartEnd",
            "0@80 MessageEnd",
        ],
        EventLog.Of(SampleMessages.All["text"]));

    [Fact]
    public void Read_TellsPartsOfAMultipart_WithoutTheLineEndOfTheDelimiter()
    {
        var message = SampleMessages.All["mixed"];
        Assert.Equal(
            [
                "0@0 PartBegin",
                "0@0 HeaderField MIME-Version| 1.0",
                "0@19 HeaderField Content-Type| multipart/mixed;\\r\\n boundary=\"b1\"",
                "0@69 HeadersEnd Multipart SevenBit",
                "0@69 Defect HiddenPreamble",
                "1@85 PartBegin",
                "1@85 HeaderField Content-Type| text/plain",
                "1@113 HeadersEnd Leaf SevenBit",
                "1@113 Body one",
                "1@116 PartEnd",
                "1@127 PartBegin",
                "1@127 HeaderField Content-Transfer-Encoding| base64",
                "1@162 HeaderField Content-Disposition| attachment",
                "1@197 HeadersEnd Leaf Base64",
                "1@197 Body AAAA\\r\\nBBBB\\r\\n",
                "1@209 PartEnd",
                "0@219 Defect HiddenEpilogue",
                "0@229 PartEnd",
                "0@229 MessageEnd",
            ],
            EventLog.Of(message));
        Assert.Equal(229, message.Length);
        Assert.Equal("one", message[113..116]);
        Assert.Equal("epilogue", message[219..227]);
    }

    [Fact]
    public void Read_NestsDepths() => Assert.Equal(
        ["0", "1", "2", "2", "1"],
        EventLog.Of(SampleMessages.All["nested"]).Where(l => l.EndsWith(" PartBegin", StringComparison.Ordinal)).Select(l => l[..1]));

    [Fact]
    public void Read_LetsAnOuterDelimiterCloseTheInnerMultipart()
    {
        var log = EventLog.Of(SampleMessages.All["outer delimiter closes inner"]);
        Assert.Contains(log, l => l.StartsWith("1@", StringComparison.Ordinal) && l.EndsWith("MissingCloseDelimiter", StringComparison.Ordinal));
        Assert.Contains(log, l => l.EndsWith("Body x", StringComparison.Ordinal));
        Assert.Contains(log, l => l.StartsWith("1@", StringComparison.Ordinal) && l.EndsWith("Body y", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_KeepsLookAlikeDelimitersAsContent()
    {
        var log = EventLog.Of(SampleMessages.All["delimiter look-alikes"]);
        var body = string.Concat(log.Where(l => l.Contains(" Body ", StringComparison.Ordinal)).Select(l => l[(l.IndexOf("Body ", StringComparison.Ordinal) + 5)..]));
        Assert.Equal("-\\r\\n--\\r\\n--c\\r\\n--bx\\r\\n--b x\\r\\n--b-\\r\\n--b--x\\r\\n- --b\\r\\n --b\\r\\n", body);
    }

    [Fact]
    public void Read_ReadsAMessageInAMessageAsALeaf() =>
        Assert.Contains("0@32 Body Subject: inner\\r\\n\\r\\ninner body\\r\\n", EventLog.Of(SampleMessages.All["rfc822"]));

    [Fact]
    public void Read_GivesTheInnermostOfEqualBoundaries_ThenTheOuter()
    {
        var log = EventLog.Of(SampleMessages.All["same boundary inside"]);
        Assert.Contains(log, l => l.StartsWith("2@", StringComparison.Ordinal) && l.EndsWith("Body x", StringComparison.Ordinal));
        Assert.Contains(log, l => l.StartsWith("1@", StringComparison.Ordinal) && l.EndsWith("Body y", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_EndsHeadersBeforeALineThatIsNoField()
    {
        var log = EventLog.Of(SampleMessages.All["bad header line"]);
        Assert.Contains("0@6 Body this is no header\\r\\nB: c\\r\\n\\r\\nbody\\r\\n", log);
    }

    [Fact]
    public void Read_CountsOffsetsPastFourGigabytes()
    {
        var reader = new MimeReader(MimeLimits.Default);
        var chunk = new byte[1 << 24];
        chunk.AsSpan().Fill((byte)'x');
        var first = true;
        long end = 0;
        for (var i = 0; i < 260; i++)
        {
            ReadOnlySpan<byte> input = chunk;
            if (first)
            {
                "\r\n"u8.CopyTo(chunk);
                first = false;
            }

            while (reader.Read(input, false, out var consumed, out var e) == MimeReadStatus.Event)
            {
                input = input[consumed..];
                end = e.Kind == MimeEventKind.Body ? e.Offset + e.Value.Length : end;
            }

            "xx"u8.CopyTo(chunk);
        }

        Assert.Equal(260L << 24, end);
    }

    [Fact]
    public void Read_GivesABodyInLargePieces_WithoutCopying()
    {
        var message = new byte[1 << 20];
        message.AsSpan().Fill((byte)'x');
        "\r\n"u8.CopyTo(message);
        for (var i = 78; i + 2 < message.Length; i += 78)
        {
            "\r\n"u8.CopyTo(message.AsSpan(i));
        }

        var reader = new MimeReader(MimeLimits.Default);
        ReadOnlySpan<byte> input = message;
        var bodies = 0;
        while (reader.Read(input, true, out var consumed, out var e) == MimeReadStatus.Event)
        {
            input = input[consumed..];
            if (e.Kind == MimeEventKind.Body)
            {
                bodies++;
                Assert.True(e.Value.Overlaps(message));
            }
        }

        Assert.Equal(1, bodies);
    }
}
