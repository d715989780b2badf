using System.Text;
using Mugai.Gateway.Demo;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>Mails and files that several tests send.</summary>
internal static class Sample
{
    private static readonly Lazy<IReadOnlyList<CorpusCase>> Corpus = new(() => CorpusCase.LoadAll(Checkout.At("samples", "malicious-corpus")));

    public static IReadOnlyList<CorpusCase> Cases => Corpus.Value;

    /// <summary>A Word file with a macro project.</summary>
    public static byte[] Docm => Case("ooxml", "vba-docm").Bytes;

    public static CorpusCase Case(string family, string name) => Cases.Single(each => each.Family == family && each.Name == name);

    /// <summary>A short text mail.</summary>
    public static byte[] Text(string subject, string body = "本日の会議資料です。\n") => Build(subject, "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + Base64(Encoding.UTF8.GetBytes(body)));

    /// <summary>An HTML body with a script, a tracking picture and a disguised link, and a Word file with a macro.</summary>
    public static byte[] HtmlWithDocm(string subject)
    {
        const string Html = """
            <html><head><script>evilScript()</script></head><body><h1>見積書の送付</h1><p>いつもお世話になっております。</p>
            <p><a href="http://phish.example/login">https://www.city.example.lg.jp/</a></p><img src="http://track.example/p.gif?id=7" width="1" height="1"></body></html>
            """;
        return Build(subject, $"""
            Content-Type: multipart/mixed; boundary="sep"

            --sep
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            {Base64(Encoding.UTF8.GetBytes(Html))}
            --sep
            Content-Type: application/vnd.ms-word.document.macroEnabled.12; name="=?UTF-8?B?{Convert.ToBase64String("見積書.docm"u8)}?="
            Content-Disposition: attachment; filename*=UTF-8''%E8%A6%8B%E7%A9%8D%E6%9B%B8.docm
            Content-Transfer-Encoding: base64

            {Base64(Docm)}
            --sep--

            """);
    }

    /// <summary>A text and one file.</summary>
    public static byte[] WithFile(string subject, string name, byte[] file) => Build(subject, $"""
        Content-Type: multipart/mixed; boundary="sep"

        --sep
        Content-Type: text/plain; charset=us-ascii

        see the file
        --sep
        Content-Type: application/octet-stream
        Content-Disposition: attachment; filename="{name}"
        Content-Transfer-Encoding: base64

        {Base64(file)}
        --sep--

        """);

    /// <summary>A mail that carries another mail as an attachment.</summary>
    public static byte[] Nested(string subject, byte[] inner) => Build(subject, $"""
        Content-Type: multipart/mixed; boundary="outer-sep"

        --outer-sep
        Content-Type: text/plain; charset=us-ascii

        see the forwarded mail
        --outer-sep
        Content-Type: message/rfc822
        Content-Disposition: attachment; filename="forwarded.eml"

        {Encoding.Latin1.GetString(inner).ReplaceLineEndings("\n")}
        --outer-sep--

        """);

    private static byte[] Build(string subject, string rest)
    {
        var head = $"""
            Received: from first.example by mta.outside.example; Wed, 01 Apr 2026 08:59:00 +0900
            From: =?UTF-8?B?{Convert.ToBase64String("山田 太郎"u8)}?= <sender@outside.example>
            To: clerk@city.example.lg.jp
            Subject: =?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(subject))}?=
            Date: Wed, 01 Apr 2026 09:00:00 +0900
            Message-ID: <{Guid.NewGuid():n}@outside.example>
            MIME-Version: 1.0

            """;
        return Encoding.Latin1.GetBytes((head + rest).ReplaceLineEndings("\r\n"));
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n");
}
