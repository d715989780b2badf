using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Drawings;

/// <summary>
/// Writes a stretch of drawing records anew: listed records only, property tables without what reaches outside, pictures rebuilt, containers with their true lengths.
/// Iterative; a record that leaves its container ends the container.
/// </summary>
internal sealed class OfficeArtRewriter(ISanitizeContext context, FindingTally tally, string path)
{
    // Groups in groups; Office itself stops long before.
    private const int MaxDepth = 64;

    // fOleShape ([MS-ODRAW] 2.2.40): the object is gone, its picture is a picture.
    private const uint OleShapeFlag = 0x10;

    /// <summary>The pictures of the file, wherever they stand.</summary>
    public BlipRewriter Blips { get; } = new(context, tally, path);

    /// <summary>Writes the picture that an entry says lies at a place of another stream; null when there is none.</summary>
    public delegate (int BlipType, byte[] Uid, uint Place, uint Length)? DelayedBlip(uint place, BlipRewriter blips);

    /// <summary>How pictures outside are reached ([MS-ODRAW] 2.2.32, foDelay); null where there can be none.</summary>
    public DelayedBlip? Delayed { get; set; }

    /// <summary>Writes what the program itself keeps with a shape: a whole record of its own kind.</summary>
    public delegate void ClientRecord(OfficeArtRecord record, ReadOnlySpan<byte> data, RecordBuffer into);

    /// <summary>For programs whose shapes hold records of theirs (text and data of PowerPoint); null where they hold numbers.</summary>
    public ClientRecord? Client { get; set; }

    /// <summary>
    /// Rewrites <paramref name="input"/> behind what <paramref name="into"/> holds. <paramref name="breaks"/> are ascending places of the input where other records stand
    /// between; the answer says where in <paramref name="into"/> each of them lies now.
    /// </summary>
    public int[] Rewrite(ReadOnlySpan<byte> input, IReadOnlyList<int> breaks, RecordBuffer into)
    {
        var places = new int[breaks.Count];
        var passed = 0;
        var open = new Stack<(int End, int Head)>();
        var at = 0;
        while (true)
        {
            while (open.Count > 0 && at >= open.Peek().End)
            {
                Close(open.Pop().Head, into);
            }

            for (; passed < breaks.Count && breaks[passed] <= at; passed++)
            {
                places[passed] = into.Length;
            }

            var end = open.Count > 0 ? open.Peek().End : input.Length;
            if (end - at < OfficeArtRecord.HeadBytes)
            {
                if (open.Count == 0)
                {
                    break;
                }

                at = end;
                continue;
            }

            context.Budget.ChargeObjects(1);
            var record = OfficeArtRecord.Read(input, at);
            var start = at + OfficeArtRecord.HeadBytes;
            var fits = record.Length <= end - start;
            if (!fits && !record.IsContainer)
            {
                tally.Add("", LegacyCodes.Malformed, FindingAction.Removed, "drawing");
                at = end;
                continue;
            }

            var stop = fits ? start + (int)record.Length : end;
            if (record.IsContainer && record.IsListed && open.Count < MaxDepth)
            {
                open.Push((stop, into.Length));
                OfficeArtRecord.Write(into, record.Version, record.Instance, record.Type, 0);
                at = start;
                continue;
            }

            Atom(record, input[start..stop], into);
            at = stop;
        }

        for (; passed < breaks.Count; passed++)
        {
            places[passed] = into.Length;
        }

        return places;
    }

    private static void Close(int head, RecordBuffer into)
    {
        var written = into.Written[head..];
        written.U32(4, written.Length - OfficeArtRecord.HeadBytes);
    }

    private void Atom(OfficeArtRecord record, ReadOnlySpan<byte> data, RecordBuffer into)
    {
        switch (record.Type)
        {
            case OfficeArtRecord.BlipStoreEntry:
                BlipStoreEntry(data, into);
                break;
            case OfficeArtRecord.Options or OfficeArtRecord.SecondaryOptions or OfficeArtRecord.TertiaryOptions:
                OfficeArtOptions.Write(record, data, into, tally);
                break;
            case OfficeArtRecord.Shape when data.Length == 8:
                OfficeArtRecord.Write(into, record.Version, record.Instance, record.Type, 8);
                into.Add(data[..4]).U32(data.U32(4) & ~OleShapeFlag);
                break;
            case OfficeArtRecord.Shape:
                // Its flags are where they say or nowhere.
                tally.Add("", LegacyCodes.Malformed, FindingAction.Removed, "a shape of another length");
                break;
            case OfficeArtRecord.ClientTextbox or OfficeArtRecord.ClientData when Client is not null:
                Client(record, data, into);
                break;
            case >= OfficeArtRecord.FirstBlip and <= OfficeArtRecord.LastBlip:
                Blips.Write(record, data, into);
                break;
            default:
                if (record.IsListed)
                {
                    OfficeArtRecord.Write(into, record.Version, record.Instance, record.Type, data.Length);
                    into.Add(data);
                }
                else if (!IsAllZero(data))
                {
                    tally.Add("", LegacyCodes.Drawing, FindingAction.Removed, record.Type.ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
                }

                break;
        }
    }

    // 36 bytes about a picture, perhaps a name, and the picture ([MS-ODRAW] 2.2.32). An entry without one stays: pictures are named by their number.
    private void BlipStoreEntry(ReadOnlySpan<byte> data, RecordBuffer into)
    {
        if (data.Length < 36)
        {
            data = new byte[36];
        }

        var head = into.Length;
        OfficeArtRecord.Write(into, 2, 0, OfficeArtRecord.BlipStoreEntry, 0);
        into.Zeros(36);
        var nameBytes = data[33];
        var at = 36 + nameBytes;
        var type = 0;
        (uint Place, uint Length)? outside = null;
        if (data.Length - at >= OfficeArtRecord.HeadBytes)
        {
            var record = OfficeArtRecord.Read(data, at);
            var content = data[(at + OfficeArtRecord.HeadBytes)..];
            (type, var uid) = Blips.Write(record, content[..(int)Math.Min(record.Length, (uint)content.Length)], into);
            uid.CopyTo(into.Written[(head + OfficeArtRecord.HeadBytes + 2)..]);
        }
        else if (data.U32(20) > 0 && data.U32(28) != 0xFFFFFFFF && Delayed?.Invoke(data.U32(28), Blips) is var (kind, digest, place, length))
        {
            type = kind;
            outside = (place, length);
            digest.CopyTo(into.Written[(head + OfficeArtRecord.HeadBytes + 2)..]);
        }

        var written = into.Written[head..];
        var entry = written[OfficeArtRecord.HeadBytes..];
        written.U16(0, 2 | (type << 4));
        written.U32(4, entry.Length);
        (entry[0], entry[1]) = ((byte)type, (byte)type);
        entry.U16(18, 0xFF);
        entry.U32(20, outside?.Length ?? (uint)(entry.Length - 36));
        entry.U32(24, type == 0 ? 0 : Math.Max(1, data.U32(24)));
        entry.U32(28, outside?.Place ?? (type == 0 ? 0xFFFFFFFF : 0u));
    }

    private static bool IsAllZero(ReadOnlySpan<byte> data) => data.IndexOfAnyExcept((byte)0) < 0;
}
