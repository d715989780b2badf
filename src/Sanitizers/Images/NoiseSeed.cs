using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images;

/// <summary>The start of the noise: 16 bytes of the part's seed.</summary>
internal static class NoiseSeed
{
    public static UInt128 Of(ISanitizeContext context) =>
        context.Policy.ImageNoise && UInt128.TryParse(context.Seed.AsSpan(0, 32), System.Globalization.NumberStyles.HexNumber, null, out var seed) ? seed : 0;
}
