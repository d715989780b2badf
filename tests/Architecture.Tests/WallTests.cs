using System.Xml.Linq;

namespace Mugai.Architecture.Tests;

/// <summary>The walls between the rooms (ARCHITECTURE.md). A wall that is only drawn is not a wall: each has its test here.</summary>
public sealed class WallTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Abstractions"] = [],
        ["Mime"] = [],
        ["Sanitizers"] = ["Abstractions", "Mime"],
        ["Worker"] = ["Abstractions", "Mime", "Sanitizers"],
        ["Portal"] = ["Abstractions"],
        ["Gateway"] = ["Abstractions", "Mime", "Portal"],
    };

    /// <summary>Packages a room may use; analyzers do not reach the output and are listed too, so that nothing comes in unseen.</summary>
    private static readonly Dictionary<string, string[]> MayUsePackages = new()
    {
        ["Abstractions"] = [],
        ["Mime"] = ["Microsoft.CodeAnalysis.BannedApiAnalyzers"],
        ["Sanitizers"] = ["Microsoft.CodeAnalysis.BannedApiAnalyzers"],
        ["Worker"] = [],
        ["Portal"] = ["Microsoft.AspNetCore.Authentication.OpenIdConnect", "QRCoder", "System.Drawing.Common"],
        ["Gateway"] =
        [
            "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "OpenTelemetry.Exporter.Prometheus.AspNetCore",
            "SQLitePCLRaw.core", "SQLitePCLRaw.provider.e_sqlite3", "System.CommandLine", "System.DirectoryServices.Protocols", "YamlDotNet",
        ],
    };

    public static TheoryData<string> Rooms => [.. MayReference.Keys];

    [Fact]
    public void Knows_EveryRoom() =>
        Assert.Equal(MayReference.Keys.Order(), Directory.GetDirectories(Repository.At("src")).Select(folder => Path.GetFileName(folder)!).Order());

    [Theory]
    [MemberData(nameof(Rooms))]
    public void References_OnlyTheRoomsBehindAnOpenDoor(string room)
    {
        var references = Repository.Project(room).Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
        Assert.Empty(references.Except(MayReference[room]));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Uses_OnlyListedPackages(string room)
    {
        var packages = Repository.Project(room).Descendants("PackageReference").Select(package => (string)package.Attribute("Include")!);
        Assert.Empty(packages.Except(MayUsePackages[room]));
    }

    [Fact]
    public void Sees_NoRoomThroughAnother() =>
        Assert.Equal("true", (string?)XDocument.Load(Repository.At("Directory.Build.props")).Descendants("DisableTransitiveProjectReferences").Single());

    [Theory]
    [InlineData("Mime")]
    [InlineData("Sanitizers")]
    public void Bans_FilesNetworkProcessesClockAndChance(string room)
    {
        var project = Repository.Project(room);
        Assert.Contains(project.Descendants("PackageReference"), package => (string?)package.Attribute("Include") == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
        Assert.Contains(project.Descendants("AdditionalFiles"), file => (string?)file.Attribute("Include") == "BannedSymbols.txt");
        var banned = File.ReadAllText(Repository.At("src", room, "BannedSymbols.txt"));
        foreach (var symbol in (string[])
            ["T:System.IO.File;", "T:System.IO.FileStream;", "N:System.Net.Sockets;", "N:System.Net.Http;", "T:System.Diagnostics.Process;", "P:System.DateTime.UtcNow;", "T:System.Random;", "T:System.Text.RegularExpressions.Regex;"])
        {
            Assert.Contains(symbol, banned, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Mime")]
    [InlineData("Sanitizers")]
    public void Silences_NoBanAnywhere(string room)
    {
        foreach (var file in Repository.Sources(Path.Combine("src", room)))
        {
            Assert.False(File.ReadAllText(file).Contains("RS0030", StringComparison.Ordinal), $"{Repository.Relative(file)} switches the ban on forbidden calls off.");
        }
    }

    [Fact]
    public void Loads_AssembliesInTheWorkerAlone()
    {
        var loaders = Repository.Sources("src").Where(file => File.ReadAllText(file) is var text
            && (text.Contains("Assembly.Load", StringComparison.Ordinal) || text.Contains("AssemblyLoadContext", StringComparison.Ordinal)));
        Assert.All(loaders, file => Assert.StartsWith("src/Worker/", Repository.Relative(file), StringComparison.Ordinal));
    }
}
