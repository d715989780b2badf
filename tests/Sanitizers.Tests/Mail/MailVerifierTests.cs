using System.Text;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Mail.Verifying;

namespace Mugai.Sanitizers.Tests.Mail;

public class MailVerifierTests
{
    private const string Head = "From: a@b.example\nMIME-Version: 1.0\n";
    private const string Plain = Head + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\nhello\n";
    private const string B = "=_1_0123456789ABCDEF01234567";
    private const string C = "=_1_FEDCBA98765432100123456";

    [Fact]
    public void Accepts_WhatWeWrite()
    {
        Assert.Null(Verify(Plain));
        Assert.Null(Verify(Mixed(Part)));
        Assert.Null(Verify(Mixed(B, Part, Nested(Plain))));
        Assert.Null(Verify(Mixed(B, Part, Nested(Mixed(C, Part, Attachment("YWJj"))), Part)));
        Assert.Null(Verify(Text("base64", "44GC44GE\n44GG\n")));
        Assert.Null(Verify(Text("quoted-printable", "=E3=81=82 =\nx=3D\n")));
        Assert.Null(Verify(Plain.Replace("From", "Subject: =?utf-8?B?44GC?= =?utf-8?B?44GE?=\nFrom", StringComparison.Ordinal)));
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "html", Plain.Replace("text/plain", "text/html", StringComparison.Ordinal) },
        { "html part", Mixed("Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\n<b>\n") },
        { "program", Mixed("Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\nTVqQ\n") },
        { "unlisted field", "X-A: b\n" + Plain },
        { "field twice", "From: x@y\n" + Plain },
        { "field of a message in a part", Mixed("Subject: x\n" + Part) },
        { "no MIME version", Plain.Replace("MIME-Version: 1.0\n", "", StringComparison.Ordinal) },
        { "no type", Head + "\nhello\n" },
        { "other charset", Plain.Replace("utf-8", "utf-7", StringComparison.Ordinal) },
        { "other encoding", Plain.Replace("7bit", "binary", StringComparison.Ordinal) },
        { "field without a value", "Subject:\n" + Plain },
        { "field without a space", "Subject:x\n" + Plain },
        { "empty fold", Plain.Replace("\nMIME", "\n \nMIME", StringComparison.Ordinal) },
        { "encoded control", Plain.Replace("From", "Subject: =?utf-8?B?DQo=?=\nFrom", StringComparison.Ordinal) },
        { "encoded word of another charset", Plain.Replace("From", "Subject: =?iso-2022-jp?B?GyRC?=\nFrom", StringComparison.Ordinal) },
        { "long line", Plain.Replace("hello", new string('x', 999), StringComparison.Ordinal) },
        { "8 bit", Plain.Replace("hello", "h\u00E9llo", StringComparison.Ordinal) },
        { "control", Plain.Replace("hello", "h\u001Bello", StringComparison.Ordinal) },
        { "bad base64", Text("base64", "44GC=4GE\n") },
        { "base64 behind padding", Text("base64", "YQ==\nYWJj\n") },
        { "base64 with blanks", Text("base64", "YW Jj\n") },
        { "base64 of a control", Text("base64", "YQBi\n") },
        { "base64 of no UTF-8", Text("base64", "/////w==\n") },
        { "cut character", Text("base64", "44E=\n") },
        { "bad escape", Text("quoted-printable", "a=4x\n") },
        { "blank at a line end", Text("quoted-printable", "a \n") },
        { "escaped control", Text("quoted-printable", "a=00\n") },
        { "preamble", Mixed(Part).Replace("\n\n--", "\n\nhidden\n--", StringComparison.Ordinal) },
        { "epilogue", Mixed(Part) + "hidden\n" },
        { "delimiter with text", Mixed(Part).Replace("--" + B + "\n", "--" + B + "x\n", StringComparison.Ordinal) },
        { "delimiter in a header", Mixed("Content-Type: text/plain;\n--" + B + "\n\n") },
        { "no close", Mixed(Part).Replace("--" + B + "--\n", "", StringComparison.Ordinal) },
        { "part behind the close", Mixed(Part) + "--" + B + "\n" + Part },
        { "two boundaries", Mixed(Part).Replace("boundary=", "boundary=\"x\"; boundary=", StringComparison.Ordinal) },
        { "short boundary", Mixed("b", Part) },
        { "multipart in a part", Mixed("Content-Type: multipart/mixed; boundary=\"" + C + "\"\n\n--" + C + "\n" + Part + "--" + C + "--\n") },
        { "another multipart", Mixed(Part).Replace("multipart/mixed", "multipart/alternative", StringComparison.Ordinal) },
        { "same boundary inside", Mixed(Nested(Mixed(Part))) },
        { "outer delimiter inside an open inner multipart", Mixed(Nested(Mixed(C, Part)).Replace("--" + C + "--\n", "", StringComparison.Ordinal)) },
        { "encoded message", Mixed("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nYQ==\n") },
        { "unlisted field inside", Mixed(Nested("X-A: b\n" + Plain)) },
        { "message as the mail itself", Head + "Content-Type: message/rfc822\n\n" + Plain },
        { "no line end", Plain + "x" },
        { "nothing", "" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Objects_To(string what, string mail) => Assert.False(Verify(mail) is null, what);

    [Fact]
    public void Objects_ToLoneLineEnds()
    {
        Assert.NotNull(VerifyRaw(Plain));
        Assert.NotNull(VerifyRaw(Plain.ReplaceLineEndings("\r\n").Replace("hello", "hel\rlo", StringComparison.Ordinal)));
        Assert.NotNull(VerifyRaw(Plain.ReplaceLineEndings("\r\n").Replace("hello", "hel\nlo", StringComparison.Ordinal)));
    }

    [Fact]
    public void Objects_ToMailsNestedDeeperThanAnyOfOurs()
    {
        var mail = Plain;
        for (var i = 0; i < 30; i++)
        {
            mail = Mixed($"=_{i:00}_0123456789ABCDEF01234567", Nested(mail));
        }

        Assert.NotNull(Verify(mail));
    }

    private const string Part = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\ntext\n";

    private static string Attachment(string base64) => $"Content-Type: text/csv; charset=utf-8; name=\"a.csv\"\nContent-Disposition: attachment; filename=\"a.csv\"\nContent-Transfer-Encoding: base64\n\n{base64}\n";

    private static string Nested(string mail) => "Content-Type: message/rfc822\nContent-Disposition: attachment; filename=\"a.eml\"\n\n" + mail;

    private static string Text(string encoding, string body) => $"{Head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{body}";

    private static string Mixed(string part) => Mixed(B, part);

    private static string Mixed(string boundary, params string[] parts) =>
        $"{Head}Content-Type: multipart/mixed; boundary=\"{boundary}\"\n\n" + string.Concat(parts.Select(part => $"--{boundary}\n{part}")) + $"--{boundary}--\n";

    private static string? Verify(string mail) => VerifyRaw(mail.ReplaceLineEndings("\r\n"));

    private static string? VerifyRaw(string mail)
    {
        using var stream = new TrickleStream(Encoding.Latin1.GetBytes(mail), first: 1);
        return new MailVerifier([Formats.Csv, Formats.Txt]).Verify(Formats.Eml, stream, null!);
    }
}
