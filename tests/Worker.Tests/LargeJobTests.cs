using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mugai.Gateway.Sandboxing;
using Mugai.Frames;
using Mugai.Sanitizing;

namespace Mugai.Worker.Tests;

/// <summary>What is too much for a worker's memory lies at the gateway: same bytes, and memory that does not grow with the input.</summary>
public sealed class LargeJobTests(SharedSandbox shared) : IClassFixture<SharedSandbox>
{
    private const int SoundBytes = 4_000_000;

    /// <summary>Above the limit, which is far below what the archive and its clean form take, the worker would have been killed.</summary>
    [Fact]
    public async Task Rebuilds_AnArchiveLargerThanItsMemory()
    {
        var archive = Archive(sounds: 55);
        var cleaned = await shared.Sandbox.CleanAsync(archive, limits: BudgetLimits.ForInput(archive.Length) with { MaxResidentBytes = 190L << 20 });
        Assert.Equal((Outcome.Rebuilt, Reason.None, 0), (cleaned.Result.Outcome, cleaned.Result.Reason, cleaned.Result.WorkersLost));
        using var clean = new ZipArchive(new MemoryStream(cleaned.Bytes));
        Assert.Equal(55, clean.Entries.Count);
        using var last = clean.Entries[^1].Open();
        using var bytes = new MemoryStream();
        last.CopyTo(bytes);
        Assert.True(Sound(54).AsSpan().SequenceEqual(bytes.ToArray()));
    }

    /// <summary>The rest of the mail is on its way while pages are fetched: it waits for its turn, in the gateway.</summary>
    [Fact]
    public async Task Rebuilds_LargeArchivesInOneMail()
    {
        var body = new StringBuilder("From: a@example.jp\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (var i = 0; i < 2; i++)
        {
            body.Append($"--b\r\nContent-Type: application/zip; name=p{i}.zip\r\nContent-Disposition: attachment; filename=p{i}.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                .Append(Convert.ToBase64String(Archive(sounds: 12), Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
        }

        var cleaned = await shared.Sandbox.CleanAsync(body.Append("--b--\r\n").ToString(), JobKind.Mail);
        Assert.Equal((Outcome.Rebuilt, Reason.None, 0), (cleaned.Result.Outcome, cleaned.Result.Reason, cleaned.Result.WorkersLost));
        Assert.Equal([12, 12], cleaned.Result.Report.Parts.Where(part => part.Parts.Count > 0).Select(part => part.Parts.Count(member => member.Outcome == Outcome.Rebuilt)));
    }

    private static byte[] Archive(int sounds)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < sounds; i++)
            {
                using var entry = zip.CreateEntry($"sound{i}.wav", CompressionLevel.NoCompression).Open();
                entry.Write(Sound(i));
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Sound(int seed)
    {
        var sound = new byte[SoundBytes];
        new Random(seed).NextBytes(sound);
        "RIFF"u8.CopyTo(sound);
        BinaryPrimitives.WriteInt32LittleEndian(sound.AsSpan(4), SoundBytes - 8);
        "WAVEfmt "u8.CopyTo(sound.AsSpan(8));
        ReadOnlySpan<byte> format = [16, 0, 0, 0, 1, 0, 1, 0, 0x44, 0xAC, 0, 0, 0x88, 0x58, 1, 0, 2, 0, 16, 0];
        format.CopyTo(sound.AsSpan(16));
        "data"u8.CopyTo(sound.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(sound.AsSpan(40), SoundBytes - 44);
        return sound;
    }
}
