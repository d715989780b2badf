using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Mugai.Architecture.Tests;

/// <summary>The walls as the compiler left them: what the built assemblies really call, whatever the sources look like.</summary>
public sealed class CompiledWallTests
{
    /// <summary>The writer's side of Mime: all that the gateway may see of it (invariant 2: it never parses a message).</summary>
    private static readonly string[] MimeWriterSide = ["MimeWriter", "LinkSlot", "SlotEncoding", "MailAddress"];

    [Fact]
    public void Gateway_UsesTheWriterSideOfMimeAlone() =>
        Assert.Empty(TypesUsedBy("Gateway", "mugai.dll").Where(type => type.Namespace == "Mugai.Mime").Select(type => type.Name).Except(MimeWriterSide));

    [Fact]
    public void Gateway_CannotSeeASanitizer() =>
        Assert.DoesNotContain(TypesUsedBy("Gateway", "mugai.dll"), type => type.Namespace.StartsWith("Mugai.Sanitizers", StringComparison.Ordinal));

    [Theory]
    [InlineData("Abstractions", "Mugai.Abstractions.dll")]
    [InlineData("Mime", "Mugai.Mime.dll")]
    [InlineData("Sanitizers", "Mugai.Sanitizers.dll")]
    public void Room_TouchesNoFileNetworkOrProcess(string room, string assembly)
    {
        var touched = TypesUsedBy(room, assembly).Where(type =>
            type is { Namespace: "System.IO", Name: "File" or "FileStream" or "FileInfo" or "Directory" or "DirectoryInfo" or "RandomAccess" }
            || type.Namespace.StartsWith("System.Net", StringComparison.Ordinal)
            || type is { Namespace: "System.Diagnostics", Name: "Process" }
            || type.Namespace.StartsWith("Microsoft.Win32.SafeHandles", StringComparison.Ordinal)
            || type.Namespace.StartsWith("System.Runtime.Loader", StringComparison.Ordinal));
        Assert.Empty(touched);
    }

    [Fact]
    public void Worker_TouchesNoNetwork() =>
        Assert.DoesNotContain(TypesUsedBy("Worker", "mugai-worker.dll"), type => type.Namespace.StartsWith("System.Net", StringComparison.Ordinal));

    private static List<(string Namespace, string Name)> TypesUsedBy(string room, string assembly)
    {
        using var image = new PEReader(File.OpenRead(Repository.At("artifacts", "bin", room, Configuration, assembly)));
        var reader = image.GetMetadataReader();
        return [.. reader.TypeReferences.Select(reader.GetTypeReference).Select(type => (reader.GetString(type.Namespace), reader.GetString(type.Name)))];
    }

    private static string Configuration { get; } = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
}
