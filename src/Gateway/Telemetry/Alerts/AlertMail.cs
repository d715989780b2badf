using System.Globalization;
using System.Text;
using Mugai.Gateway.Telemetry.Parts;
using Mugai.Mime;
using Mugai.Policies;
using Mugai.Spooling;

namespace Mugai.Gateway.Telemetry.Alerts;

/// <summary>The mail about alerts: all news of one look in one mail, worst first, each with what to do.</summary>
internal static class AlertMail
{
    public static byte[] Write(IReadOnlyList<AlertNews> news, IReadOnlyList<string> to, string hostname, NoticeLanguage language, DateTimeOffset now)
    {
        var id = MessageId.New();
        var bytes = new MemoryStream();
        var writer = new MimeWriter(bytes, id.ToString());
        writer.AddressField("From", [new MailAddress("Mugai", $"postmaster@{hostname}")]);
        writer.AddressField("To", [.. to.Select(address => new MailAddress("", address))]);
        writer.Field("Subject", Subject(news, hostname, language));
        writer.RawField("Date", now.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        writer.RawField("Message-ID", $"<{id}.alert@{hostname}>");
        writer.RawField("Auto-Submitted", "auto-generated");
        writer.RawField("MIME-Version", "1.0");
        writer.Text(Body(news, hostname, language).ReplaceLineEndings("\r\n"));
        return bytes.ToArray();
    }

    private static string Subject(IReadOnlyList<AlertNews> news, string hostname, NoticeLanguage language)
    {
        var over = news.All(each => each.Event == AlertEvent.Cleared);
        var parts = string.Join(", ", news.Select(each => each.Part));
        var word = (over, language) switch
        {
            (true, NoticeLanguage.En) => "Over",
            (true, NoticeLanguage.Ja) => "復旧",
            (true, _) => "復旧 / Over",
            (_, NoticeLanguage.En) => "Alert",
            (_, NoticeLanguage.Ja) => "警報",
            _ => "警報 / Alert",
        };
        return $"[Mugai] {word}: {parts} ({hostname})";
    }

    private static string Body(IReadOnlyList<AlertNews> news, string hostname, NoticeLanguage language)
    {
        var text = new StringBuilder();
        foreach (var each in news.OrderByDescending(each => each.Event != AlertEvent.Cleared).ThenByDescending(each => each.State))
        {
            if (language != NoticeLanguage.En)
            {
                text.Append(CultureInfo.InvariantCulture, $"【{Ja(each)}】{each.Part}\n");
                text.Append(each.Complaint is { } what ? $"{what.Ja}\n対処：{what.DoJa}\n" : "この警報は解消しました。\n");
                text.Append(CultureInfo.InvariantCulture, $"発生：{Time(each.Since)}\n\n");
            }

            if (language != NoticeLanguage.Ja)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{En(each)}] {each.Part}\n");
                text.Append(each.Complaint is { } what ? $"{what.En}\nWhat to do: {what.DoEn}\n" : "This alert is over.\n");
                text.Append(CultureInfo.InvariantCulture, $"Since: {Time(each.Since)}\n\n");
            }
        }

        return text.Append("-- \n").Append(hostname).Append('\n').ToString();
    }

    private static string Ja(AlertNews news) => news.Event switch
    {
        AlertEvent.Cleared => "復旧",
        AlertEvent.Repeated => news.State == PartState.Failed ? "障害継続" : "注意継続",
        _ => news.State == PartState.Failed ? "障害" : "注意",
    };

    private static string En(AlertNews news) => news.Event switch
    {
        AlertEvent.Cleared => "over",
        AlertEvent.Repeated => news.State == PartState.Failed ? "still failed" : "still a warning",
        _ => news.State == PartState.Failed ? "failed" : "warning",
    };

    private static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
