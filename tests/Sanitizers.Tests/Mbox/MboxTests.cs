using System.Text;
using Mugai.Sanitizers.Tests.PlainText;

namespace Mugai.Sanitizers.Tests.Mbox;

public class MboxTests
{
    private const string Box = "From a@b Mon Jan  1 00:00:00 2024\nFrom: a@b.example\nTo: c@d.example\nSubject: one\n\nfirst\n>From here on\n\nFrom c@d Mon Jan  1 00:00:00 2024\nFrom: c@d.example\n"
        + "To: a@b.example\nSubject: two\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>second<script>evil()</script>\n\nFrom x Mon Jan  1\n\0\u0001\u0002\n\n";

    [Fact]
    public void Cleans_EachMessage()
    {
        var run = Clean(Box);
        Assert.Equal((Outcome.Rebuilt, "mbox", "box.mbox"), (run.Report.Outcome, run.Report.Output!.Format, run.Report.Output.Name.DangerousRaw));
        Assert.Equal(3, run.Report.Parts.Count);
        Assert.Equal("/messages/2", run.Report.Parts[1].Path);
        var text = run.Text();
        Assert.Equal(3, text.Split("From mugai Thu Jan  1 00:00:00 1970\n").Length - 1);
        Assert.Contains("Subject: one\n", text, StringComparison.Ordinal);
        // A line of a text must never begin a message: the writer of mails escapes it.
        Assert.Contains("rom here on\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\nFrom here on", text, StringComparison.Ordinal);
        Assert.Contains("second", text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_NothingToItsOwnOutput()
    {
        var run = Clean(Box.Replace("From x Mon Jan  1\n\0\u0001\u0002\n\n", "", StringComparison.Ordinal));
        var again = Clean(run.Text());
        Assert.Equal(run.Text(), again.Text());
    }

    [Fact]
    public void NeverFails_OnAnyPrefix()
    {
        for (var i = 0; i < Box.Length; i++)
        {
            Clean(Box[..i]);
        }
    }

    private static RunResult Clean(string box)
    {
        var run = Runs.File("box.mbox", Encoding.Latin1.GetBytes(box));
        Assert.Equal("", run.Faults);
        return run;
    }

}
