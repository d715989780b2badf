namespace Mugai.Sanitizers.Pdf.Encryption;

/// <summary>RC4, which .NET does not have: files encrypted with it must still be opened. Nothing is ever encrypted with it here.</summary>
internal static class Rc4
{
    public static byte[] Apply(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        Span<byte> state = stackalloc byte[256];
        for (var i = 0; i < 256; i++)
        {
            state[i] = (byte)i;
        }

        for (int i = 0, j = 0; i < 256 && !key.IsEmpty; i++)
        {
            j = (j + state[i] + key[i % key.Length]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
        }

        var result = new byte[data.Length];
        for (int at = 0, i = 0, j = 0; at < data.Length; at++)
        {
            i = (i + 1) & 255;
            j = (j + state[i]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
            result[at] = (byte)(data[at] ^ state[(state[i] + state[j]) & 255]);
        }

        return result;
    }
}
