using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mugai.Mime;

/// <summary>
/// Looks at every byte of a body once, in vectors, for all that can matter: CR not followed by LF, LF not preceded by CR, NUL, and an
/// LF followed by '-'. A base64 attachment has none of them, so a whole chunk passes without leaving the loop.
/// </summary>
internal static class BodyScanner
{
    /// <summary>
    /// The first j ≥ from with j + 2 &lt; length where bytes j, j+1, j+2 show something wanted: NUL at j; CR at j without LF at j+1;
    /// LF at j+1 without CR at j; LF at j+1 with '-' at j+2. Or -1. The caller looks at the last two bytes itself.
    /// </summary>
    public static int Find(ReadOnlySpan<byte> bytes, int from, LineChecks checks)
    {
        var last = bytes.Length - 2; // j < last
        if (from >= last)
        {
            return -1;
        }

        ref var b = ref MemoryMarshal.GetReference(bytes);
        var i = from;
        if (Vector512.IsHardwareAccelerated && last - i >= Vector512<byte>.Count)
        {
            return Find512(ref b, i, last, checks);
        }

        if (Vector256.IsHardwareAccelerated && last - i >= Vector256<byte>.Count)
        {
            return Find256(ref b, i, last, checks);
        }

        if (Vector128.IsHardwareAccelerated && last - i >= Vector128<byte>.Count)
        {
            return Find128(ref b, i, last, checks);
        }

        return FindScalar(bytes, i, last, checks);
    }

    private static int FindScalar(ReadOnlySpan<byte> bytes, int i, int last, LineChecks checks)
    {
        for (; i < last; i++)
        {
            var c = bytes[i];
            var lf = bytes[i + 1] == '\n';
            if ((c == 0 && (checks & LineChecks.Nul) != 0)
                || (c == '\r' && !lf && (checks & LineChecks.BareCr) != 0)
                || (c != '\r' && lf && (checks & LineChecks.BareLf) != 0)
                || (lf && bytes[i + 2] == '-' && (checks & LineChecks.Delimiter) != 0))
            {
                return i;
            }
        }

        return -1;
    }

    private static int Find512(ref byte b, int from, int last, LineChecks checks)
    {
        var wantCr = Vector512.Create(Mask(checks, LineChecks.BareCr));
        var wantLf = Vector512.Create(Mask(checks, LineChecks.BareLf));
        var wantNul = Vector512.Create(Mask(checks, LineChecks.Nul));
        var wantDash = Vector512.Create(Mask(checks, LineChecks.Delimiter));
        var i = from;
        while (true)
        {
            var hit = Hit512(ref b, i, wantCr, wantLf, wantNul, wantDash);
            if (hit != Vector512<byte>.Zero)
            {
                return i + BitOperationsTrailing(hit.ExtractMostSignificantBits());
            }

            i += Vector512<byte>.Count;
            if (i >= last)
            {
                return -1;
            }

            // The last vector overlaps bytes that had no hit.
            i = Math.Min(i, last - Vector512<byte>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Hit512(
        ref byte b, int i, Vector512<byte> wantCr, Vector512<byte> wantLf, Vector512<byte> wantNul, Vector512<byte> wantDash)
    {
        var v0 = Vector512.LoadUnsafe(ref b, (nuint)i);
        var v1 = Vector512.LoadUnsafe(ref b, (nuint)i + 1);
        var v2 = Vector512.LoadUnsafe(ref b, (nuint)i + 2);
        var cr = Vector512.Equals(v0, Vector512.Create((byte)'\r'));
        var lf = Vector512.Equals(v1, Vector512.Create((byte)'\n'));
        var nul = Vector512.Equals(v0, Vector512<byte>.Zero);
        var dash = Vector512.Equals(v2, Vector512.Create((byte)'-'));
        return (Vector512.AndNot(cr, lf) & wantCr) | (Vector512.AndNot(lf, cr) & wantLf) | (nul & wantNul) | (lf & dash & wantDash);
    }

    private static int Find256(ref byte b, int from, int last, LineChecks checks)
    {
        var wantCr = Vector256.Create(Mask(checks, LineChecks.BareCr));
        var wantLf = Vector256.Create(Mask(checks, LineChecks.BareLf));
        var wantNul = Vector256.Create(Mask(checks, LineChecks.Nul));
        var wantDash = Vector256.Create(Mask(checks, LineChecks.Delimiter));
        var i = from;
        while (true)
        {
            var v0 = Vector256.LoadUnsafe(ref b, (nuint)i);
            var v1 = Vector256.LoadUnsafe(ref b, (nuint)i + 1);
            var v2 = Vector256.LoadUnsafe(ref b, (nuint)i + 2);
            var cr = Vector256.Equals(v0, Vector256.Create((byte)'\r'));
            var lf = Vector256.Equals(v1, Vector256.Create((byte)'\n'));
            var nul = Vector256.Equals(v0, Vector256<byte>.Zero);
            var dash = Vector256.Equals(v2, Vector256.Create((byte)'-'));
            var hit = (Vector256.AndNot(cr, lf) & wantCr) | (Vector256.AndNot(lf, cr) & wantLf) | (nul & wantNul) | (lf & dash & wantDash);
            if (hit != Vector256<byte>.Zero)
            {
                return i + BitOperationsTrailing(hit.ExtractMostSignificantBits());
            }

            i += Vector256<byte>.Count;
            if (i >= last)
            {
                return -1;
            }

            i = Math.Min(i, last - Vector256<byte>.Count);
        }
    }

    private static int Find128(ref byte b, int from, int last, LineChecks checks)
    {
        var wantCr = Vector128.Create(Mask(checks, LineChecks.BareCr));
        var wantLf = Vector128.Create(Mask(checks, LineChecks.BareLf));
        var wantNul = Vector128.Create(Mask(checks, LineChecks.Nul));
        var wantDash = Vector128.Create(Mask(checks, LineChecks.Delimiter));
        var i = from;
        while (true)
        {
            var v0 = Vector128.LoadUnsafe(ref b, (nuint)i);
            var v1 = Vector128.LoadUnsafe(ref b, (nuint)i + 1);
            var v2 = Vector128.LoadUnsafe(ref b, (nuint)i + 2);
            var cr = Vector128.Equals(v0, Vector128.Create((byte)'\r'));
            var lf = Vector128.Equals(v1, Vector128.Create((byte)'\n'));
            var nul = Vector128.Equals(v0, Vector128<byte>.Zero);
            var dash = Vector128.Equals(v2, Vector128.Create((byte)'-'));
            var hit = (Vector128.AndNot(cr, lf) & wantCr) | (Vector128.AndNot(lf, cr) & wantLf) | (nul & wantNul) | (lf & dash & wantDash);
            if (hit != Vector128<byte>.Zero)
            {
                return i + BitOperationsTrailing(hit.ExtractMostSignificantBits());
            }

            i += Vector128<byte>.Count;
            if (i >= last)
            {
                return -1;
            }

            i = Math.Min(i, last - Vector128<byte>.Count);
        }
    }

    private static byte Mask(LineChecks checks, LineChecks one) => (checks & one) != 0 ? (byte)0xFF : (byte)0;

    private static int BitOperationsTrailing(ulong bits) => System.Numerics.BitOperations.TrailingZeroCount(bits);
}
