using System.Globalization;
using Mugai.Sanitizers.Rtf.Reading;
using Mugai.Sanitizers.Rtf.Vocabulary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Rtf.Writing;

/// <summary>Objects, of which the picture stays; pictures; properties of shapes.</summary>
internal sealed partial class RtfRewriter
{
    // Enough to keep the workers of native code busy; each holds its picture.
    private const int MaxBegun = 8;

    private readonly List<RtfObject> _objects = [];
    private readonly List<RtfPicture> _pictures = [];
    private readonly List<RtfShapeProperty> _properties = [];
    private RtfPicture? _picture;
    private int _objectNumber;

    bool IRtfHandler.TakesData => _skipDepth == 0 && _depth > 0 && Top.Place is RtfPlace.Picture or RtfPlace.ObjectData;

    public void Data(ReadOnlySpan<byte> digits)
    {
        if (Top.Place == RtfPlace.Picture)
        {
            _context.Budget.ChargeBytes(digits.Length / 2);
            _picture!.Digits(digits);
        }
        else
        {
            _objects[^1].Digits(digits);
        }
    }

    public void Binary(ReadOnlySpan<byte> bytes)
    {
        if (_skipDepth > 0 || _depth == 0)
        {
            return;
        }

        if (Top.Place == RtfPlace.Picture)
        {
            _context.Budget.ChargeBytes(bytes.Length);
            _picture!.Binary(bytes);
        }
        else if (Top.Place == RtfPlace.ObjectData)
        {
            _objects[^1].Binary(bytes);
        }
    }

    /// <summary>Writes the document with its pictures.</summary>
    public void WriteTo(Stream output)
    {
        var at = 0L;
        var finished = 0;
        var begun = 0;
        _body.Position = 0;
        for (; finished < _pictures.Count; finished++)
        {
            for (; begun < _pictures.Count && begun < finished + MaxBegun; begun++)
            {
                _pictures[begun].Begin(_context, string.Create(CultureInfo.InvariantCulture, $"{_path}/picture-{begun + 1}"));
            }

            var picture = _pictures[finished];
            Copy(output, picture.Offset - at);
            at = picture.Offset;
            if (!picture.Write(output))
            {
                _tally.Add(string.Create(CultureInfo.InvariantCulture, $"picture-{finished + 1}"), RtfCodes.Image, FindingAction.Replaced);
            }

            picture.Dispose();
        }

        Copy(output, _body.Length - at);
    }

    public void Dispose()
    {
        foreach (var picture in _pictures)
        {
            picture.Dispose();
        }

        foreach (var broken in _objects)
        {
            broken.Dispose();
        }

        _picture?.Dispose();
        _body.Dispose();
    }

    private void Copy(Stream output, long count)
    {
        Span<byte> buffer = stackalloc byte[8 * 1024];
        while (count > 0)
        {
            var read = _body.Read(buffer[..(int)Math.Min(buffer.Length, count)]);
            if (read == 0)
            {
                throw new EndOfStreamException("A picture stands behind the end of what was written.");
            }

            output.Write(buffer[..read]);
            count -= read;
        }
    }

    private void BeginObject()
    {
        if (Top.End != RtfScopeEnd.Nothing)
        {
            Skip();
            return;
        }

        _objects.Add(new RtfObject());
        (Top.Outer, Top.Place, Top.End) = (Top.Place, RtfPlace.Object, RtfScopeEnd.Object);
    }

    private void InObject(RtfWord word)
    {
        switch (word.Kind)
        {
            case RtfKind.ObjectResult:
                Top.Place = Top.Outer;
                break;
            case RtfKind.ObjectData:
                Top.Place = RtfPlace.ObjectData;
                break;
            case RtfKind.ObjectClass:
                Top.Place = RtfPlace.ObjectClass;
                break;
        }
    }

    private void EndObject()
    {
        using var removed = _objects[^1];
        _objects.RemoveAt(_objects.Count - 1);
        _objectNumber++;
        _tally.Add(string.Create(CultureInfo.InvariantCulture, $"object-{_objectNumber}"), RtfCodes.Object, FindingAction.Removed, removed.Describe());
    }

    private void BeginPicture()
    {
        if (Top.End != RtfScopeEnd.Nothing || _codeDepth > 0 || _picture is not null)
        {
            Skip();
            return;
        }

        // Each is held to the end of the document.
        _context.Budget.ChargePart();
        _picture = new RtfPicture(_context);
        (Top.Outer, Top.Place, Top.End) = (Top.Place, RtfPlace.Picture, RtfScopeEnd.Picture);
    }

    private void InPicture(RtfWord word, int? number)
    {
        switch (word.Kind)
        {
            case RtfKind.PictureWord:
                _picture!.Word(word.Name, Bounded(number));
                break;
            case RtfKind.Object or RtfKind.ObjectData:
                Fault = "an object inside a picture";
                break;
            case RtfKind.Format or RtfKind.Wide or RtfKind.Quiet or RtfKind.Character or RtfKind.Font or RtfKind.Style:
                break;
            default:
                Skip();
                break;
        }
    }

    private void EndPicture()
    {
        var picture = _picture!;
        picture.Complete();
        _picture = null;
        if (Top.Outer == RtfPlace.ShapeValue)
        {
            _properties[^1].Take(picture);
            return;
        }

        OpenUpTo(_depth - 1);
        Place(picture);
    }

    /// <summary>Pictures of what is taken back go with it: a place behind the end would never be reached.</summary>
    private void DropPictures(int keep)
    {
        for (var i = keep; i < _pictures.Count; i++)
        {
            _pictures[i].Dispose();
        }

        _pictures.RemoveRange(keep, _pictures.Count - keep);
    }

    private void Place(RtfPicture picture)
    {
        _out.Raised();
        picture.Offset = _out.Length;
        _pictures.Add(picture);
    }

    private void BeginProperty()
    {
        if (Top.End != RtfScopeEnd.Nothing || _properties.Count > 0 || _codeDepth > 0)
        {
            Skip();
            return;
        }

        _properties.Add(new RtfShapeProperty());
        (Top.Place, Top.End) = (RtfPlace.ShapeProperty, RtfScopeEnd.ShapeProperty);
    }

    private void BeginPropertyPart(RtfKind kind)
    {
        if (Top.Place != RtfPlace.ShapeProperty || Top.End != RtfScopeEnd.Nothing || !_properties[^1].Begin(kind == RtfKind.ShapeValue))
        {
            Skip();
            return;
        }

        Top.Place = kind == RtfKind.ShapeValue ? RtfPlace.ShapeValue : RtfPlace.ShapeName;
    }

    private void EndProperty()
    {
        var property = _properties[^1];
        _properties.Clear();
        if (property.Refusal is { } code)
        {
            _tally.Add("", code, FindingAction.Removed, property.Name);
        }

        if (!property.MayStay)
        {
            property.Picture?.Dispose();
            return;
        }

        OpenUpTo(_depth - 1);
        _out.Brace(opens: true);
        _out.Word("\\sp"u8);
        _out.Brace(opens: true);
        _out.Word("\\sn"u8);
        _out.Text(property.Name);
        _out.Brace(opens: false);
        _out.Brace(opens: true);
        _out.Word("\\sv"u8);
        if (property.Picture is { } picture)
        {
            Place(picture);
        }
        else
        {
            _out.Text(property.Value);
        }

        _out.Brace(opens: false);
        _out.Brace(opens: false);
    }
}
