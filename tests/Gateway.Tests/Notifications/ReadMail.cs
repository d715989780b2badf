using System.Text;
using Mugai.Mime;

namespace Mugai.Gateway.Tests.Notifications;

/// <summary>A mail as a stranger reads it: entities in order, header fields decoded, bodies decoded.</summary>
internal sealed class ReadMail
{
    public List<Entity> Entities { get; } = [];

    public List<MimeDefect> Defects { get; } = [];

    public static ReadMail From(byte[] bytes)
    {
        var mail = new ReadMail();
        var reader = new MimeReader(MimeLimits.Default);
        var open = new Stack<Entity>();
        var offset = 0;
        while (reader.Read(bytes.AsSpan(offset), isFinal: true, out var consumed, out var seen) is var status && status != MimeReadStatus.End)
        {
            Assert.Equal(MimeReadStatus.Event, status);
            switch (seen.Kind)
            {
                case MimeEventKind.PartBegin:
                    open.Push(new Entity());
                    mail.Entities.Add(open.Peek());
                    break;
                case MimeEventKind.HeaderField:
                    open.Peek().Fields.Add((Encoding.ASCII.GetString(seen.Name), seen.Value.ToArray()));
                    break;
                case MimeEventKind.Body:
                    open.Peek().Raw.Write(seen.Value);
                    break;
                case MimeEventKind.PartEnd:
                    open.Pop();
                    break;
                case MimeEventKind.Defect:
                    mail.Defects.Add(seen.Defect);
                    break;
            }

            offset += consumed;
        }

        return mail;
    }

    internal sealed class Entity
    {
        public List<(string Name, byte[] Value)> Fields { get; } = [];

        public MemoryStream Raw { get; } = new();

        public string? this[string name] =>
            Fields.Where(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(each => HeaderText.Decode(each.Value).Text).SingleOrDefault();

        public ContentType ContentType => ContentType.Parse(Fields.Single(each => each.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value);

        public string Text
        {
            get
            {
                var encoding = (this["Content-Transfer-Encoding"] ?? "7bit").ToLowerInvariant() switch
                {
                    "base64" => TransferEncoding.Base64,
                    "quoted-printable" => TransferEncoding.QuotedPrintable,
                    _ => TransferEncoding.SevenBit,
                };
                var raw = Raw.ToArray();
                var decoded = new byte[TransferDecoder.MaxDecodedLength(raw.Length)];
                var length = TransferDecoder.Create(encoding).Decode(raw, decoded, isFinal: true);
                return Encoding.UTF8.GetString(decoded, 0, length);
            }
        }
    }
}
