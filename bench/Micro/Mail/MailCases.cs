using System.Text;
using Mugai.Frames;
using Mugai.Policies;
using Mugai.Sanitizers;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Micro.Mail;

/// <summary>
/// Whole mails through the catalog as the worker takes them: reading, charset, cleaning, links, notice, writing, and the verifier that reads it all again. MB of what arrived.
/// `--mails FOLDER` takes files instead.
/// </summary>
internal static class MailCases
{
    private const string Header = "Received: from mx.example.jp by gw.example.jp with ESMTP; Fri, 20 Nov 2026 19:00:00 +0900\r\nFrom: =?UTF-8?B?5bGx55Sw?= <yamada@example.jp>\r\n"
        + "To: taro@city.example.lg.jp\r\nSubject: =?UTF-8?B?5Lya6K2w44Gu44GK55+l44KJ44Gb?=\r\nDate: Fri, 20 Nov 2026 19:00:00 +0900\r\nMessage-ID: <1@example.jp>\r\nMIME-Version: 1.0\r\n";

    private const string Japanese = "お世話になっております。来週の会議の資料をお送りしますので、ご確認のほどよろしくお願いいたします。\r\n日時: 令和八年十二月一日（火） 10:00 から\r\n場所: 本庁舎 3 階 第 2 会議室\r\n\r\n";
    private const string English = "Thank you for your mail. The minutes of the last meeting will follow by the end of this week, as agreed.\r\n\r\n";

    public static IReadOnlyList<MicroCase> All { get; } = Build();

    /// <summary>The mails of a folder, one behind the other; what is no mail does not count.</summary>
    public static MicroCase OfFolder(string folder)
    {
        var mails = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(mail => Sanitize(mail) is not null).ToList();
        return new MicroCase($"{mails.Count} mails", mails.Sum(mail => (long)mail.Length), 0, () => mails.Sum(mail => Sanitize(mail) ?? 0));
    }

    private static List<MicroCase> Build()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return
        [
            Text("mail text, ASCII, 10 KB", "us-ascii", English, 10_000),
            Text("mail text, UTF-8, 10 KB", "utf-8", Japanese, 10_000),
            Text("mail text, ISO-2022-JP, 10 KB", "iso-2022-jp", Japanese, 10_000),
            Text("mail text, Shift_JIS, 10 KB", "shift_jis", Japanese, 10_000),
            Text("mail text, EUC-JP, 10 KB", "euc-jp", Japanese, 10_000),
            Text("mail text, UTF-8, 1 MB", "utf-8", Japanese, 1_000_000),
            Text("mail text, ISO-2022-JP, 1 MB", "iso-2022-jp", Japanese, 1_000_000),
        ];
    }

    private static MicroCase Text(string name, string charset, string lines, int bytes)
    {
        var encoding = Encoding.GetEncoding(charset);
        var body = string.Concat(Enumerable.Repeat(lines, bytes / encoding.GetByteCount(lines)));
        byte[] mail = [.. Encoding.ASCII.GetBytes($"{Header}Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"), .. encoding.GetBytes(body)];
        return new MicroCase(name, mail.Length, 200, () => Sanitize(mail) ?? throw new InvalidOperationException("The mail was not rebuilt."));
    }

    private static long? Sanitize(byte[] mail)
    {
        var job = new JobFacts { Kind = JobKind.Mail, Policy = new SanitizePolicy(), Limits = BudgetLimits.ForInput(mail.Length) };
        var output = new Forgetful();
        using var input = new MemoryStream(mail);
        return SanitizeRun.Execute(SanitizerCatalog.Default, job, input, output).Outcome == Outcome.Rebuilt ? output.Bytes : null;
    }

    private sealed class Forgetful : ISanitizeOutput
    {
        public long Bytes { get; private set; }

        public void Opening(string path)
        {
        }

        public void Facts(MailFacts facts)
        {
        }

        public void Write(ReadOnlySpan<byte> bytes) => Bytes += bytes.Length;

        public void LinkSlot(LinkSlotEncoding encoding)
        {
        }
    }
}
