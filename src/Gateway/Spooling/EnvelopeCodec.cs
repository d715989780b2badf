using System.Text;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling;

/// <summary>The stored form of an envelope (inside its encryption): version, then the fields in order. Older versions stay readable.</summary>
internal static class EnvelopeCodec
{
    private const byte Version = 1;

    public static byte[] Encode(Envelope envelope)
    {
        using var bytes = new MemoryStream(256);
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(envelope.MailFrom);
        writer.Write(envelope.ReceivedAt.UtcTicks);
        writer.Write(envelope.ClientAddress);
        writer.Write(envelope.ClientName.DangerousRaw);
        writer.Write(envelope.Protocol);
        writer.Write(envelope.SmtpUtf8);
        WriteOptional(writer, envelope.DsnReturn);
        WriteOptional(writer, envelope.DsnEnvelopeId);
        writer.Write7BitEncodedInt(envelope.Recipients.Count);
        foreach (var recipient in envelope.Recipients)
        {
            writer.Write(recipient.Address);
            WriteOptional(writer, recipient.DsnNotify);
            WriteOptional(writer, recipient.DsnOriginal);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Null when the bytes are of a version this build does not know, or end too early.</summary>
    public static Envelope? Decode(byte[] encoded)
    {
        using var reader = new BinaryReader(new MemoryStream(encoded, writable: false), Encoding.UTF8);
        try
        {
            return reader.ReadByte() == Version ? DecodeFields(reader) : null;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            return null;
        }
    }

    private static Envelope DecodeFields(BinaryReader reader)
    {
        var mailFrom = reader.ReadString();
        var receivedAt = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        var clientAddress = reader.ReadString();
        var clientName = new UntrustedText(reader.ReadString());
        var protocol = reader.ReadString();
        var smtpUtf8 = reader.ReadBoolean();
        var dsnReturn = ReadOptional(reader);
        var dsnEnvelopeId = ReadOptional(reader);
        var count = reader.Read7BitEncodedInt();
        var recipients = new List<EnvelopeRecipient>(Math.Clamp(count, 0, 1000));
        for (var i = 0; i < count; i++)
        {
            recipients.Add(new EnvelopeRecipient(reader.ReadString(), ReadOptional(reader), ReadOptional(reader)));
        }

        return new Envelope
        {
            MailFrom = mailFrom,
            Recipients = recipients,
            ReceivedAt = receivedAt,
            ClientAddress = clientAddress,
            ClientName = clientName,
            Protocol = protocol,
            SmtpUtf8 = smtpUtf8,
            DsnReturn = dsnReturn,
            DsnEnvelopeId = dsnEnvelopeId,
        };
    }

    private static void WriteOptional(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    private static string? ReadOptional(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
