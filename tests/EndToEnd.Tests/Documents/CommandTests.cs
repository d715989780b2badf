using System.CommandLine;
using System.Text.RegularExpressions;
using Mugai.Gateway.Commands;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests.Documents;

/// <summary>Every command in docs/operating and the READMEs is run, in the order in which it stands, against a gateway that has mail.</summary>
public sealed partial class CommandTests(CommandTests.Sites sites) : IClassFixture<CommandTests.Sites>
{
    public static TheoryData<string, string> Pages
    {
        get
        {
            var pages = new TheoryData<string, string>();
            foreach (var page in DocumentPage.All.Where(page => page.Blocks.Any(block => block.IsRun)))
            {
                pages.Add(page.Language, page.Name);
            }

            return pages;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task EveryCommand_DoesWhatThePageSays(string language, string page) => await (await sites.OfAsync(language)).TryAsync(DocumentPage.Get(language, page));

    [Fact]
    public void WhatIsNotRun_HasItsReason()
    {
        foreach (var language in DocumentPage.All.GroupBy(page => page.Language))
        {
            Assert.Equal(
                ReadersMachine.Blocks.Keys.Order(),
                language.SelectMany(page => page.Blocks.Where(block => block.Kind == "sh norun").Select(block => (page.Name, block.FirstCommand))).Order());
        }
    }

    [Fact]
    public async Task WhatIsForTheReadersMachine_IsWrittenCorrectly()
    {
        var version = Regex.Match(File.ReadAllText(Checkout.At("Directory.Build.props")), "<Version>(.*)</Version>").Groups[1].Value;
        Assert.All((string[])["en", "ja"], language => Assert.Contains($"mugai_{version}_amd64.deb", File.ReadAllText(DocumentPage.Get(language, "install.md").File), StringComparison.Ordinal));
        var units = Directory.GetFiles(Checkout.At("packaging", "systemd")).Select(Path.GetFileName).ToList();
        foreach (var (page, block) in DocumentPage.All.SelectMany(page => page.Blocks.Select(block => (page, block))).Where(each => each.block.Kind == "sh norun"))
        {
            var end = await ChildProcess.RunAsync("/bin/bash", ["-n", "-c", block.Text]);
            Assert.True(end.Code == 0, $"{page}: {end}");
        }

        Assert.All(DocumentPage.All.SelectMany(page => UnitNames().Matches(File.ReadAllText(page.File))), unit => Assert.Contains(unit.Value, units));
    }

    /// <summary>A command in a sentence or a table has words in place of values; what it calls commands and options must be.</summary>
    [Fact]
    public void CommandsInSentences_Exist()
    {
        var commands = DocumentPage.All.SelectMany(page => page.Inline.Where(code => code.StartsWith("mugai ", StringComparison.Ordinal)).Select(code => (page, code))).ToList();
        Assert.NotEmpty(commands);
        var root = CommandLine.Root();
        Assert.All(commands, each => Resolve(root, each.code.Split(' ')[1..], $"{each.page}: {each.code}"));
    }

    private static void Resolve(Command command, string[] words, string where)
    {
        var here = command;
        foreach (var word in words.TakeWhile(word => !word.StartsWith('-') && here.Subcommands.Count > 0))
        {
            // user list|add|disable
            here = word.Split('|').Select(name => here.Subcommands.SingleOrDefault(each => each.Name == name) ?? throw new Xunit.Sdk.XunitException($"{where}: no {name}")).ToList()[0];
        }

        Assert.NotSame(command, here);
        var options = here.Options.Concat(command.Options).SelectMany(option => option.Aliases.Append(option.Name)).ToHashSet();
        Assert.All(words.Where(word => word.StartsWith('-')), option => Assert.True(options.Contains(option), $"{where}: no {option}"));
    }

    [GeneratedRegex("mugai[a-z-]*\\.(service|timer)")]
    private static partial Regex UnitNames();

    public sealed class Sites : IAsyncLifetime
    {
        private readonly Dictionary<string, Site> _sites = [];

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync()
        {
            foreach (var site in _sites.Values)
            {
                await site.DisposeAsync();
            }
        }

        internal async Task<Site> OfAsync(string language) => _sites.TryGetValue(language, out var site) ? site : _sites[language] = await Site.StartAsync();
    }
}
