using Mugai.Frames;
using Mugai.Mime;
using Mugai.Policies;
using Mugai.Sanitizers.Mail;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>One input's context: the stack of open parts over a shared budget. Parts are worked on one inside the other, never side by side.</summary>
internal sealed class SanitizeContext : IMailRun
{
    // Half of what a worker may send (FrameLimits.MaxFindings) less what containers add.
    private const int MaxListedFindings = 5_000;

    private readonly JobFacts _job;
    private readonly IPartAnnouncer _announcer;
    private readonly PartRunner _runner;
    private readonly List<string> _passwords;
    private readonly Dictionary<string, string> _verified = new(StringComparer.Ordinal);
    private PartFrame? _open;
    private int _findings;

    private readonly INativeHost _native;

    public SanitizeContext(SanitizerCatalog catalog, JobFacts job, IPartAnnouncer announcer, INativeHost? native = null)
    {
        _native = native ?? new InProcessNativeHost(catalog);
        _job = job;
        _announcer = announcer;
        Budget = new Budget(job.Limits);
        _passwords = [.. job.Passwords.Take(FrameLimits.MaxPasswords)];
        _runner = new PartRunner(catalog, this);
    }

    public SanitizePolicy Policy => _job.Policy;

    public Budget Budget { get; }

    public string Seed => Open.Seed.Length > 0 ? Open.Seed : throw new InvalidOperationException("The seed is known when the part was read to its end.");

    public IReadOnlyList<string> Following => _job.Following;

    public bool TakesLinkSlot => _job.Kind == JobKind.Mail;

    /// <summary>What the mail sanitizer understood; null for other files.</summary>
    public MailHeader? MailHeader { get; private set; }

    public bool HasNotice { get; private set; }

    public (long Offset, SlotEncoding Encoding)? Slot { get; private set; }

    /// <summary>Words of the mail that may be passwords.</summary>
    public List<string> PasswordWords { get; } = [];

    public IReadOnlyList<Finding> OwnFindings => Open.Findings;

    private PartFrame Open => _open ?? throw new InvalidOperationException("No part is open.");

    public IReadOnlyList<string> Passwords => _passwords;

    public Stream CreateScratch() => new ScratchStream(Budget);

    public INativeRun StartNative(string stepName, ReadOnlyMemory<byte> arguments, Stream input) => _native.Start(Open.Path, stepName, arguments, input, Budget);

    public void Report(string place, string code, FindingAction action, int count = 1, UntrustedText detail = default) =>
        Open.Add(place, code, action, count, detail);

    public void AddPasswordWords(IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            if (PasswordWords.Count < MailFacts.MaxPasswordWords && !PasswordWords.Contains(word))
            {
                PasswordWords.Add(word);
                _passwords.Add(word);
            }
        }
    }

    public void Verified(string sha256, FileFormat format) => _verified[sha256] = format.Name;

    public string? VerifiedFormat(string sha256) => _verified.GetValueOrDefault(sha256);

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

        return Added(parent, RunPart(path, name, declaredMediaType, content, null));
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

    public PartReport RefuseMember(string path, UntrustedText name, FileFormat format, PartVerdict verdict, string code, UntrustedText detail, long size)
    {
        Budget.ChargePart();
        var frame = new PartFrame(path, Open.Depth + 1, Open);
        frame.Add("", code, FindingAction.Removed, 1, detail);
        return Added(Open, PartRunner.Unread(frame, new FileFacts(name, size, "", format.Name), verdict)).Report;
    }

    // Ten thousand members may have a finding or two each. Beyond what anybody reads they are counted at their container, code by code.
    private PartResult Added(PartFrame parent, PartResult result)
    {
        var findings = result.Report.Findings;
        if (findings.Count > 0 && (_findings += findings.Count) > MaxListedFindings)
        {
            foreach (var finding in findings)
            {
                parent.Add("", finding.Code, finding.Action, finding.Count, default);
            }

            result = new PartResult(result.Report with { Findings = [] }, result.OutputFormat, result.Output);
        }

        parent.Parts.Add(result.Report);
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
