using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Frames;

/// <summary>A job on its way to a worker: our own data, from the gateway.</summary>
public sealed record JobFrame
{
    /// <summary>A name for log lines.</summary>
    public required string Id { get; init; }

    /// <summary>Mail or file.</summary>
    public required JobKind Kind { get; init; }

    /// <summary>The name the input came under.</summary>
    public UntrustedText Name { get; init; }

    /// <summary>Put before the content digest in the seed.</summary>
    public string SeedPrefix { get; init; } = "";

    /// <summary>Bytes of the input.</summary>
    public required long InputSize { get; init; }

    /// <summary>What it may cost.</summary>
    public required BudgetLimits Limits { get; init; }

    /// <summary>What to do with which part.</summary>
    public required SanitizePolicy Policy { get; init; }

    /// <summary>Parts that are not to be opened, and the reason they are Blocked for.</summary>
    public IReadOnlyDictionary<string, Reason> Excluded { get; init; } = new Dictionary<string, Reason>();

    /// <summary>
    /// Passwords to try on what is encrypted, most likely first: typed by a person, of the tenant's list, words of a later mail. At most
    /// <see cref="FrameLimits.MaxPasswords"/>. Never logged, never reported, gone with the job.
    /// </summary>
    public IReadOnlyList<string> Passwords { get; init; } = [];

    /// <summary>
    /// Parts of a mail that went out without them; the job makes the second mail in which they follow (DESIGN 4.1), and nothing else is opened. Empty for
    /// the mail itself. At most <see cref="FrameLimits.MaxFollowing"/>.
    /// </summary>
    public IReadOnlyList<string> Following { get; init; } = [];

    /// <summary>One part that is wanted instead of the whole clean mail; null as a rule.</summary>
    public SinglePart? Single { get; init; }

    /// <summary>
    /// Every part is announced before it is opened, however many there are. The first try announces the first <see cref="FrameLimits.AnnouncedSingly"/> so; when a worker
    /// dies behind them, the job runs once more with this set, so that the culprit is known.
    /// </summary>
    public bool AnnouncesEach { get; init; }

    /// <summary>Appends the frame.</summary>
    public void Write(FrameWriter writer)
    {
        writer.Begin(FrameType.Job).Whole(Id, FrameLimits.MaxTokenBytes).Byte((byte)Kind).Text(Name.DangerousRaw, FrameLimits.MaxNameBytes)
            .Whole(SeedPrefix, FrameLimits.MaxTokenBytes).Int64(InputSize);
        writer.Int64(Limits.MaxBytes).Int64(Limits.MaxScratchBytes).Int64(Limits.MaxObjects).Int32(Limits.MaxParts).Int32(Limits.MaxDepth)
            .Int64(Limits.MaxOutputBytes).Int32(Limits.MaxMilliseconds).Int64(Limits.MaxResidentBytes);
        writer.Text(Policy.Name, FrameLimits.MaxTokenBytes).Whole(Policy.Revision, FrameLimits.MaxTokenBytes).Byte((byte)Policy.Language)
            .Byte((byte)Policy.Links).Flag(Policy.NeutralizeCsvFormulas).Flag(Policy.ImageNoise).Flag(Policy.Office.RemoveMetadata).Flag(Policy.Office.RemoveComments).Flag(Policy.Office.AcceptRevisions).Flag(Policy.Office.RebuildEmbedded).Byte((byte)Policy.QrCodes).Byte((byte)Policy.TextCharset).Byte((byte)Policy.TextMark)
            .Int64(Policy.PasswordWait.Ticks).Flag(Policy.Pdf.Deep).Flag(Policy.Pdf.EncodeImages).Byte((byte)Policy.Pdf.Links)
            .Flag(Policy.Pdf.KeepMetadata).Flag(Policy.Pdf.RebuildFiles).Flag(Policy.Pdf.KeepResetForm).Byte((byte)Policy.Families.Count);
        foreach (var (family, way) in Policy.Families)
        {
            writer.Byte((byte)family).Byte((byte)way);
        }

        writer.Byte((byte)Policy.RemoveFormats.Count);
        foreach (var format in Policy.RemoveFormats)
        {
            writer.Whole(format, FrameLimits.MaxFormatBytes);
        }

        writer.Byte((byte)Policy.BlockFindings.Count);
        foreach (var code in Policy.BlockFindings)
        {
            writer.Whole(code, FrameLimits.MaxTokenBytes);
        }

        WriteMailPolicy(writer, Policy);
        writer.Byte((byte)Excluded.Count);
        foreach (var (path, reason) in Excluded)
        {
            writer.Path(path).Byte((byte)reason);
        }

        writer.Int32(Passwords.Count);
        foreach (var password in Passwords)
        {
            writer.Whole(password, FrameLimits.MaxPasswordBytes);
        }

        writer.Byte((byte)Following.Count);
        foreach (var path in Following)
        {
            writer.Path(path);
        }

        writer.Flag(AnnouncesEach).Byte((byte)(Single?.Form ?? 0)).Path(Single?.Path ?? PartPath.Root).Int32(Single?.Page ?? 1).End();
    }

