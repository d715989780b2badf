using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Mugai.Auditing;
using Mugai.Gateway.Spooling;
using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.People;

/// <summary>Lists of people (人事異動): looked at first, taken whole or not at all, at once or on their day.</summary>
internal sealed partial class AccountAdministration
{
    private readonly ConcurrentDictionary<string, StoredImport> _planned = new(StringComparer.Ordinal);

    /// <summary>Lists that were planned before the start.</summary>
    public AccountAdministration WithPlanned(ISealedRows rows)
    {
        foreach (var row in rows.ReadRows(SealedRowKind.Import, out _))
        {
            _planned[row.Id] = JsonSerializer.Deserialize(row.Plain, PeopleJson.Default.StoredImport)!;
        }

        return this;
    }

    public ImportPreview Preview(string tenant, string csv) => Preview(tenant, csv, store.Table).Preview;

    public async ValueTask<ImportOutcome?> ImportAsync(string tenant, string csv, DateOnly day, string actor, string reason, CancellationToken token)
    {
        var (preview, listed) = Preview(tenant, csv, store.Table);
        if (preview.Faults.Count > 0)
        {
            return null;
        }

        var passwords = new List<(string SignInName, string Name, string Password)>();
        var hashes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var byLine = listed.ToDictionary(static person => person.Line);
        foreach (var line in preview.Changes.Where(line => line.Act == ImportAct.Add && byLine[line.Line].IsActive))
        {
            var password = NewPassword();
            hashes[line.SignInName] = PasswordHash.OfRandom(password);
            passwords.Add((line.SignInName, line.Name, password));
        }

        var import = new StoredImport(tenant, csv, day, actor, reason, clock.GetUtcNow(), preview.Changes.Count, hashes);
        if (day > Today)
        {
            var id = Accounts.NewId();
            await store.ChangeAsync(
                (_, plan) =>
                {
                    plan.Rows.Add(new SealedRow(SealedRowKind.Import, id, JsonSerializer.SerializeToUtf8Bytes(import, PeopleJson.Default.StoredImport)));
                    plan.Notes.Add(ImportNote("planned", import, actor, reason));
                    return 0;
                },
                token).ConfigureAwait(false);
            _planned[id] = import;
            return new ImportOutcome(PlannedOf(id, import), passwords, 0, 0, 0);
        }

        return await TakeAsync(import, null, token).ConfigureAwait(false) is { } taken ? taken with { TemporaryPasswords = passwords } : null;
    }

    public IReadOnlyList<PlannedImport> Planned(string? tenant) =>
        [.. _planned.Where(pair => tenant is null || pair.Value.Tenant == tenant).Select(pair => PlannedOf(pair.Key, pair.Value)).OrderBy(import => import.Day)];

    public async ValueTask<bool> CancelAsync(string import, string actor, string reason, CancellationToken token)
    {
        if (!_planned.TryRemove(import, out var planned))
        {
            return false;
        }

        await store.ChangeAsync(
            (_, plan) =>
            {
                plan.Rows.Add(new SealedRow(SealedRowKind.Import, import, null));
                plan.Notes.Add(ImportNote("cancelled", planned, actor, reason));
                return 0;
            },
            token).ConfigureAwait(false);
        return true;
    }

