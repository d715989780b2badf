using System.Globalization;
using System.Text;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing;
using Mugai.Sanitizing;

namespace Mugai.Worker.Tests;

/// <summary>Pages of originals as pictures, through real workers and the real renderer, and what hostile files and renderers make of it.</summary>
public sealed class PagePreviewTests(SharedSandbox shared) : IClassFixture<SharedSandbox>
{
    [Fact]
    public async Task Draws_APageOfAPdfFile_AsAPictureOfOurs()
    {
        var shown = await ShowAsync(shared.Sandbox, MailWith(Pdf(["(First page) Tj", "(Second page) Tj"])), page: 2);
        Assert.Equal(Outcome.Replaced, shown.Result.Outcome);
        Assert.Equal("png", shown.Result.Report.Output!.Format);
        Assert.Equal(1754, Math.Max(Side(shown.Bytes, 16), Side(shown.Bytes, 20)));
        Assert.Equal(2, Pages(shown));
        Assert.NotEqual(shown.Bytes, (await ShowAsync(shared.Sandbox, MailWith(Pdf(["(First page) Tj", "(Second page) Tj"])), page: 1)).Bytes);
    }

    [Fact]
    public async Task Tells_HowManyPagesThereAre_WhenTheOneIsNot()
    {
        var shown = await ShowAsync(shared.Sandbox, MailWith(Pdf(["(Only) Tj"])), page: 7);
        Assert.Equal(Outcome.Blocked, shown.Result.Outcome);
        Assert.False(shown.Result.HasOutput);
        Assert.Equal(1, Pages(shown));
    }

    [Fact]
    public async Task Opens_NothingBesideThePartThatIsWanted()
    {
        // The other attachment would kill the worker.
        var mail = MailWith([("bad.mugaitest", "MUGAI-TEST do segfault\n"u8.ToArray()), ("a.pdf", Pdf(["(Text) Tj"]))]);
        var shown = await ShowAsync(shared.Sandbox, mail, path: "/attachments/2");
        Assert.Equal(0, shown.Result.WorkersLost);
        Assert.Equal("/attachments/2", Assert.Single(shown.Result.Report.Parts).Path);
        Assert.True(shown.Result.HasOutput);
    }

    [Fact]
    public async Task Draws_AMemberOfAnArchive()
    {
        using var zip = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(zip, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("inner.pdf").Open();
            entry.Write(Pdf(["(Inside) Tj"]));
        }

        var mail = MailWith([("a.zip", zip.ToArray())]);
        var whole = await shared.Sandbox.CleanAsync(mail, JobKind.Mail);
        var path = Assert.Single(Assert.Single(whole.Result.Report.Parts).Parts).Path;
        Assert.True((await ShowAsync(shared.Sandbox, mail, path)).Result.HasOutput);
        var clean = await shared.Sandbox.CleanAsync(mail, JobKind.Mail, single: new SinglePart(path, SinglePartForm.Clean));
        Assert.Equal(Outcome.Rebuilt, clean.Result.Outcome);
        Assert.StartsWith("%PDF-", clean.Text, StringComparison.Ordinal);
        Assert.Equal("inner.pdf", clean.Result.Report.Output!.Name.DangerousRaw);
    }

    [Fact]
    public async Task Gives_OnePartAndTheTextOfTheCleanMail()
    {
        var mail = MailWith([("a.txt", "one\r\n"u8.ToArray()), ("b.txt", "two\r\n"u8.ToArray())]);
        var part = await shared.Sandbox.CleanAsync(mail, JobKind.Mail, single: new SinglePart("/attachments/2", SinglePartForm.Clean));
        Assert.Equal("two\r\n", part.Text);
        var text = await shared.Sandbox.CleanAsync(mail, JobKind.Mail, single: new SinglePart("/", SinglePartForm.Text));
        Assert.Equal("txt", text.Result.Report.Output!.Format);
        Assert.Contains("See attachments.", text.Text, StringComparison.Ordinal);
        var none = await shared.Sandbox.CleanAsync(mail, JobKind.Mail, single: new SinglePart("/attachments/9", SinglePartForm.Clean));
        Assert.Equal(Outcome.Blocked, none.Result.Outcome);
        Assert.Empty(none.Result.Report.Parts);
        Assert.Empty(none.Bytes);
    }

    [Theory]
    [InlineData("MZ", "tool.exe", Reason.NeverAllowed)]
    [InlineData("plain words", "a.txt", Reason.Unsupported)]
    [InlineData("%PDF-1.4 that is none", "a.pdf", Reason.Corrupt)]
    public async Task Says_WhyThereIsNoPicture(string content, string name, Reason reason)
    {
        var shown = await ShowAsync(shared.Sandbox, MailWith([(name, Encoding.ASCII.GetBytes(content.PadRight(400)))]));
        Assert.Equal(Outcome.Blocked, shown.Result.Outcome);
        Assert.Equal(reason, shown.Result.Reason);
        Assert.Empty(shown.Bytes);
    }

