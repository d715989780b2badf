using Mugai.Gateway.Spooling;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Spooling;

public sealed class RecordFormatTests
{
    private static readonly MessageKey Key = MessageKey.New();

    [Fact]
    public void Header_SurvivesARoundTrip_AndAnyChangedByteIsSeen()
    {
        var salt = SpoolExtensions.Content(RecordFormat.SaltBytes);
        var bytes = new byte[RecordFormat.HeaderBytes];
        RecordFormat.WriteHeader(bytes, new RecordHeader(RecordKind.Output, 513, Key.Id, salt, 70_000));

        Assert.True(RecordFormat.TryReadHeader(bytes, out var header));
        Assert.Equal((RecordKind.Output, 513, Key.Id, 70_000L), (header.Kind, header.Group, header.Message, header.PlainLength));
        Assert.Equal(salt, header.Salt.ToArray());
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 1;
            Assert.False(RecordFormat.TryReadHeader(changed, out _), $"byte {i}");
            Assert.False(RecordFormat.TryReadHeader(bytes.AsSpan(0, i), out _), $"prefix {i}");
        }
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 17)]
    [InlineData(65_520, 65_536)]
    [InlineData(65_521, 65_553)]
    public void PayloadLength_CountsATagPerChunk(long plain, long payload) => Assert.Equal(payload, RecordFormat.PayloadLength(plain));

    [Fact]
    public void Crc_IsCastagnoli_AndCanBeContinued()
    {
        // RFC 3720 B.4: 32 bytes of zeros give aa 36 91 8a (little-endian 0x8A9136AA), with the initial and final inversion.
        Assert.Equal(0x8A9136AAu, ~RecordFormat.Crc(~0u, new byte[32]));
        var bytes = SpoolExtensions.Content(100);
        for (var i = 0; i <= bytes.Length; i += 8)
        {
            Assert.Equal(RecordFormat.Crc(0, bytes), RecordFormat.Crc(RecordFormat.Crc(0, bytes.AsSpan(0, i)), bytes.AsSpan(i)));
        }
    }

    [Fact]
    public void Chunks_OpenOnlyInTheirPlace()
    {
        var salt = new byte[RecordFormat.SaltBytes];
        using var writer = new RecordCipher(Key, RecordKind.Original, 0, salt);
        var first = Seal(writer, "first", last: false);
        var second = Seal(writer, "second", last: true);

        Assert.True(Opens(RecordKind.Original, 0, Key, (first, false), (second, true)));
        Assert.False(Opens(RecordKind.Original, 0, Key, (second, true)), "reordered");
        Assert.False(Opens(RecordKind.Original, 0, Key, (first, true)), "cut off behind the first");
        Assert.False(Opens(RecordKind.Original, 0, Key, (first, false), (first, false)), "repeated");
        Assert.False(Opens(RecordKind.Original, 0, Key, (first, false), (second, false)), "continued");
        Assert.False(Opens(RecordKind.Output, 0, Key, (first, false)), "as another kind");
        Assert.False(Opens(RecordKind.Original, 1, Key, (first, false)), "as another group");
        Assert.False(Opens(RecordKind.Original, 0, new MessageKey(MessageId.New(), Key.Secret), (first, false)), "as another message");
    }

    [Fact]
    public void MasterKey_UnwrapsForTheRightMessageOnly()
    {
        var master = new MasterKey(SpoolExtensions.Content(32)).Wrapping;
        var wrapped = master.Wrap(Key.Id, Key);

        Assert.Equal(Key.Secret, master.Unwrap(Key.Id, wrapped)!.Secret);
        Assert.Null(master.Unwrap(MessageId.New(), wrapped));
        Assert.Null(new MasterKey(SpoolExtensions.Content(32, 2)).Wrapping.Unwrap(Key.Id, wrapped));
        Assert.Null(master.Unwrap(Key.Id, new byte[wrapped.Length]));
        Assert.Null(master.Unwrap(Key.Id, wrapped.AsSpan(0, 20)));
    }

    [Fact]
    public void Pieces_OpenOnlyInTheirPlace()
    {
        var box = Key.Seal(PieceKind.Reply, 3, "450 later"u8);

        Assert.Equal("450 later"u8.ToArray(), Key.Open(PieceKind.Reply, 3, box));
        Assert.Null(Key.Open(PieceKind.Reply, 2, box));
        Assert.Null(Key.Open(PieceKind.Report, 3, box));
        box[^1] ^= 1;
        Assert.Null(Key.Open(PieceKind.Reply, 3, box));
    }

    [Fact]
    public void Pieces_NeverShareANonce()
    {
        using var one = new PieceSealer(Key);
        using var two = new PieceSealer(Key);
        var nonces = Enumerable.Range(0, 1000).SelectMany(number => new[] { one, two }.Select(
            sealer => Convert.ToHexString(sealer.Seal(PieceKind.Reply, number, "x"u8).AsSpan(0, SealedBytes.NonceBytes)))).ToList();
        Assert.Equal(nonces.Count, nonces.Distinct().Count());
    }

    private static byte[] Seal(RecordCipher cipher, string text, bool last)
    {
        var plain = System.Text.Encoding.ASCII.GetBytes(text);
        var chunk = new byte[plain.Length + RecordFormat.TagBytes];
        cipher.SealChunk(plain, chunk, last);
        return chunk;
    }

    private static bool Opens(RecordKind kind, int group, MessageKey key, params (byte[] Chunk, bool Last)[] chunks)
    {
        using var reader = new RecordCipher(key, kind, group, new byte[RecordFormat.SaltBytes]);
        return chunks.All(chunk => reader.TryOpenChunk(chunk.Chunk.ToArray(), chunk.Last));
    }
}
