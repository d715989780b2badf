using Mugai.Mime;

namespace Mugai.Fuzz.Mime;

/// <summary>Every reader of header values takes any bytes; what they give back can be written and read again.</summary>
internal static class HeaderDecodingTarget
{
    public static FuzzTarget Target { get; } = new("header-decoding", MimeTokens.Headers, MimeTokens.HeaderTokens, Run);

    private static void Run(byte[] input)
    {
        var text = HeaderText.Decode(input);
        var type = ContentType.Parse(input);
        var disposition = ContentDisposition.Parse(input);
        var addresses = AddressList.Parse(input);
        TransferEncodings.Parse(input);
        Demand(type.Parameters.Select(p => p.Name).Distinct().Count() == type.Parameters.Count, "a parameter twice");
        Demand(type.Type.Length > 0 && type.Subtype.Length > 0, "no media type");
        Demand(type.Defects.Distinct().Count() == type.Defects.Count, "a defect twice");

        using var output = new MemoryStream();
        var writer = new MimeWriter(output, "fuzz");
        writer.Field("Subject", text.Text);
        writer.AddressField("To", [.. addresses.Take(50)]);
        writer.ContentType(type.MediaType, ("name", type.Name ?? ""));
        writer.ContentDisposition(disposition.Kind, disposition.FileName ?? "x");
        writer.Base64Body(input);
        CheckWritten(output.ToArray());
    }

    /// <summary>Exactly the fields that were written, ASCII, no defect.</summary>
    private static void CheckWritten(byte[] mail)
    {
        var reader = new MimeReader(MimeLimits.Default with { MaxHeaderBytes = 10_000_000 });
        ReadOnlySpan<byte> rest = mail;
        var fields = 0;
        while (reader.Read(rest, true, out var consumed, out var e) == MimeReadStatus.Event)
        {
            rest = rest[consumed..];
            fields += e.Kind == MimeEventKind.HeaderField ? 1 : 0;
            Demand(e.Kind != MimeEventKind.Defect, $"the writer's mail has {e.Defect} at {e.Offset}");
        }

        Demand(fields == 6, $"{fields} fields were read back");
        Demand(!mail.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0xFF), "not 7-bit clean");
    }

    private static void Demand(bool holds, string what)
    {
        if (!holds)
        {
            throw new PropertyBrokenException(what);
        }
    }
}
