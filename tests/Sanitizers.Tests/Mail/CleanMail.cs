using Mugai.Wording;
using System.Text;
using System.Text.RegularExpressions;

namespace Mugai.Sanitizers.Tests.Mail;

/// <summary>A written mail as an ordinary client reads it: a plain, small reader of the tests' own.</summary>
internal sealed partial record CleanMail(IReadOnlyList<(string Name, string Value)> Header, string MediaType, byte[] Content, IReadOnlyList<CleanMail> Parts)
{
    public string this[string name] => Header.Where(field => field.Name == name).Select(field => field.Value).FirstOrDefault() ?? "";

    /// <summary>The text that is read first.</summary>
    public string Body => Parts.Count > 0 ? Parts[0].Body : Encoding.UTF8.GetString(Content);

    public IReadOnlyList<CleanMail> Attachments => Parts.Count > 0 ? [.. Parts.Skip(1)] : [];

    /// <summary>This and every part below it.</summary>
    public IEnumerable<CleanMail> All => Parts.SelectMany(part => part.All).Prepend(this);

    public string FileName { get; private init; } = "";

    public string Text => Encoding.UTF8.GetString(Content);

    public static CleanMail Parse(byte[] bytes) => Parse(Encoding.Latin1.GetString(bytes));

    private static CleanMail Parse(string raw)
    {
        var end = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = end < 0 ? raw : raw[..end];
        var body = end < 0 ? "" : raw[(end + 4)..];
        var fields = Fold().Replace(head, " ").Split("\r\n").Select(line => line.Split(": ", 2)).Select(pair => (pair[0], pair.Length > 1 ? pair[1] : "")).ToList();
        string Raw(string name) => fields.Where(field => field.Item1 == name).Select(field => field.Item2).FirstOrDefault() ?? "";
        var type = Raw("Content-Type");
        var mediaType = type.Split(';')[0];
        var header = fields.Select(field => (field.Item1, Words(field.Item2))).ToList();
        var parts = new List<CleanMail>();
        byte[] content = [];
        if (mediaType.StartsWith("multipart/", StringComparison.Ordinal))
        {
            var boundary = Boundary().Match(type).Groups[1].Value;
            var pieces = ("\r\n" + body).Split("\r\n--" + boundary);
            Assert.Equal("", pieces[0]);
            Assert.StartsWith("--", pieces[^1], StringComparison.Ordinal);
            parts.AddRange(pieces[1..^1].Select(piece => Parse(piece[2..])));
        }
        else
        {
            content = Decode(body, Raw("Content-Transfer-Encoding"));
        }

        return new CleanMail(header, mediaType, content, parts) { FileName = Name(Raw("Content-Disposition")) };
    }

    private static byte[] Decode(string body, string encoding) => encoding switch
    {
        "base64" => Convert.FromBase64String(body),
        "quoted-printable" => Encoding.Latin1.GetBytes(Escape().Replace(body.Replace("=\r\n", "", StringComparison.Ordinal), match => ((char)Convert.ToByte(match.Groups[1].Value, 16)).ToString())),
        _ => Encoding.Latin1.GetBytes(body),
    };

    private static string Words(string value) =>
        Word().Replace(BetweenWords().Replace(value, "?==?"), match => Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[1].Value)));

    private static string Name(string disposition)
    {
        var pieces = NamePiece().Matches(disposition);
        if (pieces.Count > 0)
        {
            var value = string.Concat(pieces.Select(piece => piece.Groups[1].Value));
            return Uri.UnescapeDataString(value.Replace("utf-8''", "", StringComparison.OrdinalIgnoreCase));
        }

        return PlainName().Match(disposition).Groups[1].Value;
    }

    [GeneratedRegex("\r\n[ \t]+")]
    private static partial Regex Fold();

    [GeneratedRegex("boundary=\"([^\"]+)\"")]
    private static partial Regex Boundary();

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex Escape();

    [GeneratedRegex(@"=\?utf-8\?B\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex(@"\?=\s+=\?")]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@"filename(?:\*\d+)?\*=([^;]+?)(?:;|$)")]
    private static partial Regex NamePiece();

    [GeneratedRegex("filename=\"?([^\";]+)\"?")]
    private static partial Regex PlainName();
}
