using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Notices;
using Mugai.Sanitizers.Previews;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>
/// What happens to one part, in this order: digest, detection, policy, sanitizer, verification. Only <see cref="BudgetExceededException"/> is
/// caught, here and nowhere else; any other exception is a fault of ours, ends the worker, and the part announced last is the culprit.
/// </summary>
internal sealed class PartRunner(SanitizerCatalog catalog, SanitizeContext context)
{
    public PartResult Run(PartFrame frame, UntrustedText name, string? label, Stream content, FileFormat? known)
    {
        var input = new FileFacts(name, 0, "", (known ?? FileFormat.Unknown).Name);
        ScratchStream? output = null;
        try
        {
            if (Screen(frame, label, content, known, ref input, out var refusal) is not { } format)
            {
                return Refuse(frame, input, refusal);
            }

            output = new ScratchStream(context.Budget);
            var part = new PartInput(frame.Path, name, content, format);
            var verdict = Sanitize(part, output);
            if (content is DigestStream digest)
            {
                input = input with { Sha256 = digest.Finish(), Size = digest.Count };
            }

            return Conclude(frame, part, input, verdict, ref output);
        }
        catch (BudgetExceededException e)
        {
            if (content is DigestStream digest)
            {
                input = input with { Sha256 = digest.Finish(), Size = digest.Count };
            }

            return Refuse(frame, input, e.Reason);
        }
        finally
        {
            output?.Dispose();
        }
    }

    /// <summary>The first half of <see cref="Run"/> for a member whose sanitizer works in two; all of it for any other.</summary>
    public BegunPart Begin(PartFrame frame, UntrustedText name, string? label, Stream content, Func<PartInput, PartInput> asked)
    {
        var input = new FileFacts(name, 0, "", FileFormat.Unknown.Name);
        try
        {
            if (Screen(frame, label, content, null, ref input, out var refusal) is not { } format)
            {
                return new BegunPart(Refuse(frame, input, refusal));
            }

            if (context.IsShown(frame.Path) || context.Policy.WayFor(format) is PartWay.Remove or PartWay.Confirm || catalog.SanitizerFor(format) is not IPhasedSanitizer sanitizer)
            {
                return new BegunPart(RunScreened(frame, asked(new PartInput(frame.Path, name, content, format)), input));
            }

            var part = asked(new PartInput(frame.Path, name, content, format));
            return new BegunPart(frame, part, input, sanitizer.Begin(part, context));
        }
        catch (BudgetExceededException e)
        {
            return new BegunPart(Refuse(frame, input, e.Reason));
        }
    }

    /// <summary>The second half.</summary>
    public PartResult Finish(BegunPart begun)
    {
        var (frame, part, input, pending) = begun.Rest;
        ScratchStream? output = null;
        try
        {
            output = new ScratchStream(context.Budget);
            var verdict = Allowed(context.Policy.WayFor(part.Format), pending.Finish(output, context));
            return Conclude(frame, part, input, verdict, ref output);
        }
        catch (BudgetExceededException e)
        {
            return Refuse(frame, input, e.Reason);
        }
        finally
        {
            output?.Dispose();
            pending.Dispose();
        }
    }

    /// <summary>What stands for a part that was begun and not finished.</summary>
    public static PartReport Unfinished(BegunPart begun) => Report(begun.Rest.Frame, begun.Rest.Input, Outcome.Blocked, Reason.Budget);

    /// <summary>A part that is not opened: it killed a worker before, or its label alone forbids it. A digest is all that is taken.</summary>
    public static PartResult Refused(PartFrame frame, UntrustedText name, FileFormat format, Stream content, PartVerdict verdict)
    {
        var facts = content is DigestStream digest
            ? new FileFacts(name, 0, digest.Finish(), format.Name) with { Size = digest.Count }
            : new FileFacts(name, content.Length, Digests.Of(content), format.Name);
        return Refuse(frame, facts, verdict.Reason, verdict.Outcome);
    }

    /// <summary>A part that cannot be read at all: of an encrypted or broken entry not even a digest is known.</summary>
    public static PartResult Unread(PartFrame frame, FileFacts input, PartVerdict verdict) => Refuse(frame, input, verdict.Reason, verdict.Outcome);

