using System.Buffers.Binary;

namespace Mugai.Sanitizers.Images.Colors;

/// <summary>A tone curve: the parameters of a formula, or points that never fall (ICC.1:2010, 10.5 and 10.15).</summary>
internal sealed class ToneCurve
{
    private static readonly int[] ParametersOf = [1, 3, 4, 5, 7];

    private readonly int _function;
    private readonly int[] _parameters;
    private readonly ushort[] _points;

    private ToneCurve(int function, int[] parameters, ushort[] points)
    {
        _function = function;
        _parameters = parameters;
        _points = points;
    }

    /// <summary>Null when it is broken, or no tone curve: what falls again could be bytes of anything.</summary>
    public static ToneCurve? Read(ReadOnlySpan<byte> tag)
    {
        if (tag.Length >= 12 && tag.StartsWith("curv"u8))
        {
            var count = BinaryPrimitives.ReadUInt32BigEndian(tag[8..]);
            if (count > (tag.Length - 12) / 2)
            {
                return null;
            }

            var points = new ushort[count];
            for (var i = 0; i < points.Length; i++)
            {
                points[i] = BinaryPrimitives.ReadUInt16BigEndian(tag[(12 + (2 * i))..]);
                if (i > 0 && points[i] < points[i - 1])
                {
                    return null;
                }
            }

            // One value is a gamma in u8Fixed8; anything else than an everyday one is no tone curve.
            return count == 1 && points[0] is < 0x80 or > 0x400 && count == 1 ? null : new ToneCurve(-1, [], points);
        }

        if (tag.Length < 12 || !tag.StartsWith("para"u8) || BinaryPrimitives.ReadUInt16BigEndian(tag[8..]) is var function && (function > 4 || tag.Length < 12 + (4 * ParametersOf[function])))
        {
            return null;
        }

        var parameters = new int[ParametersOf[function]];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = BinaryPrimitives.ReadInt32BigEndian(tag[(12 + (4 * i))..]);
            if (parameters[i] is < -0x40000 or > 0x100000)
            {
                return null;
            }
        }

        return new ToneCurve(function, parameters, []);
    }

    /// <summary>Its value between 0 and 1.</summary>
    public double At(double x)
    {
        if (_function < 0)
        {
            return _points.Length switch
            {
                0 => x,
                1 => Math.Pow(x, _points[0] / 256.0),
                _ => _points[(int)Math.Round(x * (_points.Length - 1))] / 65535.0,
            };
        }

        double P(int i) => i < _parameters.Length ? _parameters[i] / 65536.0 : 0;
        var (g, a, b, c, d) = (P(0), _function == 0 ? 1 : P(1), P(2), P(3), P(4));
        return _function switch
        {
            0 => Math.Pow(x, g),
            1 => x >= -b / a ? Math.Pow((a * x) + b, g) : 0,
            2 => x >= -b / a ? Math.Pow((a * x) + b, g) + c : c,
            3 => x >= d ? Math.Pow((a * x) + b, g) : c * x,
            _ => x >= d ? Math.Pow((a * x) + b, g) + P(5) : (c * x) + P(6),
        };
    }

    public byte[] Write(int maxPoints)
    {
        if (_function >= 0)
        {
            var body = new byte[12 + (4 * _parameters.Length)];
            "para"u8.CopyTo(body);
            body[9] = (byte)_function;
            for (var i = 0; i < _parameters.Length; i++)
            {
                BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(12 + (4 * i)), _parameters[i]);
            }

            return body;
        }

        var count = Math.Min(_points.Length, maxPoints);
        var curve = new byte[12 + (2 * count)];
        "curv"u8.CopyTo(curve);
        BinaryPrimitives.WriteInt32BigEndian(curve.AsSpan(8), count);
        for (var i = 0; i < count; i++)
        {
            // The last point stays the last: white must stay white.
            var from = count == _points.Length ? i : (int)Math.Round((double)i * (_points.Length - 1) / (count - 1));
            BinaryPrimitives.WriteUInt16BigEndian(curve.AsSpan(12 + (2 * i)), _points[from]);
        }

        return curve;
    }
}
