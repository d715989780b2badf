using System.Text;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.People;

/// <summary>A list of people as CSV (RFC 4180): what office programs and personnel systems write. Columns by name, in Japanese or English, in any order.</summary>
internal static class PeopleList
{
    /// <summary>Origin: a prefecture's staff; what is larger is not a list of people.</summary>
    private const int MaxLines = 50_000;

    public const string SignInName = "signInName";
    public const string Name = "name";
    public const string Department = "department";
    public const string Roles = "roles";
    public const string Addresses = "addresses";
    public const string ApprovesFor = "approvesFor";
    public const string Status = "status";

    private static readonly Dictionary<string, string> Columns = new(StringComparer.OrdinalIgnoreCase)
    {
        [SignInName] = SignInName, ["サインイン名"] = SignInName, ["職員番号"] = SignInName,
        [Name] = Name, ["氏名"] = Name,
        [Department] = Department, ["所属"] = Department,
        [Roles] = Roles, ["役割"] = Roles,
        [Addresses] = Addresses, ["メールアドレス"] = Addresses,
        [ApprovesFor] = ApprovesFor, ["承認範囲"] = ApprovesFor,
        [Status] = Status, ["状態"] = Status,
    };

    private static readonly Dictionary<string, Role> RoleWords = new(StringComparer.OrdinalIgnoreCase)
    {
        [RoleNames.Staff] = Role.Staff, ["職員"] = Role.Staff,
        [RoleNames.Approver] = Role.Approver, ["承認者"] = Role.Approver,
        [RoleNames.Administrator] = Role.Administrator, ["管理者"] = Role.Administrator,
        [RoleNames.Auditor] = Role.Auditor, ["監査者"] = Role.Auditor,
    };

    /// <summary>A person's fields in the words of the columns.</summary>
    public static (string Column, string Value)[] FieldsOf(Person person) =>
    [
        (SignInName, person.SignInName), (Name, person.Name), (Department, person.Department), (Roles, string.Join(';', person.Roles.Select(RoleNames.Of))),
        (Addresses, string.Join(';', person.Addresses)), (ApprovesFor, string.Join(';', person.ApprovesFor)), (Status, person.IsActive ? "active" : "disabled"),
    ];

    /// <summary>
    /// Reads a list; every mistake of every line is told at once. <paramref name="find"/> gives the present person of a sign-in name: a column that is not there, or a cell that is empty
    /// in <c>roles</c> or <c>status</c>, leaves what is.
    /// </summary>
    public static List<ListedPerson> Read(string csv, Func<string, Person?> find, string tenant, List<ImportFault> faults)
    {
        var rows = CsvReader.Read(csv);
        var listed = new List<ListedPerson>();
        if (rows.Count == 0 || rows.Count > MaxLines)
        {
            faults.Add(rows.Count == 0
                ? new(1, "ファイルが空です。1 行目に列名を書いてください。", "The file is empty. Write the names of the columns in the first line.")
                : new(MaxLines, $"{MaxLines} 行を超えています。", $"There are more than {MaxLines} lines."));
            return listed;
        }

        var columns = ReadColumns(rows[0], faults);
        if (faults.Count > 0)
        {
            return listed;
        }

        var lineOf = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows.Skip(1))
        {
            if (row.Cells.Count != columns.Count)
            {
                faults.Add(new(row.Line, $"列の数が {row.Cells.Count} です（1 行目は {columns.Count}）。", $"There are {row.Cells.Count} cells; the first line has {columns.Count}."));
                continue;
            }

            var cells = columns.Zip(row.Cells).ToDictionary(pair => pair.First, pair => pair.Second.Trim().TrimStart('\''), StringComparer.Ordinal);
            // As it is typed at the sign-in: ａｄｍｉｎ is admin.
            cells[SignInName] = TypedText.HalfWidth(cells[SignInName]);
            var person = ReadPerson(cells, find(cells[SignInName]), tenant, row.Line, faults);
            if (lineOf.TryGetValue(cells[SignInName], out var earlier))
            {
                faults.Add(new(row.Line, $"サインイン名「{Shown(cells[SignInName])}」は {earlier} 行目にもあります。", $"The sign-in name '{Shown(cells[SignInName])}' stands in line {earlier} too."));
            }

            lineOf[cells[SignInName]] = row.Line;
            listed.Add(person);
        }

