using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.WebArchives;

public class WebArchiveSanitizerTests
{
    // A white pixel.
    private const string Bitmap = "Qk06AAAAAAAAADYAAAAoAAAAAQAAAAEAAAABABgAAAAAAAQAAAATCwAAEwsAAAAAAAAAAAAA////AA==";

    [Fact]
    public void Keeps_ThePageAndItsPictures()
    {
        var run = Runs.File("市報.mht", Page("<h1>市報</h1><img src=\"cid:logo@x\"><img src=\"img/logo.bmp\" width=\"9\"><img src=\"https://outside.example/a.png\">"));

        Assert.Equal((Outcome.Rebuilt, "html", "市報.html"), (run.Report.Outcome, run.Report.Output!.Format, run.Report.Output.Name.DangerousRaw));
        var html = Encoding.UTF8.GetString(run.Output.Bytes);
        Assert.Contains("<h1>市報</h1>", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("data:image/bmp;base64,Qk").Length - 1);
        Assert.DoesNotContain("outside.example", html, StringComparison.Ordinal);
        Assert.Equal("", run.Faults);
    }

    [Fact]
    public void Removes_ScriptsAndProgramsShownAsPictures()
    {
        var run = Runs.File("a.mht", Page("<p onclick=\"evil()\">本文</p><script src=\"cid:code@x\"></script><img src=\"cid:program@x\">"));

        var html = Encoding.UTF8.GetString(run.Output.Bytes);
        Assert.Contains("本文", html, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", html, StringComparison.Ordinal);
        Assert.DoesNotContain("TVqQ", html, StringComparison.Ordinal);
        Assert.Contains("mht.part", run.Codes);
        Assert.Contains(run.Report.Parts, part => part.Reason == Reason.NeverAllowed);
    }

    [Fact]
    public void Gives_TextWherePolicySaysSo()
    {
        var policy = new SanitizePolicy { Revision = "r1", Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Html] = PartWay.Text } };
        var run = Runs.File("a.mht", Page("<h1>市報</h1>"), policy);

        Assert.Equal((Outcome.Replaced, "txt", "a.txt"), (run.Report.Outcome, run.Report.Output!.Format, run.Report.Output.Name.DangerousRaw));
        Assert.Contains("市報", Encoding.UTF8.GetString(run.Output.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void GivesTheSame_FromItsOwnOutput()
    {
        var first = Runs.File("a.mht", Page("<h1>市報</h1><img src=\"cid:logo@x\">"));
        var second = Runs.File("a.html", first.Output.Bytes);
        Assert.Equal(first.Output.Bytes, second.Output.Bytes);
        Assert.Empty(second.Codes);
    }

    [Fact]
    public void NeverThrows_WhereverItIsCutOff()
    {
        var page = Page("<h1>市報</h1><img src=\"cid:logo@x\">");
        for (var length = 80; length < page.Length; length += 7)
        {
            var run = Runs.File("a.mht", page[..length]);
            Assert.Equal("", run.Faults);
        }
    }

    [Fact]
    public void Blocks_WhatHasNoPage()
    {
        var run = Runs.File("a.mht", Encoding.ASCII.GetBytes(
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=edge\r\n\r\n--edge\r\nContent-Type: text/plain\r\n\r\nhello\r\n--edge--\r\n"));
        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (run.Report.Outcome, run.Report.Reason));
        Assert.Contains("mht.noPage", run.Codes);
    }

    private static byte[] Page(string body) => Encoding.UTF8.GetBytes($"""
        From: <Saved by Blink>
        Snapshot-Content-Location: https://www.city.example.lg.jp/news/
        MIME-Version: 1.0
        Content-Type: multipart/related; type="text/html"; boundary="edge"

        --edge
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: base64
        Content-Location: https://www.city.example.lg.jp/news/

        {Convert.ToBase64String(Encoding.UTF8.GetBytes($"<html><body>{body}</body></html>"), Base64FormattingOptions.InsertLineBreaks)}
        --edge
        Content-Type: image/bmp
        Content-ID: <logo@x>
        Content-Transfer-Encoding: base64
        Content-Location: https://www.city.example.lg.jp/news/img/logo.bmp

        {Bitmap}
        --edge
        Content-Type: text/javascript
        Content-ID: <code@x>

        evil()
        --edge
        Content-Type: image/png
        Content-ID: <program@x>
        Content-Transfer-Encoding: base64

        {Convert.ToBase64String([(byte)'M', (byte)'Z', 0x90, 0, .. new byte[300]])}
        --edge--

        """.ReplaceLineEndings("\r\n"));
}
