using Microsoft.Extensions.DependencyInjection;
using Mugai.People;
using Mugai.Portal.Pages;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Portal.Mail;

/// <summary>What pages about mail share: whose addresses, what is known of a mail, and one answer for what does not exist and what is somebody else's.</summary>
public abstract class MailPage : PortalPage
{
    private const int MaxReasonChars = 1000;

    protected IQuarantine Quarantine => HttpContext.RequestServices.GetRequiredService<IQuarantine>();

    protected ISpool Spool => HttpContext.RequestServices.GetRequiredService<ISpool>();

    protected IRequests Requests => HttpContext.RequestServices.GetRequiredService<IRequests>();

    protected IReleases Releases => HttpContext.RequestServices.GetRequiredService<IReleases>();

    protected IPreviews Previews => HttpContext.RequestServices.GetRequiredService<IPreviews>();

    /// <summary>True on a listener of zone internet: originals can be fetched here.</summary>
    public bool IsInternet => PortalOptions.IsInternet(HttpContext);

    /// <summary>The addresses whose mail the person may see.</summary>
    public IReadOnlyList<string> Addresses => [.. User.FindAll(PersonClaims.Address).Select(claim => claim.Value)];

    /// <summary>
    /// A mail to one of the person's addresses; null for every other one, whether it exists or not. Its report, which may be large, is opened for whom it concerns alone: how long the answer takes
    /// says as little as the answer.
    /// </summary>
    protected async Task<QuarantineItem?> FindMineAsync(string? id, CancellationToken token) =>
        MessageId.TryParse(id ?? "", out var message) && await Spool.FindAsync(message, token) is { Kind: MessageKind.Mail } found && MineOf(found).Any() ? await Quarantine.FindItemAsync(message, token) : null;

    /// <summary>The person's own mail.</summary>
    protected OwnMail Own => new(Tenant, Addresses);

    /// <summary>The person's recipients of a mail.</summary>
    protected IEnumerable<SpooledRecipient> MineOf(SpooledMessage message) => Own.Of(message);

    /// <summary>Recipients of the person's tenant: whoever oversees one town sees nothing of another, even where a mail went to both.</summary>
    protected IEnumerable<SpooledRecipient> OurRecipients(SpooledMessage message) => message.Recipients.Where(recipient => message.Groups[recipient.Group].Tenant == Tenant);

    /// <summary>True when every recipient is of the person's tenant.</summary>
    protected bool IsOursAlone(SpooledMessage message) => message.Groups.All(group => group.Tenant == Tenant);

    protected async Task<ReportView?> ReportOfAsync(SpooledMessage message, int group, CancellationToken token) =>
        ReportView.Read(await Spool.FindReportAsync(message.Id, group, token));

    /// <summary>What an administrator holds, gave up or stopped for everybody is not to be had from the pages either; what is still on its way comes by itself.</summary>
    protected bool MayHave(SpooledRecipient recipient) => recipient.State is RecipientState.Delivered or RecipientState.Failed && !Quarantine.HoldsEverythingOf(Tenant);

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Who an entry of the audit log names: the person's name while the account exists, else what stands there.</summary>
    protected async Task<string> NameOfAsync(string actor, CancellationToken token)
    {
        const string Prefix = "person:";
        const string System = "os:";
        if (!actor.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return actor == "system" ? Text.Say("自動処理", "the gateway")
                : actor.StartsWith(System, StringComparison.Ordinal) ? Text.Say($"サーバー上の操作（{actor[System.Length..]}）", $"on the server ({actor[System.Length..]})") : actor;
        }

        if (!_names.TryGetValue(actor, out var name))
        {
            var people = HttpContext.RequestServices.GetRequiredService<IPeople>();
            name = _names[actor] = (await people.FindAsync(actor[Prefix.Length..], token))?.Name ?? actor;
        }

        return name;
    }

    /// <summary>Who wrote a mail: who it says, else the envelope's sender.</summary>
    public static string AuthorOf(QuarantineItem item) => (item.Author.IsEmpty ? new UntrustedText(item.Message.Envelope.MailFrom) : item.Author).ForDisplay();

    /// <summary>What stands in a field of a search, or null.</summary>
    protected static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>What somebody typed, short enough to be kept.</summary>
    protected static UntrustedText Typed(string? text) => new(text is { Length: > MaxReasonChars } ? text[..MaxReasonChars] : text?.Trim());
}
