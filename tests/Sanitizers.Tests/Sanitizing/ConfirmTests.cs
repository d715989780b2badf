using System.IO.Compression;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Sanitizing;

/// <summary>確認: a family that a policy confirms is not opened and not delivered; its very bytes come out for a job that asks for exactly that part, and for no other.</summary>
public class ConfirmTests
{
    private static readonly byte[] Drawing = [.. "AC1027"u8, .. new byte[10], .. "lines of a drawing"u8];

    private static readonly byte[] Program = [.. "MZ"u8, .. new byte[58], 64, 0, 0, 0, .. "PE\0\0"u8, .. new byte[64]];

    private static SanitizePolicy Confirming(params FileFamily[] families) => new() { Revision = "r1", Families = families.ToDictionary(family => family, _ => PartWay.Confirm) };

    [Fact]
    public void Holds_AFileThatIsConfirmed()
    {
        var run = Runs.File("plan.dwg", Drawing, Confirming(FileFamily.Cad));
        Assert.Equal((Outcome.Held, Reason.Policy, "dwg"), (run.Report.Outcome, run.Report.Reason, run.Report.Input.Format));
        Assert.Equal(["policy.confirm"], run.Codes);
        Assert.Empty(run.Output.Bytes);
    }

    [Fact]
    public void Writes_ANoticeInItsPlace_AndRebuildsTheRest()
    {
        var run = Runs.Mail(Mail(("plan.dwg", Drawing), ("note.txt", "hello"u8.ToArray())), Confirming(FileFamily.Cad));
        Assert.Equal([Outcome.Held, Outcome.Rebuilt], run.Report.Parts.Select(part => part.Outcome));
        Assert.False(run.Report.WaitsForPassword);
        var text = Encoding.UTF8.GetString(run.Output.Bytes);
        Assert.DoesNotContain(Convert.ToBase64String(Drawing), text, StringComparison.Ordinal);
        var notice = Decoded(text);
        Assert.Contains("申請すると、ウイルス検査と承認者 2 名の承認のあと、別のメールで届きます", notice, StringComparison.Ordinal);
        Assert.Contains("種類: CAD 図面（DWG）", notice, StringComparison.Ordinal);
        Assert.Contains("このファイルが必要なときは", notice, StringComparison.Ordinal);
        Assert.Contains("Once a virus scanner called it clean and two approvers agreed, it comes as it was sent, in a mail of its own.", notice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/attachments/1")]
    [InlineData("/attachments/3/1/plan.dwg")]
    public void Gives_TheVeryBytesOfThePartThatIsAskedFor(string path)
    {
        var mail = Mail(("plan.dwg", Drawing), ("other.dwg", [.. Drawing, 1]), ("a.zip", Zip("inner/plan.dwg", Drawing)));
        var policy = Confirming(FileFamily.Cad);
        Assert.Contains(path, All(Runs.Mail(mail, policy).Report).Where(part => part.Outcome == Outcome.Held).Select(part => part.Path));

        var run = Runs.Part(mail, new SinglePart(path, SinglePartForm.Original), policy);
        Assert.Equal(Drawing, run.Output.Bytes);
        Assert.Equal((path, run.Report.Output!.Sha256), (run.Report.Parts.Single().Path, run.Report.Parts.Single().Input.Sha256));
    }

    [Fact]
    public void Gives_NothingAsItCame_ThatThePolicyDoesNotConfirm()
    {
        var mail = Mail(("plan.dwg", Drawing), ("note.txt", "hello"u8.ToArray()));
        foreach (var (path, policy) in new[] { ("/attachments/2", Confirming(FileFamily.Cad)), ("/attachments/1", Confirming(FileFamily.Pdf)), ("/", Confirming(FileFamily.Cad, FileFamily.Mail)), ("/attachments/9", Confirming(FileFamily.Cad)) })
        {
            var run = Runs.Part(mail, new SinglePart(path, SinglePartForm.Original), policy);
            Assert.Equal((Outcome.Blocked, 0), (run.Report.Outcome, run.Output.Bytes.Length));
        }
    }

    [Fact]
    public void Programs_AreNeverAllowed_UnlessTheirFamilyIsConfirmed()
    {
        Assert.Equal(Reason.NeverAllowed, Runs.File("setup.exe", Program).Report.Reason);
        Assert.Equal(Reason.NeverAllowed, Runs.File("setup.exe", Program, Confirming(FileFamily.Cad)).Report.Reason);
        var run = Runs.File("setup.exe", Program, Confirming(FileFamily.Executable));
        Assert.Equal((Outcome.Held, Reason.Policy), (run.Report.Outcome, run.Report.Reason));

        // What is called a program and is none, and what is two things at once, is refused as ever.
        Assert.Equal(Reason.NeverAllowed, Runs.File("plan.bat", Drawing, Confirming(FileFamily.Executable, FileFamily.Cad)).Report.Reason);
        Assert.Equal(Reason.Ambiguous, Runs.File("a.gif", [.. "GIF89a"u8, .. "%PDF-1.4"u8, 0], Confirming(Enum.GetValues<FileFamily>())).Report.Reason);
    }

    private static IEnumerable<PartReport> All(PartReport part) => part.Parts.SelectMany(All).Prepend(part);

    private static byte[] Zip(string name, byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        using (var entry = zip.CreateEntry(name).Open())
        {
            entry.Write(content);
        }

        return bytes.ToArray();
    }

    private static byte[] Mail(params (string Name, byte[] Content)[] attachments)
    {
        var text = new StringBuilder("From: <a@b.example>\nTo: <c@d.example>\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=edge\n\n--edge\nContent-Type: text/plain\n\nhi\n");
        foreach (var (name, content) in attachments)
        {
            text.Append("--edge\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=").Append(name)
                .Append("\n\n").Append(Convert.ToBase64String(content)).Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.Append("--edge--\n").ToString().ReplaceLineEndings("\r\n"));
    }

    /// <summary>The text of every base64 body.</summary>
    private static string Decoded(string mail) => string.Concat(mail.Split("base64\r\n\r\n").Skip(1).Select(rest =>
        Encoding.UTF8.GetString(Convert.FromBase64String(rest[..(rest.IndexOf("\r\n--", StringComparison.Ordinal) is var end and >= 0 ? end : rest.Length)].Replace("\r\n", "", StringComparison.Ordinal)))));
}
