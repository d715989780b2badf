using System.Globalization;
using System.Text;
using Mugai.Scanning;

namespace Mugai.Gateway.Scanning;

/// <summary>
/// The answers of clamd as its manual and its source (clamd/session.c, clamd/scanner.c) write them. Sans I/O. The list of what counts as clean has one entry; everything that is
/// not on a list is a failure.
/// </summary>
internal static class ClamdReply
{
    /// <summary>Longest answer. Origin: a name of a signature is under 256 bytes; what goes on longer is no answer.</summary>
    public const int MaxBytes = 4096;

    /// <summary>clamd was told more than its StreamMaxLength. The same content would be refused again.</summary>
    private const string SizeLimit = "INSTREAM size limit exceeded. ERROR";

    /// <summary>With AlertExceedsMax: it did not read everything. Neither clean nor a name of something bad.</summary>
    private const string LimitName = "Heuristics.Limits.Exceeded";

    private const string Stream = "stream: ";
    private const string Found = " FOUND";

    private static readonly string[] DateFormats = ["ddd MMM d HH:mm:ss yyyy"];

    /// <param name="reply">What came, up to the end of the connection or the NUL that ends an answer to a z command.</param>
    /// <param name="wasSentWhole">Everything was handed over. A scanner that calls clean what it has not got is not believed.</param>
    /// <param name="name">The scanner's name.</param>
    public static ScanAnswer Parse(ReadOnlySpan<byte> reply, bool wasSentWhole, string name)
    {
        if (Text(reply) is not { } text)
        {
            return Fail(name, reply.IsEmpty ? "closed without an answer" : "an answer without its end");
        }

        if (text == $"{Stream}OK")
        {
            return wasSentWhole ? new(name, ScanVerdict.Clean, default, default) : Fail(name, "called clean what it has not read");
        }

        if (text.StartsWith(Stream, StringComparison.Ordinal) && text.EndsWith(Found, StringComparison.Ordinal) && text.Length > Stream.Length + Found.Length)
        {
            var signature = text[Stream.Length..^Found.Length];
            return signature.StartsWith(LimitName, StringComparison.Ordinal)
                ? Fail(name, signature, mayPass: false)
                : new(name, ScanVerdict.Infected, new UntrustedText(signature), default);
        }

        return text == SizeLimit ? Fail(name, text, mayPass: false)
            : text.EndsWith(" ERROR", StringComparison.Ordinal) ? Fail(name, text)
            : Fail(name, $"not an answer of clamd: {text}");
    }

    /// <summary>The text of an answer to a z command: one NUL, at its end.</summary>
    public static string? Text(ReadOnlySpan<byte> reply) => reply.IndexOf((byte)0) is var end and > 0 && end == reply.Length - 1 ? Encoding.UTF8.GetString(reply[..end]) : null;

    /// <summary>
    /// The line of zVERSION: <c>ClamAV 1.4.6/27812/Sat Nov 28 08:30:21 2026</c>, or the first piece alone without official signatures. The time is that of clamd's machine without a
    /// zone; a day more or less does not matter to who asks for the age.
    /// </summary>
    public static ScannerFacts? Version(string line)
    {
        if (!line.StartsWith("ClamAV ", StringComparison.Ordinal))
        {
            return null;
        }

        var pieces = line.Split('/');
        return new(new UntrustedText(line), pieces.Length == 3
            && DateTime.TryParseExact(pieces[2], DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite | DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day)
                ? new DateTimeOffset(day, TimeSpan.Zero) : null);
    }

    private static ScanAnswer Fail(string name, string what, bool mayPass = true) => new(name, ScanVerdict.Failed, new UntrustedText(what), default, mayPass);
}
