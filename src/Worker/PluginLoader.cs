using System.Reflection;
using System.Security.Cryptography;
using Mugai.Sanitizers;
using Mugai.Sanitizing;

namespace Mugai.Worker;

/// <summary>
/// Loads plug-ins: the file is read once, the digest is taken of those bytes, and those bytes are loaded, so that nobody can change the file in
/// between. It happens behind Landlock and before the system-call filter. A plug-in refers to Mugai.Abstractions only and brings no other assembly.
/// </summary>
internal static class PluginLoader
{
    /// <summary>The catalog with the plug-ins' sanitizers, verifiers and native steps; null, after a message on standard error, when one is refused.</summary>
    public static SanitizerCatalog? Load(SanitizerCatalog catalog, IReadOnlyList<PinnedPlugin> plugins)
    {
        foreach (var plugin in plugins)
        {
            try
            {
                var bytes = File.ReadAllBytes(plugin.Path);
                var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
                if (digest != plugin.Sha256)
                {
                    return Refuse(plugin, $"its SHA-256 is {digest}, the configuration pins {plugin.Sha256}", $"SHA-256 が設定と一致しません(実際: {digest}、設定: {plugin.Sha256})");
                }

                var parts = Assembly.Load(bytes).GetExportedTypes()
                    .Where(type => type is { IsAbstract: false, IsClass: true } && type.GetConstructor(Type.EmptyTypes) is not null
                        && (typeof(ISanitizer).IsAssignableFrom(type) || typeof(IOutputVerifier).IsAssignableFrom(type) || typeof(INativeStep).IsAssignableFrom(type)))
                    .OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Activator.CreateInstance).ToList();
                catalog = catalog.With(parts.OfType<ISanitizer>(), parts.OfType<IOutputVerifier>(), parts.OfType<INativeStep>());
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or ArgumentException or ReflectionTypeLoadException or FileLoadException or TargetInvocationException)
            {
                return Refuse(plugin, e.Message, "読み込めません");
            }
        }

        return catalog;
    }

    private static SanitizerCatalog? Refuse(PinnedPlugin plugin, string why, string whyJa)
    {
        StandardError.Say(
            $"mugai-worker: plug-in {plugin.Path} is refused: {why}. Pin the digest of the file that you reviewed. / "
            + $"プラグイン {plugin.Path} を拒否しました: {whyJa}。確認済みのファイルの SHA-256 を設定してください。");
        return null;
    }
}
