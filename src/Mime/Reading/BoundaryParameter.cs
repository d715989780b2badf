using System.Buffers;
using System.Text;

namespace Mugai.Mime;

/// <summary>
/// Decides from a Content-Type whether an entity is a multipart and by which boundary, without allocating in the common case.
/// The reading: first boundary parameter, quotes and escapes taken off, trailing white space cut.
/// </summary>
internal ref struct BoundaryParameter
{
    // bchars of RFC 2046 5.1.1 without the space, which may not be last and which parsers cut when not quoted.
    private static readonly SearchValues<byte> QuotedBoundary =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./:=? "u8);

    // Mailers leave the quotes away before / : = ? and every parser goes on to the next ';' or blank.
    private static readonly SearchValues<byte> BareBoundary =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'+_-./:=?"u8);

    private const int MaxUsualBytes = 70;

    public bool IsMultipart { get; private set; }

    public bool IsDuplicate { get; private set; }

    public bool IsOdd { get; private set; }

    /// <summary>Empty when there is none that could be used.</summary>
    public ReadOnlySpan<byte> Boundary { get; private set; }

    public static BoundaryParameter Read(ReadOnlySpan<byte> rawContentType)
    {
        var result = default(BoundaryParameter);
        var scanner = new ParameterScanner(rawContentType);
        var main = scanner.ReadMain();
        if (main.Length > 10 && Ascii.EqualsIgnoreCase(main[..10], "multipart/"u8) && !main[10..].ContainsAnyExcept(MimeText.Token))
        {
            result.IsMultipart = true;
            result.Scan(ref scanner, rawContentType);
        }
        else if (main.ContainsAnyExcept(MimeText.Token) || main.Length == 9)
        {
            // Either an ordinary type/subtype or something written so that only the full grammar can tell.
            var slash = main.IndexOf((byte)'/');
            var plain = slash > 0 && !main[..slash].ContainsAnyExcept(MimeText.Token) && !Ascii.EqualsIgnoreCase(main[..slash], "multipart"u8);
            if (!plain && ContentType.Parse(rawContentType).Type == "multipart")
            {
                result.IsMultipart = true;
                result.Scan(ref scanner, rawContentType);
            }
        }

        return result;
    }

    private void Scan(ref ParameterScanner scanner, ReadOnlySpan<byte> rawContentType)
    {
        var found = false;
        var hasExtended = false;
        while (scanner.Next())
        {
            var name = scanner.Name;
            if (name.Length < 8 || !Ascii.EqualsIgnoreCase(name[..8], "boundary"u8))
            {
                continue;
            }

            if (name.Length > 8)
            {
                hasExtended |= name[8] == '*';
            }
            else if (found)
            {
                IsDuplicate = true;
            }
            else
            {
                found = true;
                Take(scanner.Value, scanner.IsQuoted, scanner.IsBad);
            }
        }

        IsOdd |= hasExtended;
        if (!found && hasExtended)
        {
            Take(Encoding.Latin1.GetBytes(ContentType.Parse(rawContentType).Boundary ?? ""), isQuoted: true, isBad: true);
        }
    }

    private void Take(ReadOnlySpan<byte> value, bool isQuoted, bool isBad)
    {
        if (isQuoted && value.ContainsAny((byte)'\\', (byte)'\r', (byte)'\n'))
        {
            isBad = true;
            value = MimeText.Unquote(value);
        }

        var trimmed = value.TrimEnd(" \t"u8);
        IsOdd |= isBad || trimmed.Length != value.Length || trimmed.Length > MaxUsualBytes
            || trimmed.ContainsAnyExcept(isQuoted ? QuotedBoundary : BareBoundary);
        // A line end or NUL can never stand in a delimiter line.
        Boundary = trimmed.Length <= BoundaryStack.MaxBoundaryBytes && !trimmed.ContainsAny((byte)'\r', (byte)'\n', (byte)0) ? trimmed : [];
    }
}
