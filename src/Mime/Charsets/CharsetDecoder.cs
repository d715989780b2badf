using System.Buffers;
using System.Text;

namespace Mugai.Mime;

/// <summary>
/// Bytes of a charset to characters, chunk by chunk, chunk boundaries inside characters allowed. Nothing is dropped: what is no
/// character becomes U+FFFD and is counted. Without a usable label the charset is detected on what is seen: ASCII passes at once, from
/// the first other byte on up to <see cref="SampleBytes"/> are collected before the choice is made. Labels that are often wrong are
/// checked in the same way (<see cref="CharsetDetector.Check"/>).
/// </summary>
public sealed class CharsetDecoder
{
    /// <summary>How much text detection looks at. Enough for statistics; small beside a chunk.</summary>
    public const int SampleBytes = 8 * 1024;

    private const int Piece = 16 * 1024;

    private readonly byte[] _left = new byte[8];
    private CharsetMachine? _machine;
    private ArrayBufferWriter<byte>? _sample;
    private readonly CharsetLabel _claimed;
    private CharsetLabel _label;
    private readonly MimeDefect _labelDefect;
    private int _leftLength;

    private CharsetDecoder(CharsetLabel label, MimeDefect labelDefect, bool isSure = false)
    {
        _claimed = _label = label;
        _labelDefect = labelDefect;
        _machine = label.Kind == CharsetKind.Unknown || (!isSure && CharsetDetector.CanCheck(label)) ? null : CharsetMachine.Create(label);
    }

    /// <summary>Our name of the charset: the label's, or the detected one (us-ascii while nothing else was seen).</summary>
    public string UsedCharset => _label.Name ?? "us-ascii";

    /// <summary>True when something could not be decoded or the label was refused.</summary>
    public bool HadErrors => Replacements > 0 || _labelDefect == MimeDefect.RefusedCharset;

    /// <summary>How many U+FFFD were written for undecodable bytes.</summary>
    public long Replacements => _machine?.Replacements ?? 0;

    /// <summary>What was wrong: RefusedCharset, UnknownCharset, UndecodableText, WrongCharset, or None.</summary>
    public MimeDefect Defect => _labelDefect != MimeDefect.None ? _labelDefect
        : Replacements > 0 ? MimeDefect.UndecodableText
        : _claimed.Kind != CharsetKind.Unknown && _label.Kind != _claimed.Kind ? MimeDefect.WrongCharset : MimeDefect.None;

    /// <summary>
    /// A decoder for a label. Null, empty and us-ascii (which is written on anything) mean detection; so does an unknown label, with a
    /// defect. UTF-7 is refused: its text is shown as the ASCII it hides behind.
    /// </summary>
    public static CharsetDecoder For(string? label)
    {
        var found = CharsetLabels.Find(label);
        return found.Kind switch
        {
            CharsetKind.Refused => new CharsetDecoder(found, MimeDefect.RefusedCharset),
            CharsetKind.Ascii => new CharsetDecoder(default, MimeDefect.None),
            CharsetKind.Unknown => new CharsetDecoder(default, string.IsNullOrWhiteSpace(label) ? MimeDefect.None : MimeDefect.UnknownCharset),
            _ => new CharsetDecoder(found, MimeDefect.None),
        };
    }

    /// <summary>
    /// A decoder for a charset that a format names itself, which no text is asked about: a run of two bytes is too short to doubt it. A label that is not known means detection.
    /// </summary>
    public static CharsetDecoder Exactly(string label)
    {
        var found = CharsetLabels.Find(label);
        return found.Kind is CharsetKind.Refused or CharsetKind.Ascii or CharsetKind.Unknown ? For(label) : For(found);
    }

    internal static CharsetDecoder For(CharsetLabel label) => new(label, MimeDefect.None, isSure: true);

    /// <summary>Decodes the whole input (the beginning of an unfinished character is kept for the next call).</summary>
    public void Decode(ReadOnlySpan<byte> bytes, bool isFinal, IBufferWriter<char> chars)
    {
        ArgumentNullException.ThrowIfNull(chars);
        if (_machine is null && !Choose(ref bytes, isFinal, chars))
        {
            return;
        }

        Run(bytes, isFinal, chars);
    }

