namespace Mugai.Sanitizers.Pdf.Objects;

/// <summary>A few bytes as the key of a dictionary. The hash is seeded per process, so that nobody can choose names that collide.</summary>
internal readonly struct ByteKey : IEquatable<ByteKey>
{
    private readonly byte[] _bytes;
    private readonly int _hash;

    public ByteKey(byte[] bytes)
    {
        _bytes = bytes;
        var hash = new HashCode();
        hash.AddBytes(bytes);
        _hash = hash.ToHashCode();
    }

    public bool Equals(ByteKey other) => _bytes.AsSpan().SequenceEqual(other._bytes);

    public override bool Equals(object? obj) => obj is ByteKey other && Equals(other);

    public override int GetHashCode() => _hash;
}
