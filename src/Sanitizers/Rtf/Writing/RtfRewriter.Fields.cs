using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Ooxml.Word;
using Mugai.Sanitizers.Rtf.Reading;
using Mugai.Sanitizers.Rtf.Vocabulary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Rtf.Writing;

/// <summary>
/// Fields: the code is written while it is read and taken back with all of the field when it may not stay; then the result stands there as text. A result in front of its code
/// is text at once.
/// </summary>
internal sealed partial class RtfRewriter
{
    private readonly List<RtfField> _fields = [];
    private int _codeDepth;

    private static bool IsForeignToCode(RtfKind kind) => kind is not (RtfKind.Format or RtfKind.Wide or RtfKind.Character or RtfKind.Quiet or RtfKind.Font or RtfKind.Style or RtfKind.Field or RtfKind.FieldInstruction
        or RtfKind.FieldResult or RtfKind.Data or RtfKind.Unicode or RtfKind.UnicodeText);

    private void BeginField(RtfWord word)
    {
        if (_fields.Count >= RtfLimits.MaxOpenFields)
        {
            throw new BudgetExceededException(Reason.TooDeep, "fields");
        }

        if (Top.End != RtfScopeEnd.Nothing)
        {
            Skip();
            return;
        }

        if (Top.Place == RtfPlace.Instruction)
        {
            _fields[^1].Append([FieldCode.NestedMark]);
        }

        Open();
        _fields.Add(new RtfField(_out.Length, _out.IsAfterWord, _pictures.Count));
        _out.Word(word);
        (Top.Outer, Top.Place, Top.End) = (Top.Place, RtfPlace.Field, RtfScopeEnd.Field);
    }

    private void BeginInstruction(RtfWord word)
    {
        if (Top.Place != RtfPlace.Field || Top.End != RtfScopeEnd.Nothing || _fields[^1].State != RtfFieldState.Open || _fields[^1].HasResult)
        {
            Skip();
            return;
        }

        Open();
        _out.Star();
        _out.Word(word);
        (Top.Place, Top.End) = (RtfPlace.Instruction, RtfScopeEnd.Instruction);
        _codeDepth++;
    }

    private void EndInstruction()
    {
        _codeDepth--;
        var field = _fields[^1];
        var decision = FieldCode.Judge(field.Code);
        if (decision.Fate == FieldFate.Keep && !field.HasFlattenedInside)
        {
            field.State = RtfFieldState.Kept;
            return;
        }

        field.ShownText = decision.ShownText;
        Flatten(field);
        _tally.Add("", CodeOf(decision.Code), FindingAction.Replaced, decision.Name);
    }

    private static string CodeOf(string code) => code switch
    {
        OoxmlCodes.Dde => RtfCodes.Dde,
        OoxmlCodes.Hyperlink => RtfCodes.Hyperlink,
        OoxmlCodes.MailMerge => RtfCodes.MailMerge,
        _ => RtfCodes.Field,
    };

    private void Flatten(RtfField field)
    {
        DropPictures(field.Pictures);
        TakeBack(field.Start, field.IsAfterWord);
        field.State = RtfFieldState.Flattened;

        // What it leaves inside another's code would be read as that one's.
        if (_fields.Count > 1 && _codeDepth > 0)
        {
            _fields[^2].HasFlattenedInside = true;
        }
    }

    private void BeginResult(RtfWord word)
    {
        if (Top.Place != RtfPlace.Field || Top.End != RtfScopeEnd.Nothing || _fields[^1].HasResult)
        {
            Skip();
            return;
        }

        var field = _fields[^1];
        field.HasResult = true;
        if (field.State == RtfFieldState.Open)
        {
            Flatten(field);
            _tally.Add("", RtfCodes.Field, FindingAction.Replaced);
        }

        if (field.State == RtfFieldState.Kept)
        {
            Enter(word, null, isStarred: false, RtfPlace.Story);
        }
        else if (Top.Outer == RtfPlace.Instruction)
        {
            Skip();
        }
        else
        {
            Top.Place = Top.Outer;
        }
    }

    private void EndField()
    {
        var field = _fields[^1];
        if (field.State == RtfFieldState.Open)
        {
            Flatten(field);
        }
        else if (field is { State: RtfFieldState.Flattened, HasResult: false, ShownText: { Length: > 0 } shown } && Top.Outer is RtfPlace.Story or RtfPlace.Data)
        {
            Open();
            _out.Text(shown);
        }

        _fields.RemoveAt(_fields.Count - 1);
    }
}
