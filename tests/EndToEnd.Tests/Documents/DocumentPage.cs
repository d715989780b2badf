using System.Text.RegularExpressions;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Documents;

/// <summary>
/// A page of docs/operating, or a README. A fence says what stands in it: <c>sh</c> is run as it is, <c>sh stopped</c> with the server stopped, <c>sh elsewhere</c> on another machine with
/// the same key; <c>sh norun</c> is for the reader's machine, and <see cref="ReadersMachine"/> says why; <c>yaml</c>, <c>yaml policy</c>, <c>yaml tenant</c>, <c>yaml prometheus</c> and
/// <c>main.cf</c> are files, <c>text</c> is a figure.
/// </summary>
/// <param name="Language">en or ja.</param>
/// <param name="Name">The same for both languages.</param>
internal sealed partial record DocumentPage(string Language, string Name, string File)
{
    private static readonly string[] Languages = ["en", "ja"];

    public static IReadOnlyList<DocumentPage> All { get; } =
    [
        new("en", "/README.md", Checkout.At("README.md")),
        new("ja", "/README.md", Checkout.At("README.ja.md")),
        .. Languages.SelectMany(language => Directory.GetFiles(Checkout.At("docs", "operating", language), "*.md").Order(StringComparer.Ordinal)
            .Select(file => new DocumentPage(language, Path.GetFileName(file), file))),
    ];

    /// <summary>What stands in fences, in its order.</summary>
    public IReadOnlyList<DocumentBlock> Blocks { get; } = [.. Fences(System.IO.File.ReadAllLines(File))];

    /// <summary>What stands between backticks in a line.</summary>
    public IEnumerable<string> Inline => OutsideFences(System.IO.File.ReadAllLines(File)).SelectMany(line => Backticks().Matches(line)).Select(span => span.Groups[1].Value);

    public static DocumentPage Get(string language, string name) => All.Single(page => page.Language == language && page.Name == name);

    public override string ToString() => $"{Language} {Name}";

    private static IEnumerable<DocumentBlock> Fences(string[] lines)
    {
        string? kind = null;
        var text = new List<string>();
        foreach (var line in lines)
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                text.Add(line);
                continue;
            }

            if (kind is not null)
            {
                yield return new(kind, string.Join('\n', text) + "\n");
            }

            kind = kind is null ? line[3..].Trim() : null;
            text.Clear();
        }
    }

    private static IEnumerable<string> OutsideFences(string[] lines)
    {
        var inside = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inside = !inside;
            }
            else if (!inside)
            {
                yield return line;
            }
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Backticks();
}

/// <summary>What stands in one fence.</summary>
internal sealed record DocumentBlock(string Kind, string Text)
{
    /// <summary>Among the policies; only one marked so is also in force while the commands below it are run.</summary>
    public bool IsPolicy => Kind == "yaml policy" || (Kind == "yaml" && Text.Contains("\nrecipients:", StringComparison.Ordinal));

    /// <summary>mugai.yaml, or lines of it.</summary>
    public bool IsConfiguration => Kind == "yaml" && !IsPolicy;

    public bool IsRun => Kind is "sh" or "sh stopped" or "sh elsewhere";

    /// <summary>The first command, without what a comment says of it and without its reason, which is in the page's language.</summary>
    public string FirstCommand => Text.Split('\n')[0].Split(" #")[0].Split(" --reason ")[0].TrimEnd();
}
