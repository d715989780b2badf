using Mugai.Frames;
using Mugai.Mime;
using Mugai.Policies;
using Mugai.Sanitizers.Mail;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>One input's context: the stack of open parts over a shared budget. Parts are worked on one inside the other, never side by side.</summary>
internal sealed class SanitizeContext : IMailRun
{
    private readonly JobFacts _job;
    private readonly IPartAnnouncer _announcer;
    private readonly PartRunner _runner;
    private PartFrame? _open;

    private readonly INativeHost _native;

    public SanitizeContext(SanitizerCatalog catalog, JobFacts job, IPartAnnouncer announcer, INativeHost? native = null)
    {
        _native = native ?? new InProcessNativeHost(catalog);
        _job = job;
        _announcer = announcer;
        Budget = new Budget(job.Limits);
        _runner = new PartRunner(catalog, this);
    }

    public SanitizePolicy Policy => _job.Policy;

    public Budget Budget { get; }

    public string Seed => Open.Seed.Length > 0 ? Open.Seed : throw new InvalidOperationException("The seed is known when the part was read to its end.");

    public IReadOnlyList<string> Passwords => _job.Passwords;

    public IReadOnlyList<string> Following => _job.Following;

    public bool TakesLinkSlot => _job.Kind == JobKind.Mail;

    /// <summary>What the mail sanitizer understood; null for other files.</summary>
    public MailHeader? MailHeader { get; private set; }

    public bool HasNotice { get; private set; }

    public (long Offset, SlotEncoding Encoding)? Slot { get; private set; }

    public IReadOnlyList<Finding> OwnFindings => Open.Findings;

    private PartFrame Open => _open ?? throw new InvalidOperationException("No part is open.");

    public Stream CreateScratch() => new ScratchStream(Budget);

    public INativeRun StartNative(string stepName, ReadOnlyMemory<byte> arguments, Stream input) => _native.Start(Open.Path, stepName, arguments, input, Budget);

    public void Report(string place, string code, FindingAction action, int count = 1, UntrustedText detail = default) =>
        Open.Add(place, code, action, count, detail);

    public void Header(MailHeader header) => MailHeader = header;

    public void Noticed() => HasNotice = true;

    public void LinkSlot(long offset, SlotEncoding encoding) => Slot = (offset, encoding);

    public PartResult SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content)
    {
        var parent = Open;
        if (!IsBelow(path, parent.Path))
        {
            throw new ArgumentException($"{path} is not below {parent.Path}.", nameof(path));
        }

        var result = RunPart(path, name, declaredMediaType, content, null);
        parent.Parts.Add(result.Report);
        return result;
    }

    public PartResult RefuseMember(string path, UntrustedText name, FileFormat format, PartVerdict verdict, string? code, Stream content)
    {
        Budget.ChargePart();
        var frame = new PartFrame(path, Open.Depth + 1, Open);
        if (code is not null)
        {
            frame.Add("", code, FindingAction.Removed, 1, default);
        }

        var result = PartRunner.Refused(frame, name, format, content, verdict);
        Open.Parts.Add(result.Report);
        return result;
    }

    /// <summary>The whole input. <paramref name="format"/> is given when detection must not decide.</summary>
    public PartResult RunRoot(Stream content, FileFormat? format) => RunPart("/", _job.Name, null, content, format);

    /// <summary>What the seed of a part with this digest is.</summary>
    public string SeedFor(string sha256) => Digests.OfText($"{_job.SeedPrefix}\n{Policy.Revision}\n{sha256}");

    private PartResult RunPart(string path, UntrustedText name, string? label, Stream content, FileFormat? format)
    {
        var frame = new PartFrame(path, (_open?.Depth ?? 0) + 1, _open);
        if (_job.Excluded.TryGetValue(path, out var reason))
        {
            // Not opened: a digest is all that is taken of it, and that reads no structure.
            return PartRunner.Refused(frame, name, FileFormat.Unknown, content, PartVerdict.Blocked(reason is Reason.Timeout or Reason.Budget ? reason : Reason.Crashed));
        }

        Budget.ChargePart();
        _announcer.Opening(path);
        _open = frame;
        try
        {
            return _runner.Run(frame, name, label, content, format);
        }
        finally
        {
            _open = frame.Parent;
        }
    }

    private static bool IsBelow(string path, string parent) =>
        path.Length > parent.Length && path.StartsWith(parent, StringComparison.Ordinal) && (parent == "/" || path[parent.Length] == '/');
}
