using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mugai.Auditing;
using Mugai.Gateway.Backups;
using Mugai.Gateway.Spooling.Embedded;

namespace Mugai.Gateway.Api;

/// <summary>What <c>mugai backup</c> asks of the store: it copies by itself and needs no write access of the server to wherever backups go.</summary>
internal sealed class BackupActions(EmbeddedSpool store)
{
    public IEnumerable<KeyValuePair<string, ControlCall>> Calls =>
    [
        new("backup.begin", (_, _, _) => Task.FromResult<JsonNode?>(Keep())),
        new("backup.renew", (_, _, _) => Task.FromResult<JsonNode?>(Keep())),
        new("backup.end", EndAsync),
    ];

    private JsonObject Keep()
    {
        store.KeepSegments(BackupLease.Length);
        return new JsonObject { ["keyCheck"] = store.KeyCheck };
    }

    /// <summary>The copy is done: its manifest is signed, and who made it goes on record.</summary>
    private async Task<JsonNode?> EndAsync(JsonObject arguments, string actor, CancellationToken token)
    {
        store.ReleaseSegments();
        var text = Encoding.UTF8.GetBytes(arguments.Needed("manifest"));
        var manifest = BackupManifest.Read(text) ?? throw new ArgumentException("The manifest is none.");
        var note = new JsonObject
        {
            ["act"] = "backup", ["target"] = new UntrustedText(arguments.Needed("target")).ForLog(), ["messages"] = manifest.Messages, ["auditEntries"] = manifest.AuditEntries,
            ["expires"] = manifest.Expires, ["manifest"] = Convert.ToHexStringLower(SHA256.HashData(text)), ["damaged"] = manifest.Damaged.Count,
        };
        await store.RecordAsync(new AuditNote(AuditKind.AdministratorActed, actor, Encoding.UTF8.GetBytes(note.ToJsonString())), token).ConfigureAwait(false);
        return new JsonObject { ["signature"] = Convert.ToBase64String(store.Signer.Sign(BackupManifest.Statement(text))) };
    }
}
