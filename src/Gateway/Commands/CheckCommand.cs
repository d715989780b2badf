using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai check</c>: validates configuration and policy, every mistake with its place; <c>--explain</c> lists the keys, <c>--schema</c> tells them to editors.</summary>
internal static class CheckCommand
{
    // Japanese as people read it; the output is a file, never part of a page.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var explain = new Option<bool>("--explain") { Description = "List every key with its default / すべてのキーと既定値を表示" };
        var schema = new Option<string?>("--schema") { Description = "Print the JSON Schema of mugai.yaml (configuration), of policy files (policy) or of tenant files (tenant), for editors / エディター用の JSON Schema を表示", HelpName = "configuration|policy|tenant" };
        schema.AcceptOnlyFromAmong("configuration", "policy", "tenant");
        var command = new Command("check", "Check configuration and policies / 設定とポリシーを検査します") { explain, schema };
        command.SetAction(parsed => parsed.GetValue(schema) is { } kind ? PrintSchema(kind) : parsed.GetValue(explain) ? Explain() : Check(parsed.GetValue(CommandLine.Config)));
        return command;
    }

    private static int Check(string? configFile)
    {
        if (Setup.Load(configFile) is not { } setup)
        {
            return ExitCode.Usage;
        }

        var problems = new List<ConfigProblem>();
        if (setup.ShadowPlaces.Count > 0)
        {
            setup.LoadShadow(problems);
        }

        foreach (var problem in problems)
        {
            Say.Line(problem.ToString());
        }

        if (problems.Count > 0)
        {
            Say.Error($"{problems.Count} mistake(s) in the shadow policies: they would judge nothing. The policies in force are right.", $"試験ポリシーに {problems.Count} 件の誤りがあり、試験判定は行われません。適用中のポリシーには誤りがありません。");
            return ExitCode.Usage;
        }

        Console.Out.WriteLine($"OK: {setup.File ?? "(defaults / 既定値)"}");
        foreach (var tenant in setup.Tenants.All)
        {
            Console.Out.WriteLine($"    tenant {tenant.Name}  {string.Join(", ", tenant.Domains)}");
        }

        foreach (var policy in setup.Policies.Policies)
        {
            Console.Out.WriteLine($"    policy {policy.Name}  revision {policy.Revision}");
        }

        return ExitCode.Done;
    }

    private static int Explain()
    {
        Console.Out.WriteLine("mugai.yaml");
        Explain(GatewayKeys.All);
        Console.Out.WriteLine();
        Console.Out.WriteLine("policies/*.yaml");
        Explain(PolicyKeys.All);
        Console.Out.WriteLine();
        Console.Out.WriteLine("tenants/*.yaml");
        Explain(TenantKeys.All);
        return ExitCode.Done;
    }

    private static int PrintSchema(string kind)
    {
        var schema = kind switch
        {
            "policy" => KeySchema.Of("Mugai policy", PolicyKeys.All),
            "tenant" => KeySchema.Of("Mugai tenant", TenantKeys.All),
            _ => KeySchema.Of("mugai.yaml", GatewayKeys.All),
        };
        Console.Out.WriteLine(schema.ToJsonString(Readable));
        return ExitCode.Done;
    }

    private static void Explain<T>(IReadOnlyList<ConfigKey<T>> keys)
    {
        foreach (var key in keys)
        {
            Console.Out.WriteLine($"  {key.Path}: {key.Default}");
            Console.Out.WriteLine($"      {key.En} ({key.Expects})");
            Console.Out.WriteLine($"      {key.Ja}（{ExpectedWords.Ja(key.Expects)}）");
        }
    }
}