    private static void WriteMailPolicy(FrameWriter writer, SanitizePolicy policy)
    {
        writer.Byte((byte)policy.Body).Flag(policy.ShowMailLinks).Flag(policy.ShowPhoneLinks).Whole(policy.PortalHost, FrameLimits.MaxHostBytes);
        foreach (var hosts in new[] { policy.ShowLinksTo, policy.ShowLinksFrom, policy.TrustedAuthservIds })
        {
            writer.Byte((byte)hosts.Count);
            foreach (var host in hosts)
            {
                writer.Whole(host, FrameLimits.MaxHostBytes);
            }
        }

        writer.Byte((byte)policy.Notice.Position).Flag(policy.Notice.Always).Whole(policy.Notice.SubjectTag, FrameLimits.MaxTokenBytes)
            .Whole(policy.Notice.Ja, FrameLimits.MaxTemplateBytes).Whole(policy.Notice.En, FrameLimits.MaxTemplateBytes).Flag(policy.ListMyNumbers);
    }

    /// <summary>Reads a payload; null when it is not one.</summary>
    public static JobFrame? Parse(ReadOnlySpan<byte> payload)
    {
        var fields = new FrameFieldReader(payload);
        var frame = new JobFrame
        {
            Id = fields.Text(FrameLimits.MaxTokenBytes),
            Kind = (JobKind)fields.Byte((byte)JobKind.File),
            Name = new UntrustedText(fields.Text(FrameLimits.MaxNameBytes)),
            SeedPrefix = fields.Text(FrameLimits.MaxTokenBytes),
            InputSize = fields.Int64(0, long.MaxValue),
            Limits = ParseLimits(ref fields),
            Policy = ParsePolicy(ref fields),
            Excluded = ParseExcluded(ref fields),
            Passwords = ParsePasswords(ref fields),
            Following = ParseFollowing(ref fields),
            AnnouncesEach = fields.Flag(),
            Single = ParseSingle(ref fields),
        };
        return fields.IsComplete && frame.Kind != 0 ? frame : null;
    }

    private static BudgetLimits ParseLimits(ref FrameFieldReader fields) => new()
    {
        MaxBytes = fields.Int64(0, long.MaxValue),
        MaxScratchBytes = fields.Int64(0, long.MaxValue),
        MaxObjects = fields.Int64(0, long.MaxValue),
        MaxParts = fields.Int32(0, int.MaxValue),
        MaxDepth = fields.Int32(0, int.MaxValue),
        MaxOutputBytes = fields.Int64(0, long.MaxValue),
        MaxMilliseconds = fields.Int32(0, int.MaxValue),
        MaxResidentBytes = fields.Int64(0, long.MaxValue),
    };

