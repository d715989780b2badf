using Mugai.Sanitizers.Mail.Headers;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>Puts a mail's header into the capped form that crosses to the gateway.</summary>
internal static class MailFactsOf
{
    public static MailFacts Header(MailHeader? header, bool hasNotice, IReadOnlyList<string> passwordWords, IReadOnlyList<string> linkHosts) => new()
    {
        Subject = Capped(header?.Subject),
        From = [.. (header?.From ?? []).Where(from => from.IsValid).Take(MailFacts.MaxAddresses).Select(from => Capped(from.Address))],
        MessageId = Capped(header?.MessageId),
        Hops = header?.Hops ?? 0,
        Authentication = header?.Authentication ?? default,
        HasNotice = hasNotice,
        LinkHosts = [.. linkHosts.Select(host => new UntrustedText(host))],
        PasswordWords = [.. passwordWords.Select(word => new UntrustedText(word))],
    };

    private static UntrustedText Capped(string? text)
    {
        text ??= "";
        if (text.Length > MailFacts.MaxTextChars)
        {
            var end = MailFacts.MaxTextChars;
            text = text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)];
        }

        return new UntrustedText(text);
    }
}
