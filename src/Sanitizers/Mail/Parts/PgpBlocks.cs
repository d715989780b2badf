using System.Text;
using Mugai.Sanitizers.Mail.Bodies;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Parts;

/// <summary>
/// OpenPGP in the text itself (RFC 9580 6 and 7): what was signed becomes the text it was, what is encrypted a file of its own. Linear in the text.
/// </summary>
internal static class PgpBlocks
{
    private const string Begin = "-----BEGIN PGP ";
    private const string Signed = "-----BEGIN PGP SIGNED MESSAGE-----";
    private const string Signature = "-----BEGIN PGP SIGNATURE-----";
    private const string Message = "-----BEGIN PGP MESSAGE-----";

    public static bool MayHold(ReadOnlySpan<byte> text) => text.IndexOf("-----BEGIN PGP "u8) >= 0;

    /// <summary>Copies the text to <paramref name="rest"/> and gives the encrypted messages, which the caller disposes.</summary>
    public static List<ScratchStream> Extract(string text, CharBuffer rest, Budget budget, out int signatures)
    {
        signatures = 0;
        var encrypted = new List<ScratchStream>();
        var isSigned = false;
        var at = 0;

        // Behind the last end of a kind there is none; each beginning there would search to the end of the text again.
        var lastSignature = text.LastIndexOf("\n-----END PGP SIGNATURE-----", StringComparison.Ordinal);
        var lastOpened = lastSignature < 0 ? -1 : text.LastIndexOf("\n" + Signature, lastSignature, StringComparison.Ordinal);
        var lastMessage = text.LastIndexOf("\n-----END PGP MESSAGE-----", StringComparison.Ordinal);
        while (at < text.Length)
        {
            var line = Line(text, at, out var next);
            if (line.StartsWith(Begin))
            {
                // Each of them, as long as a signature follows: one that stayed would be the first the next time.
                if (line.SequenceEqual(Signed) && next <= lastOpened + 1)
                {
                    isSigned = true;
                    at = AfterHeaders(text, next);
                    continue;
                }

                if (line.SequenceEqual(Signature) && next <= lastSignature + 1 && After(text, next, "-----END PGP SIGNATURE-----") is { } end)
                {
                    (isSigned, at) = (false, end);
                    signatures++;
                    continue;
                }

                if (line.SequenceEqual(Message) && next <= lastMessage + 1 && After(text, next, "-----END PGP MESSAGE-----") is { } messageEnd)
                {
                    encrypted.Add(Copy(text.AsSpan(at, messageEnd - at), budget));
                    at = messageEnd;
                    continue;
                }
            }

            // Lines that begin with a dash were escaped (RFC 9580 7.2). A line that would begin or end a block of its own keeps its escape: it is quoted, not one.
            var isEscaped = isSigned && line.StartsWith("- ") && !line[2..].StartsWith(Begin) && !line[2..].StartsWith("-----END PGP ");
            rest.Append(isEscaped ? text.AsSpan(at + 2, next - at - 2) : text.AsSpan(at, next - at));
            at = next;
        }

        return encrypted;
    }

    private static int AfterHeaders(string text, int at)
    {
        while (at < text.Length)
        {
            var line = Line(text, at, out var next);
            if (!line.Contains(':') || line.Length > 200)
            {
                return line.Trim().IsEmpty ? next : at;
            }

            at = next;
        }

        return at;
    }

    private static int? After(string text, int at, string marker)
    {
        var end = text.IndexOf("\n" + marker, Math.Max(at - 1, 0), StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        Line(text, end + 1, out var next);
        return next;
    }

    private static ScratchStream Copy(ReadOnlySpan<char> block, Budget budget)
    {
        var content = new ScratchStream(budget);
        var bytes = new byte[4096];
        while (!block.IsEmpty)
        {
            var piece = block[..Math.Min(block.Length, 1024)];
            block = block[piece.Length..];
            content.Write(bytes.AsSpan(0, Encoding.UTF8.GetBytes(piece, bytes)));
        }

        content.Position = 0;
        return content;
    }

    private static ReadOnlySpan<char> Line(string text, int at, out int next)
    {
        var end = text.IndexOf('\n', at);
        next = end < 0 ? text.Length : end + 1;
        return text.AsSpan(at, (end < 0 ? text.Length : end) - at).TrimEnd('\r').TrimEnd(' ');
    }
}
