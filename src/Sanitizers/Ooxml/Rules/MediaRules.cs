using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>Sound and film of slides: what was rebuilt stays with what plays it; everything else about media goes.</summary>
internal static class MediaRules
{
    private static readonly string[] Commands = ["playFrom(", "togglePause", "pause", "resume", "stop"];

    /// <summary>An element that names the file: inside the package, and rebuilt.</summary>
    public static ElementAction File(ElementStart element, PartScope scope)
    {
        var isPlayed = element.Is(Vocabulary.Drawing, "audioFile") || element.Is(Vocabulary.Drawing, "videoFile");
        if (!element.HasDeadReference && IsMedia(element.Get(Vocabulary.R, "embed"), scope) != IsMedia(element.Get(Vocabulary.R, "link"), scope) && (isPlayed || element.Get(Vocabulary.R, "link") is null))
        {
            return ElementAction.Keep;
        }

        scope.Report(OoxmlCodes.Media, FindingAction.Removed, element.LocalName);
        return ElementAction.Drop;
    }

    public static ElementAction Timing(ElementStart element, PartScope scope) => scope.Part.HasMedia ? ElementAction.Keep : ElementAction.Drop;

    /// <summary>Calls that start and stop what plays; verbs are those of OLE objects.</summary>
    public static ElementAction Command(ElementStart element, PartScope scope) =>
        scope.Part.HasMedia && element.Get("type") is "call" && Array.Exists(Commands, command => element.Get("cmd")?.StartsWith(command, StringComparison.Ordinal) == true) ? ElementAction.Keep : ElementAction.Drop;

    private static bool IsMedia(string? id, PartScope scope) => id is { Length: > 0 } && scope.Part.Find(id)?.Part?.Kind == PartKind.Media;
}
