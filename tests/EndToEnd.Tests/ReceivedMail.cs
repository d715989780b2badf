using System.Globalization;
using System.Text;

namespace Mugai.EndToEnd.Tests;

/// <summary>
/// A mail as a plain, strict reader sees it, written for these tests alone: what Mugai sends must be readable by the letter of the RFCs, not
/// only by its own engine. Throws on anything odd.
/// </summary>
internal sealed class ReceivedMail
{
    private readonly List<(string Name, string Value)> _fields = [];

    private ReceivedMail()
    {
    }

    public IReadOnlyList<ReceivedMail> Parts { get; private set; } = [];

    /// <summary>The decoded content; empty for a multipart.</summary>
    public byte[] Content { get; private set; } = [];

    public string MediaType => (Field("Content-Type") ?? "text/plain").Split(';')[0].Trim().ToLowerInvariant();

    public string Subject => DecodeWords(Field("Subject") ?? "");

    public string FileName => Parameter("Content-Disposition", "filename") ?? Parameter("Content-Type", "name") ?? "";

    /// <summary>The content of a text part, by its charset.</summary>
    public string Text => EncodingOf(Parameter("Content-Type", "charset") ?? "us-ascii").GetString(Content);

    /// <summary>This part and every part below it, nested mails too.</summary>
    public IEnumerable<ReceivedMail> All => Parts.SelectMany(part => part.All).Prepend(this);

    /// <summary>The text of every text part.</summary>
    public string AllText => string.Join('\n', All.Where(part => part.Parts.Count == 0 && part.MediaType.StartsWith("text/", StringComparison.Ordinal)).Select(part => part.Text));

    public static ReceivedMail Read(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes).ReplaceLineEndings("\n");
        var mail = new ReceivedMail();
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var head = end < 0 ? text : text[..end];
        foreach (var line in head.Replace("\n ", " ", StringComparison.Ordinal).Replace("\n\t", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            mail._fields.Add((line[..colon], line[(colon + 1)..].Trim()));
        }

        mail.ReadBody(end < 0 ? "" : text[(end + 2)..]);
        return mail;
    }

    public string? Field(string name) => _fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value).FirstOrDefault();

    public IReadOnlyList<string> Fields(string name) => [.. _fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value)];

    public ReceivedMail PartOf(string mediaType) => All.First(part => part.MediaType == mediaType);

    private void ReadBody(string body)
    {
        if (MediaType.StartsWith("multipart/", StringComparison.Ordinal))
        {
            var boundary = "\n--" + (Parameter("Content-Type", "boundary") ?? throw new FormatException("A multipart without a boundary."));
            var pieces = ("\n" + body).Split(boundary);
            Parts = [.. pieces[1..].TakeWhile(piece => !piece.StartsWith("--", StringComparison.Ordinal)).Select(piece => Read(Encoding.Latin1.GetBytes(piece[(piece.IndexOf('\n', StringComparison.Ordinal) + 1)..])))];
            if (!pieces[^1].StartsWith("--", StringComparison.Ordinal))
            {
                throw new FormatException("A multipart that is not closed.");
            }

            return;
        }

        Content = (Field("Content-Transfer-Encoding") ?? "7bit").ToLowerInvariant() switch
        {
            "base64" => Convert.FromBase64String(body.Replace("\n", "", StringComparison.Ordinal)),
            "quoted-printable" => DecodeQuotedPrintable(body),
            "7bit" or "8bit" => Encoding.Latin1.GetBytes(body),
            var other => throw new FormatException($"Content-Transfer-Encoding {other}"),
        };
        if (MediaType == "message/rfc822")
        {
            Parts = [Read(Content)];
        }
    }

    private string? Parameter(string field, string name)
    {
        var parameters = Split(Field(field) ?? "").Skip(1).Select(text => text.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0].Trim().ToLowerInvariant(), pair => pair[1].Trim());
        // RFC 2231: name*, or name*0*, name*1*, … before the plain form.
        if (parameters.TryGetValue(name + "*", out var extended))
        {
            return DecodeExtended(extended);
        }

        var pieces = Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"{name}*{i}"))
            .TakeWhile(key => parameters.ContainsKey(key) || parameters.ContainsKey(key + "*"))
            .Select(key => parameters.TryGetValue(key + "*", out var piece) ? piece : Unquote(parameters[key])).ToList();
        return pieces.Count > 0 ? DecodeExtended(string.Concat(pieces))
            : parameters.TryGetValue(name, out var plain) ? DecodeWords(Unquote(plain)) : null;
    }

    private static IEnumerable<string> Split(string value)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < value.Length; i++)
        {
            quoted ^= value[i] == '"';
            if (value[i] == ';' && !quoted)
            {
                yield return value[start..i];
                start = i + 1;
            }
        }

        yield return value[start..];
    }

    private static string Unquote(string value) => value is ['"', .., '"'] ? value[1..^1].Replace("\\", "", StringComparison.Ordinal) : value;

    private static string DecodeExtended(string value)
    {
        var pieces = value.Split('\'', 3);
        return pieces.Length < 3 ? value : EncodingOf(pieces[0]).GetString(Encoding.Latin1.GetBytes(pieces[2]) is var raw ? Percent(raw) : []);
    }

    private static byte[] Percent(byte[] raw) => Unescape(raw, (byte)'%');

    private static byte[] DecodeQuotedPrintable(string body) => Unescape(Encoding.Latin1.GetBytes(body.Replace("=\n", "", StringComparison.Ordinal)), (byte)'=');

    private static byte[] Unescape(byte[] raw, byte escape)
    {
        using var output = new MemoryStream();
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == escape)
            {
                output.WriteByte(byte.Parse(Encoding.ASCII.GetString(raw, i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                output.WriteByte(raw[i]);
            }
        }

        return output.ToArray();
    }

    private static string DecodeWords(string value)
    {
        var text = new StringBuilder();
        var words = value.Split(' ');
        var afterWord = false;
        foreach (var word in words)
        {
            if (word.StartsWith("=?", StringComparison.Ordinal) && word.EndsWith("?=", StringComparison.Ordinal) && word.Split('?') is [_, var charset, var coding, var data, _])
            {
                var bytes = coding is "B" or "b" ? Convert.FromBase64String(data) : Unescape(Encoding.Latin1.GetBytes(data.Replace('_', ' ')), (byte)'=');
                text.Append(!afterWord && text.Length > 0 ? " " : "").Append(EncodingOf(charset).GetString(bytes));
                afterWord = true;
            }
            else
            {
                text.Append(text.Length > 0 ? " " : "").Append(word);
                afterWord = false;
            }
        }

        return text.ToString();
    }

    private static Encoding EncodingOf(string charset) => CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
}
