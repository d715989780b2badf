using System.Text;

namespace Mugai.Sanitizers.Pdf.Verifying;

/// <summary>
/// The names that the walk asks about, found by their bytes without a string for each name of the file. All other names are one and the same to it.
/// </summary>
internal sealed class KnownNames
{
    private const string Unknown = "";

    private readonly (byte[] Bytes, string Name)[] _slots;

    public KnownNames(IEnumerable<string> names)
    {
        var all = names.Distinct(StringComparer.Ordinal).ToList();
        _slots = new (byte[], string)[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)all.Count * 4)];
        foreach (var name in all)
        {
            var bytes = Encoding.Latin1.GetBytes(name);
            var at = First(bytes);
            while (_slots[at].Name is not null)
            {
                at = (at + 1) & (_slots.Length - 1);
            }

            _slots[at] = (bytes, name);
        }
    }

    /// <summary>The name as it was given; empty for any other.</summary>
    public string Find(ReadOnlySpan<byte> bytes)
    {
        for (var at = First(bytes); _slots[at].Name is { } name; at = (at + 1) & (_slots.Length - 1))
        {
            if (bytes.SequenceEqual(_slots[at].Bytes))
            {
                return name;
            }
        }

        return Unknown;
    }

    // The names in the table are ours: nobody makes them collide.
    private int First(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? 0 : ((bytes[0] * 31) + (bytes[^1] * 7) + (bytes.Length * 131)) & (_slots.Length - 1);
}
