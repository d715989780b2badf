using Mugai.People;
using Mugai.Portal.Mail;
using Mugai.Quarantine;

namespace Mugai.Portal.Pages.Requests;

/// <summary>Requests that wait for the decision of who is signed in: an approver, or who an approver delegated to. Others see an empty list.</summary>
public sealed class IndexModel(IPeople people) : MailPage
{
    public IReadOnlyList<(ReleaseRequest Request, string Who)> Waiting { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken token)
    {
        var rows = new List<(ReleaseRequest, string)>();
        foreach (var request in await Requests.ListToDecideAsync(PersonId, token))
        {
            rows.Add((request, (await people.FindAsync(request.Asked.Person, token))?.Name ?? "—"));
        }

        Waiting = rows;
    }
}
