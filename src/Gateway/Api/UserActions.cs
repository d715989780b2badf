using System.Globalization;
using System.Text.Json.Nodes;
using Mugai.Gateway.People;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.Api;

/// <summary>What an administrator does to accounts from the command line: <c>mugai user …</c>.</summary>
internal sealed class UserActions(AccountAdministration administration, IPeople people)
{
    public IEnumerable<KeyValuePair<string, ControlCall>> Calls =>
    [
        new("user.list", (arguments, _, _) => Task.FromResult<JsonNode?>(new JsonArray([.. administration.List(arguments.Text("tenant")).Select(Describe)]))),
        new("user.add", AddAsync),
        new("user.disable", (arguments, actor, token) => SetActiveAsync(arguments, false, actor, token)),
        new("user.enable", (arguments, actor, token) => SetActiveAsync(arguments, true, actor, token)),
        new("user.reset", ResetAsync),
        new("user.link", LinkAsync),
        new("user.import", ImportAsync),
        new("user.delegate", DelegateAsync),
        new("user.delegations", ListDelegationsAsync),
    ];

    private async Task<JsonNode?> AddAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        var roles = arguments.Texts("roles").Select(name => RoleNames.Parse(name) ?? throw Refusal(
            $"'{name}' is not a role: staff, approver, administrator, auditor.", $"「{name}」という役割はありません（staff, approver, administrator, auditor）。")).ToList();
        var draft = new PersonDraft(
            arguments.Text("tenant") ?? Person.DefaultTenant, arguments.Needed("signInName"), arguments.Text("name") ?? arguments.Needed("signInName"), arguments.Text("department") ?? "",
            roles.Count > 0 ? roles : [Role.Staff], arguments.Texts("addresses"), arguments.Texts("approvesFor"));
        return Answer(await administration.AddAsync(draft, actor, arguments.Needed("reason"), token).ConfigureAwait(false));
    }

    private async Task<JsonNode?> SetActiveAsync(JsonObject arguments, bool active, string actor, CancellationToken token) =>
        Answer(await administration.SetActiveAsync(Find(arguments), active, actor, arguments.Needed("reason"), token).ConfigureAwait(false));

    private async Task<JsonNode?> ResetAsync(JsonObject arguments, string actor, CancellationToken token) =>
        Answer(await administration.ResetAsync(Find(arguments), arguments.Has("secondFactor"), actor, arguments.Needed("reason"), token).ConfigureAwait(false));

    private async Task<JsonNode?> LinkAsync(JsonObject arguments, string actor, CancellationToken token) => Answer(arguments.Has("end")
        ? await administration.UnlinkAsync(Find(arguments), actor, arguments.Needed("reason"), token).ConfigureAwait(false)
        : await administration.LinkAsync(Find(arguments), arguments.Needed("subject"), actor, arguments.Needed("reason"), token).ConfigureAwait(false));

    private async Task<JsonNode?> ImportAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        var tenant = arguments.Text("tenant") ?? Person.DefaultTenant;
        var csv = arguments.Needed("csv");
        var preview = administration.Preview(tenant, csv);
        var answer = new JsonObject
        {
            ["changes"] = new JsonArray([.. preview.Changes.Select(Describe)]),
            ["unchanged"] = preview.Unchanged,
            ["faults"] = new JsonArray([.. preview.Faults.Select(fault => (JsonNode)new JsonObject { ["line"] = fault.Line, ["en"] = fault.En, ["ja"] = fault.Ja })]),
        };
        if (preview.Faults.Count > 0 || arguments.Has("preview"))
        {
            return answer;
        }

        var day = DateOnly.ParseExact(arguments.Needed("day"), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (await administration.ImportAsync(tenant, csv, day, actor, arguments.Needed("reason"), token).ConfigureAwait(false) is not { } outcome)
        {
            throw Refusal("The accounts changed meanwhile; try again.", "処理中にアカウントが変更されました。もう一度実行してください。");
        }

        answer["planned"] = outcome.Planned?.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        answer["passwords"] = new JsonArray([.. outcome.TemporaryPasswords.Select(made => (JsonNode)new JsonObject { ["signInName"] = made.SignInName, ["name"] = made.Name, ["password"] = made.Password })]);
        return answer;
    }

    /// <summary>An approver is absent and cannot name a deputy: an administrator does, on record under the administrator's name.</summary>
    private async Task<JsonNode?> DelegateAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var delegation = new Delegation(Find(arguments), Find(arguments, "to"), Day(arguments.Needed("from")), Day(arguments.Needed("until")));
        if (arguments.Has("end"))
        {
            return await people.EndDelegationAsync(delegation, actor, token).ConfigureAwait(false)
                ? new JsonObject { ["signInName"] = arguments.Needed("signInName") } : throw Refusal("There is no such delegation.", "該当する代理設定はありません。");
        }

        return await people.DelegateAsync(delegation, actor, token).ConfigureAwait(false) switch
        {
            DelegationOutcome.Done => new JsonObject { ["signInName"] = arguments.Needed("signInName") },
            DelegationOutcome.NotAnApprover => throw Refusal("Who hands over is no active approver.", "委任する人は有効な承認者ではありません。"),
            DelegationOutcome.WrongDays => throw Refusal("Check the days: the last one is today or later, and a year is the most.", "期間を確かめてください。終了日は今日以降、期間は 1 年以内です。"),
            DelegationOutcome.NoSecondFactor => throw Refusal("The deputy has no second factor yet.", "代理者が二段階認証を登録していません。"),
            DelegationOutcome.Overlaps => throw Refusal("It is so already on some of these days.", "この期間にはすでに設定されています。"),
            _ => throw Refusal("The deputy must be another active person of the same tenant.", "代理者は、同じ団体の有効な別の人でなければなりません。"),
        };
    }

    private async Task<JsonNode?> ListDelegationsAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        var rows = new JsonArray();
        foreach (var person in await people.ListAsync(arguments.Text("tenant"), token).ConfigureAwait(false))
        {
            foreach (var delegation in (await people.FindDelegationsAsync(person.Id, DateOnly.FromDateTime(DateTime.Now), token).ConfigureAwait(false)).Where(delegation => delegation.From == person.Id))
            {
                rows.Add(new JsonObject
                {
                    ["from"] = person.SignInName, ["to"] = (await people.FindAsync(delegation.To, token).ConfigureAwait(false))?.SignInName,
                    ["firstDay"] = delegation.FirstDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["lastDay"] = delegation.LastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                });
            }
        }

        return rows;
    }

    private string Find(JsonObject arguments, string field = "signInName")
    {
        var name = arguments.Needed(field);
        return administration.List(null).FirstOrDefault(account => string.Equals(account.Person.SignInName, name, StringComparison.OrdinalIgnoreCase))?.Person.Id
            ?? throw Refusal($"There is no account '{name}'.", $"アカウント「{name}」はありません。");
    }

    private static JsonObject Answer(AccountResult result) => result.Faults.Count > 0
        ? throw Refusal(string.Join(' ', result.Faults.Select(fault => fault.En)), string.Concat(result.Faults.Select(fault => fault.Ja)))
        : new JsonObject { ["signInName"] = result.Person!.SignInName, ["password"] = result.TemporaryPassword };

    private static ArgumentException Refusal(string en, string ja) => new($"{en}\n{ja}");

    private static JsonNode Describe(AccountFacts account) => new JsonObject
    {
        ["signInName"] = account.Person.SignInName,
        ["name"] = account.Person.Name,
        ["tenant"] = account.Person.Tenant,
        ["department"] = account.Person.Department,
        ["roles"] = new JsonArray([.. account.Person.Roles.Select(role => (JsonNode)RoleNames.Of(role))]),
        ["addresses"] = new JsonArray([.. account.Person.Addresses.Select(address => (JsonNode)address)]),
        ["active"] = account.Person.IsActive,
        ["source"] = account.Source,
        ["secondFactor"] = account.SecondFactor,
        ["lockedUntil"] = account.LockedUntil?.ToString("O", CultureInfo.InvariantCulture),
        ["temporaryUntil"] = account.TemporaryUntil?.ToString("O", CultureInfo.InvariantCulture),
        ["createdAt"] = account.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
        ["lastSignIn"] = account.LastSignIn?.ToString("O", CultureInfo.InvariantCulture),
    };

    private static JsonNode Describe(ImportLine line) => new JsonObject
    {
        ["line"] = line.Line,
        ["act"] = line.Act.ToString().ToLowerInvariant(),
        ["signInName"] = line.SignInName,
        ["name"] = line.Name,
        ["fields"] = new JsonArray([.. line.Fields.Select(field => (JsonNode)new JsonObject { ["field"] = field.Field, ["before"] = field.Before, ["after"] = field.After })]),
    };
}
