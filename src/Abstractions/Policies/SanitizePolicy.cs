using Mugai.Sanitizing;

namespace Mugai.Policies;

/// <summary>The part of a policy that a worker needs: what to do with each kind of part. Frozen; sent with the job.</summary>
public sealed record SanitizePolicy
{
    /// <summary>The policy's name as the administrator wrote it.</summary>
    public string Name { get; init; } = "default";

    /// <summary>Lower-case hex digest of the policy's meaning; stands in every report (invariant 8).</summary>
    public string Revision { get; init; } = "";

    /// <summary>The language of notices.</summary>
    public NoticeLanguage Language { get; init; } = NoticeLanguage.Both;

    /// <summary>How links stand in the text that HTML becomes.</summary>
    public LinkStyle Links { get; init; } = LinkStyle.Defang;

    /// <summary>Hosts, with those below them, whose links stand as they are: one's own sites. Lower-case.</summary>
    public IReadOnlyList<string> ShowLinksTo { get; init; } = [];

    /// <summary>Domains of authors in whose mails links stand as they are. An author's address is a claim until it was authenticated. Lower-case.</summary>
    public IReadOnlyList<string> ShowLinksFrom { get; init; } = [];

    /// <summary>The address of a mailto link stands behind its label.</summary>
    public bool ShowMailLinks { get; init; } = true;

    /// <summary>The number of a tel link stands behind its label.</summary>
    public bool ShowPhoneLinks { get; init; } = true;

    /// <summary>What the body of a mail is.</summary>
    public BodyForm Body { get; init; } = BodyForm.Text;

    /// <summary>The notice in a mail.</summary>
    public NoticePolicy Notice { get; init; } = new();

    /// <summary>The host of the portal, which no mail from outside may point to; set by the gateway from <c>portal.publicUrl</c>, empty when there is none.</summary>
    public string PortalHost { get; init; } = "";

    /// <summary>Names under which an upstream that is believed writes Authentication-Results (RFC 8601 2.5), lower-case; set by the gateway from <c>smtp.trustedAuthservIds</c>.</summary>
    public IReadOnlyList<string> TrustedAuthservIds { get; init; } = [];

    /// <summary>Judges only mail with these results of sender authentication; null: whatever they are. Read by the host alone, once a worker has told them.</summary>
    public AuthenticationMatch? When { get; init; }

    /// <summary>Neutralise cells of CSV files that a spreadsheet would run as a formula.</summary>
    public bool NeutralizeCsvFormulas { get; init; } = true;

    /// <summary>
    /// How long an encrypted attachment waits for the mail that brings its password. Zero: later mails are not searched for words. Read by the host alone.
    /// </summary>
    public TimeSpan PasswordWait { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Retention and releases. Read by the host alone; no worker is told.</summary>
    public ReleasePolicy Release { get; init; } = new();

    /// <summary>Scanners. Read by the host alone; no worker is told.</summary>
    public ScanPolicy Scan { get; init; } = new();

    /// <summary>Add ±1 to the samples of pictures, so that nothing hidden in their lowest bits survives.</summary>
    public bool ImageNoise { get; init; }

    /// <summary>Office files.</summary>
    public OfficePolicy Office { get; init; } = new();

    /// <summary>What happens to QR codes in pictures.</summary>
    public QrCodeWay QrCodes { get; init; } = QrCodeWay.List;

    /// <summary>The charset of clean text files.</summary>
    public TextCharset TextCharset { get; init; } = TextCharset.Utf8;

    /// <summary>The byte-order mark of clean text files.</summary>
    public TextMark TextMark { get; init; } = TextMark.Auto;

    /// <summary>PDF files.</summary>
    public PdfPolicy Pdf { get; init; } = new();

    /// <summary>Numbers in text that look like individual numbers (個人番号) are counted and told of (<c>privacy.mynumber</c>).</summary>
    public bool ListMyNumbers { get; init; }

    /// <summary>What happens to parts of a family; a family that is not named is sanitized.</summary>
    public IReadOnlyDictionary<FileFamily, PartWay> Families { get; init; } = new Dictionary<FileFamily, PartWay>();

    /// <summary>Short names of formats that are replaced by a notice whatever <see cref="Families"/> says; in order, each once.</summary>
    public IReadOnlyList<string> RemoveFormats { get; init; } = [];

    /// <summary>Finding codes, or <c>room.*</c>, with which a file is refused as a whole instead of coming without what was found; in order, each once.</summary>
    public IReadOnlyList<string> BlockFindings { get; init; } = [];

    /// <summary>What one mail may cost. Read by the host alone.</summary>
    public LimitPolicy Limits { get; init; } = new();

    /// <summary>What holds a whole mail or sends it back. Read by the host alone.</summary>
    public MailRules Mail { get; init; } = new();

    /// <summary>The way for parts of <paramref name="format"/>.</summary>
    public PartWay WayFor(FileFormat format) => RemoveFormats.Contains(format.Name) ? PartWay.Remove : WayFor(format.Family);

    /// <summary>The way for <paramref name="family"/>.</summary>
    public PartWay WayFor(FileFamily family) => Families.TryGetValue(family, out var way) ? way : PartWay.Sanitize;
}
