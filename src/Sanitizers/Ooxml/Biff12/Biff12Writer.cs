namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>Writes records in the shortest form of their type and size.</summary>
internal sealed class Biff12Writer(Stream output)
{
    private readonly byte[] _head = new byte[6];

    public void Write(int type, ReadOnlySpan<byte> data)
    {
        var at = 0;
        if (type < 0x80)
        {
            _head[at++] = (byte)type;
        }
        else
        {
            _head[at++] = (byte)(type | 0x80);
            _head[at++] = (byte)(type >> 7);
        }

        var size = data.Length;
        do
        {
            _head[at++] = (byte)(size < 0x80 ? size : size | 0x80);
            size >>= 7;
        }
        while (size > 0);

        output.Write(_head, 0, at);
        output.Write(data);
    }
}
