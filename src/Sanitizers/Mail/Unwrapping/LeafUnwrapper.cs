using Mugai.Sanitizers.Cms;
using Mugai.Sanitizers.Mail.Parts;
using Mugai.Sanitizers.Mapi;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Unwrapping;

/// <summary>Opens leaves that wrap a message. What it finds is read by the same rules as what came unwrapped: nothing here decides what may stay.</summary>
internal static class LeafUnwrapper
{
    /// <summary>Told by the label, and by the names that gateways leave on what they relabel; whether it is one is seen when it is read.</summary>
    public static Wrapping Of(MailEntity leaf) => leaf.MediaType switch
    {
        "application/pkcs7-mime" or "application/x-pkcs7-mime" => Wrapping.Cms,
        "application/ms-tnef" or "application/vnd.ms-tnef" => Wrapping.Tnef,
        "application/octet-stream" when leaf.Name.Equals("smime.p7m", StringComparison.OrdinalIgnoreCase) => Wrapping.Cms,
        "application/octet-stream" when leaf.Name.Equals("winmail.dat", StringComparison.OrdinalIgnoreCase) => Wrapping.Tnef,
        _ => Wrapping.None,
    };

    /// <summary>What is to be read in the place of <paramref name="leaf"/>; null when there is nothing, and the verdict says why.</summary>
    public static ScratchStream? Open(MailEntity leaf, ScratchStream content, IMailRun run, out PartVerdict? refused, out string? code)
    {
        var inner = new ScratchStream(run.Budget);
        (refused, code) = Of(leaf) == Wrapping.Cms ? OpenCms(leaf, content, inner, run) : OpenTnef(content, inner, run);
        if (inner.Length > 0 && refused is null)
        {
            inner.Position = 0;
            return inner;
        }

        inner.Dispose();
        return null;
    }

    private static (PartVerdict? Refused, string? Code) OpenCms(MailEntity leaf, ScratchStream content, ScratchStream inner, IMailRun run)
    {
        switch (CmsReader.Read(content, inner, run.Budget))
        {
            case CmsKind.Signed:
                run.Report("", "mail.signature", FindingAction.Removed, 1, new UntrustedText("notVerified"));
                return default;
            case CmsKind.SignatureOnly:
                run.Report("", "mail.signature", FindingAction.Removed);
                return default;
            case CmsKind.Compressed:
                return default;
            case CmsKind.Encrypted:
                return (PartVerdict.Held(Reason.Encrypted), "mail.encrypted");
            case CmsKind.Other:
                return (PartVerdict.Blocked(Reason.Unsupported), null);
        }

        content.Position = 0;
        if (BeginsLikeEntity(content))
        {
            // Outlook keeps a clear-signed message as such a part; mailers that lost the signature leave the bare entity.
            content.CopyTo(inner);
            return default;
        }

        // Encrypted is what its sender says; it cannot be opened either way.
        return leaf.Type?["smime-type"] is "enveloped-data" or "authenveloped-data"
            ? (PartVerdict.Held(Reason.Encrypted), "mail.encrypted")
            : (PartVerdict.Blocked(Reason.Corrupt), null);
    }

    private static (PartVerdict? Refused, string? Code) OpenTnef(ScratchStream content, ScratchStream inner, IMailRun run)
    {
        using var message = TnefReader.Read(content, run.Budget, out var isWhole);
        if (message is null)
        {
            return (PartVerdict.Blocked(Reason.Corrupt), null);
        }

        run.Report("", "mail.outlook", isWhole ? FindingAction.Rewritten : FindingAction.Removed, 1, isWhole ? default : new UntrustedText("brokenOff"));
        MapiMail.Write(message, inner, Digests.Of(content), run.Budget);
        return default;
    }

    private static bool BeginsLikeEntity(ScratchStream content)
    {
        Span<byte> head = stackalloc byte[8];
        var count = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        content.Position = 0;
        return System.Text.Ascii.EqualsIgnoreCase(head[..count], "Content-"u8) || System.Text.Ascii.EqualsIgnoreCase(head[..count], "MIME-Ver"u8);
    }
}
