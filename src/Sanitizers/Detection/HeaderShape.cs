using System.Text;

namespace Mugai.Sanitizers.Detection;

/// <summary>Tells an Internet message by the shape of its beginning: lines of RFC 5322 fields, some of them names that only mail has.</summary>
internal static class HeaderShape
{
    // Enough lines to get past a long chain of trace fields that are listed here anyway.
    private const int MaxLines = 64;

    private static readonly HashSet<string> MailFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "To", "Cc", "Subject", "Date", "Message-ID", "MIME-Version", "Received", "Return-Path", "Delivered-To", "Reply-To", "Sender",
        "Content-Type", "Content-Transfer-Encoding", "DKIM-Signature", "X-Mailer", "X-Original-To", "Authentication-Results", "ARC-Seal",
        "In-Reply-To", "References", "User-Agent", "X-Received", "Received-SPF", "Envelope-To", "Thread-Topic", "Importance", "Bcc",
        "ARC-Authentication-Results", "ARC-Message-Signature", "List-Unsubscribe", "X-Originating-IP", "Resent-From", "Auto-Submitted", "X-UIDL", "Status",
    };

    /// <summary>True when at least two different fields of mail stand before the first line that is no field.</summary>
    public static bool Looks(ReadOnlySpan<byte> head)
    {
        head = SkipMboxLine(SkipMark(head));
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var lines = 0; lines < MaxLines && !head.IsEmpty && seen.Count < 2; lines++)
        {
            var end = head.IndexOfAny((byte)'\n', (byte)'\r');
            var line = end < 0 ? head : head[..end];
            if (line.IsEmpty)
            {
                break;
            }

            if (line[0] is not ((byte)' ' or (byte)'\t'))
            {
                var colon = line.IndexOf((byte)':');
                if (colon <= 0 || !IsFieldName(line[..colon].TrimEnd((byte)' ')))
                {
                    return false;
                }

                var name = Encoding.ASCII.GetString(line[..colon].TrimEnd((byte)' '));
                if (MailFields.Contains(name))
                {
                    seen.Add(name);
                }
            }

            head = end < 0 ? default : head[end..].StartsWith("\r\n"u8) ? head[(end + 2)..] : head[(end + 1)..];
        }

        return seen.Count >= 2;
    }

    /// <summary>True when the first line is a field of any name.</summary>
    public static bool BeginsWithField(ReadOnlySpan<byte> head)
    {
        var colon = head.IndexOf((byte)':');
        return colon > 0 && IsFieldName(head[..colon]);
    }

    /// <summary>True when the text begins with the line that separates the messages of an mbox file.</summary>
    public static bool HasMboxLine(ReadOnlySpan<byte> head) => SkipMark(head).StartsWith("From "u8);

    private static ReadOnlySpan<byte> SkipMark(ReadOnlySpan<byte> head) => head.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? head[3..] : head;

    private static ReadOnlySpan<byte> SkipMboxLine(ReadOnlySpan<byte> head)
    {
        if (!HasMboxLine(head))
        {
            return head;
        }

        var end = head.IndexOf((byte)'\n');
        return end < 0 ? default : head[(end + 1)..];
    }

    private static bool IsFieldName(ReadOnlySpan<byte> name) => !name.IsEmpty && name.Length <= 76 && name.IndexOfAnyExceptInRange((byte)33, (byte)126) < 0;
}
