namespace Mugai.Mime;

/// <summary>The file name of a part and whether another parser could see another one.</summary>
public readonly record struct PartName(string? Name, bool IsConflicting)
{
    /// <summary>The disposition's filename before the type's name; conflicting when both are there and differ, or either header says so.</summary>
    public static PartName Of(ContentType? type, ContentDisposition? disposition)
    {
        var file = disposition?.FileName;
        var name = type?.Name;
        var conflicts = (file is not null && name is not null && file != name)
            || (disposition is not null && disposition.Defects.Contains(MimeDefect.ConflictingParameters))
            || (type is not null && type.Defects.Contains(MimeDefect.ConflictingParameters));
        return new PartName(file ?? name, conflicts);
    }
}
