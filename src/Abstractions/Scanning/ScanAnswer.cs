namespace Mugai.Scanning;

/// <summary>One scanner's answer about one content.</summary>
/// <param name="Scanner">The scanner's name in the configuration.</param>
/// <param name="Verdict">What it came to.</param>
/// <param name="Signature">For Infected: the name it gave, which may hold words of the content. For Failed: what went wrong.</param>
/// <param name="Engine">Its program and signatures as it named them: clamd's version line, the ISTag of ICAP (RFC 3507 4.7). Empty when it did not say.</param>
/// <param name="MayPass">For Failed: trying again may help. False when it refused this very content, for its size as a rule.</param>
public sealed record ScanAnswer(string Scanner, ScanVerdict Verdict, UntrustedText Signature, UntrustedText Engine, bool MayPass = true);

/// <summary>The answers of all scanners about one content, and what they come to together.</summary>
/// <param name="Time">When the last one answered.</param>
/// <param name="Verdict">What holds. One that named something is enough; clean needs what the configuration asks for.</param>
/// <param name="Answers">One from each scanner.</param>
public sealed record ScanReport(DateTimeOffset Time, ScanVerdict Verdict, IReadOnlyList<ScanAnswer> Answers)
{
    /// <summary>What was named, each once.</summary>
    public IEnumerable<UntrustedText> Signatures => Answers.Where(answer => answer.Verdict == ScanVerdict.Infected).Select(answer => answer.Signature).Distinct();

    /// <summary>Failed, and no scanner that failed may do better with the same content later.</summary>
    public bool IsHopeless => Verdict == ScanVerdict.Failed && Answers.Any(answer => answer is { Verdict: ScanVerdict.Failed, MayPass: false });
}
