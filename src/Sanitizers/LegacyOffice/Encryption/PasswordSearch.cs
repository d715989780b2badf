using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Encryption;

/// <summary>Tries the words that may open a file: first the one that Excel uses itself for books that are only protected against changes, then those of the job.</summary>
internal static class PasswordSearch
{
    // [MS-OFFCRYPTO] 2.1.4 note: opened by every Excel without asking.
    private const string DefaultPassword = "VelvetSweatshop";

    /// <summary>What <paramref name="open"/> made of the first word that fits, and that word's index; null when none does.</summary>
    public static (T Opened, int? Index)? Find<T>(ISanitizeContext context, Func<string, T?> open, string defaultPassword = DefaultPassword)
        where T : class
    {
        if (open(defaultPassword) is { } byDefault)
        {
            return (byDefault, null);
        }

        for (var i = 0; i < context.Passwords.Count; i++)
        {
            context.Budget.ChargeObjects(1);
            if (open(context.Passwords[i]) is { } opened)
            {
                return (opened, i);
            }
        }

        return null;
    }
}
