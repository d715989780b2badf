namespace Mugai.Sanitizers.LegacyOffice.Encryption;

/// <summary>The stream cipher of Office 97 to 2003. Broken long ago; here it only opens what others closed with it.</summary>
internal sealed class Rc4
{
    private readonly byte[] _state = new byte[256];
    private byte _i;
    private byte _j;

    public Rc4(ReadOnlySpan<byte> key)
    {
        for (var i = 0; i < 256; i++)
        {
            _state[i] = (byte)i;
        }

        byte j = 0;
        for (var i = 0; i < 256; i++)
        {
            j += (byte)(_state[i] + key[i % key.Length]);
            (_state[i], _state[j]) = (_state[j], _state[i]);
        }
    }

    public void Apply(Span<byte> data)
    {
        for (var k = 0; k < data.Length; k++)
        {
            data[k] ^= Next();
        }
    }

    public void Skip(int count)
    {
        for (; count > 0; count--)
        {
            Next();
        }
    }

    private byte Next()
    {
        _i++;
        _j += _state[_i];
        (_state[_i], _state[_j]) = (_state[_j], _state[_i]);
        return _state[(byte)(_state[_i] + _state[_j])];
    }
}
