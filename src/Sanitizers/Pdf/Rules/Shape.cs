namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>
/// What may stand in one place: scalars of some kinds, an array of something, a dictionary with any keys and values of one shape, and at most one
/// <see cref="Role"/> for everything that needs a closer look. What fits none of these does not get through.
/// </summary>
internal sealed class Shape(int id)
{
    /// <summary>Tells shapes apart in the table of written objects.</summary>
    public int Id => id;

    public ScalarKinds Scalars { get; set; }

    /// <summary>Shapes of the items of an array; null when there may be none.</summary>
    public Shape[]? Items { get; set; }

    /// <summary>How <see cref="Items"/> goes on behind its end.</summary>
    public ItemOrder Order { get; set; }

    /// <summary>The shape of every value of a dictionary whose keys are somebody's own names (resources, glyphs); null when there is none.</summary>
    public Shape? MapValue { get; set; }

    public Role? Role { get; set; }

    public Shape ItemAt(int position) => Items![Order switch
    {
        ItemOrder.Cycle => position % Items.Length,
        _ => Math.Min(position, Items.Length - 1),
    }];
}

/// <summary>How the items of an array are judged.</summary>
internal enum ItemOrder : byte
{
    /// <summary>A list: what does not fit is left out.</summary>
    List,

    /// <summary>Places have a meaning that repeats (name, value, name, value): what does not fit becomes null.</summary>
    Cycle,

    /// <summary>Places have a meaning, the last one for all that follow: what does not fit becomes null.</summary>
    Sequence,
}
