using System.Buffers;
using System.Text;

namespace Mugai.Mime;

/// <summary>
/// mailbox-list and address-list of RFC 5322 3.4 as mailers write them: groups are flattened, comments name a bare address, encoded words
/// and raw bytes in names are decoded, obsolete routes are dropped. Broken entries are kept and marked.
/// </summary>
public static class AddressList
{
    /// <summary>Reads a raw field value.</summary>
    public static IReadOnlyList<MailAddress> Parse(ReadOnlySpan<byte> rawValue) =>
        new AddressScanner(HeaderText.Unfold(rawValue)).Read();
}

/// <summary>One pass over an unfolded value; linear.</summary>
internal ref struct AddressScanner(ReadOnlySpan<byte> value)
{
    private readonly ReadOnlySpan<byte> _value = value;
    private readonly List<MailAddress> _result = [];

    // Words before the address; what stands in <>; the last comment.
    private readonly ArrayBufferWriter<byte> _phrase = new();
    private readonly ArrayBufferWriter<byte> _angle = new();
    private readonly ArrayBufferWriter<byte> _comment = new();
    private bool _hasAngle;
    private bool _isBroken;
    private bool _gap;
    private bool _sawAt;

    public IReadOnlyList<MailAddress> Read()
    {
        var i = 0;
        while (i < _value.Length)
        {
            var c = _value[i];
            switch (c)
            {
                case (byte)',' or (byte)';':
                    End();
                    i++;
                    break;

                case (byte)':' when !_hasAngle && !_sawAt:
                    // A group's name; its members follow.
                    Clear();
                    i++;
                    break;

                case (byte)'"':
                    i = ReadQuoted(i);
                    break;

                case (byte)'(':
                    i = ReadComment(i);
                    break;

                case (byte)'<':
                    i = ReadAngle(i);
                    break;

                case (byte)' ' or (byte)'\t':
                    _gap = true;
                    i++;
                    break;

                case MimeText.Escape:
                    i = ReadDoubleByte(i);
                    break;

                default:
                    _sawAt |= c == '@';
                    AddToPhrase(_value.Slice(i, 1));
                    i++;
                    break;
            }
        }

        End();
        return _result;
    }

    private void AddToPhrase(scoped ReadOnlySpan<byte> text)
    {
        // Words after the address belong to nothing.
        _isBroken |= _hasAngle;
        if (_gap && _phrase.WrittenCount > 0)
        {
            _phrase.Write(" "u8);
        }

        _gap = false;
        _phrase.Write(text);
    }

    private int ReadQuoted(int start)
    {
        var end = MimeText.SkipQuoted(_value, start, out var isClosed);
        _isBroken |= !isClosed;
        var inside = _value[(start + 1)..(isClosed ? end - 1 : end)];
        var next = end < _value.Length ? _value[end] : (byte)0;

        // A quoted local part keeps its quotes, or it would name another mailbox.
        AddToPhrase(next == '@' ? _value[start..end] : MimeText.Unquote(inside));
        return end;
    }

    private int ReadComment(int start)
    {
        var end = MimeText.SkipComment(_value, start);
        var isClosed = end - start >= 2 && _value[end - 1] == ')';
        _comment.ResetWrittenCount();
        _comment.Write(_value[(start + 1)..(isClosed ? end - 1 : end)]);
        _gap = true;
        return end;
    }

    private int ReadAngle(int start)
    {
        _isBroken |= _hasAngle;
        var i = start + 1;
        var text = new ArrayBufferWriter<byte>();
        while (i < _value.Length && _value[i] != '>')
        {
            switch (_value[i])
            {
                case (byte)'"':
                    var end = MimeText.SkipQuoted(_value, i);
                    text.Write(_value[i..end]);
                    i = end;
                    break;
                case (byte)'(':
                    i = MimeText.SkipComment(_value, i);
                    break;
                case (byte)' ' or (byte)'\t':
                    i++;
                    break;
                default:
                    text.Write(_value.Slice(i, 1));
                    i++;
                    break;
            }
        }

        if (i >= _value.Length)
        {
            _isBroken = true;
        }

        if (!_hasAngle)
        {
            _hasAngle = true;
            _angle.Write(WithoutRoute(text.WrittenSpan));
        }

        return Math.Min(i + 1, _value.Length);
    }

    /// <summary>obs-route: "@a,@b:user@c".</summary>
    private static ReadOnlySpan<byte> WithoutRoute(ReadOnlySpan<byte> address)
    {
        var colon = address.IndexOf((byte)':');
        return address.Length > 0 && address[0] == '@' && colon > 0 ? address[(colon + 1)..] : address;
    }

    /// <summary>In raw ISO-2022-JP quotes, commas and brackets are halves of kanji.</summary>
    private int ReadDoubleByte(int start)
    {
        var end = MimeText.SkipEscape(_value, start);
        AddToPhrase(_value[start..end]);
        return end;
    }

    private void End()
    {
        if (_hasAngle)
        {
            Add(_phrase.WrittenCount > 0 ? _phrase.WrittenSpan : _comment.WrittenSpan, _angle.WrittenSpan);
        }
        else if (_phrase.WrittenCount > 0)
        {
            Add(_comment.WrittenSpan, _phrase.WrittenSpan);
        }

        Clear();
    }

    private void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> address)
    {
        var decoded = HeaderText.Decode(name);
        var isValid = !_isBroken && IsAddress(address);
        var text = isValid ? Encoding.UTF8.GetString(address) : HeaderText.Decode(address).Text;
        _result.Add(new MailAddress(decoded.Text, text) { IsValid = isValid, HadErrors = decoded.HadErrors });
    }

    private void Clear()
    {
        _phrase.ResetWrittenCount();
        _angle.ResetWrittenCount();
        _comment.ResetWrittenCount();
        _hasAngle = _isBroken = _gap = _sawAt = false;
    }

    /// <summary>local@domain without blanks and controls; dots are not counted, since Japanese carriers issued a..b@ and a.@.</summary>
    private static bool IsAddress(ReadOnlySpan<byte> address)
    {
        // "=?" begins an encoded word wherever readers look for them, which many do inside of addresses too (RFC 2047 5 forbids it there): such an address has two readings.
        var at = address.LastIndexOf((byte)'@');
        if (at <= 0 || at == address.Length - 1 || address.IndexOf("=?"u8) >= 0)
        {
            return false;
        }

        var local = address[..at];
        var domain = address[(at + 1)..];
        var isQuoted = local.Length >= 2 && local[0] == '"' && MimeText.SkipQuoted(local, 0) == local.Length;
        if (!isQuoted && (local.Contains((byte)'@') || local.ContainsAny(Separators)))
        {
            return false;
        }

        return !address.ContainsAnyInRange((byte)0, (byte)31) && !address.Contains((byte)0x7F) && !domain.ContainsAny(Separators)
            && System.Text.Unicode.Utf8.IsValid(address);
    }

    private static readonly SearchValues<byte> Separators = SearchValues.Create(" ()<>,;:\\\""u8);
}