    [Fact]
    public async Task HugePage_IsDrawnNoLargerThanAnyOther()
    {
        var shown = await ShowAsync(shared.Sandbox, MailWith(Pdf(["(Far away) Tj"], mediaBox: "0 0 900000000 300000000")));
        Assert.True(shown.Result.HasOutput);
        Assert.Equal(1754, Side(shown.Bytes, 16));
    }

    [Fact]
    public async Task EndlessPage_IsEndedAndSaid_AndTheNextOneIsDrawn()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { PageTimeout = TimeSpan.FromMilliseconds(1500) });
        var shown = await ShowAsync(sandbox, MailWith(Endless()));
        Assert.Equal(Reason.Timeout, shown.Result.Reason);
        Assert.Equal(0, shown.Result.WorkersLost);
        Assert.True((await ShowAsync(shared.Sandbox, MailWith(Pdf(["(Next) Tj"])))).Result.HasOutput);
    }

    [Theory]
    [InlineData("/bin/sh", Reason.Crashed)] // ends with a code that the renderer never has
    [InlineData("/bin/echo", Reason.Corrupt)] // writes words that are no picture, and says that all went well
    [InlineData("/nowhere/pdftoppm", Reason.Unsupported)]
    public async Task Renderer_IsBelievedNothing(string program, Reason reason)
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { PageProgram = program });
        var shown = await ShowAsync(sandbox, MailWith(Pdf(["(Text) Tj"])));
        Assert.Equal(Outcome.Blocked, shown.Result.Outcome);
        Assert.Equal(reason, shown.Result.Reason);
        Assert.Empty(shown.Bytes);
        Assert.Equal(Outcome.Rebuilt, (await sandbox.CleanAsync("MUGAI-TEST echo on\n")).Result.Outcome);
    }

    [Fact]
    public async Task Renderer_ThatTakesTooMuchMemoryIsEnded()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { MaxPageProgramBytes = 1 << 20 });
        var shown = await ShowAsync(sandbox, MailWith(Endless()));
        Assert.Equal(Reason.Budget, shown.Result.Reason);
    }

    private static Task<Cleaned> ShowAsync(WorkerSandbox sandbox, byte[] mail, string path = "/attachments/1", int page = 1) =>
        sandbox.CleanAsync(mail, JobKind.Mail, single: new SinglePart(path, SinglePartForm.Page, page));

    private static int? Pages(Cleaned shown) => shown.Result.Report.Parts[0].Findings.SingleOrDefault(finding => finding.Code == "preview.pages")?.Count;

    private static int Side(byte[] png, int at) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));

    private static byte[] MailWith(byte[] pdf) => MailWith([("a.pdf", pdf)]);

    private static byte[] MailWith((string Name, byte[] Content)[] attachments)
    {
        var mail = new StringBuilder("From: <a@example.jp>\r\nSubject: pages\r\nDate: Fri, 20 Nov 2026 10:00:00 +0900\r\nMIME-Version: 1.0\r\n")
            .Append("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee attachments.\r\n");
        foreach (var (name, content) in attachments)
        {
            mail.Append(CultureInfo.InvariantCulture, $"--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename={name}\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)}\r\n");
        }

        return Encoding.ASCII.GetBytes(mail.Append("--b--\r\n").ToString());
    }

    private static byte[] Pdf(string[] pages, string mediaBox = "0 0 595 842") => Write([
        "<< /Type /Catalog /Pages 2 0 R >>",
        $"<< /Type /Pages /Count {pages.Length} /Kids [{string.Join(' ', pages.Select((_, i) => $"{4 + (2 * i)} 0 R"))}] /MediaBox [{mediaBox}] /Resources << /Font << /F 3 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        .. pages.SelectMany((text, i) => new[] { $"<< /Type /Page /Parent 2 0 R /Contents {5 + (2 * i)} 0 R >>", Stream($"BT /F 40 Tf 60 700 Td {text} ET", "") }),
    ]);

    /// <summary>Each form draws the next one twice, forty deep: a few kilobytes that nobody can draw to the end.</summary>
    private static byte[] Endless() => Write([
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>", Stream("/X Do", ""),
        .. Enumerable.Range(5, 40).Select(number => Stream(number == 44 ? "0 0 500 500 re f" : "/X Do /X Do",
            $"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X {Math.Min(number + 1, 44)} 0 R >> >>")),
    ]);

    private static string Stream(string content, string keys) => $"<< {keys} /Length {content.Length} >>\nstream\n{content}\nendstream";

    private static byte[] Write(string[] objects)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        foreach (var (content, number) in objects.Select((content, i) => (content, i + 1)))
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{content}\nendobj\n");
        }

        var xref = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            file.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        }

        return Encoding.ASCII.GetBytes(file.Append(CultureInfo.InvariantCulture, $"trailer << /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n").ToString());
    }
}
