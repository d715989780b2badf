using Mugai.Sanitizing;

namespace Mugai.Frames;

/// <summary>The facts of a mail on the wire.</summary>
public static class MailFactsFrame
{
    /// <summary>Appends the frame.</summary>
    public static void Write(FrameWriter writer, MailFacts facts)
    {
        writer.Begin(FrameType.MailFacts).Text(facts.Subject.DangerousRaw, FrameLimits.MaxFactBytes)
            .Text(facts.MessageId.DangerousRaw, FrameLimits.MaxFactBytes).Int32(Math.Min(facts.Hops, FrameLimits.MaxHops)).Flag(facts.HasNotice)
            .Byte((byte)facts.Authentication.Spf).Byte((byte)facts.Authentication.Dkim).Byte((byte)facts.Authentication.Dmarc);
        var told = Math.Min(facts.From.Count, MailFacts.MaxAddresses);
        writer.Byte((byte)told);
        for (var i = 0; i < told; i++)
        {
            writer.Text(facts.From[i].DangerousRaw, FrameLimits.MaxFactBytes);
        }

        var words = Math.Min(facts.PasswordWords.Count, MailFacts.MaxPasswordWords);
        writer.Byte((byte)words);
        for (var i = 0; i < words; i++)
        {
            writer.Text(facts.PasswordWords[i].DangerousRaw, FrameLimits.MaxPasswordBytes);
        }

        var hosts = Math.Min(facts.LinkHosts.Count, MailFacts.MaxLinkHosts);
        writer.Byte((byte)hosts);
        for (var i = 0; i < hosts; i++)
        {
            writer.Text(facts.LinkHosts[i].DangerousRaw, FrameLimits.MaxHostBytes);
        }

        writer.End();
    }

    /// <summary>Reads a payload; null when it is not one.</summary>
    public static MailFacts? Parse(ReadOnlySpan<byte> payload)
    {
        var fields = new FrameFieldReader(payload);
        var facts = new MailFacts
        {
            Subject = new UntrustedText(fields.Text(FrameLimits.MaxFactBytes)),
            MessageId = new UntrustedText(fields.Text(FrameLimits.MaxFactBytes)),
            Hops = fields.Int32(0, FrameLimits.MaxHops),
            HasNotice = fields.Flag(),
            Authentication = new AuthenticationResults(ParseResult(ref fields), ParseResult(ref fields), ParseResult(ref fields)),
        };
        var count = fields.Byte(MailFacts.MaxAddresses);
        var from = new List<UntrustedText>(count);
        for (var i = 0; i < count && !fields.Failed; i++)
        {
            from.Add(new UntrustedText(fields.Text(FrameLimits.MaxFactBytes)));
        }

        count = fields.Byte(MailFacts.MaxPasswordWords);
        var words = new List<UntrustedText>(count);
        for (var i = 0; i < count && !fields.Failed; i++)
        {
            words.Add(new UntrustedText(fields.Text(FrameLimits.MaxPasswordBytes)));
        }

        count = fields.Byte(MailFacts.MaxLinkHosts);
        var hosts = new List<UntrustedText>(count);
        for (var i = 0; i < count && !fields.Failed; i++)
        {
            hosts.Add(new UntrustedText(fields.Text(FrameLimits.MaxHostBytes)));
        }

        return fields.IsComplete ? facts with { From = from, PasswordWords = words, LinkHosts = hosts } : null;
    }

    private static AuthenticationResult ParseResult(ref FrameFieldReader fields) => (AuthenticationResult)fields.Byte((byte)AuthenticationResult.Policy);
}
