using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>A part that is being worked on: where it is and what was found in it so far.</summary>
internal sealed class PartFrame(string path, int depth, PartFrame? parent)
{
    // A report is read by people; past this many different findings those of one code are counted together.
    private const int MaxFindings = 256;
    private const int MaxPlaceChars = 512;

    private readonly Dictionary<(string Place, string Code, FindingAction Action), int> _index = [];
    private readonly List<Finding> _findings = [];

    public string Path { get; } = path;

    public int Depth { get; } = depth;

    public PartFrame? Parent { get; } = parent;

    /// <summary>It is in an archive of which the policy wants text alone.</summary>
    public bool IsTextOnly { get; } = parent is { IsTextOnly: true } or { MembersAreText: true };

    /// <summary>Its text will stand inside the file that holds it.</summary>
    public bool IsExtracted { get; set; } = parent is { IsExtracted: true };

    /// <summary>It is such an archive.</summary>
    public bool MembersAreText { get; set; }

    /// <summary>Digest of the content; empty until it was read.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>Made when it is asked for: most formats have no use for one.</summary>
    public string? Seed { get; set; }

    /// <summary>The host counts the digests of its input, which is this, and of its output: nobody need count them again.</summary>
    public string? ToldSha256 { get; init; }

    public List<PartReport> Parts { get; } = [];

    public IReadOnlyList<Finding> Findings => _findings;

    public void Add(string place, string code, FindingAction action, int count, UntrustedText detail)
    {
        var key = (place, code, action);
        if (!_index.TryGetValue(key, out var at) && _findings.Count >= MaxFindings)
        {
            key = ("", code, action);
            detail = default;
        }

        if (_index.TryGetValue(key, out at))
        {
            var earlier = _findings[at];
            _findings[at] = earlier with { Count = (int)Math.Min((long)earlier.Count + count, int.MaxValue) };
            return;
        }

        _index.Add(key, _findings.Count);
        _findings.Add(new Finding(PlacePath(key.Item1), code, action, count, detail));
    }

    private string PlacePath(string place)
    {
        if (place.Length == 0)
        {
            return Path;
        }

        place = place.Length > MaxPlaceChars ? place[..MaxPlaceChars] : place;
        return Path == "/" ? "/" + place.TrimStart('/') : Path + "/" + place.TrimStart('/');
    }
}
