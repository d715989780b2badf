namespace Mugai.Portal.People;

/// <summary>What may stand in the fields of a person; each check gives what is wrong, in both languages, or null. Used by pages, commands and lists alike.</summary>
public static class PersonFields
{
    private const int MaxSignInName = 100;
    private const int MaxName = 100;
    private const int MaxAddress = 254; // RFC 5321 4.5.3.1.3, without the brackets

    public static (string Ja, string En)? CheckSignInName(string name) =>
        name.Length is > 0 and <= MaxSignInName && name.All(sign => char.IsLetterOrDigit(sign) || sign is '.' or '-' or '_' or '@' or '+')
            ? null
            : ("サインイン名は、文字・数字と . - _ @ + だけを使って 100 文字以内で入力してください。", "A sign-in name has up to 100 letters, digits and . - _ @ +.");

    public static (string Ja, string En)? CheckName(string name) =>
        name.Length is > 0 and <= MaxName && !name.Any(char.IsControl) ? null : ("氏名を 100 文字以内で入力してください。", "Enter a name of up to 100 characters.");

    public static (string Ja, string En)? CheckDepartment(string department) =>
        department.Length <= MaxName && !department.Any(char.IsControl) && !department.Contains(';', StringComparison.Ordinal) && department != "*"
            ? null : ("所属は 100 文字以内で、「;」と「*」は使えません。", "A department has up to 100 characters, without ';' and '*'.");

    public static (string Ja, string En)? CheckAddress(string address)
    {
        var at = address.LastIndexOf('@');
        return address.Length <= MaxAddress && at > 0 && at < address.Length - 1 && !address.Any(sign => char.IsWhiteSpace(sign) || char.IsControl(sign) || sign is ';' or ',' or '<' or '>')
            ? null : ($"「{new UntrustedText(address).ForDisplay()}」はメールアドレスではありません。", $"'{new UntrustedText(address).ForDisplay()}' is not a mail address.");
    }
}
