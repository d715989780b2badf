using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Cms;

/// <summary>
/// NAME: S/MIME and PKCS #7 files (.p7m), RFC 8551 and 5652.
/// KEEPS: what was signed or compressed, through the sanitizer of what it is.
/// REMOVES: signatures and certificates; they are not verified, and no longer fit what leaves.
/// LIMITS: what is encrypted is Held; a signature without content is Blocked.
/// </summary>
public sealed class CmsSanitizer : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Pkcs7];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        using var inner = context.CreateScratch();
        switch (CmsReader.Read(input.Content, inner, context.Budget))
        {
            case CmsKind.Encrypted:
                context.Report("", "mail.encrypted", FindingAction.Removed);
                return PartVerdict.Held(Reason.Encrypted);
            case CmsKind.Signed:
                context.Report("", "mail.signature", FindingAction.Removed, 1, new UntrustedText("notVerified"));
                return Inside(input, inner, output, context);
            case CmsKind.Compressed:
                return Inside(input, inner, output, context);
            case CmsKind.SignatureOnly or CmsKind.Other:
                return PartVerdict.Blocked(Reason.Unsupported);
            default:
                return PartVerdict.Blocked(Reason.Corrupt);
        }
    }

    private static PartVerdict Inside(PartInput input, Stream inner, Stream output, ISanitizeContext context)
    {
        inner.Position = 0;
        var path = (input.Path == "/" ? "" : input.Path) + "/content";
        using var result = context.SanitizeMember(path, InnerName(input.Name, inner), null, inner);
        if (result.Output is not { } clean || result.OutputFormat is not { } format)
        {
            return result.Report.Outcome == Outcome.Held ? PartVerdict.Held(result.Report.Reason) : PartVerdict.Blocked(result.Report.Reason);
        }

        clean.Position = 0;
        clean.CopyTo(output);
        return PartVerdict.Rebuilt(format, result.Report.Output!.Name.DangerousRaw);
    }

    // smime.p7m holds a MIME entity, which begins with its Content-Type; bid.pdf.p7m holds bid.pdf.
    private static UntrustedText InnerName(UntrustedText name, Stream inner)
    {
        Span<byte> head = stackalloc byte[8];
        var count = inner.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        inner.Position = 0;
        if (System.Text.Ascii.EqualsIgnoreCase(head[..count], "Content-"u8))
        {
            return new UntrustedText("message.eml");
        }

        var raw = name.DangerousRaw;
        return raw.EndsWith(".p7m", StringComparison.OrdinalIgnoreCase) ? new UntrustedText(raw[..^4]) : name;
    }
}
