using System.Net;
using System.Text;

namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>
/// One command line in, a command or a named error out (RFC 5321 4.1.1 with the extensions of DESIGN 4.4). No state, no I/O, never throws,
/// linear in the line.
/// </summary>
public static class SmtpCommandParser
{
    /// <summary>With its CRLF. RFC 5321 4.5.3.1.4 says 512; SIZE adds 26, SMTPUTF8 10 and longer paths, DSN 100 + 500 octets and keywords.</summary>
    public const int MaxLineBytes = 2048;

    private const int MaxClientNameBytes = 255;

    /// <summary>
    /// Parses <paramref name="line"/>, given without its CRLF. <paramref name="smtpUtf8"/> says that the transaction was declared SMTPUTF8. On an error
    /// <see cref="SmtpCommand.Verb"/> still names the command when it was recognised.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> line, bool smtpUtf8, out SmtpCommand command, out SmtpCommandError error)
    {
        command = default;
        if (line.Length + 2 > MaxLineBytes)
        {
            error = SmtpCommandError.LineTooLong;
            return false;
        }

        // RFC 5321 4.1.1: trailing white space should be tolerated.
        line = line.TrimEnd(" \t"u8);
        var space = line.IndexOf((byte)' ');
        var verbText = space < 0 ? line : line[..space];
        var argument = space < 0 ? default : line[space..].TrimStart((byte)' ');
        var verb = VerbOf(verbText, out error);
        command = new SmtpCommand(verb);
        if (error == SmtpCommandError.None && HasControls(line))
        {
            error = SmtpCommandError.BadCharacter;
        }

        if (error == SmtpCommandError.None)
        {
            error = ParseArgument(verb, argument, smtpUtf8, ref command);
        }

        return error == SmtpCommandError.None;
    }

    private static SmtpCommandError ParseArgument(SmtpVerb verb, ReadOnlySpan<byte> argument, bool smtpUtf8, ref SmtpCommand command)
    {
        switch (verb)
        {
            case SmtpVerb.Mail:
                return ParseMail(argument, ref command);
            case SmtpVerb.Rcpt:
                return ParseRcpt(argument, smtpUtf8, ref command);
            case SmtpVerb.Bdat:
                return ParseBdat(argument, ref command);
            case SmtpVerb.Vrfy:
                // RFC 6531 3.7.4 lets an address in UTF-8 stand here; the answer is the same for every argument.
                return SmtpCommandError.None;
        }

        if (!Ascii.IsValid(argument))
        {
            return SmtpCommandError.BadCharacter;
        }

        switch (verb)
        {
            case SmtpVerb.Helo or SmtpVerb.Ehlo:
                return ParseClientName(argument, ref command);
            case SmtpVerb.XForward:
                return ParseXForward(argument, ref command);
            case SmtpVerb.StartTls or SmtpVerb.Data or SmtpVerb.Rset or SmtpVerb.Quit:
                return argument.IsEmpty ? SmtpCommandError.None : SmtpCommandError.BadArgument;
            default:
                return SmtpCommandError.None;
        }
    }

    private static SmtpCommandError ParseMail(ReadOnlySpan<byte> argument, ref SmtpCommand command)
    {
        if (!SkipPrefix(ref argument, "FROM:"u8))
        {
            return SmtpCommandError.BadArgument;
        }

        var error = SmtpPathParser.Parse(argument, forward: false, out var address, out var isUtf8, out var consumed);
        if (error != SmtpCommandError.None)
        {
            return error;
        }

        if (!AtWordEnd(argument, consumed))
        {
            return SmtpCommandError.BadSender;
        }

        error = SmtpParameterParser.ParseMail(argument[consumed..], out var parameters);
        if (error == SmtpCommandError.None && isUtf8 && !parameters.SmtpUtf8)
        {
            error = SmtpCommandError.Utf8NotDeclared;
        }

        command = command with { Address = address, Mail = parameters };
        return error;
    }

