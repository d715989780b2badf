using System.Buffers;
using System.Buffers.Binary;
using Mugai.Mime;
using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Sanitizers.Mapi;

/// <summary>The properties of one message, recipient or attachment that <see cref="MapiTag"/> names; of several values of one the first counts.</summary>
internal sealed class MapiProperties : IDisposable
{
    /// <summary>Values up to this size stay in memory as they are; longer ones are scratch.</summary>
    public const int SmallBytes = 16 * 1024;

    private readonly Dictionary<ushort, (ushort Type, byte[] Small, ScratchStream? Large)> _values = [];

    /// <summary>The code page of strings that are not Unicode; 0 when it is not known.</summary>
    public int CodePage { get; set; }

    public bool Has(ushort id) => _values.TryGetValue(id, out var value) && (value.Small.Length > 0 || value.Large is { Length: > 0 });

    public bool IsUnicode(ushort id) => _values.TryGetValue(id, out var value) && value.Type == MapiType.Unicode;

    public void Add(ushort id, ushort type, byte[] value) => _values.TryAdd(id, (type, value, null));

    /// <summary>Takes over <paramref name="value"/>.</summary>
    public void Add(ushort id, ushort type, ScratchStream value)
    {
        if (!_values.TryAdd(id, (type, [], value)))
        {
            value.Dispose();
        }
    }

    /// <summary>The value's bytes from their start; an empty stream when it is not there. Stays owned by this.</summary>
    public Stream Open(ushort id)
    {
        if (!_values.TryGetValue(id, out var value))
        {
            return Stream.Null;
        }

        if (value.Large is { } large)
        {
            large.Position = 0;
            return large;
        }

        return new MemoryStream(value.Small, writable: false);
    }

    public int? Number(ushort id) => _values.TryGetValue(id, out var value) && value.Type is MapiType.Integer32 or MapiType.Integer16 && value.Small.Length >= 2
        ? value.Small.Length >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(value.Small) : BinaryPrimitives.ReadInt16LittleEndian(value.Small)
        : null;

    /// <summary>A FILETIME; null when it is none that a calendar has.</summary>
    public DateTime? Time(ushort id)
    {
        if (!_values.TryGetValue(id, out var value) || value.Type != MapiType.Time || value.Small.Length < 8)
        {
            return null;
        }

        var ticks = BinaryPrimitives.ReadInt64LittleEndian(value.Small);
        return ticks > 0 && ticks < DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks ? new DateTime(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(ticks) : null;
    }

    /// <summary>A short text, such as a name or subject; longer ones are cut by whoever writes them. Empty when it is not there.</summary>
    public string Text(ushort id)
    {
        if (!_values.TryGetValue(id, out var value) || value.Type is not (MapiType.String8 or MapiType.Unicode))
        {
            return "";
        }

        var decoder = CharsetDecoder.For(value.Type == MapiType.Unicode ? "utf-16le" : MapiCodePages.Label(CodePage));
        var chars = new ArrayBufferWriter<char>();
        decoder.Decode(value.Small, isFinal: true, chars);
        return chars.WrittenSpan.TrimEnd('\0').ToString();
    }

    public void Dispose()
    {
        foreach (var (_, _, large) in _values.Values)
        {
            large?.Dispose();
        }
    }
}
