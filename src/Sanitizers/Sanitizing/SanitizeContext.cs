using Mugai.Frames;
using Mugai.Mime;
using Mugai.Policies;
using Mugai.Sanitizers.Mail.Headers;
using Mugai.Sanitizing;
using Mugai.Wording;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>One input's context: the stack of open parts over a shared budget. Parts are worked on one inside the other, never side by side; native steps of several may run meanwhile.</summary>
internal sealed class SanitizeContext : IMailRun
{
    // Half of what a worker may send (FrameLimits.MaxFindings) less what containers add.
    private const int MaxListedFindings = 5_000;

    private readonly JobFacts _job;
    private readonly IPartAnnouncer _announcer;
    private readonly PartRunner _runner;
    private readonly List<string> _passwords;
    private readonly Dictionary<string, string> _verified = new(StringComparer.Ordinal);
    private SanitizePolicy? _textOnly;
    private SanitizePolicy? _extracting;
    private PartFrame? _open;
    private PartResult? _single;
    private int _findings;

    private readonly INativeHost _native;

    public SanitizeContext(SanitizerCatalog catalog, JobFacts job, IPartAnnouncer announcer, INativeHost? native = null, IScratchPages? pages = null)
    {
        _native = native ?? new InProcessNativeHost(catalog);
        _job = job;
        _announcer = announcer;
        Budget = new Budget(job.Limits, pages);
        _passwords = [.. job.Passwords.Take(FrameLimits.MaxPasswords)];
        _runner = new PartRunner(catalog, this);
    }

    public SanitizePolicy Policy => _open switch
    {
        // The charset of text files is not that of the file which takes the text in.
        { IsExtracted: true } => _extracting ??= TextOnly(_job.Policy) with { TextCharset = TextCharset.Utf8 },
        { IsTextOnly: true } => _textOnly ??= TextOnly(_job.Policy),
        _ => _job.Policy,
    };

    public Budget Budget { get; }

    public string Seed => Open.Sha256.Length > 0 ? Open.Seed ??= SeedFor(Open.Sha256) : throw new InvalidOperationException("The seed is known when the part was read to its end.");

    public IReadOnlyList<string> Following => _job.Following;

    public SinglePart? Single => _job.Single;

    public bool TakesLinkSlot => _job.Kind == JobKind.Mail;

    /// <summary>What the mail sanitizer understood; null for other files.</summary>
    public MailHeader? MailHeader { get; private set; }

    public bool HasNotice { get; private set; }

    /// <summary>Where the host's link goes, in the order of the output.</summary>
    public List<(long Offset, SlotEncoding Encoding)> Slots { get; } = [];

    /// <summary>Words of the mail that may be passwords.</summary>
    public List<string> PasswordWords { get; } = [];

    /// <summary>Hosts that links lead to.</summary>
    public List<string> LinkHosts { get; } = [];

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

    public void AddLinkHosts(IReadOnlyList<string> hosts) =>
        LinkHosts.AddRange(hosts.Where(host => !LinkHosts.Contains(host)).Take(MailFacts.MaxLinkHosts - LinkHosts.Count).ToList());

    public void Verified(string sha256, FileFormat format) => _verified[sha256] = format.Name;

    public string? VerifiedFormat(string sha256) => _verified.GetValueOrDefault(sha256);

    public void Header(MailHeader header) => MailHeader = header;

    public void Noticed() => HasNotice = true;

    public void LinkSlot(long offset, SlotEncoding encoding) => Slots.Add((offset, encoding));

