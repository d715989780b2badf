namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>What will be written: the root's relationships, and every part in the order in which it was reached.</summary>
/// <param name="Kind">What the package is.</param>
/// <param name="Root">The package's own relationships.</param>
/// <param name="Parts">The parts.</param>
/// <param name="Facts">What the rules need to know.</param>
/// <param name="Placeholder">Our picture, for those that cannot be rebuilt; written only when something points at it.</param>
internal sealed record PackagePlan(PackageKind Kind, List<PlannedRelationship> Root, IReadOnlyList<PlannedPart> Parts, PackageFacts Facts, PlannedPart Placeholder);
