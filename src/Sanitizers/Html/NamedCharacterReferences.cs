namespace Mugai.Sanitizers.Html;

/// <summary>
/// The named character references of WHATWG HTML 13.5, looked up with the longest-match rule of 13.2.5.73. All names are ASCII
/// letters and digits; those of the old list (106) also work without their semicolon.
/// </summary>
internal static partial class NamedCharacterReferences
{
    /// <summary>No name is longer, the semicolon not counted.</summary>
    public const int LongestName = MaxNameChars;

    private const uint WithoutSemicolon = 1u << 31;

    /// <summary>
    /// Finds the longest name that begins <paramref name="run"/> (letters and digits after the ampersand, all of them or the first
    /// <see cref="LongestName"/> + 1).
    /// </summary>
    /// <param name="run">Letters and digits after the ampersand.</param>
    /// <param name="semicolonFollows">A semicolon comes straight after the run.</param>
    /// <param name="value">The character(s) meant.</param>
    /// <returns>Characters of <paramref name="run"/> that the name takes; 0 when there is none. The semicolon belongs to it when all are taken and it follows.</returns>
    public static int Match(ReadOnlySpan<char> run, bool semicolonFollows, out NamedCharacter value)
    {
        if (semicolonFollows && run.Length <= MaxNameChars && Find(run) is var exact and >= 0)
        {
            value = Unpack(Values[exact]);
            return run.Length;
        }

        for (var length = Math.Min(run.Length, MaxLegacyNameChars); length >= 2; length--)
        {
            var at = Find(run[..length]);
            if (at >= 0 && (Values[at] & WithoutSemicolon) != 0)
            {
                value = Unpack(Values[at]);
                return length;
            }
        }

        value = default;
        return 0;
    }

    private static NamedCharacter Unpack(uint packed) => new((int)(packed & 0xFFFFF), Seconds[(int)((packed >> 20) & 0xFF)]);

    private static int Find(ReadOnlySpan<char> name)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = Compare(Names[Offsets[middle]..Offsets[middle + 1]], name);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return -1;
    }

    private static int Compare(ReadOnlySpan<byte> known, ReadOnlySpan<char> name)
    {
        var shared = Math.Min(known.Length, name.Length);
        for (var i = 0; i < shared; i++)
        {
            if (known[i] != name[i])
            {
                return known[i] - name[i];
            }
        }

        return known.Length - name.Length;
    }
}

/// <summary>What a named reference stands for: a code point and, for a few, a second UTF-16 unit (0 = none).</summary>
internal readonly record struct NamedCharacter(int CodePoint, char Second);
