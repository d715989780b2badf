using System.Globalization;
using System.Text;

namespace Mugai.Micro.Mime;

/// <summary>The messages of the benchmark, made the same way every time.</summary>
internal static class MimeMessages
{
    private const string Head =
        "Received: from mx.example.jp (mx.example.jp [192.0.2.1])\r\n\tby gw.city.example.lg.jp (Postfix) with ESMTPS id 4XkQ\r\n" +
        "\tfor <taro@city.example.lg.jp>; Fri, 20 Nov 2026 19:00:00 +0900 (JST)\r\n" +
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.jp; s=k1;\r\n" +
        "\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; h=From:To:Subject:Date;\r\n\tb=dGhpcyBpcyBub3QgYSBzaWduYXR1cmUsIGp1c3QgYmFzZTY0IHRleHQgb2YgdGhlIHNhbWUgc2l6ZQ==\r\n" +
        "From: =?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <yamada@example.jp>\r\nTo: taro@city.example.lg.jp\r\n" +
        "Subject: =?UTF-8?B?5Lya6K2w44Gu44GK55+l44KJ44Gb?=\r\nDate: Fri, 20 Nov 2026 19:00:00 +0900\r\n" +
        "Message-ID: <20261120190000.1234@example.jp>\r\nMIME-Version: 1.0\r\n";

    public static byte[] Text10K()
    {
        var text = new StringBuilder(Head).Append("Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n");
        AppendLines(text, 10_000 - text.Length);
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    public static byte[] Attachments()
    {
        var text = new StringBuilder(Head).Append("Content-Type: multipart/mixed; boundary=\"----=_Part_1_20261120\"\r\n\r\n");
        text.Append("------=_Part_1_20261120\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n");
        AppendLines(text, 1000);
        for (var i = 0; i < 3; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\r\n------=_Part_1_20261120\r\nContent-Type: application/pdf; name=\"a{i}.pdf\"\r\n")
                .Append("Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"a.pdf\"\r\n\r\n")
                .Append(Base64Lines(1_000_000));
        }

        return Encoding.ASCII.GetBytes(text.Append("\r\n------=_Part_1_20261120--\r\n").ToString());
    }

    public static string Base64Lines(int bytes)
    {
        var data = new byte[bytes];
        var state = 1u;
        for (var i = 0; i < data.Length; i++)
        {
            state = (state * 1664525) + 1013904223;
            data[i] = (byte)(state >> 24);
        }

        return Convert.ToBase64String(data, Base64FormattingOptions.InsertLineBreaks) + "\r\n";
    }

    public static byte[] Parts(int count)
    {
        var text = new StringBuilder(Head).Append("Content-Type: multipart/mixed; boundary=\"=_parts_of_this_message\"\r\n\r\n");
        for (var i = 0; i < count; i++)
        {
            text.Append("--=_parts_of_this_message\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 7bit\r\n")
                .Append(CultureInfo.InvariantCulture, $"Content-Disposition: attachment; filename=\"part-{i}.txt\"\r\n\r\n");
            AppendLines(text, 500);
            text.Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(text.Append("--=_parts_of_this_message--\r\n").ToString());
    }

    public static byte[] Levels(int count)
    {
        var text = new StringBuilder(Head);
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=\"=_level_{i}_of_this\"\r\n\r\n--=_level_{i}_of_this\r\n")
                .Append("Content-Type: text/plain; charset=UTF-8\r\n\r\n");
            AppendLines(text, 300);
            text.Append(CultureInfo.InvariantCulture, $"\r\n--=_level_{i}_of_this\r\n");
        }

        text.Append("\r\ncore\r\n");
        for (var i = count - 1; i >= 0; i--)
        {
            text.Append(CultureInfo.InvariantCulture, $"\r\n--=_level_{i}_of_this--\r\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    public static byte[] HostileNesting(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void AppendLines(StringBuilder text, int length)
    {
        var end = text.Length + length;
        while (text.Length < end)
        {
            text.Append("The meeting of the disaster prevention section is held in room 301 today.\r\n");
        }
    }
}