    private static SmtpCommandError ParseRcpt(ReadOnlySpan<byte> argument, bool smtpUtf8, ref SmtpCommand command)
    {
        if (!SkipPrefix(ref argument, "TO:"u8))
        {
            return SmtpCommandError.BadArgument;
        }

        var error = SmtpPathParser.Parse(argument, forward: true, out var address, out var isUtf8, out var consumed);
        if (error != SmtpCommandError.None)
        {
            return error;
        }

        if (!AtWordEnd(argument, consumed))
        {
            return SmtpCommandError.BadRecipient;
        }

        error = SmtpParameterParser.ParseRcpt(argument[consumed..], smtpUtf8, out var parameters);
        if (error == SmtpCommandError.None && isUtf8 && !smtpUtf8)
        {
            error = SmtpCommandError.Utf8NotDeclared;
        }

        command = command with { Address = address, Rcpt = parameters };
        return error;
    }

    /// <summary>RFC 3030 2: BDAT SP size [SP LAST].</summary>
    private static SmtpCommandError ParseBdat(ReadOnlySpan<byte> argument, ref SmtpCommand command)
    {
        if (!SmtpParameterParser.TakeWord(ref argument, out var size) || !SmtpParameterParser.TryParseBytes(size, out var bytes))
        {
            return SmtpCommandError.BadArgument;
        }

        var last = SmtpParameterParser.TakeWord(ref argument, out var word);
        if (last && (!Ascii.EqualsIgnoreCase(word, "LAST"u8) || SmtpParameterParser.TakeWord(ref argument, out _)))
        {
            return SmtpCommandError.BadArgument;
        }

        command = command with { ChunkBytes = bytes, LastChunk = last };
        return SmtpCommandError.None;
    }

    /// <summary>Clients write all sorts of names (underscores, bare host names); the name is only a text for the trace, so any printable word will do.</summary>
    private static SmtpCommandError ParseClientName(ReadOnlySpan<byte> argument, ref SmtpCommand command)
    {
        if (argument.Length is 0 or > MaxClientNameBytes || argument.Contains((byte)' '))
        {
            return SmtpCommandError.BadClientName;
        }

        command = command with { ClientName = Encoding.ASCII.GetString(argument) };
        return SmtpCommandError.None;
    }

    /// <summary>XFORWARD attribute=xtext … as Postfix sends it; NAME, PORT, PROTO, IDENT and SOURCE are accepted and not used.</summary>
    private static SmtpCommandError ParseXForward(ReadOnlySpan<byte> argument, ref SmtpCommand command)
    {
        var attributes = default(XForwardAttributes);
        var count = 0;
        while (SmtpParameterParser.TakeWord(ref argument, out var word))
        {
            count++;
            var equals = word.IndexOf((byte)'=');
            if (equals <= 0 || !SmtpParameterParser.IsXtext(word[(equals + 1)..]))
            {
                return SmtpCommandError.BadParameterValue;
            }

            var name = word[..equals];
            var value = SmtpParameterParser.DecodeXtext(word[(equals + 1)..]);
            var isKnown = value is not ("[UNAVAILABLE]" or "[TEMPUNAVAIL]" or "");
            if (Ascii.EqualsIgnoreCase(name, "ADDR"u8))
            {
                IPAddress? address = null;
                if (isKnown && !TryParseAddress(value, out address))
                {
                    return SmtpCommandError.BadParameterValue;
                }

                attributes = attributes with { Address = address };
            }
            else if (Ascii.EqualsIgnoreCase(name, "HELO"u8))
            {
                attributes = attributes with { HeloName = isKnown ? value : null };
            }
            else if (!IsUnusedXForward(name))
            {
                return SmtpCommandError.UnknownParameter;
            }
        }

        command = command with { XForward = attributes };
        return count > 0 ? SmtpCommandError.None : SmtpCommandError.BadArgument;
    }

