using System.Text;
using Mugai.Mime;
using Mugai.Sanitizers.Mail.Bodies;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Parts;

/// <summary>
/// Files that old mailers put into the text itself, between <c>begin 644 name</c> and <c>end</c>: many clients show them as
/// attachments, so they must be treated as such. Linear in the text.
/// </summary>
internal static class UuencodedBlocks
{
    // A line holds at most 45 bytes: one length character and 60 of data; a checksum character is forgiven.
    private const int MaxLineChars = 64;

    public static bool MayHold(ReadOnlySpan<byte> text) => text.StartsWith("begin "u8) || text.IndexOf("\nbegin "u8) >= 0;

    /// <summary>Copies the text without the blocks to <paramref name="rest"/> and gives the files. The caller disposes the contents.</summary>
    public static List<(string Name, ScratchStream Content)> Extract(string text, CharBuffer rest, Budget budget)
    {
        var files = new List<(string, ScratchStream)>();
        var at = 0;
        while (at < text.Length)
        {
            var line = Line(text, at, out var next);
            if (Begin(line) is { } name && End(text, next) is { } end)
            {
                files.Add((name, Decode(text.AsSpan(at, end - at), budget)));
                at = end;
                continue;
            }

            rest.Append(text.AsSpan(at, next - at));
            at = next;
        }

        return files;
    }

    private static string? Begin(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("begin ") || line.Length < 11)
        {
            return null;
        }

        var mode = line[6..].IndexOf(' ');
        return mode is 3 or 4 && line.Slice(6, mode).IndexOfAnyExceptInRange('0', '7') < 0 && !line[(7 + mode)..].Trim().IsEmpty
            ? line[(7 + mode)..].Trim().ToString()
            : null;
    }

    // The offset behind the "end" line; null when a line comes before that cannot be uuencoded data.
    private static int? End(string text, int at)
    {
        while (at < text.Length)
        {
            var line = Line(text, at, out var next);
            if (line.SequenceEqual("end"))
            {
                return next;
            }

            if (line.Length > MaxLineChars || line.IndexOfAnyExceptInRange(' ', '`') >= 0)
            {
                return null;
            }

            at = next;
        }

        return null;
    }

    private static ScratchStream Decode(ReadOnlySpan<char> block, Budget budget)
    {
        var content = new ScratchStream(budget);
        var decoder = TransferDecoder.Create(TransferEncoding.Uuencode);
        var source = new byte[4096];
        var decoded = new byte[TransferDecoder.MaxDecodedLength(source.Length)];
        while (!block.IsEmpty)
        {
            var piece = block[..Math.Min(block.Length, source.Length)];
            block = block[piece.Length..];
            var count = Encoding.Latin1.GetBytes(piece, source);
            content.Write(decoded.AsSpan(0, decoder.Decode(source.AsSpan(0, count), decoded, block.IsEmpty)));
        }

        content.Position = 0;
        return content;
    }

    private static ReadOnlySpan<char> Line(string text, int at, out int next)
    {
        var end = text.IndexOf('\n', at);
        next = end < 0 ? text.Length : end + 1;
        return text.AsSpan(at, (end < 0 ? text.Length : end) - at).TrimEnd('\r');
    }
}
