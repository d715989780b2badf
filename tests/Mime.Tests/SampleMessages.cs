using System.Globalization;
using System.Text;

namespace Mugai.Mime.Tests;

/// <summary>Messages that between them reach every state of the reader.</summary>
internal static class SampleMessages
{
    public static readonly Dictionary<string, string> All = new()
    {
        ["empty"] = "",
        ["only blank line"] = "\r\n",
        ["text"] = "From: a@example.jp\r\nSubject: =?UTF-8?B?44GC?=\r\n folded\r\n\tagain\r\n\r\nHello\r\nworld\r\n",
        ["no body"] = "From: a@example.jp\r\nSubject: x",
        ["mixed"] =
            "MIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"b1\"\r\n\r\npreamble\r\n--b1\r\nContent-Type: text/plain\r\n\r\none\r\n--b1  \t\r\n" +
            "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\nAAAA\r\nBBBB\r\n\r\n--b1--\r\nepilogue\r\n",
        ["nested"] =
            "Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\nContent-Type: multipart/alternative; boundary=\"in=_1\"\r\n\r\n" +
            "--in=_1\r\n\r\na\r\n--in=_1\r\nContent-Type: text/html\r\n\r\n<b>\r\n--in=_1--\r\n\r\n--out\r\n\r\nlast\r\n--out--\r\n",
        ["outer delimiter closes inner"] =
            "Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n\r\nx\r\n--out\r\n\r\ny\r\n--out--",
        ["no close"] = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nbody\r\n",
        ["no parts"] = "Content-Type: multipart/mixed; boundary=b\r\n\r\nonly preamble\r\n",
        ["lf only"] = "Content-Type: multipart/mixed; boundary=b\n\n--b\nA: b\n\ntext\n\n--b--\nepilogue\n",
        ["bare bytes"] = "A: b\rc\r\nB: \0\r\n\r\none\rtwo\nthree\0four\r\n\rfive\n\nsix\0\0\r",
        ["delimiter look-alikes"] =
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n-\r\n--\r\n--c\r\n--bx\r\n--b x\r\n--b-\r\n--b--x\r\n- --b\r\n --b\r\n\r\n--b--\r\n--b\r\nno part\r\n--b--\r\n",
        ["delimiter in headers"] = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n--b\r\nA: b\r\n--b\r\n--bad: field\r\n\r\nx\r\n--b--\r\n",
        ["bad header line"] = "A: b\r\nthis is no header\r\nB: c\r\n\r\nbody\r\n",
        ["text from the first line"] = "Hello, no header at all\r\n\r\nmore\r\n",
        ["mbox"] = "From someone Mon Jan  1\r\n>From other\r\nA: b\r\n \r\nC : d\r\n\r\nx\r\n",
        ["duplicates"] =
            "Content-Type: multipart/mixed; boundary=a; boundary=b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n" +
            "Content-Transfer-Encoding: x\r\nContent-Disposition: inline\r\nContent-Disposition: attachment\r\n\r\n--a\r\n\r\nA\r\n--b\r\n\r\nB\r\n--a--\r\n",
        ["same boundary inside"] =
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n--b\r\n\r\ny\r\n--b--\r\n",
        ["no boundary"] = "Content-Type: multipart/mixed\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n",
        ["rfc822"] = "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ninner body\r\n",
        ["six levels"] = Nested(6),
    };

    public static string Nested(int levels)
    {
        var text = new StringBuilder();
        for (var i = 0; i < levels; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=\"b{i}\"\r\n\r\n--b{i}\r\n");
        }

        text.Append("\r\ncore\r\n");
        for (var i = levels - 1; i >= 0; i--)
        {
            text.Append(CultureInfo.InvariantCulture, $"--b{i}--\r\n");
        }

        return text.ToString();
    }
}
