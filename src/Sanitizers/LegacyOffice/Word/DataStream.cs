using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>
/// The data stream written anew: pictures in the text ([MS-DOC] 2.9.192), what form fields hold (2.9.78), long properties (2.9.209). Only what a run of text points to gets in, once, and the run is told
/// where it lies now.
/// </summary>
internal sealed class DataStream(byte[] source, OfficeArtRewriter artist, FindingTally tally, Budget budget)
{
    private const int HeadBytes = 68;
    private const int ShapeKind = 0x64;
    private const int LinkedShapeKind = 0x66;

    private readonly Dictionary<(uint Place, Item Kind), int> _moved = [];
    private readonly RecordBuffer _target = new();
    private readonly RecordBuffer _item = new();

    public ReadOnlySpan<byte> Written => _target.Written;

    /// <summary>Where the picture at <paramref name="place"/> lies in the output; -1 when it cannot stay.</summary>
    public int Picture(uint place) => Move(place, Item.Picture);

    /// <summary>The same for the data of a form field.</summary>
    public int FormField(uint place) => Move(place, Item.FormField);

    /// <summary>The same for a list of properties; <paramref name="clean"/> works on it in place.</summary>
    public int Properties(uint place, SpanAction clean)
    {
        if (_moved.TryGetValue((place, Item.Properties), out var known))
        {
            return known;
        }

        ReadOnlySpan<byte> bytes = source;
        var at = -1;
        if (place + 2L <= bytes.Length && place + 2L + bytes.U16((int)place) <= bytes.Length)
        {
            // On a copy: cleaning may itself add to the stream.
            var copy = bytes.Slice((int)place, 2 + bytes.U16((int)place)).ToArray();
            clean(copy.AsSpan(2));
            at = _target.Length;
            _target.Add(copy);
        }

        _moved.Add((place, Item.Properties), at);
        return at;
    }

    public delegate void SpanAction(Span<byte> bytes);

    private enum Item : byte
    {
        Picture,
        FormField,
        Properties,
    }

    private int Move(uint place, Item kind)
    {
        var isForm = kind == Item.FormField;
        if (_moved.TryGetValue((place, kind), out var known))
        {
            return known;
        }

        budget.ChargeObjects(1);
        var at = -1;
        ReadOnlySpan<byte> bytes = source;
        if (place + (long)HeadBytes <= bytes.Length)
        {
            var item = bytes[(int)place..];
            var length = item.U32(0);
            if (length >= HeadBytes && length <= item.Length && item.U16(4) == HeadBytes)
            {
                _item.Clear();
                if (isForm ? FormFieldData.Write(item[HeadBytes..(int)length], _item, tally) : Shape(item[..(int)length]))
                {
                    at = _target.Length;
                    _target.U32(HeadBytes + _item.Length).U16(HeadBytes).Add(isForm ? new byte[HeadBytes - 6] : item[6..HeadBytes]).Add(_item.Written);
                    if (!isForm)
                    {
                        _target.Written.U16(at + 6, ShapeKind);
                    }
                }
            }
        }

        _moved.Add((place, kind), at);
        return at;
    }

    private bool Shape(ReadOnlySpan<byte> item)
    {
        var kind = item.U16(6);
        var start = HeadBytes;
        if (kind == LinkedShapeKind && item.Length > start)
        {
            // The name of the file that the picture is linked to; Office would fetch it anew.
            start += 1 + item[start];
            tally.Add("", LegacyCodes.Image, FindingAction.Neutralized, "linked");
        }

        if ((kind != ShapeKind && kind != LinkedShapeKind) || start > item.Length)
        {
            // Pictures of before 1997; what else is there is the data of a link.
            if (kind is 0x08 or 0x62 or 0x63)
            {
                tally.Add("", LegacyCodes.Image, FindingAction.Removed);
            }

            return false;
        }

        artist.Rewrite(item[start..], [], _item);
        return _item.Length > 0;
    }
}
