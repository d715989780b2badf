using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Encryption;

/// <summary>Tries the words that may open a file: first the one that Excel uses itself for books that are only protected against changes, then those of the job.</summary>
internal static class PasswordSearch
{
    // [MS-OFFCRYPTO] 2.1.4 note: opened by every Excel without asking.
    private const string DefaultPassword = "VelvetSweatshop";

    // Longer than Office takes.
    private const int MaxChars = 255;

    // Office 2013 and later hash 100,000 times for one word, 50 ms: forty of its words, or two seconds, for one file. What a person types comes first.
    private const long MaxHashes = 4_000_000;
    private const int HashesPerObject = 64;

    /// <summary>What <paramref name="open"/> made of the first word that fits, and that word's index; null when none does, or when words cost too much to go on (<paramref name="hashesPerWord"/>).</summary>
    public static (T Opened, int? Index)? Find<T>(ISanitizeContext context, Func<string, T?> open, int hashesPerWord = 0)
        where T : class
    {
        var left = MaxHashes;
        if (Try(DefaultPassword) is { } byDefault)
        {
            return (byDefault, null);
        }

        for (var i = 0; i < context.Passwords.Count && MayGoOn(); i++)
        {
            if (context.Passwords[i] is { Length: > 0 and <= MaxChars } word && Try(word) is { } opened)
            {
                return (opened, i);
            }
        }

        return null;

        T? Try(string word)
        {
            left -= hashesPerWord;
            context.Budget.ChargeObjects(1 + (hashesPerWord / HashesPerObject));
            return open(word);
        }

        // The rest of the mail must still be read: many locked files together take no more than half of what it may cost.
        bool MayGoOn() => left >= hashesPerWord && (hashesPerWord == 0 || context.Budget.UsedObjects + (hashesPerWord / HashesPerObject) <= context.Budget.Limits.MaxObjects / 2);
    }
}
