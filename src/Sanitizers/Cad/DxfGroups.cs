using System.Text;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Cad;

/// <summary>The groups of an ASCII DXF file: a line with a code, a line with a value. Nothing else is a DXF file.</summary>
internal sealed class DxfGroups(Stream content, Budget budget)
{
    // The reference allows 2,049 characters since release 13; solids have shorter lines.
    private const int MaxValueBytes = 16_384;

    private readonly ByteLines _lines = new(content);
    private readonly byte[] _value = new byte[MaxValueBytes];
    private int _length;

    /// <summary>The code of the group.</summary>
    public int Code { get; private set; }

    /// <summary>Its value as it stands.</summary>
    public ReadOnlySpan<byte> Value => _value.AsSpan(0, _length);

    /// <summary>The value without blanks around it, for names and numbers.</summary>
    public ReadOnlySpan<byte> Trimmed => Value.Trim(" \t"u8);

    /// <summary>The trimmed value, upper case as names of records are.</summary>
    public string Name => Encoding.ASCII.GetString(Trimmed[..Math.Min(Trimmed.Length, 128)]);

    /// <summary>Something that is no group ended the file.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Moves on; false at the end.</summary>
    public bool Read()
    {
        if (IsBroken || !_lines.Read())
        {
            return false;
        }

        var code = _lines.Line.Trim(" \t"u8);
        if (!_lines.IsEnd || code.Length is 0 or > 6 || !System.Buffers.Text.Utf8Parser.TryParse(code, out int number, out var used) || used != code.Length)
        {
            // A line of nothing but blanks may end the file.
            IsBroken = !(code.IsEmpty && _lines.IsEnd && !_lines.Read());
            return false;
        }

        budget.ChargeObjects(1);
        Code = number;
        if (!_lines.Read() || !_lines.IsEnd || _lines.Line.Length > MaxValueBytes)
        {
            IsBroken = true;
            return false;
        }

        _length = _lines.Line.Length;
        _lines.Line.CopyTo(_value);
        return true;
    }
}
