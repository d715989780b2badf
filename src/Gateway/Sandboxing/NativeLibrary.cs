using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.Sandboxing;

/// <summary>A C library or a program of the system that native steps use, and what its absence costs. The gateway itself never loads one: <c>mugai-worker --libraries</c> looks.</summary>
/// <param name="Name">Its soname.</param>
/// <param name="Version">What it says of itself; null when it is not installed.</param>
/// <param name="Package">The Debian package that brings it.</param>
/// <param name="Absence">What happens without it.</param>
/// <param name="AbsenceJa">The same in Japanese.</param>
public sealed record NativeLibrary(string Name, string? Version, string Package, string Absence, string AbsenceJa)
{
    /// <summary>A program, not a library; it is looked for in the same way.</summary>
    private const string PageProgram = "pdftoppm";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly NativeLibrary[] s_known =
    [
        new("libvips.so.42", null, "libvips42", "pictures (JPEG, WebP, TIFF, JPEG 2000, AVIF, HEIC) are Blocked as unsupported", "画像 (JPEG・WebP・TIFF・JPEG 2000・AVIF・HEIC) は未対応として遮断されます"),
        new("libarchive.so.13", null, "libarchive13", "archives (7z, RAR, LZH, CAB, TAR, ISO) are Blocked as unsupported", "書庫 (7z・RAR・LZH・CAB・TAR・ISO) は未対応として遮断されます"),
        new(PageProgram, null, "poppler-utils", "there is no preview of PDF pages in the portal", "ポータルで PDF のページを画像で見ることはできません"),
        new("libzbar.so.0", null, "libzbar0", "QR codes in pictures are neither told of nor made unreadable", "画像の中の QR コードは通知も塗りつぶしもされません"),
    ];

    /// <summary>What is missing and what to do, in both languages; null when nothing is.</summary>
    public string? Complaint => Version is not null ? null
        : $"{Name} is not installed: {Absence}. Install it: {PackageSource.Here.Install(Package)}{PackageSource.Here.Hint(Package)} / {Name} がないため、{AbsenceJa}。{PackageSource.Here.Install(Package)} で導入してください{PackageSource.Here.HintJa(Package)}。";

    /// <summary>Looks for all of them. None is found when the worker gives no answer that can be understood.</summary>
    public static async Task<IReadOnlyList<NativeLibrary>> FindAsync(string workerPath, CancellationToken token)
    {
        var versions = new Dictionary<string, string?>(StringComparer.Ordinal);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
            patience.CancelAfter(Patience);
            using var process = Process.Start(new ProcessStartInfo(workerPath, "--libraries") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var json = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync(patience.Token));
            foreach (var library in json.RootElement.EnumerateArray())
            {
                versions[library.GetProperty("name").GetString() ?? ""] = library.GetProperty("version").GetString();
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or System.ComponentModel.Win32Exception or IOException
            || (e is OperationCanceledException && !token.IsCancellationRequested))
        {
            versions.Clear();
        }

        return [.. s_known.Select(library => library with { Version = versions.GetValueOrDefault(library.Name) })];
    }

    /// <summary>Says of each whether it is there.</summary>
    public static void Report(IReadOnlyList<NativeLibrary> libraries, ILogger log)
    {
        foreach (var library in libraries)
        {
            if (library.Version is { } version)
            {
                SandboxLog.LibraryFound(log, library.Name, new UntrustedText(version));
            }
            else
            {
                SandboxLog.LibraryMissing(log, library.Complaint!);
            }
        }
    }
}
