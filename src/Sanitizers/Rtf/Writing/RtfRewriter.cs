using System.Text;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Rtf.Reading;
using Mugai.Sanitizers.Rtf.Vocabulary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Rtf.Writing;

/// <summary>
/// Writes a document anew while it is read: groups, words of the list and characters. A brace is written when something inside is, so that groups of which nothing stays leave no
/// trace. Pictures are put in at the end, when their sanitizers are done.
/// </summary>
internal sealed partial class RtfRewriter : IRtfHandler, IDisposable
{
    private const int MaxNumber = 65_535;
    private const int MinNumber = -32_768;

    private readonly ISanitizeContext _context;
    private readonly FindingTally _tally;
    private readonly string _path;
    private readonly Stream _body;
    private readonly RtfOutput _out;
    private RtfScope[] _scopes = new RtfScope[32];
    private int _depth;
    private int _opened;
    private int _skipDepth;
    private bool _hasHeader;
    private int _fonts;
    private int _colors;
    private int _styles;
    private int _lists;
    private int _cells;
    private int _levels;
    private long _overrideAt = -1;

    public RtfRewriter(ISanitizeContext context, FindingTally tally, string path)
    {
        _context = context;
        _tally = tally;
        _path = path.TrimEnd('/');
        _body = context.CreateScratch();
        _out = new RtfOutput(_body, context.Budget);
    }

    /// <summary>The document's group was closed.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Why nothing of it can be written.</summary>
    public string? Fault { get; private set; }

    bool IRtfHandler.IsDone => IsDone || Fault is not null;

    private ref RtfScope Top => ref _scopes[_depth - 1];

    public void GroupBegin()
    {
        if (_skipDepth > 0)
        {
            _skipDepth++;
            return;
        }

        if (_depth > 0 && !_hasHeader)
        {
            Fault = "another group before the header";
            return;
        }

        if (_depth == _scopes.Length)
        {
            Array.Resize(ref _scopes, 2 * _depth);
        }

        _scopes[_depth] = new RtfScope { Place = RtfPlace.Story, Outer = RtfPlace.Story, Brace = -1 };
        if (_depth > 0)
        {
            ref var outer = ref Top;
            _scopes[_depth].Place = outer.Place;
            _scopes[_depth].Outer = outer.Outer;
            _scopes[_depth].FontPage = outer.FontPage;
            if (outer.Place == RtfPlace.Digits)
            {
                Skip();
            }
        }

        _depth++;
    }

    public void GroupEnd()
    {
        if (_skipDepth > 1)
        {
            _skipDepth--;
            return;
        }

        _skipDepth = 0;
        if (_depth == 0)
        {
            Fault = "a group that ends and never began";
            return;
        }

        Finish(Top.End);
        if (Top.Brace >= 0)
        {
            _out.Brace(opens: false);
            _opened--;
        }

        _depth--;
        IsDone = _depth == 0;
        if (IsDone && !_hasHeader)
        {
            Fault = "no header";
        }
    }

    public void Control(ReadOnlySpan<char> name, int? number, bool isStarred)
    {
        if (_skipDepth > 0)
        {
            return;
        }

        if (!_hasHeader)
        {
            Header(name);
            return;
        }

        if (!RtfVocabulary.Find(name, out var word))
        {
            if (Top.Place is not (RtfPlace.ObjectData or RtfPlace.Picture))
            {
                _tally.Add("", isStarred ? RtfCodes.Destination : RtfCodes.Word, FindingAction.Removed, name.ToString());
            }

            if (isStarred)
            {
                Skip();
            }

            return;
        }

        switch (Top.Place)
        {
            case RtfPlace.ObjectData or RtfPlace.ObjectClass or RtfPlace.Digits:
                return;
            case RtfPlace.Picture:
                InPicture(word, number);
                return;
            case RtfPlace.Object:
                InObject(word);
                return;
            case RtfPlace.Unicode when word.Kind != RtfKind.UnicodeText:
            case RtfPlace.ShapeProperty when word.Kind is not (RtfKind.ShapeName or RtfKind.ShapeValue):
            case RtfPlace.ShapeName:
            case RtfPlace.ShapeValue when word.Kind != RtfKind.Picture:
            case RtfPlace.Instruction when IsForeignToCode(word.Kind):
                Refuse(word, isStarred);
                return;
            default:
                Take(word, number, isStarred);
                return;
        }
    }