    public PartResult SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content)
    {
        return Added(Parent(path), RunPart(path, name, declaredMediaType, content, null));
    }

    public PartResult ExtractText(string path, UntrustedText name, string? declaredMediaType, Stream content) =>
        Added(Parent(path), RunPart(path, name, declaredMediaType, content, null, isExtracted: true));

    public IPendingMember BeginMember(string path, UntrustedText name, string? declaredMediaType, Stream content) => Begin(path, name, declaredMediaType, content, static part => part);

    public IPendingMember BeginPicture(string path, UntrustedText name, string? declaredMediaType, Stream content, bool keepsFormat = false) =>
        Begin(path, name, declaredMediaType, content, part => part with { IsPlaced = true, KeepsFormat = keepsFormat });

    private PendingMember Begin(string path, UntrustedText name, string? declaredMediaType, Stream content, Func<PartInput, PartInput> asked)
    {
        var parent = Parent(path);
        var frame = new PartFrame(path, parent.Depth + 1, parent);
        if (ExcludedResult(frame, name, content) is { } excluded)
        {
            return Done(parent, excluded);
        }

        Budget.ChargePart();
        var begun = InPart(frame, () => _runner.Begin(frame, name, declaredMediaType, content, asked));
        if (begun.Result is { } result)
        {
            return Done(parent, result);
        }

        // Its place in the report is where it was begun, however many are done before it is finished.
        parent.Parts.Add(PartRunner.Unfinished(begun));
        return new PendingMember(this, begun, parent, parent.Parts.Count - 1);
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
        result = KeepSingle(result);
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

    /// <summary>The whole input. <paramref name="format"/> is given when detection must not decide, <paramref name="sha256"/> when the host counts digests of input and output itself.</summary>
    public PartResult RunRoot(Stream content, FileFormat? format, string? sha256 = null) => RunPart("/", _job.Name, null, content, format, sha256);

    /// <summary>What the seed of a part with this digest is.</summary>
    public string SeedFor(string sha256) => Digests.OfText($"{_job.SeedPrefix}\n{Policy.Revision}\n{sha256}");

    private PartResult RunPart(string path, UntrustedText name, string? label, Stream content, FileFormat? format, string? toldSha256 = null, bool isExtracted = false)
    {
        var frame = new PartFrame(path, (_open?.Depth ?? 0) + 1, _open) { ToldSha256 = toldSha256 };
        frame.IsExtracted |= isExtracted;
        if (ExcludedResult(frame, name, content) is { } excluded)
        {
            return excluded;
        }

        Budget.ChargePart();
        return InPart(frame, () => _runner.Run(frame, name, label, content, format));
    }

    /// <summary>A part that killed a worker is not opened: a digest is all that is taken of it, and that reads no structure.</summary>
    private PartResult? ExcludedResult(PartFrame frame, UntrustedText name, Stream content) => _job.Excluded.TryGetValue(frame.Path, out var reason)
        ? PartRunner.Refused(frame, name, FileFormat.Unknown, content, PartVerdict.Blocked(reason is Reason.Timeout or Reason.Budget ? reason : Reason.Crashed))
        : LiesBesideSingle(frame.Path) ? PartRunner.Unread(frame, new FileFacts(name, 0, "", FileFormat.Unknown.Name), PartVerdict.Blocked(Reason.Policy)) : null;

    /// <summary>The result of the one part that is wanted, when it was met; the caller disposes it.</summary>
    public PartResult? TakeSingle()
    {
        var single = _single;
        _single = null;
        return single;
    }

    /// <summary>True when what is wanted of the part at <paramref name="path"/> is a page of it.</summary>
    public bool IsShown(string path) => _job.Single is { Form: SinglePartForm.Page } single && single.Path == path;

    /// <summary>True when the part at <paramref name="path"/> is wanted byte for byte.</summary>
    public bool IsWantedAsItCame(string path) => _job.Single is { Form: SinglePartForm.Original } single && single.Path == path;

    /// <summary>Nothing is opened but the part that is wanted, what it lies in, and what lies in it.</summary>
    private bool LiesBesideSingle(string path) => _job.Single is { } single && path != "/" && (single.Form == SinglePartForm.Facts || (path != single.Path && !IsBelow(single.Path, path) && !IsBelow(path, single.Path)));

    /// <summary>What is wanted stays here: its container gets a refusal, which no report names, and has that much less to write.</summary>
    private PartResult KeepSingle(PartResult result)
    {
        if (_single is not null || _job.Single?.Path != result.Report.Path)
        {
            return result;
        }

        _single = result;
        return new PartResult(result.Report with { Outcome = Outcome.Blocked, Reason = Reason.Policy, Output = null, PasswordIndex = null }, null, null);
    }

    private static SanitizePolicy TextOnly(SanitizePolicy policy) => policy with
    {
        Families = Enum.GetValues<FileFamily>().ToDictionary(family => family, family => policy.WayFor(family) is var way and (PartWay.Remove or PartWay.Confirm) ? way : PartWay.Text),
    };

    private T InPart<T>(PartFrame frame, Func<T> work)
    {
        _announcer.Opening(frame.Path);
        _open = frame;
        try
        {
            return work();
        }
        finally
        {
            _open = frame.Parent;
        }
    }

    private PartFrame Parent(string path) => IsBelow(path, Open.Path) ? Open : throw new ArgumentException($"{path} is not below {Open.Path}.", nameof(path));

    private PendingMember Done(PartFrame parent, PartResult result) => new(Added(parent, result));

    private static bool IsBelow(string path, string parent) =>
        path.Length > parent.Length && path.StartsWith(parent, StringComparison.Ordinal) && (parent == "/" || path[parent.Length] == '/');

    private sealed class PendingMember : IPendingMember
    {
        private readonly SanitizeContext? _run;
        private readonly PartFrame? _parent;
        private readonly int _place;
        private BegunPart? _begun;
        private PartResult? _result;

        public PendingMember(PartResult result) => _result = result;

        public PendingMember(SanitizeContext run, BegunPart begun, PartFrame parent, int place) => (_run, _begun, _parent, _place) = (run, begun, parent, place);

        public bool IsDone => _begun is null;

        public PartResult Finish()
        {
            if (_begun is { } begun)
            {
                if (_run!._open != _parent)
                {
                    throw new InvalidOperationException("A member is finished while its container is the part in hand.");
                }

                _begun = null;
                _result = _run.KeepSingle(_run.InPart(begun.Rest.Frame, () => _run._runner.Finish(begun)));
                _parent!.Parts[_place] = _result.Report;
            }

            var result = _result ?? throw new InvalidOperationException("The member was finished before.");
            _result = null;
            return result;
        }

        public void Dispose()
        {
            _begun?.Rest.Pending.Dispose();
            _begun = null;
            _result?.Dispose();
        }
    }
}
