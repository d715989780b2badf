namespace Mugai.Gateway.Configuration;

/// <summary>The shapes a value may have in YAML.</summary>
public enum ConfigShape
{
    /// <summary>One scalar.</summary>
    Value,

    /// <summary>A list of scalars; a single scalar counts as a list of one.</summary>
    List,

    /// <summary>A mapping from names of the operator's choice to scalars.</summary>
    Map,
}

/// <summary>One key of a file: its path, how its text is read into <typeparamref name="T"/>, and what <c>mugai check --explain</c> says of it.</summary>
/// <param name="Path">Dotted path, e.g. <c>smtp.listen</c>.</param>
/// <param name="Shape">The YAML shape.</param>
/// <param name="Expects">What a right value looks like, for messages.</param>
/// <param name="Default">The default as it would be written.</param>
/// <param name="En">One line of explanation.</param>
/// <param name="Ja">The same in Japanese.</param>
/// <param name="Apply">Reads the value; throws <see cref="FormatException"/> with nothing but the cause when it does not fit.</param>
public sealed record ConfigKey<T>(
    string Path, ConfigShape Shape, string Expects, string Default, string En, string Ja, Func<T, ConfigText, T> Apply)
{
    /// <summary>Every word that fits, where <see cref="Expects"/> does not list them: the nearest one is proposed.</summary>
    public IReadOnlyCollection<string> Known { get; init; } = [];
}

/// <summary>The text under a key: one scalar, several, or named ones.</summary>
public sealed record ConfigText(IReadOnlyList<string> Items, IReadOnlyList<string> Names)
{
    public string Single => Items.Count == 1 ? Items[0] : throw new FormatException();

    public IReadOnlyList<TItem> Each<TItem>(Func<string, TItem> read) => [.. Items.Select(read)];
}
