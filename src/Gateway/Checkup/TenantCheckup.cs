using System.Globalization;
using Mugai.Gateway.Commands;
using Mugai.Gateway.Spooling.Embedded;

namespace Mugai.Gateway.Checkup;

/// <summary>Whose mail the store keeps although the configuration does not name them any more.</summary>
internal static class TenantCheckup
{
    public static IEnumerable<Diagnosis> Run(Setup setup)
    {
        var database = Path.Combine(setup.Config.Storage.Path, EmbeddedSpool.DatabaseName);
        if (!File.Exists(database))
        {
            return [];
        }

        try
        {
            return [.. Read(database).Where(tenant => tenant.IsUnfinished || !TenantCommand.IsConfigured(setup, tenant.Name)).Select(tenant => Tell(tenant.Name, tenant.Mails, tenant.IsUnfinished))];
        }
        catch (StoreDatabaseException refused)
        {
            return [Diagnosis.Note("tenants", database, $"the database could not be read ({refused.Message}): run doctor as the user of the service", "データベースを読めませんでした。サービスの利用者で実行してください")];
        }
    }

    private static Diagnosis Tell(string name, long mails, bool isUnfinished)
    {
        var (shown, seen) = (new UntrustedText(name).ForDisplay(), string.Create(CultureInfo.InvariantCulture, $"{new UntrustedText(name).ForDisplay()}: {mails}"));
        return isUnfinished
            ? Diagnosis.Warning("tenants", seen, $"its key is destroyed, its rows are still being cleared away: the server goes on by itself, or run mugai tenant erase {shown} again", $"鍵は破棄済みで、残りを片付けている途中です。サーバーが自動で続けます（mugai tenant erase {shown} を再実行しても進みます）")
            : Diagnosis.Note("tenants", seen, $"mail is kept for it, but the configuration does not name it. Did it leave? mugai tenant erase {shown} --reason … makes its mail unreadable", $"設定にない団体のメールを保管しています。利用をやめた団体なら mugai tenant erase {shown} --reason … で消去できます");
    }

    private static List<(string Name, long Mails, bool IsUnfinished)> Read(string database)
    {
        using var connection = SqliteConnection.Open(database, create: false);
        var tenants = new List<(string, long, bool)>();
        if (connection.ReadInt64("SELECT COUNT(*) FROM sqlite_master WHERE name = 'tenantkeys'") == 0)
        {
            return tenants; // of an older program, which had no keys for them
        }

        // What went to another tenant too stays that one's.
        using var query = connection.Prepare(
            "SELECT g.tenant, COUNT(DISTINCT g.message), g.tenant IN (SELECT tenant FROM tenantkeys WHERE through IS NOT NULL) FROM groups g " +
            "WHERE NOT EXISTS (SELECT 1 FROM groups o WHERE o.message = g.message AND o.tenant <> g.tenant) GROUP BY g.tenant");
        while (query.Step())
        {
            tenants.Add((query.Text(0), query.Int64(1), query.Int64(2) != 0));
        }

        return tenants;
    }
}
