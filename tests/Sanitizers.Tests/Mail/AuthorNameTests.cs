namespace Mugai.Sanitizers.Tests.Mail;

public class AuthorNameTests
{
    [Theory]
    [InlineData("\"shicho@city.example.lg.jp\" <x@evil.example>", "【差出人名に注意】shicho[at]city.example.lg.jp", "foreignAddress")]
    [InlineData("\"市長 shicho＠city.example.lg.jp\" <x@evil.example>", "【差出人名に注意】市長 shicho[at]city.example.lg.jp", "foreignAddress")]
    [InlineData("=?utf-8?B?UGF5UNCwbA==?= <x@evil.example>", "【差出人名に注意】PayPаl", "mixedScripts")]
    [InlineData("山田 <x@xn--wgv71a.example>", "山田 (日本.example)", "idn")]
    [InlineData("山田 <x@a_b.xn--wgv71a.example>", "山田 (a_b.日本.example)", "idn")]
    public void Marks_NamesThatClaimToBeSomebodyElse(string from, string shown, string trick)
    {
        var run = Runs.Mail($"From: {from}\nSubject: s\n\nbody\n");
        Assert.StartsWith(shown, CleanMail.Parse(run.Output.Bytes)["From"].Trim('"'), StringComparison.Ordinal);
        Assert.Contains(run.Report.Findings, finding => finding.Code == "mail.authorName" && finding.Detail.DangerousRaw == trick);
        var again = Runs.Mail(run.Output.Bytes);
        Assert.Equal(run.Output.Bytes.AsSpan().IndexOf("From: "u8) >= 0, again.Output.Bytes.AsSpan().IndexOf("From: "u8) >= 0);
        Assert.Equal(CleanMail.Parse(run.Output.Bytes)["From"], CleanMail.Parse(again.Output.Bytes)["From"]);
        Assert.DoesNotContain("mail.authorName", again.Codes);
    }

    [Theory]
    [InlineData("山田 太郎 <yamada@b.example>")]
    [InlineData("\"yamada@b.example\" <yamada@b.example>")]
    [InlineData("\"山田 (JR東日本 IT部)\" <yamada@b.example>")]
    [InlineData("\"Rock @ Tokyo\" <a@b.example>")]
    [InlineData("Ελλάδα News <a@b.example>")]
    public void Leaves_OrdinaryNames(string from) => Assert.DoesNotContain("mail.authorName", Runs.Mail($"From: {from}\nSubject: s\n\nbody\n").Codes);
}
