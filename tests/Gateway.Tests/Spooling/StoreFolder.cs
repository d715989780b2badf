using System.Globalization;
using System.Text;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>A folder with a store and its master key beside it, gone after the test.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mugai-spool-").FullName;

    public string Store => Path.Combine(_root, "store");

    public string Segments => Path.Combine(Store, "segments");

    public string Database => Path.Combine(Store, "mugai.db");

    public string KeyFile => Path.Combine(_root, "master.key");

    public EmbeddedSpoolOptions Options => new() { Path = Store, MasterKeyFile = KeyFile, ReserveBytes = 0 };

    public string Root => _root;

    public void CopyTo(StoreFolder other)
    {
        foreach (var path in FilesUnder(_root))
        {
            var target = Path.Combine(other._root, Path.GetRelativePath(_root, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target, overwrite: true);
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Whether any file of the store (not the key file) holds these bytes.</summary>
    public bool Holds(ReadOnlySpan<byte> bytes)
    {
        foreach (var path in FilesUnder(Store))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[file.Length];
            file.ReadExactly(content);
            if (content.AsSpan().IndexOf(bytes) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Without the lock file: .NET cannot even read a file that another handle has locked.</summary>
    private static IEnumerable<string> FilesUnder(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "lock");
}

/// <summary>Short forms for what nearly every test does.</summary>
internal static class SpoolExtensions
{
    public static readonly IReadOnlyList<RecipientGroup> OneGroup = [new RecipientGroup(0, "city", "default", "rev-1")];

    public static Envelope Envelope(params string[] recipients) => new()
    {
        MailFrom = "sender@example.com",
        Recipients = [.. recipients.Select(address => new EnvelopeRecipient(address))],
        ReceivedAt = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.FromHours(9)),
        ClientAddress = "192.0.2.1",
        ClientName = new UntrustedText("mta.example.com"),
        Protocol = "ESMTPS",
    };

    public static byte[] Content(int size, int seed = 1)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static Task<SpooledMessage> CommitAsync(this ISpool spool, string text) => spool.CommitAsync(Encoding.UTF8.GetBytes(text));

    public static Task<SpooledMessage> CommitAsync(this ISpool spool, byte[] content) =>
        spool.CommitAsync(content, Envelope("taro@city.example.lg.jp"), OneGroup, [0]);

    public static async Task<SpooledMessage> CommitAsync(
        this ISpool spool, byte[] content, Envelope envelope, IReadOnlyList<RecipientGroup> groups, int[] groupOfRecipient,
        MessageKind kind = MessageKind.Mail, int pieceBytes = 10_007)
    {
        await using var writer = spool.BeginOriginal();
        for (var place = 0; place < content.Length; place += pieceBytes)
        {
            await writer.WriteAsync(content.AsMemory(place, Math.Min(pieceBytes, content.Length - place)), CancellationToken.None);
        }

        return await spool.CommitAsync(writer, kind, envelope, groups, groupOfRecipient, CancellationToken.None);
    }

    public static async Task<byte[]> ReadOriginalAsync(this ISpool spool, MessageId id) => await DrainAsync(await spool.OpenOriginalAsync(id, CancellationToken.None));

    public static async Task<byte[]> ReadOutputAsync(this ISpool spool, MessageId id, int group) =>
        await DrainAsync(await spool.OpenOutputAsync(id, group, CancellationToken.None));

    public static Task StepAsync(this ISpool spool, MessageId id, int recipient, RecipientEvent happened, DateTimeOffset next = default, string reply = "") =>
        spool.ApplyAsync(
            new SpoolChange { Message = id, Steps = [new RecipientStep(recipient, happened, next, new UntrustedText(reply))] },
            CancellationToken.None).AsTask();

    public static async Task<SpooledMessage> GetAsync(this ISpool spool, MessageId id) =>
        await spool.FindAsync(id, CancellationToken.None) ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"no message {id}"));

    private static async Task<byte[]> DrainAsync(Stream stream)
    {
        await using (stream)
        {
            var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            return bytes.ToArray();
        }
    }
}