    /// <summary>Takes the lists whose day has come. One that does not fit what is there any more stays and is told of in the log until somebody takes it back.</summary>
    public async ValueTask TakeDueAsync(ILogger log, CancellationToken token)
    {
        foreach (var (id, import) in _planned.Where(pair => pair.Value.Day <= Today).OrderBy(pair => pair.Value.Day).ToList())
        {
            if (await TakeAsync(import, id, token).ConfigureAwait(false) is { } taken)
            {
                _planned.TryRemove(id, out _);
                PeopleLog.ImportTaken(log, import.Day, taken.Added, taken.Changed, taken.Disabled);
            }
            else
            {
                PeopleLog.ImportRefused(log, import.Day);
            }
        }
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    private async ValueTask<ImportOutcome?> TakeAsync(StoredImport import, string? row, CancellationToken token)
    {
        var disabled = new List<string>();
        var outcome = await store.ChangeAsync(
            (table, plan) =>
            {
                var (preview, listed) = Preview(import.Tenant, import.Csv, table);
                if (preview.Faults.Count > 0)
                {
                    return null;
                }

                var byLine = listed.ToDictionary(static person => person.Line);
                var counts = new Dictionary<ImportAct, int>();
                foreach (var line in preview.Changes)
                {
                    var person = byLine[line.Line];
                    var account = Planned(table, person, import);
                    plan.Accounts.Add(account);
                    plan.Notes.Add(Note(line.Act switch { ImportAct.Add => "added", ImportAct.Disable => "disabled", _ => "changed" }, account.Person, import.Actor, import.Reason));
                    counts[line.Act] = counts.GetValueOrDefault(line.Act) + 1;
                    if (line.Act == ImportAct.Disable)
                    {
                        disabled.Add(account.Person.Id);
                    }
                }

                if (row is not null)
                {
                    plan.Rows.Add(new SealedRow(SealedRowKind.Import, row, null));
                }

                plan.Notes.Add(ImportNote("taken", import, row is null ? import.Actor : "system", import.Reason));
                return new ImportOutcome(null, [], counts.GetValueOrDefault(ImportAct.Add), counts.GetValueOrDefault(ImportAct.Change), counts.GetValueOrDefault(ImportAct.Disable));
            },
            token).ConfigureAwait(false);
        foreach (var person in disabled)
        {
            await sessions.EndAllAsync(person, null, "disabled", import.Actor, token).ConfigureAwait(false);
        }

        return outcome;
    }

    private Account Planned(AccountTable table, ListedPerson person, StoredImport import)
    {
        if (table.FindBySignInName(TypedText.HalfWidth(person.Draft.SignInName)) is not { } account)
        {
            var made = Make(person.Draft, import.Hashes.GetValueOrDefault(person.Draft.SignInName));
            return made with { Person = made.Person with { IsActive = person.IsActive } };
        }

        var changed = account with { Person = Apply(person.Draft, account.Person) with { IsActive = person.IsActive } };
        return account.Person.IsActive == person.IsActive ? changed : changed with { Stamp = account.Stamp + 1, EnabledAt = person.IsActive ? clock.GetUtcNow() : account.EnabledAt };
    }

    private (ImportPreview Preview, List<ListedPerson> Listed) Preview(string tenant, string csv, AccountTable table)
    {
        var faults = new List<ImportFault>();
        var listed = PeopleList.Read(csv, name => table.FindBySignInName(name)?.Person, tenant, faults);
        var lines = new List<ImportLine>();
        var unchanged = 0;
        foreach (var person in listed)
        {
            var present = table.FindBySignInName(TypedText.HalfWidth(person.Draft.SignInName));
            faults.AddRange(Check(person.Draft, present, table).Select(fault => new ImportFault(person.Line, fault.Ja, fault.En)));
            if (present is not null && present.Person.Tenant != tenant)
            {
                faults.Add(new(person.Line, $"サインイン名「{person.Draft.SignInName}」は別の団体のものです。", $"The sign-in name '{person.Draft.SignInName}' is of another tenant."));
            }

            var before = present?.Person;
            var after = Apply(person.Draft, before ?? new Person { Id = "", Tenant = tenant, SignInName = "", Name = "" }) with { IsActive = person.IsActive };
            IReadOnlyList<(string, string, string)> fields = before is null ? [.. PeopleList.FieldsOf(after).Select(field => (field.Column, "", field.Value))] : [.. Differences(before, after)];
            if (fields.Count == 0)
            {
                unchanged++;
                continue;
            }

            var act = before is null ? ImportAct.Add : before.IsActive && !after.IsActive ? ImportAct.Disable : ImportAct.Change;
            lines.Add(new ImportLine(person.Line, act, person.Draft.SignInName, after.Name, fields));
        }

        if (faults.Count == 0 && !LeavesAnAdministrator(table, listed))
        {
            faults.Add(new(1, "この一覧を取り込むと、有効な管理者がいなくなります。", "With this list no active administrator would be left."));
        }

        return (new ImportPreview(lines, [.. faults.OrderBy(fault => fault.Line)], unchanged), listed);
    }

    private static bool LeavesAnAdministrator(AccountTable table, List<ListedPerson> listed)
    {
        var byName = listed.ToDictionary(person => person.Draft.SignInName, StringComparer.OrdinalIgnoreCase);
        return listed.Any(person => person.IsActive && person.Draft.Roles.Contains(Role.Administrator))
            || table.All.Any(account => account.Person is { IsActive: true } person && person.Is(Role.Administrator) && !byName.ContainsKey(person.SignInName));
    }

    private static PlannedImport PlannedOf(string id, StoredImport import) => new(id, import.Tenant, import.Day, import.Lines, import.PlannedAt, import.Actor, import.Csv);

    private static AuditNote ImportNote(string act, StoredImport import, string actor, string reason) => PersonAudit.Note(
        AuditKind.PeopleImported, actor, null, ("act", act), ("day", import.Day.ToString("O", CultureInfo.InvariantCulture)),
        ("lines", import.Lines.ToString(CultureInfo.InvariantCulture)), ("reason", reason));
}

/// <summary>A list that waits, with the digests of the temporary passwords that were shown when it was planned.</summary>
internal sealed record StoredImport(
    string Tenant, string Csv, DateOnly Day, string Actor, string Reason, DateTimeOffset PlannedAt, int Lines, Dictionary<string, string> Hashes);
