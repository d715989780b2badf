using Mugai.Sanitizers.Cad;
using Mugai.Sanitizers.Calendar;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Mail;
using Mugai.Sanitizers.Mbox;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizers.SafeHtml;
using Mugai.Sanitizers.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers;

/// <summary>
/// The only, explicit list of sanitizers and verifiers. A format that is not in it is Blocked; a format without a verifier cannot leave.
/// </summary>
public sealed class SanitizerCatalog
{
    private readonly Dictionary<string, ISanitizer> _sanitizers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IOutputVerifier> _verifiers = new(StringComparer.Ordinal);

    private readonly IReadOnlyList<IOutputVerifier> _fileVerifiers;

    private readonly List<IFormatProbe> _probes;

    private readonly Dictionary<string, INativeStep> _steps;

    private SanitizerCatalog(IReadOnlyList<ISanitizer> sanitizers, IReadOnlyList<IOutputVerifier> fileVerifiers, IReadOnlyList<INativeStep> steps)
    {
        NativeSteps = steps;
        _steps = steps.ToDictionary(step => step.Name, StringComparer.Ordinal);
        // What a mail may carry is what somebody verifies; so its verifier is made from the others.
        _fileVerifiers = fileVerifiers;
        var formats = fileVerifiers.SelectMany(verifier => verifier.Formats);
        Sanitizers = sanitizers;
        _probes = [.. sanitizers.OfType<IFormatProbe>()];
        var mail = new MailVerifier([.. formats, Formats.Mbox]);
        Verifiers = [.. fileVerifiers, mail, new MboxVerifier(mail)];
        foreach (var sanitizer in Sanitizers)
        {
            foreach (var format in sanitizer.Formats)
            {
                AddOnce(_sanitizers, format, sanitizer);
            }
        }

        foreach (var verifier in Verifiers)
        {
            foreach (var format in verifier.Formats)
            {
                AddOnce(_verifiers, format, verifier);
            }
        }
    }

    /// <summary>Nothing: every format is Blocked.</summary>
    public static SanitizerCatalog Empty { get; } = new([], [], []);

    /// <summary>What is compiled in.</summary>
    public static SanitizerCatalog Default { get; } = new(
        [new MailSanitizer(), new HtmlSanitizer(), new PlainTextSanitizer(), new OoxmlSanitizer(), new XmlSanitizer(), new MboxSanitizer(), new CalendarSanitizer(), new DxfSanitizer(), new ExchangeSanitizer()],
        [new PlainTextVerifier(), new OoxmlVerifier(), new XmlVerifier(), new SafeHtmlVerifier(), new CalendarVerifier(), new DxfVerifier(), new ExchangeVerifier()],
        []);

    public IReadOnlyList<ISanitizer> Sanitizers { get; }

    public IReadOnlyList<IOutputVerifier> Verifiers { get; }

    /// <summary>The steps that native workers run for the sanitizers above.</summary>
    public IReadOnlyList<INativeStep> NativeSteps { get; }

    /// <summary>
    /// This catalog and what plug-ins bring. A plug-in may only add: taking over a format that has a sanitizer or a verifier already is an
    /// <see cref="ArgumentException"/>, because whoever replaces a verifier decides what leaves.
    /// </summary>
    public SanitizerCatalog With(IEnumerable<ISanitizer> sanitizers, IEnumerable<IOutputVerifier> verifiers) =>
        new([.. Sanitizers, .. sanitizers], [.. _fileVerifiers, .. verifiers], NativeSteps);

    public ISanitizer? SanitizerFor(FileFormat format) => _sanitizers.GetValueOrDefault(format.Name);

    public INativeStep? StepNamed(string name) => _steps.GetValueOrDefault(name);

    public IOutputVerifier? VerifierFor(FileFormat format) => _verifiers.GetValueOrDefault(format.Name);

    /// <summary>
    /// What a sanitizer that is not compiled in calls the file, when our own detection sees text or nothing it knows; otherwise what detection says.
    /// </summary>
    internal Detected Refine(Detected detected, Stream content)
    {
        if (_probes.Count == 0 || detected.Rival is not null || detected.Format.Family is not (FileFamily.Text or FileFamily.Unknown))
        {
            return detected;
        }

        Span<byte> head = stackalloc byte[4096];
        content.Position = 0;
        head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        content.Position = 0;
        foreach (var probe in _probes)
        {
            if (probe.Detect(head) is { } format)
            {
                return new Detected(format);
            }
        }

        return detected;
    }

    private static void AddOnce<T>(Dictionary<string, T> byFormat, FileFormat format, T entry)
        where T : class
    {
        if (!byFormat.TryAdd(format.Name, entry))
        {
            throw new ArgumentException($"Format {format.Name} is taken by {byFormat[format.Name].GetType().FullName}; {entry.GetType().FullName} cannot have it too.");
        }
    }
}
