using Mugai.Frames;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Worker.Tests;

/// <summary>The frames themselves: what is written comes back, every prefix and every foreign byte is refused without an exception.</summary>
public sealed class FrameTests
{
    private static readonly JobFrame Job = new()
    {
        Id = "0123456789abcdef", Kind = JobKind.Mail, Name = new UntrustedText("見積書.docm"), SeedPrefix = "seed", InputSize = 12345678901,
        Limits = BudgetLimits.ForInput(777),
        Policy = new SanitizePolicy
        {
            Name = "総務課", Revision = "abcd", Language = NoticeLanguage.Ja, Links = LinkStyle.Show, NeutralizeCsvFormulas = false, ImageNoise = true, Office = new OfficePolicy { RemoveMetadata = true, RemoveComments = true, AcceptRevisions = true, RebuildEmbedded = true }, QrCodes = QrCodeWay.Blur,
            Pdf = new PdfPolicy { Deep = true, EncodeImages = false, Links = PdfLinkWay.Show, KeepMetadata = false, RebuildFiles = true, KeepResetForm = true },
            TextCharset = TextCharset.Keep, TextMark = TextMark.Never, PasswordWait = TimeSpan.FromHours(5),
            ShowLinksTo = ["city.example.lg.jp"], ShowLinksFrom = ["pref.example.lg.jp", "lg.example"], TrustedAuthservIds = ["mx.city.example"], ShowMailLinks = false, ShowPhoneLinks = false, Body = BodyForm.SafeHtml,
            PortalHost = "mugai.city.example.lg.jp", ListMyNumbers = true,
            Notice = new NoticePolicy { Position = NoticePosition.Bottom, Always = true, SubjectTag = "[無害化済]", Ja = "お知らせ\n{findings}", En = "Notice\n{findings}" },
            Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Pdf] = PartWay.Text, [FileFamily.Media] = PartWay.Remove },
            RemoveFormats = ["docm", "xlsm"], BlockFindings = ["ooxml.vba", "pdf.*"],
        },
        Excluded = new Dictionary<string, Reason> { ["/attachments/2"] = Reason.Timeout },
        AnnouncesEach = true, Single = new SinglePart("/attachments/2", SinglePartForm.Page, 3),
    };

    private static readonly PartReport Part = new()
    {
        Path = "/attachments/2", Outcome = Outcome.Rebuilt,
        Input = new FileFacts(new UntrustedText("a.docm"), 10, new string('a', 64), "docm"),
        Output = new FileFacts(new UntrustedText("a.docx"), 9, new string('b', 64), "docx"),
    };

    private static readonly StepFrame Step = new(7, "imagejpeg", 12345, 1L << 40, 2, 3, true, [1, 2, 3]);

    private static readonly NativeResultFrame NativeResult = new(7, new NativeResult(Reason.Encrypted, [1, -2, long.MaxValue], "注"u8.ToArray()), 99, 100, 101);

    public static TheoryData<string> Kinds => ["job", "ready", "finding", "closed", "facts", "step", "nativeStart", "nativeResult"];

    [Fact]
    public void Carries_AJobWhole()
    {
        var copy = JobFrame.Parse(Payload("job"))!;
        Assert.Equal((Job.Id, Job.Kind, Job.Name, Job.SeedPrefix, Job.InputSize, Job.Limits), (copy.Id, copy.Kind, copy.Name, copy.SeedPrefix, copy.InputSize, copy.Limits));
        Assert.Equal(Job.Excluded, copy.Excluded);
        Assert.True(copy.AnnouncesEach);
        Assert.Equal(Job.Single, copy.Single);
        // Every property of the policy, also one that is added later and forgotten in the frame.
        // How originals are released, what scanners see, what holds a whole mail, what it may cost and whom it is for is the host's alone.
        foreach (var property in typeof(SanitizePolicy).GetProperties().Where(
            property => property.CanWrite && property.Name is not (nameof(SanitizePolicy.Release) or nameof(SanitizePolicy.Scan) or nameof(SanitizePolicy.Mail) or nameof(SanitizePolicy.Limits) or nameof(SanitizePolicy.When))))
        {
            Assert.NotEqual(property.GetValue(new SanitizePolicy()), property.GetValue(Job.Policy));
            Assert.Equal(property.GetValue(Job.Policy), property.GetValue(copy.Policy));
        }
    }

    [Fact]
    public void Carries_WhatAWorkerSays()
    {
        var finding = new Finding("/attachments/2/word/vbaProject.bin", "ooxml.vba", FindingAction.Removed, 3, new UntrustedText("マクロ"));
        Assert.Equal(finding, PartFindingFrame.Parse(Payload("finding")));
        var closed = PartClosedFrame.Parse(Payload("closed"))!;
        Assert.Equal((Part.Path, Part.Outcome, Part.Input, Part.Output, 4), (closed.Part.Path, closed.Part.Outcome, closed.Part.Input, closed.Part.Output, closed.Members));
        var facts = MailFactsFrame.Parse(Payload("facts"))!;
        Assert.Equal(new AuthenticationResults(AuthenticationResult.SoftFail, AuthenticationResult.Pass, AuthenticationResult.Policy), facts.Authentication);
        Assert.Equal(("件名", 3, true, "a@example.jp", "www.example.jp"), (facts.Subject.DangerousRaw, facts.Hops, facts.HasNotice, Assert.Single(facts.From).DangerousRaw, Assert.Single(facts.LinkHosts).DangerousRaw));
    }

    [Fact]
    public void Carries_ANativeStepAndItsResult()
    {
        var start = NativeStartFrame.Parse(Payload("nativeStart"))!;
        Assert.Equal(("/1", true, Step with { Arguments = start.Step.Arguments }), (start.Path, start.Alone, start.Step));
        Assert.Equal(Step.Arguments, start.Step.Arguments);
        var step = StepFrame.Parse(Payload("step"))!;
        Assert.Equal(Step with { Arguments = step.Arguments }, step);
        Assert.Equal(Step.Arguments, step.Arguments);
        var result = NativeResultFrame.Parse(Payload("nativeResult"))!;
        Assert.Equal((7, Reason.Encrypted, 99, 100, 101), (result.Run, result.Result.Reason, result.Size, result.UsedBytes, result.UsedObjects));
        Assert.Equal(NativeResult.Result.Facts, result.Result.Facts);
        Assert.Equal("注"u8.ToArray(), result.Result.Note.ToArray());
    }

    [Fact]
    public void Wipes_WhatItWroteBeforeAndAfterItGrew()
    {
        var writer = new FrameWriter(64);
        writer.Begin(FrameType.Step).Bytes("secret"u8, 100);
        var small = writer.Written;
        writer.Bytes(new byte[500], 500);
        Assert.Equal(-1, small.Span.IndexOf("secret"u8));
        var grown = writer.Written;
        Assert.NotEqual(-1, grown.Span.IndexOf("secret"u8));
        writer.Wipe();
        Assert.Equal(-1, grown.Span.IndexOfAnyExcept((byte)0));
        Assert.Equal(0, writer.Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Refuses_EveryPrefixAndEveryTail(string kind)
    {
        var payload = Payload(kind);
        Assert.NotNull(Parse(kind, payload));
        for (var length = 0; length < payload.Length; length++)
        {
            Assert.Null(Parse(kind, payload.AsSpan(0, length)));
        }

        Assert.Null(Parse(kind, [.. payload, 0]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Throws_AtNoByteWhateverItIs(string kind)
    {
        var payload = Payload(kind);
        for (var i = 0; i < payload.Length; i++)
        {
            foreach (var foreign in (byte[])[0x00, 0x01, 0x7F, 0x80, 0xFF, (byte)(payload[i] + 1)])
            {
                var changed = payload.ToArray();
                changed[i] = foreign;
                _ = Parse(kind, changed);
            }
        }
    }

    [Theory]
    [InlineData(Outcome.Rebuilt, Reason.Corrupt, true)]
    [InlineData(Outcome.Rebuilt, Reason.None, false)]
    [InlineData(Outcome.Blocked, Reason.None, false)]
    [InlineData(Outcome.Held, Reason.Encrypted, true)]
    [InlineData(Outcome.Held, Reason.None, false)]
    [InlineData(Outcome.Confirmed, Reason.None, true)]
    [InlineData((Outcome)0, Reason.None, true)]
    [InlineData((Outcome)77, Reason.None, true)]
    [InlineData(Outcome.Blocked, (Reason)77, false)]
    public void Refuses_AVerdictThatContradictsItself(Outcome outcome, Reason reason, bool hasOutput)
    {
        var writer = new FrameWriter();
        new PartClosedFrame(Part with { Outcome = outcome, Reason = reason, Output = hasOutput ? Part.Output : null }, 0).Write(writer);
        Assert.Null(PartClosedFrame.Parse(writer.Written.Span[FrameLimits.HeaderBytes..]));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/attachments/2/word/vbaProject.bin")]
    [InlineData("/添付/見積書 (最終).xlsx")]
    [InlineData("/...")]
    public void Accepts_APath(string path)
    {
        Assert.True(PartPath.IsValid(path));
        Assert.Equal(path, PartPath.Clean(path));
    }

    [Theory]
    [InlineData("", "/")]
    [InlineData("a", "/a")]
    [InlineData("//", "/")]
    [InlineData("/a//b/", "/a/b")]
    [InlineData("/a/../b", "/a/__/b")]
    [InlineData("/./a", "/_/a")]
    [InlineData("/a\nb", "/a_b")]
    [InlineData("/a\u202Egpj.exe", "/a_gpj.exe")]
    [InlineData("/a\u0000", "/a_")]
    public void Cleans_APath(string path, string clean)
    {
        Assert.False(PartPath.IsValid(path));
        Assert.Equal(clean, PartPath.Clean(path));
        Assert.True(PartPath.IsValid(clean));
    }

    [Fact]
    public void Cleans_ALoneSurrogate() => Assert.Equal("/a_", PartPath.Clean("/a" + (char)0xD800));

    [Theory]
    [InlineData("/a", "/", true)]
    [InlineData("/a", "/a", true)]
    [InlineData("/a/b", "/a", true)]
    [InlineData("/ab", "/a", false)]
    [InlineData("/", "/a", false)]
    public void Knows_WhatLiesWithin(string path, string ancestor, bool within) => Assert.Equal(within, PartPath.IsWithin(path, ancestor));

    [Fact]
    public void Cuts_TextAtACharactersEdge()
    {
        for (var max = 3; max < 40; max++)
        {
            var writer = new FrameWriter();
            writer.Begin(FrameType.PartOpening).Text("表示😀ｶﾅ-abc-見積書", max);
            writer.End();
            var fields = new FrameFieldReader(writer.Written.Span[FrameLimits.HeaderBytes..]);
            var text = fields.Text(max);
            Assert.True(fields.IsComplete);
            Assert.StartsWith(text, "表示😀ｶﾅ-abc-見積書", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Refuses_AHeaderThatIsTooLongOrUnknown()
    {
        for (var type = 0; type < 256; type++)
        {
            var max = FrameLimits.MaxPayload((FrameType)type);
            var bytes = new byte[FrameLimits.HeaderBytes];
            new FrameHeader((FrameType)type, max + 1).Write(bytes);
            Assert.False(FrameHeader.TryParse(bytes, out _));
            new FrameHeader((FrameType)type, int.MinValue).Write(bytes);
            Assert.False(FrameHeader.TryParse(bytes, out _));
            if (max >= 0)
            {
                new FrameHeader((FrameType)type, max).Write(bytes);
                Assert.True(FrameHeader.TryParse(bytes, out var header));
                Assert.Equal(max, header.Length);
                Assert.InRange(max, 0, FrameLimits.MaxAnyPayload);
            }
        }
    }

    [Fact]
    public void Adds_FindingsUpWithoutLosingACount()
    {
        var findings = Enumerable.Range(0, 900).Select(i => new Finding($"/{i}", $"code{i % 300}", (FindingAction)(1 + (i % 5)), 2, default)).ToList();
        var few = FindingTotals.AtMost(50, "/", findings);
        Assert.InRange(few.Count, 1, 50);
        Assert.Equal(1800, few.Sum(finding => finding.Count));
        Assert.Same(findings, FindingTotals.AtMost(900, "/", findings));
    }

    private static byte[] Payload(string kind)
    {
        var writer = new FrameWriter();
        switch (kind)
        {
            case "job":
                Job.Write(writer);
                break;
            case "ready":
                new ReadyFrame(1, "build", 7, true).Write(writer);
                break;
            case "finding":
                PartFindingFrame.Write(writer, new Finding("/attachments/2/word/vbaProject.bin", "ooxml.vba", FindingAction.Removed, 3, new UntrustedText("マクロ")));
                break;
            case "closed":
                new PartClosedFrame(Part, 4).Write(writer);
                break;
            case "facts":
                MailFactsFrame.Write(writer, new MailFacts { Subject = new UntrustedText("件名"), Hops = 3, HasNotice = true, Authentication = new(AuthenticationResult.SoftFail, AuthenticationResult.Pass, AuthenticationResult.Policy), From = [new UntrustedText("a@example.jp")], LinkHosts = [new UntrustedText("www.example.jp")] });
                break;
            case "step":
                Step.Write(writer);
                break;
            case "nativeStart":
                new NativeStartFrame("/1", true, Step).Write(writer, Step.Arguments);
                break;
            default:
                NativeResult.Write(writer, FrameType.StepDone);
                break;
        }

        Assert.True(FrameHeader.TryParse(writer.Written.Span, out var header));
        Assert.Equal(writer.Length - FrameLimits.HeaderBytes, header.Length);
        return writer.Written[FrameLimits.HeaderBytes..].ToArray();
    }

    private static object? Parse(string kind, ReadOnlySpan<byte> payload) => kind switch
    {
        "job" => JobFrame.Parse(payload),
        "ready" => ReadyFrame.Parse(payload),
        "finding" => PartFindingFrame.Parse(payload),
        "closed" => PartClosedFrame.Parse(payload),
        "facts" => MailFactsFrame.Parse(payload),
        "step" => StepFrame.Parse(payload),
        "nativeStart" => NativeStartFrame.Parse(payload),
        _ => NativeResultFrame.Parse(payload),
    };
}
