using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Mugai.People;
using Mugai.Portal.Oversight;
using Mugai.Portal.People;

namespace Mugai.Portal.Pages.Admin.People;

/// <summary>The account list for the yearly review (棚卸し). Its first columns are those of the import, so that it can be edited and taken again.</summary>
[Authorize(PortalPolicies.Overseer)]
public sealed class CsvModel(IAccountAdministration administration) : PortalPage
{
    public FileContentResult OnGet()
    {
        var csv = new StringBuilder("\uFEFF");
        csv.Append(Text.Say(
            "サインイン名,氏名,所属,役割,メールアドレス,承認範囲,状態", "signInName,name,department,roles,addresses,approvesFor,status")).Append("\r\n");
        foreach (var account in administration.List(Tenant))
        {
            var person = account.Person;
            csv.Append(Csv.Line(
                person.SignInName, person.Name, person.Department, string.Join(';', person.Roles.Select(role => Text.IsJapanese ? RoleWords.Of(role, Text) : RoleNames.Of(role))),
                string.Join(';', person.Addresses), string.Join(';', person.ApprovesFor), person.IsActive ? Text.Say("有効", "active") : Text.Say("無効", "disabled")));
        }

        return File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", "mugai-people.csv");
    }

    public FileContentResult OnGetReview()
    {
        var csv = new StringBuilder("\uFEFF");
        csv.Append(Text.Say(
            "サインイン名,氏名,所属,役割,状態,認証,二段階認証,作成日時,最終サインイン", "signInName,name,department,roles,status,source,secondFactor,created,lastSignIn")).Append("\r\n");
        foreach (var account in administration.List(Tenant))
        {
            var person = account.Person;
            csv.Append(Csv.Line(
                person.SignInName, person.Name, person.Department, string.Join(';', person.Roles.Select(RoleNames.Of)), person.IsActive ? "active" : "disabled",
                account.Source, account.SecondFactor ? "yes" : "no", Time(account.CreatedAt), account.LastSignIn is { } last ? Time(last) : ""));
        }

        return File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", "mugai-people-review.csv");
    }

    private static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
