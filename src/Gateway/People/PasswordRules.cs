using Mugai.People;
using Mugai.Portal.People;

namespace Mugai.Gateway.People;

/// <summary>
/// What a password must be: long, not made of a name, not among the first that are tried (NIST SP 800-63B 3.1.1.2). No rules about kinds of signs:
/// they make passwords that are written on paper.
/// </summary>
internal static class PasswordRules
{
    public const int MaxLength = 256;
    private const int MinDifferentSigns = 5;

    /// <summary>Rows of keyboards and counting; a password made of pieces of these is a row, not a secret.</summary>
    private static readonly string[] Rows = ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"];

    /// <summary>Words that passwords of offices are built around; a password that is one of them and a few signs more is guessed first.</summary>
    private static readonly string[] Words =
        ["password", "passw0rd", "p@ssw0rd", "p@ssword", "welcome", "admin", "administrator", "letmein", "changeme", "iloveyou", "sunshine", "princess", "mugai", "lgwan", "yakusho", "shiyakusho", "zentei", "initial", "reiwa", "heisei", "sakura", "nippon", "japan"];

    public static IReadOnlyList<PasswordFault> Check(string password, Person person, int minLength, bool isSame)
    {
        var faults = new List<PasswordFault>();
        var plain = PasswordHash.Plain(password);
        var folded = plain.ToLowerInvariant();
        var length = plain.EnumerateRunes().Count();
        Add(length < minLength, PasswordFault.TooShort);
        Add(length > MaxLength, PasswordFault.TooLong);
        Add(folded.EnumerateRunes().Distinct().Count() < MinDifferentSigns || LeftAfter(folded, Rows, 4) < minLength / 2, PasswordFault.TooSimple);
        Add(Names(person).Any(name => folded.Contains(name, StringComparison.Ordinal)), PasswordFault.HoldsName);
        Add(LeftAfter(folded, Words, int.MaxValue) < minLength / 2, PasswordFault.Common);
        Add(isSame, PasswordFault.Same);
        return faults;

        void Add(bool wrong, PasswordFault fault)
        {
            if (wrong)
            {
                faults.Add(fault);
            }
        }
    }

    private static IEnumerable<string> Names(Person person) =>
        person.Addresses.Select(address => address.Split('@')[0]).Append(person.SignInName.Split('@')[0]).Select(name => name.ToLowerInvariant()).Where(name => name.Length >= 4);

    /// <summary>How many signs are left when whole words, or pieces of at least <paramref name="piece"/> signs of them (forwards and backwards), are taken out.</summary>
    private static int LeftAfter(string password, string[] words, int piece)
    {
        var left = 0;
        for (var i = 0; i < password.Length;)
        {
            var taken = words.Max(word => Math.Max(Taken(password, i, word, piece), Taken(password, i, Reversed(word), piece)));
            left += taken == 0 ? 1 : 0;
            i += Math.Max(taken, 1);
        }

        return left;
    }

    private static int Taken(string password, int at, string word, int piece)
    {
        var best = 0;
        for (var start = 0; start < word.Length; start++)
        {
            var length = 0;
            while (start + length < word.Length && at + length < password.Length && word[start + length] == password[at + length])
            {
                length++;
            }

            best = Math.Max(best, length);
        }

        return best >= Math.Min(piece, word.Length) ? best : 0;
    }

    private static string Reversed(string word) => string.Concat(word.Reverse());
}
