namespace Mugai.People;

/// <summary>Somebody who decides, and by whose right.</summary>
/// <param name="Person">Who.</param>
/// <param name="For">Ids of those whose right it is: the own id, and those of approvers who are absent (代理承認). Never empty.</param>
public sealed record Decider(Person Person, IReadOnlyList<string> For)
{
    /// <summary>Whether the person decides in the own right.</summary>
    public bool IsOwnRight => For.Contains(Person.Id);

    /// <summary>
    /// By whose right the person decides about a request of <paramref name="requester"/>, or null: nobody decides about the own request, and whoever stands in for the requester does not either.
    /// </summary>
    /// <param name="requester">Who asked.</param>
    /// <param name="used">The right by which somebody agreed already: of two who must agree each brings one of its own.</param>
    public string? RightFor(string requester, string? used = null) => Person.Id == requester ? null
        : IsOwnRight && Person.Id != used ? Person.Id
        : For.FirstOrDefault(right => right != requester && right != used && right != Person.Id);
}
