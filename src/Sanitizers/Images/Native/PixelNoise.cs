namespace Mugai.Sanitizers.Images.Native;

/// <summary>
/// Adds -1, 0 or 1 to 8-bit samples, the same for the same seed. It destroys what is hidden in the lowest bits and cannot be seen. Not for secrecy: whoever knows
/// the seed knows the noise, which is why the seed holds the policy's revision and a digest of the input.
/// </summary>
internal struct PixelNoise(UInt128 seed)
{
    private ulong _first = (ulong)(seed >> 64) | 1;
    private ulong _second = (ulong)seed ^ 0x9E3779B97F4A7C15;

    public void Apply(Span<byte> samples)
    {
        for (var i = 0; i < samples.Length;)
        {
            // Two bits a sample: 0 and 1 leave it, 2 lowers, 3 raises it.
            var bits = Next();
            for (var n = 0; n < 32 && i < samples.Length; n++, i++, bits >>= 2)
            {
                var change = (bits & 2) == 0 ? 0 : (bits & 1) == 0 ? -1 : 1;
                samples[i] = (byte)Math.Clamp(samples[i] + change, 0, 255);
            }
        }
    }

    // xoroshiro128+ (Blackman and Vigna).
    private ulong Next()
    {
        var (a, b) = (_first, _second);
        var result = a + b;
        b ^= a;
        _first = ulong.RotateLeft(a, 24) ^ b ^ (b << 16);
        _second = ulong.RotateLeft(b, 37);
        return result;
    }
}
