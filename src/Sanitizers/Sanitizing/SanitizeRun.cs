using Mugai.Frames;
using Mugai.Mime;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Mail.Headers;
using Mugai.Sanitizers.Notices;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>One input from its first byte to its verified output: the single entry of the worker into this room.</summary>
public static class SanitizeRun
{
    /// <summary>
    /// Sanitizes <paramref name="input"/> (forward-only, read to its end) and hands what may leave to <paramref name="output"/>.
    /// Bad input is an outcome in the report. An exception is our own fault and must end the worker: the part announced last is the culprit.
    /// A mail job always writes a readable mail: when the message is Blocked, a notice of ours stands in its place and in
    /// <see cref="PartReport.Output"/>, while the outcome stays Blocked. Native steps run where <paramref name="native"/> says; null, for tests alone, is here.
    /// What is too much for memory lies at <paramref name="pages"/>.
    /// </summary>
    public static PartReport Execute(
        SanitizerCatalog catalog, JobFacts job, Stream input, ISanitizeOutput output, INativeHost? native = null, IScratchPages? pages = null)
    {
        var context = new SanitizeContext(catalog, job, output, native, pages);
        using var digest = new DigestStream(input);
        return job.Kind == JobKind.Mail
            ? RunMail(catalog, job, context, digest, output)
            : RunFile(job, context, digest, output);
    }

    private static PartReport RunFile(JobFacts job, SanitizeContext context, DigestStream input, ISanitizeOutput output)
    {
        using var scratch = new ScratchStream(context.Budget);
        if (!TryFill(scratch, input))
        {
            return new PartReport
            {
                Path = "/",
                Input = new FileFacts(job.Name, input.Count, input.Finish(), FileFormat.Unknown.Name) with { Size = input.Count },
                Outcome = Outcome.Blocked,
                Reason = Reason.TooBig,
            };
        }

        scratch.Position = 0;
        using var result = context.RunRoot(scratch, null, input.IsTold ? input.Finish() : null);
        if (result.Output is ScratchStream clean)
        {
            clean.Position = 0;
            Copy(clean, clean.Length, output);
        }

        return result.Report;
    }

    private static PartReport RunMail(SanitizerCatalog catalog, JobFacts job, SanitizeContext context, DigestStream input, ISanitizeOutput output)
    {
        using var result = context.RunRoot(input, Formats.Eml);
        if (job.Single is { Form: SinglePartForm.Facts })
        {
            output.Facts(MailFactsOf.Header(context.MailHeader, hasNotice: false, [], []));
            return result.Report with { Outcome = Outcome.Blocked, Reason = Reason.Policy, Output = null, Findings = [], Parts = [] };
        }

        if (job.Single is { Form: not SinglePartForm.Text })
        {
            return SendSingle(context, result.Report, output);
        }

        if (job.Single is not null)
        {
            return SendText(result, output);
        }

        if (result.Output is ScratchStream clean)
        {
            output.Facts(MailFactsOf.Header(context.MailHeader, context.HasNotice, context.PasswordWords, context.LinkHosts));
            Send(clean, context.Slots, output);
            return result.Report;
        }

        // Nothing followed: the recipient has a notice already, in the first mail.
        return job.Following.Count > 0 ? result.Report : SendNotice(catalog, job, context, result.Report, output);
    }

    /// <summary>The text of the mail stands where the mail would.</summary>
    private static PartReport SendText(PartResult text, ISanitizeOutput output)
    {
        if (text.Output is ScratchStream clean)
        {
            clean.Position = 0;
            Copy(clean, clean.Length, output);
        }

        return text.Report with { Findings = [], Parts = [] };
    }

    /// <summary>One part instead of the mail: its outcome is that of the whole, it is the only one in the report. None at all: it was not met.</summary>
    private static PartReport SendSingle(SanitizeContext context, PartReport whole, ISanitizeOutput output)
    {
        using var single = context.TakeSingle();
        if (single is null)
        {
            return whole with { Outcome = Outcome.Blocked, Reason = Reason.Unsupported, Output = null, Findings = [], Parts = [] };
        }

        if (single.Output is ScratchStream clean)
        {
            clean.Position = 0;
            Copy(clean, clean.Length, output);
        }

        var report = single.Report;
        return whole with { Outcome = report.Outcome, Reason = report.Reason, Output = report.Output, Findings = [], Parts = [report] };
    }

    // The budget of the message may be used up; its notice has a small one of its own, and is verified like everything that leaves.
    private static PartReport SendNotice(SanitizerCatalog catalog, JobFacts job, SanitizeContext failed, PartReport report, ISanitizeOutput output)
    {
        var context = new SanitizeContext(catalog, job with { Limits = BudgetLimits.ForInput(0) }, output);
        using var mail = new ScratchStream(context.Budget);
        using var bare = new ScratchStream(context.Budget);
        var seed = failed.SeedFor(report.Input.Sha256);
        if (Write(mail, failed.MailHeader) is var (slot, fault) && fault is null)
        {
            return Leave(mail, slot);
        }

        // What could be read of the header may be the very thing that the verifier refused: an address with half an encoded word in it.
        (slot, fault) = Write(bare, null);
        return fault is null ? Leave(bare, slot) : throw new InvalidOperationException("The notice for a blocked mail is not clean: " + fault);

        ((long Offset, SlotEncoding Encoding)? Slot, string? Fault) Write(ScratchStream notice, MailHeader? header)
        {
            var place = BlockedMailNotice.Write(notice, header, report, job.Policy, seed);
            notice.Position = 0;
            return (place, catalog.VerifierFor(Formats.Eml)?.Verify(Formats.Eml, notice, context));
        }

        PartReport Leave(ScratchStream notice, (long Offset, SlotEncoding Encoding)? place)
        {
            output.Facts(MailFactsOf.Header(failed.MailHeader, hasNotice: true, failed.PasswordWords, failed.LinkHosts));
            var facts = new FileFacts(default, notice.Length, Digests.Of(notice), Formats.Eml.Name);
            Send(notice, place is { } only ? [only] : [], output);
            return report with { Output = facts };
        }
    }

    private static bool TryFill(ScratchStream scratch, DigestStream input)
    {
        try
        {
            int count;
            while ((count = input.Read(scratch.GetSpan())) > 0)
            {
                scratch.Advance(count);
            }

            return true;
        }
        catch (BudgetExceededException)
        {
            return false;
        }
    }

    private static void Send(ScratchStream clean, IReadOnlyList<(long Offset, SlotEncoding Encoding)> slots, ISanitizeOutput output)
    {
        clean.Position = 0;
        foreach (var link in slots)
        {
            Copy(clean, link.Offset, output);
            output.LinkSlot(link.Encoding switch
            {
                SlotEncoding.SevenBit => LinkSlotEncoding.SevenBit,
                SlotEncoding.QuotedPrintable => LinkSlotEncoding.QuotedPrintable,
                _ => LinkSlotEncoding.Base64,
            });
        }

        Copy(clean, clean.Length, output);
    }

    private static void Copy(ScratchStream clean, long end, ISanitizeOutput output)
    {
        while (clean.Position < end)
        {
            var bytes = clean.Unread;
            bytes = bytes[..(int)Math.Min(bytes.Length, end - clean.Position)];
            output.Write(bytes);
            clean.Position += bytes.Length;
        }
    }
}
