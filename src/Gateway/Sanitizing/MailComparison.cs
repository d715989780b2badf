using Mugai.Policies;

namespace Mugai.Gateway.Sanitizing;

/// <summary>What two policies make of one mail: of the whole of it, and of its parts.</summary>
/// <param name="Was">What becomes of the mail under the first.</param>
/// <param name="Would">And under the second.</param>
/// <param name="Parts">Lines that say what is different about its parts and what was found in them.</param>
internal sealed record MailComparison(MailRuling Was, MailRuling Would, IReadOnlyList<string> Parts)
{
    /// <summary>Everything that is different, the whole mail first; empty: nothing is.</summary>
    public IReadOnlyList<string> Lines => Was == Would ? Parts : [$"mail: {Words(Was)} → {Words(Would)}", .. Parts];

    public static MailComparison Of((ReportShape Shape, MailRules Rules) first, (ReportShape Shape, MailRules Rules) second) =>
        new(Ruling(first), Ruling(second), first.Shape.Differences(second.Shape));

    /// <summary>What becomes of the whole mail, in a word.</summary>
    public static string Word(MailRuling ruling) => ruling.Way switch { MailWay.Hold => "held", MailWay.Reject => "sent back", _ => "delivered" };

    private static MailRuling Ruling((ReportShape Shape, MailRules Rules) side) => MailRuling.Of(side.Rules, side.Shape.Findings, side.Shape.Refusals);

    private static string Words(MailRuling ruling) => ruling.Why.Length > 0 ? $"{Word(ruling)} ({ruling.Why})" : Word(ruling);
}
