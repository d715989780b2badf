using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>
/// A part that an array, dictionary or stream plays. Most roles have one rule; the others look at the object (its Subtype, its S) and choose, or refuse.
/// </summary>
internal sealed class Role(string name, int id)
{
    public string Name => name;

    public int Id => id;

    /// <summary>
    /// An object of this rule has one place in its tree: a second reference to it (a circle, two parents) is left out, so that no reader walks it without end.
    /// </summary>
    public ObjectRule? Once { get; set; }

    /// <summary>The rule for the object, or null when it may not play this part. The object is resolved and no scalar.</summary>
    public Func<IRuleSubject, PdfObject, ObjectRule?> Choose { get; set; } = static (_, _) => null;
}
