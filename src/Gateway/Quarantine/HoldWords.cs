namespace Mugai.Gateway.Quarantine;

/// <summary>Why a recipient is held, as it stands in its last reply.</summary>
internal static class HoldWords
{
    /// <summary>Everything of its tenant, or everything, was held at that time.</summary>
    public static UntrustedText Everything { get; } = new("held: everything is held");
}
