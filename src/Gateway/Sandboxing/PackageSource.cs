namespace Mugai.Gateway.Sandboxing;

/// <summary>How what is missing is installed on this machine: the packages of Debian, or those of the RHEL family by their names there, as <c>/etc/os-release</c> says what it is.</summary>
internal sealed class PackageSource
{
    /// <summary>Debian's name → that of the RHEL family. What the family does not bring itself is marked: it comes from EPEL or another source, and <c>dnf</c> alone would say that there is none.</summary>
    private static readonly Dictionary<string, (string Name, bool IsForeign)> s_redHat = new(StringComparer.Ordinal)
    {
        ["libsqlite3-0"] = ("sqlite-libs", false),
        ["libvips42"] = ("vips", true),
        ["libarchive13"] = ("libarchive", false),
        ["libzbar0"] = ("zbar", true),
        ["poppler-utils"] = ("poppler-utils", false),
        ["poppler-data"] = ("poppler-data", false),
    };

    private readonly bool _isRedHat;

    private PackageSource(bool isRedHat) => _isRedHat = isRedHat;

    /// <summary>That of this machine.</summary>
    public static PackageSource Here { get; } = Read("/etc/os-release");

    /// <summary>That of a machine with such an os-release (freedesktop.org: ID, ID_LIKE); Debian's where there is none.</summary>
    public static PackageSource Read(string osRelease)
    {
        try
        {
            var names = File.ReadLines(osRelease).Where(line => line.StartsWith("ID=", StringComparison.Ordinal) || line.StartsWith("ID_LIKE=", StringComparison.Ordinal))
                .SelectMany(line => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim('"', '\'').Split(' '));
            return new PackageSource(names.Any(name => name is "rhel" or "centos" or "fedora"));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new PackageSource(false);
        }
    }

    /// <summary>The command that installs packages, by their names in Debian, e.g. <c>apt-get install libvips42</c> or <c>dnf install vips</c>.</summary>
    public string Install(params IEnumerable<string> packages) => _isRedHat
        ? $"dnf install {string.Join(' ', packages.Select(package => s_redHat.TryGetValue(package, out var known) ? known.Name : package))}"
        : $"apt-get install {string.Join(' ', packages)}";

    /// <summary>What else must be known of where they come from: in English, with a space before it; empty as a rule.</summary>
    public string Hint(params IEnumerable<string> packages) => IsForeign(packages) ? " (not in RHEL itself; the install page says from where)" : "";

    /// <summary>The same in Japanese.</summary>
    public string HintJa(params IEnumerable<string> packages) => IsForeign(packages) ? "（RHEL 本体にはありません。入手先は導入のページをご覧ください）" : "";

    private bool IsForeign(IEnumerable<string> packages) => _isRedHat && packages.Any(package => s_redHat.TryGetValue(package, out var known) && known.IsForeign);
}
