using System.Text;
using Mugai.Mime;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Headers;

/// <summary>Takes the message's header fields one by one and keeps what the allow-list knows, decoded once and made canonical.</summary>
internal sealed class HeaderIntake(ISanitizeContext context)
{
    // Loops are found by count; a chain longer than this tells a person nothing more. Fields are counted all the same.
    private const int MaxTrace = 50;

    // Outlook has trouble above a few thousand; the rest of such a list is no use on the inside.
    private const int MaxAddresses = 2000;

    private static readonly string[] Levels = ["high", "normal", "low", "urgent", "non-urgent"];

    private readonly AuthenticationTrace _authentication = new(context.Policy.TrustedAuthservIds);
    private int _dropped;
    private int _invisible;
    private int _undecodable;
    private string _firstDropped = "";

    public MailFields Fields { get; } = new();

    public void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Fields.Count++;
        var kind = FieldTable.Kind(name);
        switch (kind)
        {
            case FieldKind.Received:
                _authentication.PassReceived();
                TakeTrace(value);
                break;
            case FieldKind.From or FieldKind.Sender or FieldKind.ReplyTo or FieldKind.To or FieldKind.Cc:
                TakeAddresses(kind, value);
                break;
            case FieldKind.Subject or (>= FieldKind.ListId and <= FieldKind.ListArchive):
                var decoded = HeaderText.Decode(value);
                _undecodable += decoded.HadErrors ? 1 : 0;
                TakeText(kind, decoded.Text);
                break;
            case FieldKind.Date:
                TakeOnce(kind, Fields.Date, MailDate.Canonical(Encoding.Latin1.GetString(value)), date => Fields.Date = date);
                break;
            case FieldKind.MessageId:
                TakeOnce(kind, Fields.MessageId, MessageIdList.Single(value), id => Fields.MessageId = id);
                break;
            case FieldKind.InReplyTo:
                Fields.InReplyTo = TakeIds(kind, Fields.InReplyTo, value);
                break;
            case FieldKind.References:
                Fields.References = TakeIds(kind, Fields.References, value);
                break;
            case FieldKind.Importance or FieldKind.Priority or FieldKind.XPriority or FieldKind.AutoSubmitted:
                TakeToken(kind, value);
                break;
            case FieldKind.Other:
                if (Ascii.EqualsIgnoreCase(name, AuthenticationTrace.FieldName))
                {
                    _authentication.Take(value);
                }

                Drop(name);
                break;
        }
    }

    /// <summary>Reports what was dropped, once for the whole header.</summary>
    public void Finish()
    {
        Fields.Authentication = _authentication.Results;
        if (_dropped > 0)
        {
            context.Report("header", "mail.header", FindingAction.Removed, _dropped, new UntrustedText(_firstDropped));
        }

        if (_undecodable > 0)
        {
            context.Report("header", "mail.charset", FindingAction.Rewritten, _undecodable);
        }

        if (_invisible > 0)
        {
            context.Report("header", "mail.invisibleCharacters", FindingAction.Removed, _invisible);
        }
    }

    private void TakeTrace(ReadOnlySpan<byte> value)
    {
        Fields.Hops++;
        if (Fields.Received.Count < MaxTrace)
        {
            Fields.Received.Add(Line(HeaderText.Decode(value).Text));
        }
    }

    private void TakeAddresses(FieldKind kind, ReadOnlySpan<byte> value)
    {
        var isRecipients = kind is FieldKind.To or FieldKind.Cc;
        var known = Fields.Addresses.TryGetValue(kind, out var list);
        if (known)
        {
            // RFC 5322 3.6 allows each once. Recipients of both are people all the same; of authors the first counts.
            Duplicate(kind);
            if (!isRecipients)
            {
                return;
            }
        }

        list ??= [];
        var bad = 0;
        foreach (var address in AddressList.Parse(value))
        {
            if (list.Count >= MaxAddresses || Canonical(kind, address, ref bad) is not { } canonical)
            {
                continue;
            }

            list.Add(canonical);
        }

        if (bad > 0)
        {
            context.Report("header", "mail.badAddress", FindingAction.Rewritten, bad, new UntrustedText(FieldTable.Name(kind)));
        }

        if (list.Count > 0)
        {
            Fields.Addresses[kind] = list;
        }
    }

    private MailAddress? Canonical(FieldKind kind, MailAddress address, ref int bad)
    {
        var name = Line(address.DisplayName);
        _undecodable += address.HadErrors ? 1 : 0;
        if (address.IsValid && address.Ascii is not null)
        {
            return new MailAddress(Shown(kind, name, address.Address), address.Address);
        }

        bad++;
        if (kind != FieldKind.From)
        {
            return null;
        }

        // The reader must see who claims to write, but nothing may be sent there: RFC 2606 keeps .invalid free.
        var shown = Line(name.Length > 0 ? name + " " + address.Address : address.Address);
        return new MailAddress(shown, MailAuthor.InvalidAddress);
    }

    // Who is claimed to write is read from the name; recipients know who they are.
    private string Shown(FieldKind kind, string name, string address)
    {
        if (kind is FieldKind.To or FieldKind.Cc)
        {
            return name;
        }

        var (shown, trick) = AuthorName.Shown(name, address, context.Policy.Language);
        if (trick.Length > 0)
        {
            context.Report("header", "mail.authorName", FindingAction.Rewritten, 1, new UntrustedText(trick));
        }

        return shown;
    }

    private void TakeText(FieldKind kind, string text)
    {
        if (Fields.Texts.ContainsKey(kind))
        {
            Duplicate(kind);
            return;
        }

        Fields.Texts.Add(kind, Line(text));
    }

    private void TakeToken(FieldKind kind, ReadOnlySpan<byte> value)
    {
        var trimmed = value.Trim(" \t\r\n"u8);
        var end = trimmed.IndexOfAny(" \t;("u8);
        var token = Encoding.Latin1.GetString(end < 0 ? trimmed : trimmed[..end]).ToLowerInvariant();
        var known = kind switch
        {
            FieldKind.XPriority => token is "1" or "2" or "3" or "4" or "5",
            FieldKind.AutoSubmitted => token is "no" or "auto-generated" or "auto-replied" or "auto-notified",
            _ => Levels.Contains(token),
        };
        if (!known)
        {
            Drop(Encoding.ASCII.GetBytes(FieldTable.Name(kind)));
        }
        else if (!Fields.Texts.TryAdd(kind, token))
        {
            Duplicate(kind);
        }
    }

    private List<string> TakeIds(FieldKind kind, List<string> earlier, ReadOnlySpan<byte> value)
    {
        if (earlier.Count == 0)
        {
            return MessageIdList.Parse(value);
        }

        Duplicate(kind);
        return earlier;
    }

    private void TakeOnce(FieldKind kind, string? earlier, string? value, Action<string> take)
    {
        if (earlier is not null)
        {
            Duplicate(kind);
        }
        else if (value is null)
        {
            context.Report("header", "mail.badField", FindingAction.Removed, 1, new UntrustedText(FieldTable.Name(kind)));
        }
        else
        {
            take(value);
        }
    }

    private void Duplicate(FieldKind kind) =>
        context.Report("header", "mail.duplicateField", FindingAction.Removed, 1, new UntrustedText(FieldTable.Name(kind)));

    private void Drop(ReadOnlySpan<byte> name)
    {
        _dropped++;
        if (_firstDropped.Length < 200)
        {
            _firstDropped += (_firstDropped.Length > 0 ? ", " : "") + Encoding.Latin1.GetString(name[..Math.Min(name.Length, 64)]);
        }
    }

    private string Line(string text)
    {
        var (clean, dropped) = HeaderLine.Clean(text);
        _invisible += dropped;
        return clean;
    }
}
