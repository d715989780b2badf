namespace Mugai;

/// <summary>What became of a file, a mail or one part of it (DESIGN 4.1). Values are wire values and never reused. There is no "passed through".</summary>
public enum Outcome : byte
{
    /// <summary>Written anew from an allow-list; findings say what went.</summary>
    Rebuilt = 1,

    /// <summary>Replaced by extracted text, page images or a notice, because the policy says so.</summary>
    Replaced = 2,

    /// <summary>Nothing of it leaves; the <see cref="Reason"/> says why.</summary>
    Blocked = 3,

    /// <summary>Waits for a password or for an approval; nothing of it leaves until then.</summary>
    Held = 4,

    /// <summary>Left as it was by a clean scan and a named approver, on record (ウ').</summary>
    Confirmed = 5,
}