        return listed;
    }

    private static List<string> ReadColumns(CsvRow header, List<ImportFault> faults)
    {
        var columns = new List<string>();
        foreach (var cell in header.Cells)
        {
            var name = cell.Trim().TrimStart('\uFEFF');
            if (!Columns.TryGetValue(name, out var column))
            {
                faults.Add(new(header.Line, $"列名「{Shown(name)}」はありません。使える列名：{string.Join('、', Columns.Keys.Where(key => key[0] > 127))}", $"There is no column '{Shown(name)}'. Columns: {string.Join(", ", Columns.Values.Distinct())}."));
            }
            else if (columns.Contains(column))
            {
                faults.Add(new(header.Line, $"列「{Shown(name)}」が 2 回あります。", $"The column '{Shown(name)}' stands twice."));
            }
            else
            {
                columns.Add(column);
            }
        }

        if (faults.Count == 0 && !columns.Contains(SignInName))
        {
            faults.Add(new(header.Line, "列「サインイン名」が必要です。", "The column 'signInName' is needed."));
        }

        return columns;
    }

    private static ListedPerson ReadPerson(Dictionary<string, string> cells, Person? present, string tenant, int line, List<ImportFault> faults)
    {
        string Cell(string column, string otherwise) => cells.TryGetValue(column, out var text) ? text : otherwise;
        var roles = new List<Role>();
        foreach (var word in Parts(Cell(Roles, "")))
        {
            if (RoleWords.TryGetValue(word, out var role))
            {
                roles.Add(role);
            }
            else
            {
                faults.Add(new(line, $"役割「{Shown(word)}」はありません。職員・承認者・管理者・監査者から選んでください。", $"There is no role '{Shown(word)}': staff, approver, administrator, auditor."));
            }
        }

        var active = Cell(Status, "") switch
        {
            "" => present?.IsActive ?? true,
            "active" or "有効" or "在籍" => true,
            "disabled" or "無効" or "停止" or "退職" => false,
            var other => Wrong(other),
        };
        var draft = new PersonDraft(
            tenant, cells[SignInName], Cell(Name, present?.Name ?? ""), Cell(Department, present?.Department ?? ""),
            roles.Count > 0 ? roles : present?.Roles ?? [Role.Staff],
            cells.TryGetValue(Addresses, out var addresses) ? Parts(addresses) : present?.Addresses ?? [],
            cells.TryGetValue(ApprovesFor, out var departments) ? Parts(departments) : present?.ApprovesFor ?? []);
        return new ListedPerson(line, draft, active);

        bool Wrong(string word)
        {
            faults.Add(new(line, $"状態「{Shown(word)}」はありません。有効・無効のどちらかを書いてください。", $"There is no status '{Shown(word)}': active or disabled."));
            return true;
        }
    }

    private static string[] Parts(string cell) => cell.Split([';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Shown(string text) => new UntrustedText(text).ForDisplay();
}

/// <summary>A line of a list.</summary>
internal sealed record ListedPerson(int Line, PersonDraft Draft, bool IsActive);

/// <summary>Cells of one record, and the line it begins at.</summary>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells);

/// <summary>RFC 4180, with any line end and empty lines left out. A quote that never closes takes the rest of the text, as spreadsheet programs do.</summary>
internal static class CsvReader
{
    public static List<CsvRow> Read(string text)
    {
        var rows = new List<CsvRow>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (line, start, quoted, any) = (1, 1, false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            if (quoted)
            {
                if (sign == '"' && i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else if (sign == '"')
                {
                    quoted = false;
                }
                else
                {
                    line += sign == '\n' ? 1 : 0;
                    cell.Append(sign);
                }
            }
            else if (sign == '"')
            {
                (quoted, any) = (true, true);
            }
            else if (sign == ',')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                any = true;
            }
            else if (sign is '\r' or '\n')
            {
                i += sign == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                End();
                line++;
                start = line;
            }
            else
            {
                cell.Append(sign);
            }
        }

        End();
        return rows;

        void End()
        {
            if (any || cell.Length > 0)
            {
                cells.Add(cell.ToString());
                rows.Add(new CsvRow(start, [.. cells]));
            }

            cells.Clear();
            cell.Clear();
            any = false;
        }
    }
}
