namespace Mugai.Policies;

/// <summary>The notice in a mail: where it stands, when, and in whose words. Templates are text only and become text only.</summary>
public sealed record NoticePolicy
{
    /// <summary>What stands for the list of what was done, in a template. Each template must hold it once, on a line of its own.</summary>
    public const string FindingsPlace = "{findings}";

    /// <summary>What stands for the sentence that says how to ask for the original.</summary>
    public const string RequestPlace = "{request}";

    /// <summary>Characters of a template at most: a notice is read on a small screen.</summary>
    public const int MaxTemplateChars = 2_000;

    /// <summary>Characters of a subject tag at most.</summary>
    public const int MaxTagChars = 32;

    /// <summary>Where it stands.</summary>
    public NoticePosition Position { get; init; } = NoticePosition.Top;

    /// <summary>A mail in which nothing was found says so too; otherwise it carries no notice.</summary>
    public bool Always { get; init; }

    /// <summary>Put before the subject of a mail that carries a notice; empty puts nothing.</summary>
    public string SubjectTag { get; init; } = "";

    /// <summary>The administrator's words in Japanese, lines ended by LF; empty takes ours.</summary>
    public string Ja { get; init; } = "";

    /// <summary>The same in English.</summary>
    public string En { get; init; } = "";

    /// <summary>What is wrong with a template, or null. Both sides of the wall judge by it.</summary>
    public static string? FaultOf(string template)
    {
        if (template.Length > MaxTemplateChars)
        {
            return "too long";
        }

        foreach (var c in template)
        {
            if (c != '\n' && (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\uFEFF'))
            {
                return "control or invisible characters";
            }
        }

        var rest = template.Replace(RequestPlace, "", StringComparison.Ordinal);
        var lines = rest.Split('\n').Count(line => line.Trim() == FindingsPlace);
        rest = rest.Replace(FindingsPlace, "", StringComparison.Ordinal);
        return lines != 1 || template.Split(FindingsPlace).Length != 2 ? "{findings} must stand once, on a line of its own"
            : rest.AsSpan().ContainsAny('{', '}') ? "unknown placeholder"
            : null;
    }

    /// <summary>True when <paramref name="tag"/> can stand in a subject.</summary>
    public static bool IsTag(string tag) => tag.Length <= MaxTagChars && tag == tag.Trim() && tag.All(c => !char.IsControl(c) && !char.IsSurrogate(c) && c is < '\u200B' or > '\u206F' and not '\uFEFF');
}
