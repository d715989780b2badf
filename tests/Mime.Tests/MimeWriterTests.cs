using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Mugai.Mime.Tests;

public sealed class MimeWriterTests
{
    [Fact]
    public void Field_FoldsJapaneseSubjects_IntoWordsOf76Characters()
    {
        var subject = string.Concat(Enumerable.Repeat("令和八年度の防災訓練について", 20));
        var mail = Write(w => { w.Field("Subject", subject); w.EndHeaders(); });
        AssertCanonical(mail, 76);
        Assert.Equal(subject, HeaderText.Decode(Value(mail, "Subject")).Text);
    }

    [Fact]
    public void Field_FoldsLongAsciiText_AtItsBlanks()
    {
        var subject = string.Join(" ", Enumerable.Repeat("word", 100)) + "  two  blanks";
        var mail = Write(w => { w.Field("Subject", subject); w.EndHeaders(); });
        AssertCanonical(mail, 76);
        Assert.Equal(subject, HeaderText.Decode(Value(mail, "Subject")).Text);
    }

    [Theory]
    [InlineData("evil\r\nBcc: x@example.jp")]
    [InlineData("evil\nBcc: x@example.jp")]
    [InlineData("evil\rBcc: x@example.jp")]
    [InlineData("evil\0\u0085\u2028Bcc: x@example.jp")]
    public void EveryField_KeepsLineEndsOutOfValues(string value)
    {
        var mail = Write(w =>
        {
            w.Field("Subject", value);
            w.RawField("Message-ID", value);
            w.AddressField("To", [new MailAddress(value, value), new MailAddress(value, "a@example.jp")]);
            w.ContentType("text/plain" + value, ("name", value), ("charset", value));
            w.ContentDisposition("attachment" + value, value);
            w.EndHeaders();
        });
        AssertCanonical(mail, 998);
        Assert.Equal(
            ["Subject", "Message-ID", "To", "MIME-Version", "Content-Type", "Content-Disposition"],
            Fields(mail).Select(f => f.Name));
    }

    [Fact]
    public void Field_EncodesTextThatLooksLikeAnEncodedWord()
    {
        var mail = Write(w => { w.Field("Subject", "=?UTF-8?B?5pel?="); w.EndHeaders(); });
        Assert.Equal("=?UTF-8?B?5pel?=", HeaderText.Decode(Value(mail, "Subject")).Text);
    }

    /// <summary>Fuzz finding: a part labelled multipart in the input became a multipart without boundary in the output.</summary>
    [Theory]
    [InlineData("multipart/mixed")]
    [InlineData("Multipart/Alternative")]
    [InlineData("text")]
    [InlineData("text/plain; x=y")]
    [InlineData("")]
    public void ContentType_WritesOctetStream_ForWhatIsNoLeafType(string mediaType)
    {
        var mail = Write(w => { w.ContentType(mediaType); w.Base64Body("x"u8); });
        Assert.Equal("application/octet-stream", ContentType.Parse(Value(mail, "Content-Type")).MediaType);
        AssertCanonical(mail, 76);
    }

    [Fact]
    public void Field_RefusesABadName() => Assert.Throws<ArgumentException>(() => Write(w => w.Field("Sub ject", "x")));

    [Fact]
    public void AddressField_GivesBackNamesAndAddresses()
    {
        MailAddress[] addresses =
        [
            new("山田 太郎", "taro@example.jp"), new("", "a@example.jp"), new("Yamada, \"Taro\" \\", "b@example.jp"), new("Plain Name", "c@example.jp"),
            new(new string('長', 60), "d@example.jp"), new("x", "\"a b\"@example.jp"),
        ];
        var mail = Write(w => { w.AddressField("To", addresses); w.EndHeaders(); });
        AssertCanonical(mail, 76);
        Assert.Equal(addresses, AddressList.Parse(Value(mail, "To")));
    }