    /// <summary>
    /// Offers whole characters of valid UTF-8 without a byte order mark, ESC, SO or SI. True when they mean just these characters here too and
    /// count as decoded; false when they have to be decoded by <see cref="Decode"/>. So text that needs no change is never widened.
    /// </summary>
    public bool TryPass(ReadOnlySpan<byte> utf8)
    {
        if (_leftLength > 0 || _sample is not null)
        {
            return false;
        }

        if (_machine is null && _claimed.Kind == CharsetKind.Utf8 && !Ascii.IsValid(utf8))
        {
            // Its first character that is not ASCII bears the label out: all that is asked of UTF-8.
            _machine = CharsetMachine.Create(_claimed);
        }

        return _machine is null ? Ascii.IsValid(utf8) : _machine.TryPass(utf8);
    }

    /// <summary>Detection. True when a machine was chosen and the rest of the bytes is for it.</summary>
    private bool Choose(ref ReadOnlySpan<byte> bytes, bool isFinal, IBufferWriter<char> chars)
    {
        if (_sample is null)
        {
            var plain = PlainLength(bytes, _claimed.Kind == CharsetKind.Iso2022Jp);
            WriteAscii(bytes[..plain], chars);
            bytes = bytes[plain..];
            if (bytes.IsEmpty)
            {
                return false;
            }

            _sample = new ArrayBufferWriter<byte>(Math.Min(bytes.Length, SampleBytes));
        }

        var take = Math.Min(bytes.Length, SampleBytes - _sample.WrittenCount);
        _sample.Write(bytes[..take]);
        bytes = bytes[take..];
        if (_sample.WrittenCount < SampleBytes && !isFinal)
        {
            return false;
        }

        var sample = _sample.WrittenSpan;
        _label = _claimed.Kind == CharsetKind.Unknown ? CharsetDetector.Detect(sample) : CharsetDetector.Check(sample, _claimed);
        _machine = CharsetMachine.Create(_label);
        _sample = null;
        Run(sample, isFinal && bytes.IsEmpty, chars);
        return !bytes.IsEmpty;
    }

    private static int PlainLength(ReadOnlySpan<byte> bytes, bool hasShifts)
    {
        var escape = hasShifts ? bytes.IndexOfAny((byte)0x1B, (byte)0x0E, (byte)0x0F) : bytes.IndexOf((byte)0x1B);
        var candidate = escape < 0 ? bytes : bytes[..escape];
        var high = candidate.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
        return high < 0 ? candidate.Length : high;
    }

    private static void WriteAscii(ReadOnlySpan<byte> bytes, IBufferWriter<char> chars)
    {
        while (!bytes.IsEmpty)
        {
            var piece = bytes.Length > Piece ? bytes[..Piece] : bytes;
            Ascii.ToUtf16(piece, chars.GetSpan(piece.Length), out var written);
            chars.Advance(written);
            bytes = bytes[piece.Length..];
        }
    }

    private void Run(ReadOnlySpan<byte> bytes, bool isFinal, IBufferWriter<char> chars)
    {
        Span<byte> joined = stackalloc byte[16];
        while (_leftLength > 0)
        {
            // A character cut by the chunk boundary: join it with its continuation.
            var take = Math.Min(bytes.Length, joined.Length - _leftLength);
            _left.AsSpan(0, _leftLength).CopyTo(joined);
            bytes[..take].CopyTo(joined[_leftLength..]);
            var last = isFinal && take == bytes.Length;
            var used = Convert(joined[..(_leftLength + take)], last, chars);
            if (used >= _leftLength)
            {
                bytes = bytes[(used - _leftLength)..];
                _leftLength = 0;
                break;
            }

            if (used == 0)
            {
                // Fewer bytes than one character.
                _leftLength += take;
                joined[.._leftLength].CopyTo(_left);
                return;
            }

            joined[used.._leftLength].CopyTo(_left);
            _leftLength -= used;
        }

        while (true)
        {
            var piece = bytes.Length > Piece ? bytes[..Piece] : bytes;
            var used = Convert(piece, isFinal && piece.Length == bytes.Length, chars);
            bytes = bytes[used..];
            if (bytes.IsEmpty || used == 0)
            {
                break;
            }
        }

        bytes.CopyTo(_left);
        _leftLength = bytes.Length;
    }

    private int Convert(ReadOnlySpan<byte> bytes, bool isFinal, IBufferWriter<char> chars)
    {
        var span = chars.GetSpan(bytes.Length + CharsetMachine.Spare);
        var written = _machine!.Decode(bytes, span, isFinal, out var used);
        chars.Advance(written);
        return used;
    }
}
