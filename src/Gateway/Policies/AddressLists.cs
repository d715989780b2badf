using System.Text;
using Mugai.Gateway.Configuration;

namespace Mugai.Gateway.Policies;

/// <summary>
/// Lists of recipients or senders that are kept in a table program: <c>file:LIST.csv</c> among the entries of a key. The first column is a pattern, whatever stands in the others (owner, since when)
/// is for people. A first line without a pattern is a heading.
/// </summary>
internal static class AddressLists
{
    public const string Prefix = "file:";

    private const int MaxEntries = 100_000;

    /// <summary>The patterns with those of the files in their place.</summary>
    /// <param name="patterns">As they were written.</param>
    /// <param name="folder">The folder of the policy's file.</param>
    /// <param name="placeOf">Where the entry with that number stands.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> patterns, string folder, Func<int, ConfigPlace> placeOf, List<ConfigProblem> problems)
    {
        if (!patterns.Any(pattern => pattern.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            return patterns;
        }

        var all = new List<string>();
        foreach (var (number, pattern) in patterns.Index())
        {
            if (pattern.StartsWith(Prefix, StringComparison.Ordinal))
            {
                all.AddRange(Read(Path.GetFullPath(pattern[Prefix.Length..], folder), placeOf(number), problems));
            }
            else
            {
                all.Add(pattern);
            }
        }

        return all;
    }

    /// <summary>A list as such a file, with where each entry stands in the second column.</summary>
    public static string Write(IEnumerable<(string Pattern, string Source)> entries)
    {
        var csv = new StringBuilder("\uFEFFaddress,policy\r\n");
        foreach (var (pattern, source) in entries)
        {
            csv.Append(pattern).Append(',').Append(source.Replace(",", " ", StringComparison.Ordinal)).Append("\r\n");
        }

        return csv.ToString();
    }

    private static List<string> Read(string file, ConfigPlace place, List<ConfigProblem> problems)
    {
        var patterns = new List<string>();
        if (!File.Exists(file))
        {
            problems.Add(new(place.File, place.Line, place.Column, $"'{file}' does not exist.", $"「{file}」がありません。"));
            return patterns;
        }

        if (ConfigLoader.ReadText(file, problems) is not { } text)
        {
            return patterns;
        }

        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var cell = line.Split(',')[0].Trim().Trim('"', '\uFEFF').Trim();
            if (cell.Length == 0 || cell[0] == '#')
            {
                continue;
            }

            try
            {
                patterns.Add(cell == PolicyMatch.NullSender ? cell : AddressPattern.Read(cell));
            }
            catch (FormatException) when (number == 1 && !cell.AsSpan().ContainsAny('@', '.'))
            {
                // A heading.
            }
            catch (FormatException)
            {
                problems.Add(new(file, number, 1, $"'{new UntrustedText(cell).ForDisplay()}' is no address, domain or *.domain.", $"「{new UntrustedText(cell).ForDisplay()}」はアドレス・ドメイン・*.ドメインのどれでもありません。"));
            }
        }

        if (patterns.Count > MaxEntries)
        {
            problems.Add(new(file, 0, 0, $"More than {MaxEntries} entries. Use domains.", $"{MaxEntries} 件を超えています。ドメインで指定してください。"));
        }

        return patterns;
    }
}