    public void Text(ReadOnlySpan<char> text, bool isEscaped)
    {
        if (_skipDepth > 0 || _depth == 0)
        {
            return;
        }

        if (!_hasHeader)
        {
            Fault = text.IsWhiteSpace() ? null : "text before the header";
            return;
        }

        if (isEscaped && Top.Place == RtfPlace.LevelText && text is [< ' '])
        {
            Open();
            _out.Hex((byte)text[0]);
            return;
        }

        // What is not written may not be seen by the judges of codes and names either.
        text = text.ContainsAny(RtfOutput.Unwritten) ? Written(text) : text;
        if (text.IsEmpty)
        {
            return;
        }

        switch (Top.Place)
        {
            case RtfPlace.Story or RtfPlace.Data or RtfPlace.LevelText:
                Open();
                _out.Text(text);
                break;
            case RtfPlace.StyleSheet:
                TakeStyleText(text);
                break;
            case RtfPlace.Instruction:
                _fields[^1].Append(text);
                Open();
                _out.Text(text);
                break;
            case RtfPlace.FontTable:
                Open();
                _out.Name(text, FontEncodings.Of(Top.FontPage));
                break;
            case RtfPlace.ColorTable:
                TakeColors(text);
                break;
            case RtfPlace.Digits:
                TakeDigits(text);
                break;
            case RtfPlace.ObjectClass:
                _objects[^1].AppendName(text);
                break;
            case RtfPlace.ShapeName or RtfPlace.ShapeValue:
                _properties[^1].Append(text, Top.Place == RtfPlace.ShapeValue);
                break;
        }
    }

    private static string Written(ReadOnlySpan<char> text)
    {
        var written = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!RtfOutput.Unwritten.Contains(c))
            {
                written.Append(c);
            }
        }

        return written.ToString();
    }

    /// <summary>All groups that are still open end here.</summary>
    public void Complete()
    {
        while (_depth > 0 && Fault is null)
        {
            _skipDepth = 0;
            GroupEnd();
        }

        Fault ??= _hasHeader ? null : "no header";
        _out.Flush();
    }

    private void Header(ReadOnlySpan<char> name)
    {
        // Word asks for three characters of it and reads on whatever follows.
        if (_depth != 1 || !name.StartsWith("rt"))
        {
            Fault = "no header";
            return;
        }

        _hasHeader = true;
        Open();
        _out.Word("\\rtf"u8, 1);
        _out.Word("\\ansi"u8);
        _out.Word("\\uc"u8, 1);
    }

    /// <summary>Writes the braces of all groups that are open.</summary>
    private void Open() => OpenUpTo(_depth);

    private void OpenUpTo(int depth)
    {
        while (_opened < depth)
        {
            _scopes[_opened].IsAfterWord = _out.IsAfterWord;
            _scopes[_opened++].Brace = _out.Length;
            _out.Brace(opens: true);
        }
    }

    /// <summary>Nothing that follows in this group is written.</summary>
    private void Skip() => _skipDepth = 1;

    /// <summary>Takes back what was written from <paramref name="start"/> on, with the braces in front of it that hold nothing then.</summary>
    private void TakeBack(long start, bool isAfterWord)
    {
        // A picture takes no room until the end: a group that holds one is not empty.
        var picture = _pictures.Count > 0 ? _pictures[^1].Offset : -1;
        while (_opened > 0 && _scopes[_opened - 1].Brace is var brace && (brace >= start || brace == start - 1) && brace >= picture)
        {
            _scopes[--_opened].Brace = -1;
            (start, isAfterWord) = brace <= start ? (brace, _scopes[_opened].IsAfterWord) : (start, isAfterWord);
        }

        _out.Truncate(start, isAfterWord);
    }

    private void Finish(RtfScopeEnd end)
    {
        switch (end)
        {
            case RtfScopeEnd.Field:
                EndField();
                break;
            case RtfScopeEnd.Instruction:
                EndInstruction();
                break;
            case RtfScopeEnd.Object:
                EndObject();
                break;
            case RtfScopeEnd.Picture:
                EndPicture();
                break;
            case RtfScopeEnd.ShapeProperty:
                EndProperty();
                break;
            case RtfScopeEnd.ListOverride:
                EndOverride();
                break;
        }
    }
}
