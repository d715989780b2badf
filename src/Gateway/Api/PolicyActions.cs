using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Mugai.Auditing;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sanitizing;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Api;

/// <summary>
/// What an administrator can try: <c>mugai policy replay</c>. Some mails at a call, so that it can be stopped between any two calls; the first call leaves an entry in the audit log, for originals are
/// read, if by nobody's eyes.
/// </summary>
internal sealed class PolicyActions(IQuarantine quarantine, IAuditLog audit, IOversight oversight, LivePolicies live, PolicyTrial trial, Func<string, List<ConfigProblem>, PolicySnapshot> load)
{
    private const int MaxMails = 20;

    public IEnumerable<KeyValuePair<string, ControlCall>> Calls => [new("policy.replay", ReplayAsync), new("policy.shadow", SummarizeShadowAsync)];

    private async Task<JsonNode?> ReplayAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        var candidate = CandidateOf(arguments.Text("policies"));
        var since = arguments.Time("since") ?? throw new ArgumentException("since is missing.");
        if (arguments.Number("before") is null)
        {
            var note = new JsonObject { ["act"] = "policy.replay", ["since"] = since, ["policies"] = candidate.Revision, ["inForce"] = live.Current.Revision };
            await audit.RecordAsync(new AuditNote(AuditKind.AdministratorActed, actor, Encoding.UTF8.GetBytes(note.ToJsonString())), token).ConfigureAwait(false);
        }

        var query = new QuarantineQuery
        {
            From = since, Tenant = arguments.Text("tenant"), Before = arguments.Number("before") ?? long.MaxValue, Max = (int)Math.Clamp(arguments.Number("max") ?? MaxMails, 1, MaxMails),
        };
        var page = await quarantine.SearchAsync(query, token).ConfigureAwait(false);
        var (rows, failed) = (new JsonArray(), 0);
        foreach (var item in page.Items)
        {
            try
            {
                foreach (var result in (await trial.RunAsync(item.Message, candidate, token).ConfigureAwait(false)).Where(result => result.Differences.Count > 0))
                {
                    rows.Add(new JsonObject
                    {
                        ["id"] = item.Message.Id.ToString(), ["subject"] = item.Subject.ForDisplay(), ["from"] = new UntrustedText(item.Message.Envelope.MailFrom).ForDisplay(),
                        ["before"] = result.Before, ["after"] = result.After, ["differences"] = new JsonArray([.. result.Differences.Select(line => (JsonNode)line)]),
                    });
                }
            }
            catch (SpoolUnavailableException)
            {
                failed++; // erased meanwhile, or damaged: told of elsewhere
            }
        }

        return new JsonObject { ["rows"] = rows, ["tried"] = page.Items.Count - failed, ["unreadable"] = failed, ["next"] = page.Next };
    }

    /// <summary>What shadow policies would have done differently, by day: figures alone, no mail is read.</summary>
    private async Task<JsonNode?> SummarizeShadowAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var tallies = await oversight.ListTalliesAsync(arguments.Text("tenant"), Day(arguments.Needed("first")), Day(arguments.Needed("last")), token).ConfigureAwait(false);
        return new JsonArray([.. tallies.Where(tally => tally.Section == TallySections.Shadow).Select(tally => (JsonNode)new JsonObject { ["name"] = tally.Name, ["count"] = tally.Count })]);
    }

    private PolicySnapshot CandidateOf(string? path)
    {
        if (path is null)
        {
            return live.Current;
        }

        var problems = new List<ConfigProblem>();
        var candidate = Path.Exists(path) ? load(path, problems) : throw new ArgumentException($"'{new UntrustedText(path).ForLog()}' does not exist, or the server may not read it. / フォルダーがないか、サーバーから読めません。");
        return problems.Count == 0 ? candidate : throw new ArgumentException(string.Join('\n', problems));
    }
}
