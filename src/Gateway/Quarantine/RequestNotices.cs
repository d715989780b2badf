using System.Globalization;
using System.Text;
using Mugai.Auditing;
using Mugai.People;
using Mugai.Quarantine;
using Mugai.Spooling;
using Mugai.Wording;

namespace Mugai.Gateway.Quarantine;

/// <summary>
/// Mails about requests: to those who decide, and back to who asked. They name the reference and a link, nothing of the mail itself: whoever reads over a shoulder learns
/// nothing, and the link carries no power. A notice that could not be kept does not undo its cause.
/// </summary>
internal sealed class RequestNotices(NoticeMail mail, IPeople people, string linkPrefix)
{
    public ValueTask TellApproversAsync(ReleaseRequest request, IReadOnlyList<Decider> deciders, CancellationToken token)
    {
        var link = LinkTo(request);
        return SendAsync(Addressed(request, deciders), request, new NoticeText(
            "原本の申請が届いています", "A request waits for your decision",
            $"原本の払い出しの申請が届いています。内容を確認し、承認または却下してください。\n期限: {Time(request.Until)}\n{link}", $"A request for an original waits for your decision until {Time(request.Until)}.\n{link}"), token);
    }

    /// <summary>Once for each request; the mark and the entry in the audit log are in the mail's own transaction.</summary>
    public async ValueTask RemindAsync(ReleaseRequest request, IReadOnlyList<Decider> deciders, string mark, CancellationToken token)
    {
        var link = LinkTo(request);
        await mail.SendAsync(Addressed(request, deciders), request.Asked.Tenant, new NoticeText(
            "【再通知】承認待ちの申請があります", "Reminder: a request still waits for your decision",
            $"原本の払い出しの申請が、まだ承認待ちです。期限を過ぎると、申請は取り消されます。\n申請日時: {Time(request.MadeAt)}\n期限: {Time(request.Until)}\n{link}",
            $"A request of {Time(request.MadeAt)} still waits for your decision. It lapses at {Time(request.Until)}.\n{link}"),
            MarkOf(request, mark, AuditKind.Reminded), token).ConfigureAwait(false);
    }

    /// <summary>Tells those who decide as well from now on; where the policy names nobody, the administrators, who can name a deputy.</summary>
    public async ValueTask EscalateAsync(ReleaseRequest request, IReadOnlyList<Decider> further, string mark, CancellationToken token)
    {
        var addressed = Addressed(request, further).ToList();
        var link = LinkTo(request);
        var text = addressed.Count > 0
            ? new NoticeText(
                "【引き上げ】承認されないままの申請があります", "A request was passed on to you: nobody decided",
                $"原本の払い出しの申請が、所属の承認者に承認も却下もされていません。内容を確認し、決定してください。\n申請日時: {Time(request.MadeAt)}\n期限: {Time(request.Until)}\n{link}",
                $"The approvers of the department did not decide about a request of {Time(request.MadeAt)}. Please decide before {Time(request.Until)}.\n{link}")
            : new NoticeText(
                "承認されないままの申請があります", "Nobody decides about a request",
                $"原本の払い出しの申請が、承認も却下もされていません。承認者が不在のときは、代理者を設定してください。\n所属: {request.Asked.Department}\n申請日時: {Time(request.MadeAt)}\n期限: {Time(request.Until)}\n{linkPrefix}/admin/people",
                $"Nobody decided about a request of {Time(request.MadeAt)}. If the approvers are absent, name a deputy.\nDepartment: {request.Asked.Department}\nUntil: {Time(request.Until)}\n{linkPrefix}/admin/people");
        if (addressed.Count == 0)
        {
            addressed = [.. (await people.ListAsync(request.Asked.Tenant, token).ConfigureAwait(false)).Where(person => person.IsActive && person.Is(Role.Administrator))];
        }

        await mail.SendAsync(addressed, request.Asked.Tenant, text, MarkOf(request, mark, AuditKind.Escalated), token).ConfigureAwait(false);
    }

    public async ValueTask TellRequesterAsync(ReleaseRequest request, RequestEvent happened, CancellationToken token)
    {
        var (ja, en) = happened switch
        {
            RequestEvent.Approve => ("申請が承認されました。", "Your request was approved."),
            RequestEvent.Refuse => ("申請は却下されました。", "Your request was refused."),
            RequestEvent.Lapse => ("申請は期限切れになりました。必要なときは、もう一度申請してください。", "Your request lapsed. Ask again if you still need it."),
            _ => ("", ""),
        };
        if (ja.Length > 0 && await people.FindAsync(request.Asked.Person, token).ConfigureAwait(false) is { } person)
        {
            var link = $"{linkPrefix}/m/{request.Asked.Message}";
            var next = happened == RequestEvent.Approve ? NextOf(request) : default;
            await SendAsync([person], request, new NoticeText(ja.TrimEnd('。'), en.TrimEnd('.'), $"{ja}{next.Ja}\n{link}", $"{en}{next.En}\n{link}"), token).ConfigureAwait(false);
        }
    }

    /// <summary>How what was approved is had, as a further line.</summary>
    private static Words NextOf(ReleaseRequest request) => request.Asked.Way switch
    {
        ReleaseWay.Download => new(
            $"\nインターネット側の端末で次のページを開き、{Time(request.Until)} までに取得してください（1 回限り）。", $"\nOpen this page from a computer on the Internet side and download it, once, before {Time(request.Until)}."),
        ReleaseWay.InternetMailbox => new("\nまもなくインターネット側のメールボックスに届きます。", "\nIt comes to your mailbox on the Internet side."),
        ReleaseWay.Confirmed => new("\nもう一度ウイルス検査をして、元のメールをそのままお届けします。", "\nThe mail is scanned once more, and comes to you as it was sent."),
        ReleaseWay.ConfirmedParts => new("\nもう一度ウイルス検査をして、申請されたファイルを別のメールでお届けします。", "\nThe files you asked for are scanned once more, and come in a mail of their own."),
        _ => default,
    };

    private async ValueTask SendAsync(IEnumerable<Person> to, ReleaseRequest request, NoticeText text, CancellationToken token)
    {
        try
        {
            await mail.SendAsync(to, request.Asked.Tenant, text, null, token).ConfigureAwait(false);
        }
        catch (SpoolUnavailableException)
        {
            // The store told of it; the queue page shows the request all the same.
        }
    }

    private static IEnumerable<Person> Addressed(ReleaseRequest request, IReadOnlyList<Decider> deciders) =>
        deciders.Where(decider => decider.Person.Id != request.First && decider.RightFor(request.Asked.Person, request.FirstFor) is not null).Select(decider => decider.Person);

    private static NoticeMark MarkOf(ReleaseRequest request, string mark, AuditKind kind) =>
        new(mark, request.Id.ToString(), [new AuditNote(kind, "system", Encoding.UTF8.GetBytes($"{{\"request\":\"{request.Id}\"}}"), request.Asked.Message)]);

    private string LinkTo(ReleaseRequest request) => $"{linkPrefix}/requests/{request.Id}";

    private static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