    /// <summary>Digest, detection and what is refused without looking further; the format when it is not.</summary>
    private FileFormat? Screen(PartFrame frame, string? label, Stream content, FileFormat? known, ref FileFacts input, out Reason refusal)
    {
        refusal = Reason.None;
        if (content.CanSeek)
        {
            input = input with { Size = content.Length, Sha256 = frame.ToldSha256 ?? Digests.Of(content) };
            content.Position = 0;
            frame.Sha256 = input.Sha256;
        }

        if (frame.Depth > context.Budget.Limits.MaxDepth)
        {
            refusal = Reason.TooDeep;
            return null;
        }

        if (known is not null)
        {
            return known;
        }

        var detected = catalog.Refine(FormatDetector.Detect(content, input.Name), content);
        input = input with { Format = detected.Format.Name };
        frame.MembersAreText = detected.Format.Family == FileFamily.Archive && context.Policy.WayFor(FileFamily.Archive) == PartWay.Text;
        refusal = Refusal(frame, input.Name, label, detected, context.Policy.WayFor(detected.Format) == PartWay.Confirm) ?? Reason.None;
        return refusal == Reason.None ? detected.Format : null;
    }

    private PartResult RunScreened(PartFrame frame, PartInput part, FileFacts input)
    {
        ScratchStream? output = new(context.Budget);
        try
        {
            return Conclude(frame, part, input, Sanitize(part, output), ref output);
        }
        finally
        {
            output?.Dispose();
        }
    }

    /// <summary>A family that holds the mail or sends it back is rebuilt like any other: a person may let it through. The host reads the mark, and that of a part that may be confirmed.</summary>
    private void Mark(PartFrame frame, PartInput part)
    {
        var code = WayOf(part) switch { PartWay.Hold => "policy.hold", PartWay.Reject => "policy.reject", PartWay.Confirm => "policy.confirm", _ => null };
        if (code is not null)
        {
            frame.Add("", code, FindingAction.Kept, 1, default);
        }
    }

    // A message itself is rebuilt whatever is said of mails: anything else would leave the recipient with nothing to read. Mails inside it can be removed.
    private PartWay WayOf(PartInput part) => part.Content is DigestStream ? PartWay.Sanitize : context.Policy.WayFor(part.Format);

    private PartVerdict Sanitize(PartInput part, Stream output)
    {
        if (context.IsShown(part.Path))
        {
            return PageView.Write(part, output, catalog.SanitizerFor(part.Format), context);
        }

        var way = WayOf(part);
        if (way == PartWay.Confirm)
        {
            return PartVerdict.Held(Reason.Policy);
        }

        if (way == PartWay.Remove)
        {
            output.Write(RemovalNotice.Write(part, context.Policy.Language));
            return PartVerdict.Replaced(Formats.Txt);
        }

        if (catalog.SanitizerFor(part.Format) is not { } sanitizer)
        {
            return PartVerdict.Blocked(Reason.Unsupported);
        }

        return Allowed(way, sanitizer.Sanitize(part, output, context));
    }

    // A sanitizer that cannot extract text answers with the rebuilt file; the policy allowed text alone. The members of an archive were asked one by one.
    private static PartVerdict Allowed(PartWay way, PartVerdict verdict) =>
        way == PartWay.Text && verdict.OutputFormat is { } written && written.Family is not (FileFamily.Text or FileFamily.Mail or FileFamily.Archive)
            ? PartVerdict.Blocked(Reason.Policy)
            : verdict;

