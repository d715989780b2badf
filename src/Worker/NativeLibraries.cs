using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Mugai.Worker;

/// <summary>
/// The C libraries that native steps use, as <c>--libraries</c> finds them: whether the loader finds each with all it needs itself, and what version it
/// says it is. Loading libvips takes 30 ms, so nobody asks for it at every start.
/// </summary>
internal static unsafe class NativeLibraries
{
    private static readonly (string Name, string VersionFunction)[] s_known = [("libvips.so.42", "vips_version_string"), ("libarchive.so.13", "archive_version_string")];

    public static JsonArray ToJson() => [.. s_known.Select(library => new JsonObject { ["name"] = library.Name, ["version"] = Version(library.Name, library.VersionFunction) })];

    /// <summary>Null when it is not there.</summary>
    private static string? Version(string name, string function) => NativeLibrary.TryLoad(name, out var handle)
        ? NativeLibrary.TryGetExport(handle, function, out var address) ? Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)address)()) ?? "" : ""
        : null;
}
