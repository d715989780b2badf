using System.Globalization;
using System.Text;
using Mugai.Gateway.Spooling;
using Mugai.People;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Quarantine;

/// <summary>
/// Tells people at set hours which of their mails are held or wait for a password: the own ones alone, when they came and a link, which carries no power. Once for each hour and
/// person: the mark is in the mail's own transaction. After a stop the last hour that was missed is made up for, not each of them.
/// </summary>
internal sealed class Digest(DigestOptions options, IQuarantine quarantine, IPeople people, NoticeMail mail, Marks marks, string linkPrefix, TimeProvider clock)
{
    private const string Done = "digest";
    private const int MaxLines = 50;
    private const int Page = 500;

    public async ValueTask SweepAsync(CancellationToken token)
    {
        if (options.At.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var hour = options.LastBefore(now);
        var name = hour.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        // The first start begins with the next hour; a mark from a clock that was ahead says nothing.
        if (marks.Find(Done) is not { } done || DateTimeOffset.Parse(done, CultureInfo.InvariantCulture) > now)
        {
            await marks.SetAsync(Done, name, token).ConfigureAwait(false);
            return;
        }

        if (hour <= DateTimeOffset.Parse(done, CultureInfo.InvariantCulture))
        {
            return;
        }

        foreach (var (person, held) in await CollectAsync(token).ConfigureAwait(false))
        {
            var mark = $"{Done}/{person.Id}";
            if (marks.Find(mark) != name)
            {
                await mail.SendAsync([person], person.Tenant, Write(person, [.. held.Values.OrderByDescending(line => line.Came)]), new NoticeMark(mark, name, []), token).ConfigureAwait(false);
            }
        }

        await marks.SetAsync(Done, name, token).ConfigureAwait(false);
    }

    /// <summary>Everything that is held, gone through once, under those whose it is.</summary>
    private async ValueTask<Dictionary<Person, Dictionary<MessageId, HeldLine>>> CollectAsync(CancellationToken token)
    {
        var found = new Dictionary<Person, Dictionary<MessageId, HeldLine>>();
        foreach (var query in new[] { new QuarantineQuery { States = [RecipientState.Held], Max = Page }, new QuarantineQuery { WaitsForPassword = true, Max = Page } })
        {
            for (long? before = long.MaxValue; before is { } place;)
            {
                var page = await quarantine.SearchAsync(query with { Before = place }, token).ConfigureAwait(false);
                foreach (var item in page.Items)
                {
                    await AddAsync(item, found, token).ConfigureAwait(false);
                }

                before = page.Next;
            }
        }

        return found;
    }

    private async ValueTask AddAsync(QuarantineItem item, Dictionary<Person, Dictionary<MessageId, HeldLine>> found, CancellationToken token)
    {
        var message = item.Message;
        foreach (var recipient in message.Recipients)
        {
            var waits = item.Waiting.Contains(recipient.Index);
            if (recipient.State != RecipientState.Held && !waits)
            {
                continue;
            }

            foreach (var person in await people.FindByAddressAsync(message.Envelope.Recipients[recipient.Index].Address, token).ConfigureAwait(false))
            {
                if (new OwnMail(person.Tenant, person.Addresses).Holds(message, recipient.Index))
                {
                    found.TryAdd(person, []);
                    found[person][message.Id] = new HeldLine(message.Id, message.Envelope.ReceivedAt, waits, item.Author.IsEmpty ? new UntrustedText(message.Envelope.MailFrom) : item.Author, item.Subject);
                }
            }
        }
    }

    private NoticeText Write(Person person, IReadOnlyList<HeldLine> held)
    {
        var (ja, en) = (new StringBuilder(), new StringBuilder());
        ja.AppendLine(CultureInfo.InvariantCulture, $"あなた宛てのメールのうち、{held.Count} 件が保留中、またはパスワード待ちです。\n内容の確認やパスワードの入力は、次のページから行ってください。\n");
        en.AppendLine(CultureInfo.InvariantCulture, $"{held.Count} of your mails are held or wait for a password.\nLook at them or type passwords here:\n");
        foreach (var line in held.Take(MaxLines))
        {
            var shown = options.ShowSubject ? $"\n  {line.From.ForDisplay()}\n  {line.Subject.ForDisplay()}" : "";
            ja.AppendLine(CultureInfo.InvariantCulture, $"・{Time(line.Came)} {(line.Waits ? "パスワード待ち" : "保留中")}{shown}\n  {linkPrefix}/m/{line.Id}");
            en.AppendLine(CultureInfo.InvariantCulture, $"* {Time(line.Came)} {(line.Waits ? "waits for a password" : "held")}{shown}\n  {linkPrefix}/m/{line.Id}");
        }

        if (held.Count > MaxLines)
        {
            ja.AppendLine(CultureInfo.InvariantCulture, $"・ほか {held.Count - MaxLines} 件: {linkPrefix}/?kept=true");
            en.AppendLine(CultureInfo.InvariantCulture, $"* and {held.Count - MaxLines} more: {linkPrefix}/?kept=true");
        }

        return new NoticeText("保留中のメールのお知らせ", "Mails that are held for you", ja.ToString().TrimEnd(), en.ToString().TrimEnd()) { Language = person.Language };
    }

    private string Time(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, options.TimeZone ?? TimeZoneInfo.Local).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private sealed record HeldLine(MessageId Id, DateTimeOffset Came, bool Waits, UntrustedText From, UntrustedText Subject);
}
