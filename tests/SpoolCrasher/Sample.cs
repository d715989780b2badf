using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;

namespace Mugai.SpoolCrasher;

/// <summary>Messages whose every byte follows from a seed, so that another process can tell whether they are whole.</summary>
public static class Sample
{
    public static IReadOnlyList<RecipientGroup> Groups { get; } = [new RecipientGroup(0, "city", "default", "r1")];

    public static EmbeddedSpoolOptions Options(string folder) => new()
    {
        Path = Path.Combine(folder, "store"),
        MasterKeyFile = Path.Combine(folder, "master.key"),
        ReserveBytes = 1024 * 1024,
    };

    public static byte[] Content(int seed, int size)
    {
        var bytes = new byte[size];
#pragma warning disable CA5394 // test data must repeat, not surprise
        new Random(seed).NextBytes(bytes);
#pragma warning restore CA5394
        return bytes;
    }

    public static Envelope Envelope(int seed) => new()
    {
        MailFrom = $"sender{seed}@example.com",
        Recipients = [new EnvelopeRecipient($"rcpt{seed}@city.example.lg.jp")],
        ReceivedAt = DateTimeOffset.UtcNow,
        ClientAddress = "192.0.2.1",
        ClientName = new UntrustedText("mta.example.com"),
        Protocol = "ESMTP",
    };

    public static async Task<SpooledMessage> CommitAsync(EmbeddedSpool spool, int seed, byte[] content, int pieceBytes = 16 * 1024)
    {
        await using var writer = spool.BeginOriginal();
        for (var place = 0; place < content.Length; place += pieceBytes)
        {
            await writer.WriteAsync(content.AsMemory(place, Math.Min(pieceBytes, content.Length - place)), CancellationToken.None);
        }

        return await spool.CommitAsync(writer, MessageKind.Mail, Envelope(seed), Groups, [0], CancellationToken.None);
    }
}
