using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Mugai.Architecture.Tests;

/// <summary>Rules of the house that a reader would notice when they are broken: names, numbers, documents.</summary>
public sealed partial class HouseRuleTests(ITestOutputHelper output)
{
    private static readonly string[] BannedSuffixes = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Common", "Service", "Processor", "Info", "Base", "Impl"];

    [Fact]
    public void Names_NoTypeByAWordThatSaysNothing()
    {
        var bad = Repository.Sources("src").SelectMany(file => TypeName().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Where(name => BannedSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal)));
        Assert.Empty(bad);
    }

    [Fact]
    public void Numbers_DecisionsWithoutGapOrTwin()
    {
        var numbers = Directory.GetFiles(Repository.At("docs", "adr"), "*.md").Select(file => Path.GetFileName(file)![..4]).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(number => number.ToString("0000", CultureInfo.InvariantCulture)), numbers);
    }

    [Fact]
    public void Gives_EveryLogLineItsOwnNumber()
    {
        var ids = Repository.Sources("src").SelectMany(file => EventId().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToList();
        Assert.NotEmpty(ids);
        Assert.Empty(ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    /// <summary>A crowded tenant's mail comes back to the threads that give way after each wait (ADR 32); one await that says otherwise takes the rest of the journey away from them.</summary>
    [Fact]
    public void Journeys_ComeBackToTheirThreads()
    {
        var gateway = Path.Combine("src", "Gateway");
        var leaving = new[] { "Sanitizing", "Sandboxing", "Scanning", "Spooling", "Smtp" }.SelectMany(folder => Repository.Sources(Path.Combine(gateway, folder)))
            .Where(file => File.ReadAllText(file).Contains("ConfigureAwait(false)", StringComparison.Ordinal)).Select(Path.GetFileName);
        Assert.Equal(["SmtpSession.cs"], leaving); // between two commands nobody knows whose mail is next
    }

    [Fact]
    public void Keeps_AbstractionsSmall()
    {
        var types = Repository.Sources("src/Abstractions").Sum(file => TypeName().Count(File.ReadAllText(file)));
        output.WriteLine($"Abstractions holds {types} types (guide: 60)");
        Assert.InRange(types, 1, 160); // the contracts of the portal, the scanners and the rules about whole mails with them
    }

    [Fact]
    public void Keeps_FilesShort()
    {
        var long_ = Repository.Sources("src").Select(file => (file, lines: File.ReadLines(file).Count())).Where(pair => pair.lines > 400).ToList();
        foreach (var (file, lines) in long_)
        {
            output.WriteLine($"{lines} lines: {Repository.Relative(file)} (guide: 400)");
        }

        Assert.DoesNotContain(long_, pair => pair.lines > 600);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.ja.md")]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("SECURITY.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("LICENSE")]
    [InlineData("docs/glossary.md")]
    [InlineData("docs/threats.md")]
    public void Keeps_TheDocumentsOfTheHouse(string document) => Assert.True(File.Exists(Repository.At(document)), $"{document} is missing.");

    [Fact]
    public void Links_OnlyToFilesThatExist()
    {
        var documents = Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Directory.EnumerateFiles(Repository.At("docs"), "*.md", SearchOption.AllDirectories));
        var dead = documents.SelectMany(file => Link().Matches(File.ReadAllText(file)).Select(match => (file, target: match.Groups[1].Value.Split('#')[0])))
            .Where(link => link.target.Length > 0 && !link.target.Contains("://", StringComparison.Ordinal) && !link.target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(link.file)!, link.target)));
        Assert.Empty(dead.Select(link => $"{Repository.Relative(link.file)} → {link.target}"));
    }

    [GeneratedRegex(@"^\s*(?:public|internal|private|file)?\s*(?:static |sealed |abstract |partial |readonly |ref |unsafe )*(?:class|record struct|record|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"LoggerMessage\((?:EventId = )?(\d{4})")]
    private static partial Regex EventId();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
