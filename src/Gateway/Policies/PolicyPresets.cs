using System.Collections.Frozen;

namespace Mugai.Gateway.Policies;

/// <summary>
/// The named starting points of a policy file, written as policy files are, so that nothing in them cannot be said by an administrator and
/// <c>mugai policy explain</c> shows them like any other line. What a file says itself stands above its preset.
/// </summary>
internal static class PolicyPresets
{
    public const string Standard = "standard";

    private const string MaximumSecurity = """
        links: remove
        mailLinks: remove
        qrCodes: blur
        imageNoise: true
        office: { metadata: remove, comments: remove, revisions: accept }
        pdf: { deep: true, links: show, keepMetadata: false }
        families: { legacyOffice: text, media: remove, cad: remove, html: text }
        removeFormats: [docm, dotm, xlsm, xltm, xlam, xlsb, pptm, potm, ppsm, ppam]
        """;

    private const string MaximumFidelity = """
        body: safeHtml
        text: { charset: keep }
        """;

    /// <summary>By name.</summary>
    public static FrozenDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["maximumSecurity"] = MaximumSecurity, [Standard] = "", ["maximumFidelity"] = MaximumFidelity,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
