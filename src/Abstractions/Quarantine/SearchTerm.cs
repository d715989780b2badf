namespace Mugai.Quarantine;

/// <summary>What a message can be found by. Values go into stored digests and are never reused.</summary>
public enum TermKind : byte
{
    /// <summary>A recipient's address.</summary>
    Recipient = 1,

    /// <summary>The sender: the envelope's, or the author that the mail names.</summary>
    Sender = 2,

    /// <summary>The domain of either.</summary>
    SenderDomain = 3,

    /// <summary>Two neighbouring characters of the subject: any piece of a subject in any language is found by its pairs.</summary>
    SubjectPair = 4,

    /// <summary>A finding's code.</summary>
    Finding = 5,

    /// <summary>SHA-256 of a part as it came in.</summary>
    Hash = 6,

    /// <summary>Why something was blocked or held.</summary>
    Reason = 7,

    /// <summary>A host that a link in the text leads to.</summary>
    Link = 8,
}

/// <summary>One term. Stored as a keyed digest alone: the table of terms says nothing to who has no key.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Text">Compared without regard to case.</param>
public readonly record struct SearchTerm(TermKind Kind, string Text)
{
    /// <summary>Pairs of one subject that are kept; later ones cannot be searched for.</summary>
    public const int MaxPairs = 64;

    /// <summary>The term as it is compared: lower case, full-width ASCII as ASCII.</summary>
    public string Folded => Fold(Text);

    /// <summary>The pairs of a subject, each once.</summary>
    public static IEnumerable<SearchTerm> PairsOf(string subject)
    {
        var runes = Fold(subject).EnumerateRunes().Where(rune => !System.Text.Rune.IsWhiteSpace(rune)).ToList();
        return runes.Zip(runes.Skip(1), (first, second) => first.ToString() + second).Distinct(StringComparer.Ordinal).Take(MaxPairs)
            .Select(pair => new SearchTerm(TermKind.SubjectPair, pair));
    }

    /// <summary>An address by itself and by its domain.</summary>
    public static IEnumerable<SearchTerm> SenderOf(string address)
    {
        if (address.Length == 0)
        {
            yield break;
        }

        yield return new(TermKind.Sender, address);
        var at = address.LastIndexOf('@');
        if (at >= 0)
        {
            yield return new(TermKind.SenderDomain, address[(at + 1)..]);
        }
    }

    /// <summary>Lower case, full-width ASCII (U+FF01 to U+FF5E) as ASCII.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (folded, from) =>
    {
        for (var i = 0; i < folded.Length; i++)
        {
            var plain = from[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(from[i] - 0xFEE0) : from[i];
            folded[i] = char.ToLowerInvariant(plain);
        }
    });
}
