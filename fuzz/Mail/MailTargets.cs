using System.Text;
using Mugai.Frames;
using Mugai.Policies;
using Mugai.Sanitizers;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;
using Mugai.Fuzz.Mime;

namespace Mugai.Fuzz.Mail;

/// <summary>
/// Any bytes as a mail, or as what wraps one: the whole run gives no exception and no output that its verifier refuses; a mail that came out gives the same
/// bytes the second time; paths that can cross; scratch in proportion.
/// </summary>
internal static class MailTargets
{
    private const string Entity = "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\ntext\r\n--i\r\nContent-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+IgEA\r\n--i--\r\n";

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("mail", [.. MimeTokens.Messages, .. Letters], [.. MimeTokens.Structure, .. MimeTokens.HeaderTokens, .. Words], input => Run(input, JobKind.Mail, "")),
        new("mail-file", [.. MimeTokens.Messages, .. Letters], [.. MimeTokens.Structure, .. MimeTokens.HeaderTokens, .. Words], input => Run(input, JobKind.File, "a.eml")),
        new("tnef", Tnefs, TnefTokens, input => Run(input, JobKind.File, "winmail.dat")),
        new("msg", [Msg()], TnefTokens, input => Run(input, JobKind.File, "a.msg")),
        new("msg-streams", Streams, [[0], .. TnefTokens], input => Run(Msg(input), JobKind.File, "a.msg")),
        new("cms", [Signed(Entity), Pieces(Entity), Signed("x")], CmsTokens, input => Run(input, JobKind.File, "smime.p7m")),
    ];

    private static IReadOnlyList<byte[]> Letters => MimeTokens.Bytes(
        "From: \"a@b.example\" <x@c.example>\r\nSubject: s\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; format=flowed; delsp=yes\r\n\r\na \r\n> b \r\n--b\r\nContent-Type: text/html\r\n\r\n<p>other</p>\r\n--b--\r\n",
        "From: a@b.example\r\nContent-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Convert.ToBase64String(Signed(Entity)) + "\r\n",
        "From: a@b.example\r\n\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: x\r\n\r\n- -a\r\n-----BEGIN PGP SIGNATURE-----\r\nx\r\n-----END PGP SIGNATURE-----\r\nbegin 644 a\r\n#0V%T\r\n`\r\nend\r\n",
        "From: a@xn--wgv71a.example\rSubject: cr\r\rtext\r");

    private static IReadOnlyList<byte[]> Words => MimeTokens.Bytes(
        "-----BEGIN PGP MESSAGE-----\r\n", "-----END PGP MESSAGE-----\r\n", "-----BEGIN PGP SIGNED MESSAGE-----\r\n", "-----BEGIN PGP SIGNATURE-----\r\n", "-----END PGP SIGNATURE-----\r\n", "begin 644 a\r\n", "end\r\n",
        "application/ms-tnef", "application/pkcs7-mime", "multipart/appledouble", "application/applefile", "multipart/digest", "multipart/alternative", "text/html", "format=flowed", "From: ", "xn--", "[at]", "\u00EF\u00BC\u00A0");

    private static IReadOnlyList<byte[]> Tnefs =>
    [
        Tnef(Attribute(1, 0x9007, [0xA4, 3, 0, 0, 0, 0, 0, 0]), Attribute(1, 0x9003, Properties(Text(0x1000, "text"), Text(0x37, "s"))), Attribute(2, 0x9002, new byte[14]), Attribute(2, 0x8010, "a.txt\0"u8.ToArray()), Attribute(2, 0x800F, "content"u8.ToArray())),
        Tnef(Attribute(1, 0x9003, Properties(Variable(0x102, 0x1009, [40, 0, 0, 0, 30, 0, 0, 0, .. "MELA"u8, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(@"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}\'82\'a0\u26085?}")]))),
            Attribute(2, 0x9002, new byte[14]), Attribute(2, 0x9005, Properties(Variable(0x0D, 0x3701, [7, 3, 2, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46, .. Tnef(Attribute(1, 0x9003, Properties(Text(0x1000, "inner"))))])))),
        Tnef(Attribute(1, 0x9003, Properties(Variable(0x102, 0x1009, [0x2d, 0, 0, 0, 0x2b, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 3, 0, 0x0a, 0, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 9, 0, 0x20, 0x62, 0x77, 5, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0])))),
    ];

    private static IReadOnlyList<byte[]> TnefTokens =>
    [
        [0x78, 0x9F, 0x3E, 0x22, 0, 0], [1, 3, 0x90, 6, 0], [2, 2, 0x90, 6, 0], [2, 5, 0x90, 6, 0], [2, 0x0F, 0x80, 6, 0], [0x1F, 0], [0x1E, 0], [2, 1], [0x0D, 0, 1, 0x37], [0, 0x10], [9, 0x10], [0x13, 0x10], [0, 0, 0, 0], [255, 255, 255, 255],
        .. MimeTokens.Bytes(@"{\rtf1", @"{\*\htmltag", @"\htmlrtf", @"\fromhtml1", @"\'8", @"\u-1?", @"\uc0", @"\bin9 ", "{", "}", "{\\fonttbl{\\f1\\fcharset128 x;}}", "<", "&"),
    ];

    private static IReadOnlyList<byte[]> CmsTokens =>
    [
        [0x30, 0x80], [0xA0, 0x80], [0x24, 0x80], [4, 0x80], [0, 0], [4, 3, 65, 66, 67], [0x30, 0x84, 255, 255, 255, 255], [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2], [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 3],
        [0x31, 0], [2, 1, 1], .. MimeTokens.Bytes("Content-Type: text/plain\r\n\r\n", "Content-Type: application/pkcs7-mime\r\n\r\n"),
    ];

    private static IReadOnlyList<byte[]> Streams =>
    [
        [16, 20, 40, 60, .. new byte[16], .. "subject, a body and more text than that, then RTF"u8, .. "{\\rtf1\\ansi\\fromhtml1{\\*\\htmltag64 <p>}a}"u8],
        [32, 2, 2, 90, 0, 0, 0xFD, 0x3F, 6, 0, 0, 0, 0xA4, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0xDE, 0x3F, 6, 0, 0, 0, 0xE9, 0xFD, 0, 0, 0, 0, 0, 0, .. "s1b1"u8, .. new byte[90]],
    ];

    private static void Run(byte[] input, JobKind kind, string name)
    {
        var (report, clean) = Once(input, kind, name);
        Demand(report.Output is not null || clean.Length == 0, "bytes of what was refused");
        Demand(!AllCodes(report).Any(code => code.StartsWith("verify.", StringComparison.Ordinal)), "its own output refused: " + string.Join(' ', report.Findings.Select(finding => finding.Detail.DangerousRaw)));
        if (report is not { Outcome: Outcome.Rebuilt, Output.Format: "eml" })
        {
            return;
        }

        // From SMTP a notice has a place for a link, and nobody can tell whose it is; in a file it is ours.
        var (again, twice) = Once(clean, JobKind.File, "a.eml");
        Demand(kind == JobKind.Mail || !AllCodes(again).Any(), "findings the second time: " + string.Join(' ', AllCodes(again)));
        Demand(kind == JobKind.Mail || clean.AsSpan().SequenceEqual(twice), "another mail the second time");
        var (last, thrice) = Once(twice, JobKind.File, "a.eml");
        Demand(!AllCodes(last).Any(), "findings the third time: " + string.Join(' ', AllCodes(last)));
        Demand(twice.AsSpan().SequenceEqual(thrice), "another mail the third time");
    }

    private static (PartReport Report, byte[] Clean) Once(byte[] input, JobKind kind, string name)
    {
        using var stream = new MemoryStream(input);
        using var output = new RunOutput();
        var job = new JobFacts
        {
            Kind = kind,
            Name = new UntrustedText(name),
            Policy = new SanitizePolicy { Revision = "r" },
            Limits = BudgetLimits.ForInput(input.Length) with { MaxBytes = 8 << 20, MaxScratchBytes = 8 << 20 },
        };
        return (SanitizeRun.Execute(SanitizerCatalog.Default, job, stream, output), output.Bytes.ToArray());
    }

    private static IEnumerable<string> AllCodes(PartReport part) => part.Findings.Select(finding => finding.Code).Concat(part.Parts.SelectMany(AllCodes));

    private static void Demand(bool holds, string fault)
    {
        if (!holds)
        {
            throw new PropertyBrokenException(fault);
        }
    }

    private static byte[] Tnef(params byte[][] attributes) => [0x78, 0x9F, 0x3E, 0x22, 1, 0, .. attributes.SelectMany(attribute => attribute)];

    private static byte[] Attribute(byte level, ushort id, byte[] value) => [level, .. BitConverter.GetBytes(id), 6, 0, .. BitConverter.GetBytes(value.Length), .. value, 0, 0];

    private static byte[] Properties(params byte[][] properties) => [.. BitConverter.GetBytes(properties.Length), .. properties.SelectMany(property => property)];

    private static byte[] Text(ushort id, string value) => Variable(0x1F, id, Encoding.Unicode.GetBytes(value));

    private static byte[] Variable(ushort type, ushort id, byte[] value) => [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes(id), 1, 0, 0, 0, .. BitConverter.GetBytes(value.Length), .. value, .. new byte[(4 - (value.Length % 4)) % 4]];

    private static byte[] Element(byte tag, params byte[][] contents)
    {
        var body = contents.SelectMany(content => content).ToArray();
        return [tag, 0x82, (byte)(body.Length >> 8), (byte)body.Length, .. body];
    }

    private static byte[] Type(byte number) => [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, number];

    private static byte[] Signed(string entity) => Element(0x30, Type(2), Element(0xA0, Element(0x30, [2, 1, 1], Element(0x31), Element(0x30, Type(1), Element(0xA0, Element(4, Encoding.ASCII.GetBytes(entity)))))));

    private static byte[] Pieces(string entity) =>
        [0x30, 0x80, .. Type(2), 0xA0, 0x80, 0x30, 0x80, 2, 1, 1, 0x31, 0x80, 0, 0, 0x30, 0x80, .. Type(1), 0xA0, 0x80, 0x24, 0x80, .. Encoding.ASCII.GetBytes(entity).Chunk(40).SelectMany(piece => Element(4, piece)), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static byte[] Msg() => Msg(Streams[0]);

    // A sound container around any streams: what is changed at random seldom stays one. The first four bytes say how long the streams are.
    private static byte[] Msg(byte[] input)
    {
        ReadOnlyMemory<byte> rest = input.AsMemory(Math.Min(4, input.Length));
        var pieces = input.Take(4).Select(length => Taken(ref rest, length)).ToArray();
        var root = new NewStorage("Root Entry");
        Fill(root, 32, pieces, rest);
        var attachment = root.AddStorage("__attach_version1.0_#00000000");
        attachment.Add("__properties_version1.0", Stream([new byte[8], .. pieces.Take(1)]));
        attachment.Add("__substg1.0_3704001E", Stream([.. pieces.Skip(2).Take(1)]));
        attachment.Add("__substg1.0_37010102", Stream([rest]));
        Fill(root.AddStorage("__attach_version1.0_#00000001").AddStorage("__substg1.0_3701000D"), 24, pieces, rest);
        using var output = new MemoryStream();
        CompoundFileWriter.Write(root, output, new Budget(BudgetLimits.ForInput(100_000)));
        return output.ToArray();
    }

    private static void Fill(NewStorage storage, int header, ReadOnlyMemory<byte>[] pieces, ReadOnlyMemory<byte> rest)
    {
        storage.Add("__properties_version1.0", Stream([new byte[header], .. pieces.Take(1)]));
        storage.Add("__substg1.0_0037001F", Stream([.. pieces.Skip(1).Take(1)]));
        storage.Add("__substg1.0_1000001E", Stream([.. pieces.Skip(2).Take(1)]));
        storage.Add("__substg1.0_10130102", Stream([.. pieces.Skip(3).Take(1)]));
        storage.Add("__substg1.0_10090102", Stream([rest]));
    }

    private static ReadOnlyMemory<byte> Taken(ref ReadOnlyMemory<byte> rest, int length)
    {
        var piece = rest[..Math.Min(length, rest.Length)];
        rest = rest[piece.Length..];
        return piece;
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte>[] pieces) => new([.. pieces.SelectMany(piece => piece.ToArray())]);

    private sealed class RunOutput : ISanitizeOutput, IDisposable
    {
        public MemoryStream Bytes { get; } = new();

        public void Opening(string path) => Demand(PartPath.IsValid(path), "a path that cannot cross: " + path);

        public void Facts(MailFacts facts)
        {
        }

        public void Write(ReadOnlySpan<byte> bytes) => Bytes.Write(bytes);

        public void LinkSlot(LinkSlotEncoding encoding)
        {
        }

        public void Dispose() => Bytes.Dispose();
    }
}