    [Fact]
    public void AddressField_WritesDomainsInAscii_AndBrokenAddressesAsGroupNames()
    {
        var mail = Write(w =>
        {
            w.AddressField("From", [new("市役所", "info@日本語.jp"), new("だれか", "太郎@example.jp"), new("x", "not an address") { IsValid = false }]);
            w.AddressField("To", []);
            w.EndHeaders();
        });
        AssertCanonical(mail, 76);
        Assert.Equal([new("市役所", "info@xn--wgv71a119e.jp")], AddressList.Parse(Value(mail, "From")));
        Assert.Empty(AddressList.Parse(Value(mail, "To")));
    }

    [Theory]
    [InlineData("a.txt")]
    [InlineData("my \"file\" \\ (1).txt")]
    [InlineData("日本語のとても長いファイル名でありますから何行にもなるはずです令和八年度版第二稿最終修正.docx")]
    [InlineData("😺.png")]
    [InlineData("=?UTF-8?B?5pel?=.txt")]
    [InlineData("a'b%c*d;e=f.txt")]
    public void Names_ComeBack_InBothHeadersAndBothForms(string name)
    {
        var mail = Write(w =>
        {
            w.ContentType("application/octet-stream", ("name", name));
            w.ContentDisposition("attachment", name);
            w.Base64Body("x"u8);
        });
        AssertCanonical(mail, 76);
        var type = ContentType.Parse(Value(mail, "Content-Type"));
        var disposition = ContentDisposition.Parse(Value(mail, "Content-Disposition"));
        Assert.Equal(name, type.Name);
        Assert.Equal(name, disposition.FileName);
        Assert.Equal(new PartName(name, false), PartName.Of(type, disposition));
        Assert.Empty(type.Defects);
        Assert.Empty(disposition.Defects);
        if (name[0] > 0x7F)
        {
            // Readers without RFC 2231 (Outlook) find encoded words in the plain parameter.
            Assert.Contains("name=\"=?UTF-8?B?", Encoding.ASCII.GetString(mail), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("plain\r\ntext\r\n", TransferEncoding.SevenBit)]
    [InlineData("no line end", TransferEncoding.SevenBit)]
    [InlineData("", TransferEncoding.SevenBit)]
    [InlineData("mostly ASCII text with an é in it, which stays readable", TransferEncoding.QuotedPrintable)]
    [InlineData("From the start\n", TransferEncoding.QuotedPrintable)]
    [InlineData(".\n", TransferEncoding.QuotedPrintable)]
    [InlineData("--=_1_\n", TransferEncoding.QuotedPrintable)]
    [InlineData("trailing blank \n", TransferEncoding.QuotedPrintable)]
    [InlineData("日本語の本文です。\n", TransferEncoding.Base64)]
    public void Text_ChoosesTheEncoding_AndComesBack(string text, TransferEncoding encoding)
    {
        var mail = Write(w => { w.BeginMultipart("mixed"); w.NextPart(); w.Text(text); w.EndMultipart(); });
        AssertCanonical(mail, 78);
        var part = Assert.Single(Leaves(mail));
        Assert.Equal(encoding, part.Encoding);
        Assert.Equal(text.ReplaceLineEndings("\r\n"), Encoding.UTF8.GetString(part.Content));
    }

    /// <summary>RFC 5322 2.1.1: 998 characters must be taken by everybody; beyond them a line would be cut on the way.</summary>
    [Theory]
    [InlineData(79, TransferEncoding.SevenBit)]
    [InlineData(998, TransferEncoding.SevenBit)]
    [InlineData(999, TransferEncoding.QuotedPrintable)]
    public void Text_LeavesLinesAsTheyAre_UpToTheLimitOfMail(int length, TransferEncoding encoding)
    {
        foreach (var end in new[] { "", "\r\n", "\r\nnext\r\n" })
        {
            var text = new string('x', length) + end;
            var mail = Write(w => w.Text(text));
            AssertCanonical(mail, 998);
            Assert.Equal(encoding, Assert.Single(Leaves(mail)).Encoding);
        }
    }

    [Theory]
    [InlineData("plain\r\ntext\r\n")]
    [InlineData("no end")]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("lf\nonly\n")]
    [InlineData("cr\ronly")]
    [InlineData("cr at the end\r")]
    [InlineData("mixed\r\r\n\n\r")]
    [InlineData("tab\there \r\n")]
    [InlineData("-- \r\nsignature\r\n")]
    [InlineData("From me\r\n.\r\n--b\r\n")]
    [InlineData("日本語の本文\nです。\n")]
    [InlineData("an é here\r\n")]
    public void Utf8Text_WritesWhatTextWrites(string text)
    {
        Assert.Equal(Write(w => w.Text(text)), Write(w => w.Utf8Text(Encoding.UTF8.GetBytes(text))));
        Assert.Equal(
            Write(w => w.TextWithSlot("before\n", text, _ => { })),
            Write(w => w.Utf8TextWithSlot("before\n"u8, Encoding.UTF8.GetBytes(text), _ => { })));
    }

    [Fact]
    public void Utf8Text_ReplacesWhatIsNoUtf8() =>
        Assert.Equal(Write(w => w.Text("a\uFFFDb")), Write(w => w.Utf8Text([(byte)'a', 0xFF, (byte)'b'])));

    [Fact]
    public void Text_WritesLongLinesWithoutBreakingThem()
    {
        var text = new string('x', 5000) + "\r\n";
        var mail = Write(w => w.Text(text));
        AssertCanonical(mail, 78);
        Assert.Equal(text, Encoding.UTF8.GetString(Assert.Single(Leaves(mail)).Content));
    }

    [Fact]
    public void Multiparts_Nest_AndGiveBackEveryByte()
    {
        var data = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7)).ToArray();
        var mail = Write(w =>
        {
            w.Field("Subject", "件名");
            w.BeginMultipart("mixed");
            w.NextPart();
            w.BeginMultipart("alternative");
            w.NextPart();
            w.Text("first");
            w.NextPart();
            w.Text("second\n--=_2_\n");
            w.EndMultipart();
            w.NextPart();
            w.ContentType("application/pdf", ("name", "a.pdf"));
            w.ContentDisposition("attachment", "a.pdf");
            w.Base64Body(new MemoryStream(data));
            w.NextPart();
            w.BeginMultipart("mixed");
            w.EndMultipart();
            w.EndMultipart();
        });
        AssertCanonical(mail, 78);
        var leaves = Leaves(mail);
        Assert.Equal(4, leaves.Count);
        Assert.Equal("first", Encoding.UTF8.GetString(leaves[0].Content));
        Assert.Equal("second\r\n--=_2_\r\n", Encoding.UTF8.GetString(leaves[1].Content));
        Assert.Equal(data, leaves[2].Content);
        Assert.Empty(leaves[3].Content);
        Assert.DoesNotContain(EventLog.Of(mail, []), l => l.Contains(" Defect ", StringComparison.Ordinal));
        Assert.Single(Fields(mail), f => f.Name == "MIME-Version");
    }

    [Fact]
    public void Writer_IsDeterministic_AndSeedsMakeOtherBoundaries()
    {
        Action<MimeWriter> calls = w => { w.BeginMultipart("mixed"); w.NextPart(); w.Text("x"); w.EndMultipart(); };
        Assert.Equal(Write(calls, "seed"), Write(calls, "seed"));
        Assert.NotEqual(Write(calls, "seed"), Write(calls, "other"));
    }

    [Fact]
    public void Text_CannotHoldADelimiter_EvenOfOneWhoKnowsTheSeed()
    {
        var boundary = ContentType.Parse(Value(Write(w => { w.BeginMultipart("mixed"); w.EndMultipart(); }), "Content-Type")).Boundary;
        var text = $"a\r\n--{boundary}\r\nContent-Type: text/html\r\n\r\n<script>\r\n--{boundary}--\r\n日" ;
        foreach (var body in new[] { text, text[..^1], text + new string('本', 500) })
        {
            var mail = Write(w => { w.BeginMultipart("mixed"); w.NextPart(); w.Text(body); w.EndMultipart(); });
            Assert.Equal(body, Encoding.UTF8.GetString(Assert.Single(Leaves(mail)).Content));
        }
    }

    [Theory]
    [InlineData("before\n", "after\n", SlotEncoding.SevenBit)]
    [InlineData("no line end", "after", SlotEncoding.SevenBit)]
    [InlineData("an é in the text before", "and more = text after it\n", SlotEncoding.QuotedPrintable)]
    [InlineData("原本はこちら\n", "以上\n", SlotEncoding.Base64)]
    [InlineData("原本はこちら。\n", "", SlotEncoding.Base64)]
    [InlineData("", "本文", SlotEncoding.Base64)]
    public void TextWithSlot_TakesALinkLine_InTheSameEncoding(string before, string after, SlotEncoding encoding)
    {
        foreach (var link in new[] { "https://mugai.city.example.lg.jp/r/abc=def", "https://mugai.city.example.lg.jp/r/" + new string('x', 200), "https://a.jp/12", "https://a.jp/123" })
        {
            var output = new MemoryStream();
            var slots = new List<(long At, SlotEncoding Encoding)>();
            var writer = new MimeWriter(output, "seed");
            writer.BeginMultipart("mixed");
            writer.NextPart();
            writer.TextWithSlot(before, after, e => slots.Add((output.Length, e)));
            writer.EndMultipart();
            var slot = Assert.Single(slots);
            Assert.Equal(encoding, slot.Encoding);
            var mail = output.ToArray();
            byte[] spliced = [.. mail[..(int)slot.At], .. LinkSlot.Encode(slot.Encoding, link), .. mail[(int)slot.At..]];
            AssertCanonical(spliced, 250);
            var start = before.Length == 0 ? "" : before.ReplaceLineEndings("\r\n").TrimEnd() + "\r\n";
            var text = Encoding.UTF8.GetString(Assert.Single(Leaves(spliced)).Content);
            var lines = text.Split("\r\n");
            Assert.StartsWith(start, text, StringComparison.Ordinal);
            Assert.Contains(link, lines.Select(l => l.Trim()));
            Assert.EndsWith(after.ReplaceLineEndings("\r\n"), text, StringComparison.Ordinal);

            // Without a link the text is whole as well.
            var plain = Encoding.UTF8.GetString(Assert.Single(Leaves(mail)).Content);
            Assert.Equal(start + after.ReplaceLineEndings("\r\n"), plain.Replace("\r\n ", "\r\n", StringComparison.Ordinal).Replace("\r\n ", "\r\n", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("https://a.jp/\r\nBcc: x")]
    [InlineData("https://日本.jp/")]
    [InlineData("")]
    public void LinkSlot_RefusesWhatIsNoLink(string link) => Assert.Throws<ArgumentException>(() => LinkSlot.Encode(SlotEncoding.SevenBit, link));

    [Fact]
    public void AnyText_ComesBack_FromHeadersNamesAndBodies() =>
        Prop.ForAll<string>(raw =>
        {
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(raw ?? ""));
            var header = string.Concat(text.Where(c => !char.IsControl(c))).Trim();
            var mail = Write(w =>
            {
                w.Field("Subject", header);
                w.BeginMultipart("mixed");
                w.NextPart();
                w.ContentType("text/plain", ("charset", "utf-8"), ("name", header));
                w.ContentDisposition("attachment", header);
                w.Text(text);
                w.EndMultipart();
            });
            AssertCanonical(mail, 998);
            Assert.Equal(header, HeaderText.Decode(Value(mail, "Subject")).Text);
            var part = Assert.Single(Leaves(mail));
            Assert.Equal(header, part.Name);
            Assert.Equal(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal), Encoding.UTF8.GetString(part.Content));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyBytes_ComeBack_FromAnAttachment() =>
        Prop.ForAll<byte[]>(data =>
        {
            var mail = Write(w => { w.ContentType("application/octet-stream"); w.Base64Body(data); });
            Assert.Equal(data, Assert.Single(Leaves(mail)).Content);
        }).QuickCheckThrowOnFailure();

    private sealed record Leaf(TransferEncoding Encoding, string? Name, byte[] Content);

    private static byte[] Write(Action<MimeWriter> calls, string seed = "seed")
    {
        var output = new MemoryStream();
        calls(new MimeWriter(output, seed));
        return output.ToArray();
    }

    private static void AssertCanonical(byte[] mail, int maxLine)
    {
        var text = Encoding.Latin1.GetString(mail);
        Assert.DoesNotContain(mail, b => b >= 0x80 || b == 0);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        foreach (var line in text.Split("\r\n"))
        {
            Assert.DoesNotContain('\r', line);
            Assert.DoesNotContain('\n', line);
            Assert.InRange(line.Length, 0, maxLine);
        }

        Assert.DoesNotContain(EventLog.Of(mail, []), l => l.Contains(" Defect ", StringComparison.Ordinal));
    }

    private static List<(string Name, byte[] Value)> Fields(byte[] mail)
    {
        var fields = new List<(string, byte[])>();
        var reader = new MimeReader(MimeLimits.Default);
        ReadOnlySpan<byte> input = mail;
        while (reader.Read(input, true, out var consumed, out var e) == MimeReadStatus.Event && e.Kind != MimeEventKind.HeadersEnd)
        {
            if (e.Kind == MimeEventKind.HeaderField)
            {
                fields.Add((Encoding.ASCII.GetString(e.Name), e.Value.ToArray()));
            }

            input = input[consumed..];
        }

        return fields;
    }

    private static byte[] Value(byte[] mail, string name) => Fields(mail).Single(f => f.Name == name).Value;

    private static List<Leaf> Leaves(byte[] mail)
    {
        var leaves = new List<Leaf>();
        var reader = new MimeReader(MimeLimits.Default);
        TransferDecoder? decoder = null;
        var content = new MemoryStream();
        var encoding = TransferEncoding.SevenBit;
        ContentType? type = null;
        ContentDisposition? disposition = null;
        ReadOnlySpan<byte> input = mail;
        while (reader.Read(input, true, out var consumed, out var e) == MimeReadStatus.Event)
        {
            input = input[consumed..];
            switch (e.Kind)
            {
                case MimeEventKind.PartBegin:
                    (type, disposition) = (null, null);
                    break;
                case MimeEventKind.HeaderField when e.Name.SequenceEqual("Content-Type"u8):
                    type = ContentType.Parse(e.Value);
                    break;
                case MimeEventKind.HeaderField when e.Name.SequenceEqual("Content-Disposition"u8):
                    disposition = ContentDisposition.Parse(e.Value);
                    break;
                case MimeEventKind.HeadersEnd when e.Structure == MimeStructure.Leaf:
                    encoding = e.Encoding;
                    decoder = TransferDecoder.Create(encoding);
                    content = new MemoryStream();
                    break;
                case MimeEventKind.Body:
                    var buffer = new byte[TransferDecoder.MaxDecodedLength(e.Value.Length)];
                    content.Write(buffer, 0, decoder!.Decode(e.Value, buffer, false));
                    break;
                case MimeEventKind.PartEnd when decoder is not null:
                    var last = new byte[TransferDecoder.MaxDecodedLength(0)];
                    content.Write(last, 0, decoder.Decode([], last, true));
                    Assert.False(decoder.SawBadInput);
                    decoder = null;
                    leaves.Add(new Leaf(encoding, PartName.Of(type, disposition).Name, content.ToArray()));
                    break;
            }
        }

        return leaves;
    }
}
