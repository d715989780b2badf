using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.LegacyOffice.Encryption;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>
/// The parts of a presentation by their numbers ([MS-PPT] 2.1.2): each save adds changed parts and a directory behind the older ones; the newest place of a number counts. What no directory
/// names any more (earlier versions of slides) is never looked at.
/// </summary>
internal sealed class PersistObjects
{
    private const int EditBytes = 28;
    private const int MaxId = 0xFFFFF;

    private readonly byte[] _stream;
    private readonly Dictionary<uint, uint> _places = [];

    private PersistObjects(byte[] stream) => _stream = stream;

    public uint DocumentId { get; private set; }

    public uint LastSlideId { get; private set; }

    /// <summary>What the encryption is told by; empty when there is none.</summary>
    public ReadOnlyMemory<byte> CryptSession { get; private set; }

    public BlockKey? Key { get; set; }

    /// <summary>Follows the saves from the newest, at <paramref name="edit"/>, to the first; null and why when a place lies outside or the saves do not go backwards.</summary>
    public static PersistObjects? Read(byte[] stream, uint edit, Budget budget, out Refusal? refusal)
    {
        refusal = new Refusal(Reason.Corrupt, "the last save");
        var objects = new PersistObjects(stream);
        var cryptId = 0u;
        var isNewest = true;
        while (true)
        {
            budget.ChargeObjects(1);
            var data = objects.Atom(edit, RecordType.UserEdit);
            if (data.Length < EditBytes || !objects.AddDirectory(data.U32(12), budget))
            {
                return null;
            }

            if (isNewest)
            {
                (objects.LastSlideId, objects.DocumentId) = (data.U32(0), data.U32(16));
                cryptId = data.Length >= EditBytes + 4 ? data.U32(EditBytes) : 0;
                isNewest = false;
            }

            var earlier = data.U32(8);
            if (earlier == 0)
            {
                break;
            }

            // Each save lies behind the one before: so no circle.
            if (earlier >= edit)
            {
                refusal = new Refusal(Reason.Corrupt, "saves in a circle");
                return null;
            }

            edit = earlier;
        }

        if (cryptId != 0)
        {
            objects.CryptSession = objects._places.TryGetValue(cryptId, out var place) ? objects.Atom(place, RecordType.CryptSession).ToArray() : new byte[1];
        }

        refusal = null;
        return objects;
    }

    /// <summary>The record of a part with its head, in the clear; empty when there is none of that number or it leaves the stream.</summary>
    public byte[] Record(uint id, Budget budget)
    {
        if (!_places.TryGetValue(id, out var place) || place > _stream.Length - OfficeArtRecord.HeadBytes)
        {
            return [];
        }

        var head = _stream.AsSpan((int)place, OfficeArtRecord.HeadBytes).ToArray();
        Key?.Cipher((int)id).Apply(head);
        var length = OfficeArtRecord.Read(head, 0).Length;
        if (length > _stream.Length - place - OfficeArtRecord.HeadBytes)
        {
            return [];
        }

        budget.ChargeBytes(length);
        var record = _stream.AsSpan((int)place, OfficeArtRecord.HeadBytes + (int)length).ToArray();
        Key?.Cipher((int)id).Apply(record);
        return record;
    }

    private ReadOnlySpan<byte> Atom(uint place, int type)
    {
        if (place > _stream.Length - OfficeArtRecord.HeadBytes)
        {
            return default;
        }

        var record = OfficeArtRecord.Read(_stream, (int)place);
        var content = _stream.AsSpan((int)place + OfficeArtRecord.HeadBytes);
        return record.Type == type && record.Length <= content.Length ? content[..(int)record.Length] : default;
    }

    // Runs of numbers: the first in twenty bits, how many in twelve, then their places (2.3.5).
    private bool AddDirectory(uint place, Budget budget)
    {
        var data = Atom(place, RecordType.PersistDirectory);
        if (data.IsEmpty)
        {
            return false;
        }

        while (data.Length >= 4)
        {
            var (first, count) = (data.U32(0) & MaxId, (int)(data.U32(0) >> 20));
            data = data[4..];
            if (count > data.Length / 4)
            {
                return false;
            }

            budget.ChargeObjects(1 + count);
            for (var i = 0; i < count; i++)
            {
                _places.TryAdd(first + (uint)i, data.U32(i * 4));
            }

            data = data[(count * 4)..];
        }

        return true;
    }
}
