using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.Admin.People;

/// <summary>A list of people: looked at first, then taken, at once or on its day.</summary>
[Authorize(PortalPolicies.Administrator)]
public sealed class ImportModel(IAccountAdministration administration, TimeProvider clock) : PortalPage
{
    /// <summary>Origin: under the request's own limit; ten thousand people are about 1 MB.</summary>
    private const int MaxFileBytes = 900_000;

    public string Csv { get; private set; } = "";

    public DateOnly Day { get; private set; } = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    public string Reason { get; private set; } = "";

    public ImportPreview? Preview { get; private set; }

    public ImportOutcome? Outcome { get; private set; }

    public IReadOnlyList<PlannedImport> Waiting => administration.Planned(Tenant);

    public async Task<IActionResult> OnPostAsync(IFormFile? file, string? day, string? reason, CancellationToken token)
    {
        Take(day, reason);
        if (file is null or { Length: 0 or > MaxFileBytes })
        {
            Fail("file", "900 KB までの CSV ファイルを選んでください。", "Choose a CSV file of up to 900 KB.");
        }

        if (Errors.Count > 0)
        {
            return Again();
        }

        using var bytes = new MemoryStream();
        await file!.CopyToAsync(bytes, token);
        Csv = Decode(bytes.ToArray());
        Preview = administration.Preview(Tenant, Csv);
        return Page();
    }

    public async Task<IActionResult> OnPostTakeAsync(string? csv, string? day, string? reason, CancellationToken token)
    {
        Take(day, reason);
        Csv = csv ?? "";
        if (Errors.Count > 0)
        {
            return Again();
        }

        Outcome = await administration.ImportAsync(Tenant, Csv, Day, Actor, Reason, token);
        if (Outcome is null)
        {
            // Somebody changed the accounts since it was looked at.
            Preview = administration.Preview(Tenant, Csv);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostCancelAsync(string? import, string? reason, CancellationToken token)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            Fail(null, "取り消す理由を入力してください。", "Enter the reason.");
            return Again();
        }

        return Waiting.Any(waiting => waiting.Id == import) && await administration.CancelAsync(import!, Actor, reason.Trim(), token)
            ? Done("/Admin/People/Import", "取り消しました。", "It was taken back.")
            : NotFound();
    }

    public string ColumnName(string column) => column switch
    {
        "signInName" => Text.Say("サインイン名", "Sign-in name"),
        "name" => Text.Say("氏名", "Name"),
        "department" => Text.Say("所属", "Department"),
        "roles" => Text.Say("役割", "Roles"),
        "addresses" => Text.Say("メールアドレス", "Addresses"),
        "approvesFor" => Text.Say("承認範囲", "Decides for"),
        _ => Text.Say("状態", "Status"),
    };

    /// <summary>The fields worth showing: of a new account not what stands beside them.</summary>
    public static IEnumerable<(string Field, string Before, string After)> Shown(ImportLine line) => line.Fields.Where(field =>
        field.Before.Length + field.After.Length > 0 && (line.Act != ImportAct.Add || field.Field is not ("signInName" or "name" or "status")));

    /// <summary>A value in the page's language.</summary>
    public string Words(string column, string value) => column switch
    {
        "roles" => string.Join(Text.Say("・", ", "), value.Split(';').Select(name => RoleNames.Parse(name) is { } role ? RoleWords.Of(role, Text) : name)),
        "status" => value == "active" ? Text.Say("有効", "active") : Text.Say("無効", "disabled"),
        _ => value.Replace(";", Text.Say("、", ", "), StringComparison.Ordinal),
    };

    private void Take(string? day, string? reason)
    {
        Reason = (reason ?? "").Trim();
        if (Reason.Length == 0)
        {
            Fail("reason", "理由を入力してください。", "Enter the reason.");
        }

        if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var chosen))
        {
            Day = chosen;
        }
        else
        {
            Fail("day", "反映する日を選んでください。", "Choose the day.");
        }
    }

    /// <summary>UTF-8 when it is, else what spreadsheet programs in Japan write.</summary>
    private static string Decode(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetString(bytes);
        }
    }
}