    private static SanitizePolicy ParsePolicy(ref FrameFieldReader fields)
    {
        var policy = new SanitizePolicy
        {
            Name = fields.Text(FrameLimits.MaxTokenBytes),
            Revision = fields.Text(FrameLimits.MaxTokenBytes),
            Language = (NoticeLanguage)fields.Byte((byte)NoticeLanguage.En),
            Links = (LinkStyle)fields.Byte((byte)LinkStyle.Remove),
            NeutralizeCsvFormulas = fields.Flag(),
            ImageNoise = fields.Flag(),
            Office = new OfficePolicy { RemoveMetadata = fields.Flag(), RemoveComments = fields.Flag(), AcceptRevisions = fields.Flag(), RebuildEmbedded = fields.Flag() },
            QrCodes = (QrCodeWay)fields.Byte((byte)QrCodeWay.Blur),
            TextCharset = (TextCharset)fields.Byte((byte)TextCharset.Keep),
            TextMark = (TextMark)fields.Byte((byte)TextMark.Never),
            PasswordWait = TimeSpan.FromTicks(fields.Int64(0, TimeSpan.MaxValue.Ticks)),
            Pdf = new PdfPolicy
            {
                Deep = fields.Flag(), EncodeImages = fields.Flag(), Links = (PdfLinkWay)fields.Byte((byte)PdfLinkWay.Remove), KeepMetadata = fields.Flag(), RebuildFiles = fields.Flag(), KeepResetForm = fields.Flag(),
            },
        };
        var count = fields.Byte();
        var families = new Dictionary<FileFamily, PartWay>(count);
        for (var i = 0; i < count && !fields.Failed; i++)
        {
            families[(FileFamily)fields.Byte((byte)FileFamily.Calendar)] = (PartWay)fields.Byte((byte)PartWay.Confirm);
        }

        policy = policy with { Families = families, RemoveFormats = ParseTexts(ref fields, byte.MaxValue, FrameLimits.MaxFormatBytes) };
        return ParseMailPolicy(policy with { BlockFindings = ParseTexts(ref fields, byte.MaxValue, FrameLimits.MaxTokenBytes) }, ref fields);
    }

    private static SanitizePolicy ParseMailPolicy(SanitizePolicy policy, ref FrameFieldReader fields) => policy with
    {
        Body = (BodyForm)fields.Byte((byte)BodyForm.SafeHtml),
        ShowMailLinks = fields.Flag(),
        ShowPhoneLinks = fields.Flag(),
        PortalHost = fields.Text(FrameLimits.MaxHostBytes),
        ShowLinksTo = ParseTexts(ref fields, FrameLimits.MaxHosts, FrameLimits.MaxHostBytes),
        ShowLinksFrom = ParseTexts(ref fields, FrameLimits.MaxHosts, FrameLimits.MaxHostBytes),
        TrustedAuthservIds = ParseTexts(ref fields, FrameLimits.MaxHosts, FrameLimits.MaxHostBytes),
        Notice = new NoticePolicy
        {
            Position = (NoticePosition)fields.Byte((byte)NoticePosition.Bottom),
            Always = fields.Flag(),
            SubjectTag = fields.Text(FrameLimits.MaxTokenBytes),
            Ja = fields.Text(FrameLimits.MaxTemplateBytes),
            En = fields.Text(FrameLimits.MaxTemplateBytes),
        },
        ListMyNumbers = fields.Flag(),
    };

    private static List<string> ParseTexts(ref FrameFieldReader fields, byte max, int maxBytes)
    {
        var count = fields.Byte(max);
        var texts = new List<string>(count);
        for (var i = 0; i < count && !fields.Failed; i++)
        {
            texts.Add(fields.Text(maxBytes));
        }

        return texts;
    }

    private static List<string> ParsePasswords(ref FrameFieldReader fields)
    {
        var count = fields.Int32(0, FrameLimits.MaxPasswords);
        var passwords = new List<string>(count);
        for (var i = 0; i < count && !fields.Failed; i++)
        {
            passwords.Add(fields.Text(FrameLimits.MaxPasswordBytes));
        }

        return passwords;
    }

    private static List<string> ParseFollowing(ref FrameFieldReader fields)
    {
        var count = fields.Byte(FrameLimits.MaxFollowing);
        var paths = new List<string>(count);
        for (var i = 0; i < count && !fields.Failed; i++)
        {
            paths.Add(fields.Path());
        }

        return paths;
    }

    private static SinglePart? ParseSingle(ref FrameFieldReader fields)
    {
        var form = (SinglePartForm)fields.Byte((byte)SinglePartForm.Original);
        var single = new SinglePart(fields.Path(), form, fields.Int32(1, PageRequest.MaxPage));
        return form == 0 ? null : single;
    }

    private static Dictionary<string, Reason> ParseExcluded(ref FrameFieldReader fields)
    {
        var count = fields.Byte(FrameLimits.MaxExcluded);
        var excluded = new Dictionary<string, Reason>(count, StringComparer.Ordinal);
        for (var i = 0; i < count && !fields.Failed; i++)
        {
            excluded[fields.Path()] = (Reason)fields.Byte((byte)Reason.Scanner);
        }

        return excluded;
    }
}
