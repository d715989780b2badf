using System.Globalization;
using System.Text;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Notifications;

/// <summary>What a person reads: Japanese first, then English.</summary>
internal static class DsnWording
{
    public static string Subject(DsnAction action) => action switch
    {
        DsnAction.Failed => "メールを配送できませんでした / Your mail could not be delivered",
        DsnAction.Delayed => "メールの配送が遅れています / Your mail is delayed",
        DsnAction.Relayed => "メールを中継しました / Your mail was relayed",
        _ => "メールを配送しました / Your mail was delivered",
    };

    public static string Text(DsnFacts facts, IReadOnlyList<DsnEvent> events)
    {
        var text = new StringBuilder();
        Japanese(text, facts, events);
        text.Append("\n----------------------------------------\n\n");
        English(text, facts, events);
        return text.ToString();
    }

    private static void Japanese(StringBuilder text, DsnFacts facts, IReadOnlyList<DsnEvent> events)
    {
        text.Append(CultureInfo.InvariantCulture, $"これは、メール無害化システム {facts.HostName} が自動で送信したお知らせです。返信はできません。\n\n");
        foreach (var group in events.GroupBy(each => each.Action))
        {
            text.Append(group.Key switch
            {
                DsnAction.Failed => "お送りいただいたメールは、次の宛先に配送できませんでした。再送は行われません。\n",
                DsnAction.Delayed => "お送りいただいたメールは、次の宛先にまだ配送できていません。自動で再送しますので、送り直す必要はありません。\n",
                DsnAction.Relayed => "お送りいただいたメールを、次の宛先のサーバーへ中継しました。その先の配送通知は届かないことがあります。\n",
                _ => "お送りいただいたメールを、次の宛先に配送しました。\n",
            });
            foreach (var each in group)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n  宛先: {AddressOf(facts, each)}\n");
                if (group.Key is DsnAction.Failed or DsnAction.Delayed)
                {
                    text.Append(CultureInfo.InvariantCulture, $"  理由: {Why(each.Status).Ja} ({each.Status})\n");
                    AppendReply(text, "  相手先の応答: ", each);
                }

                if (each.GivenUpAt is { } end)
                {
                    text.Append(CultureInfo.InvariantCulture, $"  再送の期限: {Time(facts, end)}\n");
                }
            }

            text.Append('\n');
        }

        AppendSubject(text, "対象のメール\n  件名: ", facts);
        text.Append(CultureInfo.InvariantCulture, $"  受付日時: {Time(facts, facts.Message.Envelope.ReceivedAt)}\n  受付番号: {facts.Message.Id}\n");
        text.Append("お問い合わせの際は、受付番号をお知らせください。\n");
    }

    private static void English(StringBuilder text, DsnFacts facts, IReadOnlyList<DsnEvent> events)
    {
        text.Append(CultureInfo.InvariantCulture, $"This is an automatic message from the mail sanitization gateway {facts.HostName}. Please do not reply.\n\n");
        foreach (var group in events.GroupBy(each => each.Action))
        {
            text.Append(group.Key switch
            {
                DsnAction.Failed => "Your mail could not be delivered to the following recipients. It will not be tried again.\n",
                DsnAction.Delayed => "Your mail has not yet been delivered to the following recipients. It is tried again automatically; you need not send it again.\n",
                DsnAction.Relayed => "Your mail was relayed to the servers of the following recipients. You may not be notified of what happens there.\n",
                _ => "Your mail was delivered to the following recipients.\n",
            });
            foreach (var each in group)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n  Recipient: {AddressOf(facts, each)}\n");
                if (group.Key is DsnAction.Failed or DsnAction.Delayed)
                {
                    text.Append(CultureInfo.InvariantCulture, $"  Reason: {Why(each.Status).En} ({each.Status})\n");
                    AppendReply(text, "  Answer of the remote server: ", each);
                }

                if (each.GivenUpAt is { } end)
                {
                    text.Append(CultureInfo.InvariantCulture, $"  Tried until: {Time(facts, end)}\n");
                }
            }

            text.Append('\n');
        }

        AppendSubject(text, "The mail\n  Subject: ", facts);
        text.Append(CultureInfo.InvariantCulture, $"  Received: {Time(facts, facts.Message.Envelope.ReceivedAt)}\n  Number: {facts.Message.Id}\n");
        text.Append("When you ask about it, please give this number.\n");
    }

    private static string AddressOf(DsnFacts facts, DsnEvent each) => new UntrustedText(facts.Message.Envelope.Recipients[each.Index].Address).ForDisplay();

    private static void AppendReply(StringBuilder text, string label, DsnEvent each)
    {
        // Our own sentences name hosts and addresses of the inside; the sender gets the reason above instead.
        if (each.Reply.Code != 0)
        {
            text.Append(label).Append(each.Reply.ToText().ForDisplay()).Append('\n');
        }
    }

    private static void AppendSubject(StringBuilder text, string label, DsnFacts facts)
    {
        var subject = facts.Subject.ForDisplay();
        text.Append(label).Append(subject.Length > 0 ? subject : "-").Append('\n');
    }

    private static string Time(DsnFacts facts, DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, facts.TimeZone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    // RFC 3463 3, as far as a sender can do something about it.
    private static (string Ja, string En) Why(ReplyStatus status) => (status.Subject, status.Detail) switch
    {
        (1, 1 or 10) => ("この宛先は存在しません", "there is no such mailbox"),
        (1, 7 or 8) => ("送信者のアドレスが受け付けられませんでした", "the sender's address was not accepted"),
        (1, _) => ("宛先のアドレスに誤りがあります", "the recipient's address is wrong"),
        (2, 1) => ("宛先のメールボックスは利用できません", "the mailbox is disabled"),
        (2, 2) => ("宛先のメールボックスがいっぱいです", "the mailbox is full"),
        (2, 3) or (3, 4) => ("メールが大きすぎます", "the mail is too large"),
        (2, _) => ("宛先のメールボックスが受け付けませんでした", "the mailbox did not accept it"),
        (3, _) => ("宛先のメールシステムが受け付けられない状態でした", "the recipient's mail system could not take it"),
        (4, _) => ("宛先のメールサーバーに接続できませんでした", "the recipient's mail server could not be reached"),
        (6, 7) => ("日本語などを含むアドレスに、宛先のサーバーが対応していません", "the recipient's server does not support international addresses"),
        (6, _) => ("メールの内容が受け付けられませんでした", "the content was not accepted"),
        (7, _) => ("宛先のサーバーの規則により受け付けられませんでした", "a rule of the recipient's server refused it"),
        _ => ("宛先のサーバーが受け付けませんでした", "the recipient's server did not accept it"),
    };
}