    private static bool TryParseAddress(string value, out IPAddress? address)
    {
        const string V6 = "IPV6:";
        var text = value.StartsWith(V6, StringComparison.OrdinalIgnoreCase) ? value.AsSpan(V6.Length) : value.AsSpan();
        return IPAddress.TryParse(text, out address);
    }

    private static bool IsUnusedXForward(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "NAME"u8) || Ascii.EqualsIgnoreCase(name, "PORT"u8) || Ascii.EqualsIgnoreCase(name, "PROTO"u8) ||
        Ascii.EqualsIgnoreCase(name, "IDENT"u8) || Ascii.EqualsIgnoreCase(name, "SOURCE"u8);

    /// <summary>"MAIL FROM: &lt;…&gt;" with a space is against the RFC and common, so it is taken.</summary>
    private static bool SkipPrefix(ref ReadOnlySpan<byte> argument, ReadOnlySpan<byte> prefix)
    {
        if (argument.Length < prefix.Length || !Ascii.EqualsIgnoreCase(argument[..prefix.Length], prefix))
        {
            return false;
        }

        argument = argument[prefix.Length..].TrimStart((byte)' ');
        return true;
    }

    private static bool AtWordEnd(ReadOnlySpan<byte> argument, int at) => at == argument.Length || argument[at] == (byte)' ';

    private static bool HasControls(ReadOnlySpan<byte> line) => line.IndexOfAnyInRange((byte)0, (byte)31) >= 0 || line.Contains((byte)127);

    private static SmtpVerb VerbOf(ReadOnlySpan<byte> word, out SmtpCommandError error)
    {
        error = SmtpCommandError.None;
        switch (word.Length)
        {
            case 4 when Ascii.EqualsIgnoreCase(word, "MAIL"u8): return SmtpVerb.Mail;
            case 4 when Ascii.EqualsIgnoreCase(word, "RCPT"u8): return SmtpVerb.Rcpt;
            case 4 when Ascii.EqualsIgnoreCase(word, "DATA"u8): return SmtpVerb.Data;
            case 4 when Ascii.EqualsIgnoreCase(word, "BDAT"u8): return SmtpVerb.Bdat;
            case 4 when Ascii.EqualsIgnoreCase(word, "EHLO"u8): return SmtpVerb.Ehlo;
            case 4 when Ascii.EqualsIgnoreCase(word, "HELO"u8): return SmtpVerb.Helo;
            case 4 when Ascii.EqualsIgnoreCase(word, "RSET"u8): return SmtpVerb.Rset;
            case 4 when Ascii.EqualsIgnoreCase(word, "NOOP"u8): return SmtpVerb.Noop;
            case 4 when Ascii.EqualsIgnoreCase(word, "QUIT"u8): return SmtpVerb.Quit;
            case 4 when Ascii.EqualsIgnoreCase(word, "VRFY"u8): return SmtpVerb.Vrfy;
            case 4 when Ascii.EqualsIgnoreCase(word, "HELP"u8): return SmtpVerb.Help;
            case 8 when Ascii.EqualsIgnoreCase(word, "STARTTLS"u8): return SmtpVerb.StartTls;
            case 8 when Ascii.EqualsIgnoreCase(word, "XFORWARD"u8): return SmtpVerb.XForward;
        }

        error = IsOneOf(word, "GET|POST|PUT|HEAD|CONNECT|OPTIONS|PATCH|DELETE") ? SmtpCommandError.ForeignProtocol
            : IsOneOf(word, "EXPN|ETRN|TURN|ATRN|AUTH|SEND|SOML|SAML|BURL|XCLIENT") ? SmtpCommandError.NotImplemented
            : SmtpCommandError.UnknownCommand;
        return SmtpVerb.Unknown;
    }

    private static bool IsOneOf(ReadOnlySpan<byte> word, ReadOnlySpan<char> names)
    {
        foreach (var range in names.Split('|'))
        {
            if (Ascii.EqualsIgnoreCase(word, names[range]))
            {
                return true;
            }
        }

        return false;
    }
}