    private PartResult Conclude(PartFrame frame, PartInput part, FileFacts input, PartVerdict verdict, ref ScratchStream? output)
    {
        Mark(frame, part);
        if (context.IsWantedAsItCame(part.Path))
        {
            return AsItCame(frame, part, input, ref output);
        }

        if (verdict.Outcome is not (Outcome.Rebuilt or Outcome.Replaced) || verdict.OutputFormat is not { } format)
        {
            var reason = verdict.Reason == Reason.None ? Reason.Corrupt : verdict.Reason;
            return Refuse(frame, input, reason, verdict.Outcome == Outcome.Held ? Outcome.Held : Outcome.Blocked);
        }

        // The whole mail is never refused for what was found in it: that is for the rules of the host, which tell people.
        if (frame.Parent is not null && context.Policy.BlockFindings is { Count: > 0 } refusing && frame.Findings.Any(finding => MailRules.Names(refusing, finding.Code)))
        {
            return Refuse(frame, input, Reason.Policy);
        }

        if (part.KeepsFormat && format != part.Format)
        {
            return Refuse(frame, input, Reason.Unsupported);
        }

        if (output!.Length > context.Budget.Limits.MaxOutputBytes)
        {
            return Refuse(frame, input, Reason.Budget);
        }

        if (catalog.VerifierFor(format) is not { } verifier)
        {
            frame.Add("", "verify.missing", FindingAction.Removed, 1, new UntrustedText(format.Name));
            return Refuse(frame, input, Reason.Unsupported);
        }

        output.Position = 0;
        if (verifier.Verify(format, output, context) is { } fault)
        {
            frame.Add("", "verify.failed", FindingAction.Removed, 1, new UntrustedText(fault));
            return Refuse(frame, input, Reason.Corrupt);
        }

        var name = verdict.OutputName is { } given
            ? FileNameCleaner.Clean(new UntrustedText(given), format, format)
            : FileNameCleaner.Clean(part.Name, part.Format, format);
        var sha256 = part.Content is DigestStream { IsTold: true } || frame.ToldSha256 is not null ? "" : Digests.Of(output);
        var facts = new FileFacts(new UntrustedText(name), output.Length, sha256, format.Name);
        if (sha256.Length > 0)
        {
            context.Verified(sha256, format);
        }

        var result = new PartResult(Report(frame, input, verdict.Outcome, Reason.None) with { Output = facts, PasswordIndex = verdict.PasswordIndex }, format, output);
        output = null;
        return result;
    }

    /// <summary>
    /// The very bytes of a part that people confirmed. There is nothing to verify in them: the host compares their digest with the one they were confirmed under. Only of what the policy still
    /// confirms; everything else was rebuilt or refused, and comes in no other form.
    /// </summary>
    private PartResult AsItCame(PartFrame frame, PartInput part, FileFacts input, ref ScratchStream? output)
    {
        if (WayOf(part) != PartWay.Confirm || part.Content.Length > context.Budget.Limits.MaxOutputBytes)
        {
            return Refuse(frame, input, WayOf(part) == PartWay.Confirm ? Reason.Budget : Reason.Policy);
        }

        part.Content.Position = 0;
        part.Content.CopyTo(output!);
        var name = FileNameCleaner.Clean(part.Name, part.Format, part.Format);
        var result = new PartResult(Report(frame, input, Outcome.Replaced, Reason.None) with { Output = input with { Name = new UntrustedText(name) } }, part.Format, output);
        output = null;
        return result;
    }

    /// <summary>What is refused by its kind or its name alone. A program that the policy confirms waits instead: it is told by its content, and its own name says the same.</summary>
    private static Reason? Refusal(PartFrame frame, UntrustedText name, string? label, Detected detected, bool isConfirmed)
    {
        var extension = FileNames.Extension(name);
        if (!FileNames.Agree(extension, detected.Format))
        {
            frame.Add("", "file.extensionMismatch", FindingAction.Rewritten, 1, new UntrustedText($"{extension} ≠ {detected.Format.Name}"));
        }

        if (LabelCheck.Disagrees(label, detected.Format))
        {
            frame.Add("", "file.labelMismatch", FindingAction.Rewritten, 1, new UntrustedText($"{label} ≠ {detected.Format.Name}"));
        }

        var isProgram = detected.Format.Family == FileFamily.Executable;
        if (isProgram && !isConfirmed)
        {
            return Reason.NeverAllowed;
        }

        if (detected.Rival is { } rival)
        {
            frame.Add("", "file.polyglot", FindingAction.Removed, 1, new UntrustedText($"{detected.Format.Name} + {rival.Name}"));
            return Reason.Ambiguous;
        }

        if (!isProgram && NeverNames.Find(name) is { } never)
        {
            frame.Add("", "file.neverName", FindingAction.Removed, 1, new UntrustedText(never));
            return Reason.NeverAllowed;
        }

        return null;
    }

    private static PartResult Refuse(PartFrame frame, FileFacts input, Reason reason, Outcome outcome = Outcome.Blocked) =>
        new(Report(frame, input, outcome, reason), null, null);

    private static PartReport Report(PartFrame frame, FileFacts input, Outcome outcome, Reason reason) => new()
    {
        Path = frame.Path,
        Input = input,
        Outcome = outcome,
        Reason = reason,
        Findings = [.. frame.Findings],
        Parts = [.. frame.Parts],
    };
}
