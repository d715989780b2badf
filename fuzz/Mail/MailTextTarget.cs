using System.Buffers;
using System.Text;
using Mugai.Frames;
using Mugai.Policies;
using Mugai.Sanitizers;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.Mail;

/// <summary>
/// Any text as the body of a mail, through the whole run, its verifier included: rebuilt, and the same bytes without a finding the second time; under defang no address is
/// left that a mail program would make a link of. The HTML of a body likewise, as text and as a safe page.
/// </summary>
internal static class MailTextTarget
{
    private static readonly byte[][] Seeds =
    [
        .. new[]
        {
            "https://www.example.jp/a?b=c をご覧ください。http://3232235777/ www.example.com、bit.ly/x", "（https://www.bank.example@evil.test:80/login）taro@example.jp",
            "【無害化のお知らせ】\r\nfile://x/y http://[2001:db8::1]/ https://日本語.jp/ https://xn--wgv71a119e.jp/", "https://r.example/?u=https%3A%2F%2Fevil.test http://a。b。c/ hxxps://www[.]a[.]b/",
            "________________________________________\r\n【無害化のお知らせ】\r\n・x\r\n________________________________________\r\n\r\nx",
            "<h1>a</h1><p>b <a href='https://a.example/'>www.b.example</a><img src=cid:x alt=y><table border=1><tr><td>1<td>2</table><ul><li>x</ul><style>p{color:red}</style>",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "http://", "https://", "ftp://", "://", "www.", ".com", ".jp", ".co.jp", "/", "?", "#", "@", ":80", "[.]", "hxxp://", "xn--", "%2E", "%", "。", "．", "、", "を", "日本", "<", ">", "[", "]",
            "0x7f.1", "1.2.3.4", "bit.ly", "t.co/", "file://", "x://", "【", "】", "無害化のお知らせ", "Sanitization notice", "\r\n", " ", "> ", "________________________________________", "<a href=\"", "\">",
            "</a>", "<p>", "<pre>", "<div>", "<img src=\"cid:x\">", "&amp;", "\u202E", "\u200B", "é", "😀", "（送信者の文: ", "-", "_", ".",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static FuzzTarget Links { get; } = new("mail-links", Seeds, Tokens, input => Run(input, "text/plain", new SanitizePolicy { Language = NoticeLanguage.Ja }));

    public static FuzzTarget LinksShown { get; } = new("mail-links-show", Seeds, Tokens, input => Run(input, "text/plain",
        new SanitizePolicy { Language = NoticeLanguage.Ja, Links = LinkStyle.Show, PortalHost = "www.example.jp", Notice = new NoticePolicy { Position = NoticePosition.Bottom } }));

    public static FuzzTarget Page { get; } = new("mail-page", Seeds, Tokens, input => Run(input, "text/html", new SanitizePolicy { Language = NoticeLanguage.Ja, Body = BodyForm.SafeHtml }));

    private static void Run(byte[] input, string type, SanitizePolicy policy)
    {
        byte[] mail = [.. Encoding.ASCII.GetBytes($"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"), .. Encoding.ASCII.GetBytes(Convert.ToBase64String(input))];
        var (first, report) = Clean(mail, policy);
        Demand(report.Outcome == Outcome.Rebuilt, "not rebuilt: " + report.Reason);
        var (second, again) = Clean(first, policy);
        Demand(again.Findings.Count == 0, "findings the second time: " + string.Join(' ', again.Findings.Select(finding => finding.Code)));
        Demand(first.AsSpan().SequenceEqual(second), "other bytes the second time");
        if (type == "text/plain" && policy.Links == LinkStyle.Defang)
        {
            DemandNoLink(Encoding.Latin1.GetString(first));
        }
    }

    private static (byte[] Output, PartReport Report) Clean(byte[] mail, SanitizePolicy policy)
    {
        var output = new Collected();
        using var stream = new MemoryStream(mail);
        var job = new JobFacts { Kind = JobKind.File, Name = new UntrustedText("a.eml"), Policy = policy, Limits = BudgetLimits.ForInput(mail.Length) };
        var report = SanitizeRun.Execute(SanitizerCatalog.Default, job, stream, output);
        return (output.Bytes.WrittenSpan.ToArray(), report);
    }

    // 7-bit and quoted-printable as they stand ("://" is never escaped); base64 decoded.
    private static void DemandNoLink(string mail)
    {
        var body = mail[(mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        if (mail.Contains("Content-Transfer-Encoding: base64", StringComparison.Ordinal))
        {
            body = Encoding.UTF8.GetString(Convert.FromBase64String(body));
        }

        foreach (var scheme in new[] { "http://", "https://", "ftp://" })
        {
            Demand(!body.Contains(scheme, StringComparison.OrdinalIgnoreCase) || body.Contains(scheme + "\r", StringComparison.OrdinalIgnoreCase) || IsBare(body, scheme), "a link is left: " + scheme);
        }
    }

    // A scheme that no host follows is no link.
    private static bool IsBare(string body, string scheme)
    {
        for (var at = 0; (at = body.IndexOf(scheme, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += scheme.Length)
        {
            if (at + scheme.Length < body.Length && char.IsAsciiLetterOrDigit(body[at + scheme.Length]))
            {
                return false;
            }
        }

        return true;
    }

    private static void Demand(bool holds, string what)
    {
        if (!holds)
        {
            throw new PropertyBrokenException(what);
        }
    }

    private sealed class Collected : ISanitizeOutput
    {
        public ArrayBufferWriter<byte> Bytes { get; } = new();

        public void Opening(string path)
        {
        }

        public void Facts(MailFacts facts)
        {
        }

        public void Write(ReadOnlySpan<byte> bytes) => Bytes.Write(bytes);

        public void LinkSlot(LinkSlotEncoding encoding)
        {
        }
    }
}
