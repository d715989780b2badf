using Mugai.Policies;

namespace Mugai.Sanitizing;

/// <summary>All that a sanitizer may reach. One per input; shared by every part of it.</summary>
public interface ISanitizeContext
{
    /// <summary>What the policy wants.</summary>
    SanitizePolicy Policy { get; }

    /// <summary>What is left of the budget of the whole input.</summary>
    Budget Budget { get; }

    /// <summary>Hex digest of (input, policy revision): boundaries and names that must be fresh but repeatable derive from it.</summary>
    string Seed { get; }

    /// <summary>
    /// Passwords that may open an encrypted part: the job's candidates, then words of the mail itself. Never written to a report, a finding or a log;
    /// which one opened a part is told by its index (<see cref="PartVerdict.PasswordIndex"/>).
    /// </summary>
    IReadOnlyList<string> Passwords => [];

    /// <summary>A seekable scratch stream in memory that counts against the budget and dies with the part. Dispose it.</summary>
    Stream CreateScratch();

    /// <summary>Records something found. <paramref name="place"/> is relative to the part being sanitized; empty for the part itself.</summary>
    void Report(string place, string code, FindingAction action, int count = 1, UntrustedText detail = default);

    /// <summary>
    /// Sends a member (MIME part, archive entry, embedded file) through detection, catalog and verification, one level deeper.
    /// The clean bytes are in <see cref="PartResult.Output"/>; nothing is there for Blocked and Held.
    /// </summary>
    /// <param name="path">The member's own path, below the current part's.</param>
    /// <param name="name">The name it came under.</param>
    /// <param name="declaredMediaType">What its label said; a label that disagrees with the content becomes a finding. Null when there was none.</param>
    /// <param name="content">Seekable bytes.</param>
    PartResult SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content);

    /// <summary>
    /// The same, but of the member only the text is wanted, to stand inside the file that holds it: clean UTF-8 (a byte-order mark may stand in front) in <see cref="PartResult.Output"/> when
    /// <see cref="PartResult.OutputFormat"/> is of the family of texts. Members of a format without text, and those that the policy does not let in, come out as from <see cref="SanitizeMember"/>.
    /// </summary>
    /// <param name="path">As for <see cref="SanitizeMember"/>.</param>
    /// <param name="name">As for <see cref="SanitizeMember"/>.</param>
    /// <param name="declaredMediaType">As for <see cref="SanitizeMember"/>.</param>
    /// <param name="content">Seekable bytes.</param>
    PartResult ExtractText(string path, UntrustedText name, string? declaredMediaType, Stream content) => SanitizeMember(path, name, declaredMediaType, content);

    /// <summary>
    /// The same as <see cref="SanitizeMember"/>, but a member whose sanitizer waits for native steps is only begun: the caller begins others and finishes each later.
    /// The report lists members in the order in which they were begun. Bound what is pending by number and bytes, never by time: the order of calls
    /// decides what is charged when, and so must be the same for the same input.
    /// </summary>
    /// <param name="path">As for <see cref="SanitizeMember"/>.</param>
    /// <param name="name">As for <see cref="SanitizeMember"/>.</param>
    /// <param name="declaredMediaType">As for <see cref="SanitizeMember"/>.</param>
    /// <param name="content">Seekable bytes; stays until the member was finished or disposed of.</param>
    IPendingMember BeginMember(string path, UntrustedText name, string? declaredMediaType, Stream content) =>
        new DoneMember(SanitizeMember(path, name, declaredMediaType, content));

    /// <summary>
    /// The same for a picture that stands in a document (<see cref="PartInput.IsPlaced"/>). Its format is found by content; <see cref="PartResult.OutputFormat"/> says what came out. Begin four to eight
    /// before finishing the first: that keeps every core busy and the hop to the native worker cheap.
    /// </summary>
    /// <param name="path">As for <see cref="SanitizeMember"/>.</param>
    /// <param name="name">As for <see cref="SanitizeMember"/>; empty where pictures have no names.</param>
    /// <param name="declaredMediaType">As for <see cref="SanitizeMember"/>.</param>
    /// <param name="content">A whole file of the picture's format. Seekable; stays until the member was finished or disposed of.</param>
    /// <param name="keepsFormat">The place takes no other format (<see cref="PartInput.KeepsFormat"/>).</param>
    IPendingMember BeginPicture(string path, UntrustedText name, string? declaredMediaType, Stream content, bool keepsFormat = false) => BeginMember(path, name, declaredMediaType, content);

    /// <summary>
    /// Starts the native step called <paramref name="stepName"/> over <paramref name="input"/> (seekable, read from 0 to its end before this returns). Several may run at one time:
    /// start those that do not depend on each other before the first is finished. Where no native worker is to be had the run ends with <see cref="Reason.Unsupported"/>.
    /// </summary>
    INativeRun StartNative(string stepName, ReadOnlyMemory<byte> arguments, Stream input) => NoNativeRun.Instance;
}
