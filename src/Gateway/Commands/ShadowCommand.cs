using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sanitizing;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai policy shadow</c>: how many mails the shadow policies would have treated differently, and how. Figures of whole days; no mail is read.</summary>
internal static class ShadowCommand
{
    public static Command Create()
    {
        var since = SinceOption.Create();
        var tenant = new Option<string?>("--tenant") { Description = "Of this tenant alone / 団体", HelpName = "NAME" };
        var command = new Command("shadow", "What the shadow policies would have done differently / 試験ポリシーなら扱いが変わったメールの件数") { since, tenant };
        command.SetAction((parsed, token) =>
        {
            if (SinceOption.Read(parsed, since) is not { } back)
            {
                return Task.FromResult(ExitCode.Usage);
            }

            static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var today = TimeProvider.System.Today();
            var first = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime - back);
            var arguments = new JsonObject { ["first"] = Written(first), ["last"] = Written(today), ["tenant"] = parsed.GetValue(tenant) };
            return StoreCall.WithDoorAsync(parsed, async door => Print((await door.CallAsync("policy.shadow", arguments, token).ConfigureAwait(false))!.AsArray()), token);
        });
        return command;
    }

    private static int Print(JsonArray rows)
    {
        var counts = rows.Select(row => (Name: row!["name"]!.GetValue<string>().Split(ShadowJudge.Separator), Count: row["count"]!.GetValue<long>())).ToList();
        foreach (var pair in counts.Where(row => row.Name.Length == 3).GroupBy(row => (Is: row.Name[1], Would: row.Name[2])))
        {
            long Of(string what) => pair.Where(row => row.Name[0] == what).Sum(row => row.Count);
            Console.Out.WriteLine($"{pair.Key.Is} → {pair.Key.Would}: {Of(ShadowJudge.Judged)} mail(s) judged, {Of(ShadowJudge.Different)} different / {Of(ShadowJudge.Judged)} 件を判定、{Of(ShadowJudge.Different)} 件の扱いが変わります");
            foreach (var row in pair.Where(row => row.Name[0] is not (ShadowJudge.Judged or ShadowJudge.Different)).OrderByDescending(row => row.Count))
            {
                Console.Out.WriteLine($"    {row.Name[0]}: {row.Count}");
            }
        }

        if (counts.Where(row => row.Name is [ShadowJudge.Failed]).Sum(row => row.Count) is > 0 and var failed)
        {
            Console.Out.WriteLine($"{failed} mail(s) could not be judged (log entry 1657) / {failed} 件は判定できませんでした（ログ 1657）");
        }

        if (counts.Count == 0)
        {
            Console.Out.WriteLine("Nothing was judged: no shadowPolicies are configured, they have mistakes (`mugai check`), or no mail came. / 判定したメールはありません。shadowPolicies の設定と mugai check を確認してください。");
        }

        return ExitCode.Done;
    }
}
