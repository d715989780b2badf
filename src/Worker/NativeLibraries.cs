using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Mugai.Worker;

/// <summary>
/// The C libraries, and the program, that native steps use, as <c>--libraries</c> finds them: whether the loader finds each with all it needs itself, and what version it
/// says it is. Loading libvips takes 30 ms, so nobody asks for it at every start.
/// </summary>
internal static unsafe class NativeLibraries
{
    private static readonly (string Name, string VersionFunction, Func<nint, string> Version)[] s_known =
    [
        ("libvips.so.42", "vips_version_string", Words), ("libarchive.so.13", "archive_version_string", Words), ("libzbar.so.0", "zbar_version", Numbers),
    ];

    public static JsonArray ToJson() =>
    [
        .. s_known.Select(library => new JsonObject { ["name"] = library.Name, ["version"] = Version(library.Name, library.VersionFunction, library.Version) }),
        new JsonObject { ["name"] = "pdftoppm", ["version"] = PageProgramVersion() },
    ];

    /// <summary>The program that draws pages of PDF files, by what it says of itself ("pdftoppm version 22.12.0"). Null when it is not there.</summary>
    private static string? PageProgramVersion()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/pdftoppm", "-v") { RedirectStandardError = true })!;
            var line = process.StandardError.ReadToEnd().Split('\n')[0];
            return line[(line.LastIndexOf(' ') + 1)..];
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Null when it is not there.</summary>
    private static string? Version(string name, string function, Func<nint, string> read) => NativeLibrary.TryLoad(name, out var handle)
        ? NativeLibrary.TryGetExport(handle, function, out var address) ? read(address) : ""
        : null;

    private static string Words(nint function) => Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)function)()) ?? "";

    private static string Numbers(nint function)
    {
        uint major, minor, patch;
        ((delegate* unmanaged<uint*, uint*, uint*, int>)function)(&major, &minor, &patch);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{major}.{minor}.{patch}");
    }
}
