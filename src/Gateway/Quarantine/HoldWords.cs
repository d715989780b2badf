namespace Mugai.Gateway.Quarantine;

/// <summary>Why a recipient is held, as it stands in its last reply.</summary>
internal static class HoldWords
{
    /// <summary>What a policy's rule held begins with it. Who sends such a mail on has decided: it is not held by that rule again.</summary>
    private const string Policy = "held: policy";

    public static string ByPolicy(string why) => $"{Policy} ({why})";

    public static UntrustedText SentOn(UntrustedText why) => new($"{Policy}, sent on: {why.ForDisplay()}");

    /// <summary>True while it is held by a rule, and when it was sent on.</summary>
    public static bool IsPolicy(UntrustedText reply) => reply.ForLog().StartsWith(Policy, StringComparison.Ordinal);

    /// <summary>Everything of its tenant, or everything, was held at that time.</summary>
    public static UntrustedText Everything { get; } = new("held: everything is held");
}
