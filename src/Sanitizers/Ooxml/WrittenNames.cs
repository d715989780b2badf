using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>The names of a part by their bytes. A table of the names met last is asked first: parts use few names, again and again.</summary>
internal sealed class WrittenNames
{
    private const int Recent = 256;

    private readonly Dictionary<byte[], WrittenName> _names = new(Bytes.Instance);
    private readonly (byte[] Bytes, WrittenName? Name)[] _recent = new (byte[], WrittenName?)[Recent];

    /// <summary>Throws when the bytes are no qualified name.</summary>
    public WrittenName Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new XmlException("A name is missing.");
        }

        ref var recent = ref _recent[((bytes.Length * 31) + (bytes[^1] * 7) + bytes[bytes.Length / 2]) & (Recent - 1)];
        if (recent.Name is not null && bytes.SequenceEqual(recent.Bytes))
        {
            return recent.Name;
        }

        var lookup = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!lookup.TryGetValue(bytes, out var key, out var name))
        {
            (key, name) = (bytes.ToArray(), Split(Encoding.UTF8.GetString(bytes)));
            _names.Add(key, name);
        }

        recent = (key, name);
        return name;
    }

    private static WrittenName Split(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new WrittenName("", XmlConvert.VerifyNCName(name)) : new WrittenName(XmlConvert.VerifyNCName(name[..colon]), XmlConvert.VerifyNCName(name[(colon + 1)..]));
    }

    private sealed class Bytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Bytes Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        // Seeded for each process: nobody can choose names that collide.
        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }
}
