using System.Text;
using Mugai.Mime;

namespace Mugai.Micro.Mime;

/// <summary>Input comes in chunks of 64 KiB, as it does from the spool; the reader is used again for every message.</summary>
internal static class MimeCases
{
    private const int Chunk = 64 * 1024;

    private static readonly MimeReader Reader = new(MimeLimits.Default);
    private static readonly byte[] Decoded = new byte[TransferDecoder.MaxDecodedLength(Chunk)];

    public static IReadOnlyList<MicroCase> All { get; } = Build();

    private static List<MicroCase> Build()
    {
        var attachments = MimeMessages.Attachments();
        var base64 = Encoding.ASCII.GetBytes(MimeMessages.Base64Lines(3_000_000));
        return
        [
            Events("mime text mail 10 KB", 3000, MimeMessages.Text10K()),
            Events("mime large attachments", 8000, attachments),
            Events("mime 400 parts", 1600, MimeMessages.Parts(400)),
            Events("mime 60 levels", 800, MimeMessages.Levels(60)),
            new MicroCase("mime parse and decode", attachments.Length, 2000, () => ParseAndDecode(attachments)),
            Events("mime hostile nesting", 100, MimeMessages.HostileNesting(10_000)),
            new MicroCase("mime base64 decode", base64.Length, 0, () => Decode(base64)),
        ];
    }

    private static MicroCase Events(string name, double target, byte[] message) => new(name, message.Length, target, () => Read(message));

    private static long Read(byte[] message)
    {
        Reader.Reset();
        var events = 0L;
        for (var start = 0; start < message.Length; start += Chunk)
        {
            var length = Math.Min(Chunk, message.Length - start);
            ReadOnlySpan<byte> input = message.AsSpan(start, length);
            var isFinal = start + length == message.Length;
            while (Reader.Read(input, isFinal, out var consumed, out _) == MimeReadStatus.Event)
            {
                input = input[consumed..];
                events++;
            }
        }

        return events;
    }

    private static long ParseAndDecode(byte[] message)
    {
        Reader.Reset();
        var bytes = 0L;
        TransferDecoder? decoder = null;
        for (var start = 0; start < message.Length; start += Chunk)
        {
            var length = Math.Min(Chunk, message.Length - start);
            ReadOnlySpan<byte> input = message.AsSpan(start, length);
            var isFinal = start + length == message.Length;
            while (Reader.Read(input, isFinal, out var consumed, out var e) == MimeReadStatus.Event)
            {
                if (e.Kind == MimeEventKind.HeadersEnd)
                {
                    decoder = TransferDecoder.Create(e.Encoding);
                }
                else if (e.Kind == MimeEventKind.Body)
                {
                    bytes += decoder!.Decode(e.Value, Decoded, isFinal: false);
                }
                else if (e.Kind == MimeEventKind.PartEnd)
                {
                    bytes += decoder!.Decode([], Decoded, isFinal: true);
                }

                input = input[consumed..];
            }
        }

        return bytes;
    }

    private static long Decode(byte[] base64)
    {
        var decoder = TransferDecoder.Create(TransferEncoding.Base64);
        var bytes = 0L;
        for (var start = 0; start < base64.Length; start += Chunk)
        {
            var length = Math.Min(Chunk, base64.Length - start);
            bytes += decoder.Decode(base64.AsSpan(start, length), Decoded, start + length == base64.Length);
        }

        return bytes;
    }
}
