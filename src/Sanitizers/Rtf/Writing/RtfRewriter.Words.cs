using Mugai.Wording;
using Mugai.Sanitizers.Rtf.Reading;
using Mugai.Sanitizers.Rtf.Vocabulary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Rtf.Writing;

/// <summary>Words of the list: what each kind of them does where it may stand.</summary>
internal sealed partial class RtfRewriter
{
    private void Take(RtfWord word, int? number, bool isStarred)
    {
        switch (word.Kind)
        {
            case RtfKind.Format:
                PutFormat(word, number);
                break;
            case RtfKind.Wide:
                Put(word, number);
                break;
            case RtfKind.Character:
                PutCharacter(word);
                break;
            case RtfKind.Quiet or RtfKind.PictureWord:
                break;
            case RtfKind.Font:
                PutFont(word, number);
                break;
            case RtfKind.Style:
                PutStyle(word, number, isStarred);
                break;
            case RtfKind.Cell:
                if (_cells++ < RtfLimits.MaxCells)
                {
                    Put(word, Bounded(number));
                }

                break;
            case RtfKind.CodePage:
                PutCodePage(word, number);
                break;
            case RtfKind.OverrideCount:
                PutOverrideCount(word);
                break;
            default:
                TakeDestination(word, number, isStarred);
                break;
        }
    }

    private void TakeDestination(RtfWord word, int? number, bool isStarred)
    {
        switch (word.Kind)
        {
            case RtfKind.Story:
                Enter(word, number, isStarred, RtfPlace.Story);
                break;
            case RtfKind.Data:
                Enter(word, number, isStarred, RtfPlace.Data);
                break;
            case RtfKind.LevelText:
                Enter(word, number, isStarred, RtfPlace.LevelText);
                break;
            case RtfKind.Digits:
                Enter(word, number, isStarred, RtfPlace.Digits);
                break;
            case RtfKind.FontTable:
                Enter(word, null, isStarred: false, RtfPlace.FontTable);
                break;
            case RtfKind.ColorTable:
                Enter(word, null, isStarred: false, RtfPlace.ColorTable);
                break;
            case RtfKind.StyleSheet:
                Enter(word, null, isStarred: false, RtfPlace.StyleSheet);
                break;
            case RtfKind.List or RtfKind.ListLevel or RtfKind.ListOverride or RtfKind.ListOverrideLevel:
                EnterList(word, isStarred);
                break;
            case RtfKind.Info or RtfKind.Author:
                EnterPersonal(word, isStarred);
                break;
            case RtfKind.Field:
                BeginField(word);
                break;
            case RtfKind.FieldInstruction:
                BeginInstruction(word);
                break;
            case RtfKind.FieldResult:
                BeginResult(word);
                break;
            case RtfKind.Object:
                BeginObject();
                break;
            case RtfKind.Picture:
                BeginPicture();
                break;
            case RtfKind.ShapeProperty:
                BeginProperty();
                break;
            case RtfKind.ShapeName or RtfKind.ShapeValue:
                BeginPropertyPart(word.Kind);
                break;
            case RtfKind.Unicode:
                (Top.Outer, Top.Place) = (Top.Place, RtfPlace.Unicode);
                break;
            case RtfKind.UnicodeText:
                Top.Place = Top.Place == RtfPlace.Unicode ? Top.Outer : Top.Place;
                break;
            case RtfKind.ObjectResult:
                break;
            default:
                Refuse(word, isStarred);
                break;
        }
    }

    /// <summary>A word that may not stand here, with its group where it is the name of one.</summary>
    private void Refuse(RtfWord word, bool isStarred)
    {
        if (word.Kind is RtfKind.Removed or RtfKind.RemovedWord)
        {
            _tally.Add("", word.Code, FindingAction.Removed, word.Name);
        }

        if (word.Kind is not (RtfKind.RemovedWord or RtfKind.Quiet or RtfKind.Format or RtfKind.Wide or RtfKind.Character or RtfKind.PictureWord or RtfKind.Font or RtfKind.Style or RtfKind.Cell) || isStarred)
        {
            Skip();
        }
    }

    private void Enter(RtfWord word, int? number, bool isStarred, RtfPlace place)
    {
        Open();
        if (isStarred)
        {
            _out.Star();
        }

        _out.Word(word, Bounded(number));
        Top.Place = place;
    }

    private void PutFormat(RtfWord word, int? number)
    {
        switch (word.Name)
        {
            case "trowd":
                _cells = 0;
                break;
            case "fcharset" or "cpg" when Top.Place == RtfPlace.FontTable:
                Top.FontPage = word.Name == "cpg" ? number ?? 0 : RtfCharsets.PageOf(number ?? 0);
                break;
        }

        Put(word, Bounded(number));
    }

    private void Put(RtfWord word, int? number)
    {
        Open();
        _out.Word(word, number);
    }

    private void PutCharacter(RtfWord word)
    {
        if (Top.Place == RtfPlace.Instruction)
        {
            _fields[^1].Append(word.Code is "\r\n" ? " " : word.Code);
        }

        if (Top.Place is RtfPlace.Story or RtfPlace.Data or RtfPlace.LevelText or RtfPlace.Instruction or RtfPlace.StyleSheet)
        {
            Put(word, null);
            if (word.Code == "\r\n" && Top.Place == RtfPlace.Story)
            {
                _out.LineEnd();
            }
        }
    }

    private static int? Bounded(int? number) => number is { } value ? Math.Clamp(value, MinNumber, MaxNumber) : null;
}
