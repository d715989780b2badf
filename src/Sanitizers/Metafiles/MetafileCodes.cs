namespace Mugai.Sanitizers.Metafiles;

/// <summary>Finding codes of this room, explained in docs/formats/metafiles.md.</summary>
internal static class MetafileCodes
{
    public const string Escape = "metafile.escape";
    public const string Comment = "metafile.comment";
    public const string EmfPlus = "metafile.emfPlus";
    public const string ColorProfile = "metafile.colorProfile";
    public const string OpenGl = "metafile.openGl";
    public const string UnknownRecord = "metafile.unknownRecord";
    public const string BadRecord = "metafile.badRecord";
    public const string Bitmap = "metafile.bitmap";
    public const string Description = "metafile.description";
    public const string TrailingData = "metafile.trailingData";
    public const string Truncated = "metafile.truncated";
}
