namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>
/// What a first reading of a part found out about elements whose fate depends on what comes later inside them: frames that hold OLE objects, VML shapes
/// that are controls, anchors of controls. Keyed by where the element stands.
/// </summary>
internal sealed class PartSurvey
{
    public static readonly PartSurvey Empty = new();

    /// <summary>Shapes and anchors that stand for a control or an OLE object, by mark: the shape's name, which both share.</summary>
    public Dictionary<long, string> Controls { get; } = [];

    /// <summary>Shapes that show a comment of a sheet, by mark.</summary>
    public HashSet<long> Notes { get; } = [];

    /// <summary>Cells and rows of a text that a tracked change deleted, rows and tables of which nothing else is left, by mark.</summary>
    public HashSet<long> Deleted { get; } = [];

    /// <summary>Objects of a text and the relationships of their files, by mark.</summary>
    public Dictionary<long, string> Objects { get; } = [];

    /// <summary>Frames that hold an OLE object; the id and name that its preview picture takes over.</summary>
    public Dictionary<long, OleFrame> OleFrames { get; } = [];
}

/// <summary>An OLE frame: the non-visual id and name of the frame, whether a preview picture is inside, and the relationships of its files.</summary>
internal sealed record OleFrame(string Id, string Name, bool HasPicture, IReadOnlyList<string> Files);
