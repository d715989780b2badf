namespace Mugai.Sanitizers.Archives;

/// <summary>Dates of archives. A ZIP knows wall-clock time without a zone.</summary>
internal static class DosTime
{
    // Absolute times become the wall clock of the people who read them: Japan, which has had no summer time since 1951.
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>Seconds since 1970 as date (high) and time (low); 0, which writes the first date there is, for what does not fit.</summary>
    /// <param name="unixSeconds">Since 1970 in UTC, or, with <paramref name="isWallClock"/>, as the clock on the wall showed it.</param>
    /// <param name="isWallClock">The archive kept wall-clock time itself.</param>
    public static uint FromUnix(long unixSeconds, bool isWallClock)
    {
        if (unixSeconds is < 0 or > 4_354_819_199)
        {
            return 0;
        }

        var at = DateTime.UnixEpoch.AddSeconds(unixSeconds) + (isWallClock ? TimeSpan.Zero : Japan);
        if (at.Year is < 1980 or > 2107)
        {
            return 0;
        }

        return (uint)(((at.Year - 1980) << 25) | (at.Month << 21) | (at.Day << 16) | (at.Hour << 11) | (at.Minute << 5) | (at.Second / 2));
    }
}
