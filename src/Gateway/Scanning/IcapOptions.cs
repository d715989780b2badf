using System.Globalization;

namespace Mugai.Gateway.Scanning;

/// <summary>What a service takes (RFC 3507 4.10.2).</summary>
/// <param name="Method">RESPMOD, REQMOD, or null for neither.</param>
/// <param name="PreviewBytes">Bytes of a preview; null: none is sent.</param>
/// <param name="Tag">Its ISTag.</param>
/// <param name="AskedAt">When (a time stamp of the clock).</param>
/// <param name="Lasts">How long that holds.</param>
internal sealed record IcapOptions(string? Method, int? PreviewBytes, UntrustedText Tag, long AskedAt, TimeSpan Lasts)
{
    /// <summary>More is not sent as a preview, whatever the service likes.</summary>
    public const int MaxPreviewBytes = 32 * 1024;

    public static IcapOptions Of(IcapHead head, long askedAt, TimeSpan lasts) => head.Status != 200
        ? throw new IcapSyntaxException(string.Create(CultureInfo.InvariantCulture, $"OPTIONS: ICAP {head.Status}"))
        : new(
            head.Lists("Methods", "RESPMOD") ? "RESPMOD" : head.Lists("Methods", "REQMOD") ? "REQMOD" : null,
            head.Number("Preview") is { } bytes ? Math.Min(bytes, MaxPreviewBytes) : null, head.Tag, askedAt,
            head.Number("Options-TTL") is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : lasts);
}
