using Mugai.Sanitizers.Archives;
using Mugai.Sanitizers.Archives.Native;
using Mugai.Sanitizers.Bitmaps;
using Mugai.Sanitizers.Cad;
using Mugai.Sanitizers.Calendar;
using Mugai.Sanitizers.Cms;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Hangul;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Ichitaro;
using Mugai.Sanitizers.Images;
using Mugai.Sanitizers.Images.Native;
using Mugai.Sanitizers.Images.QrCodes;
using Mugai.Sanitizers.LegacyOffice.Excel;
using Mugai.Sanitizers.LegacyOffice.PowerPoint;
using Mugai.Sanitizers.LegacyOffice.Word;
using Mugai.Sanitizers.Mail;
using Mugai.Sanitizers.Mail.Verifying;
using Mugai.Sanitizers.Mapi;
using Mugai.Sanitizers.Mbox;
using Mugai.Sanitizers.Media.Flac;
using Mugai.Sanitizers.Media.Frames;
using Mugai.Sanitizers.Media.IsoMedia;
using Mugai.Sanitizers.Media.Ogg;
using Mugai.Sanitizers.Media.Wave;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Ooxml.Encryption;
using Mugai.Sanitizers.OpenDocument;
using Mugai.Sanitizers.Pdf;
using Mugai.Sanitizers.Pdf.Verifying;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizers.Previews;
using Mugai.Sanitizers.Rtf;
using Mugai.Sanitizers.SafeHtml;
using Mugai.Sanitizers.Svg;
using Mugai.Sanitizers.WebArchives;
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

    /// <summary>The verifiers that were given; those of containers are made from them.</summary>
    public IReadOnlyList<IOutputVerifier> FileVerifiers { get; }

    private readonly List<IFormatProbe> _probes;

    private readonly Dictionary<string, INativeStep> _steps = new(StringComparer.Ordinal);

    private SanitizerCatalog(IReadOnlyList<ISanitizer> sanitizers, IReadOnlyList<IOutputVerifier> fileVerifiers, IReadOnlyList<INativeStep> steps)
    {
        NativeSteps = steps;
        foreach (var step in steps)
        {
            if (!IsStepName(step.Name) || !_steps.TryAdd(step.Name, step))
            {
                throw new ArgumentException($"The native step {step.Name} of {step.GetType().FullName} has a name that cannot be or is taken by another step.");
            }
        }

        // What a mail may carry is what somebody verifies; so its verifier is made from the others.
        FileVerifiers = fileVerifiers;
        fileVerifiers = fileVerifiers.Count == 0 ? [] : [.. fileVerifiers, new ZipVerifier(fileVerifiers)];
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
        [
            new MailSanitizer(),
            new HtmlSanitizer(),
            new PlainTextSanitizer(),
            new OoxmlSanitizer(),
            new OpenDocumentSanitizer(),
            new EncryptedPackageSanitizer(),
            new PdfSanitizer(),
            new XlsSanitizer(),
            new DocSanitizer(),
            new PptSanitizer(),
            new HangulSanitizer(),
            new IchitaroSanitizer(),
            new RtfSanitizer(),
            new ZipSanitizer(),
            new NativeArchiveSanitizer(),
            new BitmapSanitizer(),
            new IconSanitizer(),
            new EmfSanitizer(),
            new WmfSanitizer(),
            new WaveSanitizer(),
            new FlacSanitizer(),
            new OggSanitizer(),
            new FrameStreamSanitizer(),
            new IsoMediaSanitizer(),
            new SvgSanitizer(),
            new ImageSanitizer(),
            new XmlSanitizer(),
            new DxfSanitizer(),
            new ExchangeSanitizer(),
            new MboxSanitizer(),
            new CalendarSanitizer(),
            new CmsSanitizer(),
            new OutlookMailSanitizer(),
            new WebArchiveSanitizer(),
        ],
        [
            new PlainTextVerifier(),
            new XmlVerifier(),
            new DxfVerifier(),
            new ExchangeVerifier(),
            new CalendarVerifier(),
            new SafeHtmlVerifier(),
            new OoxmlVerifier(),
            new OpenDocumentVerifier(),
            new PdfVerifier(),
            new XlsVerifier(),
            new DocVerifier(),
            new PptVerifier(),
            new RtfVerifier(),
            new BitmapVerifier(),
            new IconVerifier(),
            new EmfVerifier(),
            new WmfVerifier(),
            new WaveVerifier(),
            new FlacVerifier(),
            new OggVerifier(),
            new FrameStreamVerifier(),
            new IsoMediaVerifier(),
            new SvgVerifier(),
            new ImageVerifier(),
        ],
        [
            new ArchiveStep(),
            new ImageStep(),
            new QrStep(),
            new PdfPageStep(),
        ]);

    public IReadOnlyList<ISanitizer> Sanitizers { get; }

    public IReadOnlyList<IOutputVerifier> Verifiers { get; }

    /// <summary>The steps that native workers run for the sanitizers above.</summary>
    public IReadOnlyList<INativeStep> NativeSteps { get; }

    /// <summary>
    /// This catalog and what plug-ins bring. A plug-in may only add: taking over a format that has a sanitizer or a verifier already, or the name of a
    /// native step, is an <see cref="ArgumentException"/>, because whoever replaces a verifier decides what leaves.
    /// </summary>
    public SanitizerCatalog With(IEnumerable<ISanitizer> sanitizers, IEnumerable<IOutputVerifier> verifiers, IEnumerable<INativeStep>? steps = null) =>
        new([.. Sanitizers, .. sanitizers], [.. FileVerifiers, .. verifiers], [.. NativeSteps, .. steps ?? []]);

    /// <summary>This catalog with the machine's tables of character collections, for the text of PDF files.</summary>
    public SanitizerCatalog With(ICharacterCollections collections) =>
        new([.. Sanitizers.Select(sanitizer => sanitizer is PdfSanitizer ? new PdfSanitizer(collections) : sanitizer)], FileVerifiers, NativeSteps);

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

    // What the wire takes, and what can be told apart in a log.
    private static bool IsStepName(string name) => name.Length is > 0 and <= Frames.FrameLimits.MaxStepNameBytes && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    private static void AddOnce<T>(Dictionary<string, T> byFormat, FileFormat format, T entry)
        where T : class
    {
        if (!byFormat.TryAdd(format.Name, entry))
        {
            throw new ArgumentException($"Format {format.Name} is taken by {byFormat[format.Name].GetType().FullName}; {entry.GetType().FullName} cannot have it too.");
        }
    }
}
