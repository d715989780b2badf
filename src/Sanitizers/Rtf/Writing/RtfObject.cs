using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Rtf.Writing;

/// <summary>An object that goes: what is told of it.</summary>
internal sealed class RtfObject : IDisposable
{
    private const int MaxNameChars = 64;

    private readonly StringBuilder _name = new();
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly HexData _hex;
    private byte[] _head = [];
    private long _bytes;

    public RtfObject() => _hex = new HexData(Take);

    public void AppendName(ReadOnlySpan<char> text) => _name.Append(text[..Math.Min(text.Length, Math.Max(0, MaxNameChars - _name.Length))]);

    public void Digits(ReadOnlySpan<byte> digits) => _hex.Add(digits);

    public void Binary(ReadOnlySpan<byte> bytes) => _hex.AddBinary(bytes);

    /// <summary>Its class, the size and the digest of its data.</summary>
    public string Describe()
    {
        _hex.Complete();
        var name = new UntrustedText(_name.Length > 0 ? _name.ToString() : ClassName()).ForLog();
        return _bytes == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} {_bytes} bytes sha256:{Convert.ToHexStringLower(_digest.GetHashAndReset())}").TrimStart();
    }

    public void Dispose() => _digest.Dispose();

    private void Take(ReadOnlyMemory<byte> bytes)
    {
        _head = _bytes == 0 ? bytes.Span[..Math.Min(bytes.Length, 80)].ToArray() : _head;
        _bytes += bytes.Length;
        _digest.AppendData(bytes.Span);
    }

    // [MS-OLEDS] 2.2.4: version, format, the length of the class name, the name.
    private string ClassName()
    {
        if (_head.Length < 13)
        {
            return "";
        }

        var length = BitConverter.ToUInt32(_head, 8);
        return length is > 1 and < 66 && 12 + length <= _head.Length ? Encoding.ASCII.GetString(_head, 12, (int)length - 1) : "";
    }
}
