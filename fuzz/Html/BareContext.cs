using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.Html;

/// <summary>A context that keeps nothing and never runs out.</summary>
internal sealed class BareContext : ISanitizeContext
{
    public static BareContext Instance { get; } = new();

    public SanitizePolicy Policy { get; } = new();

    public Budget Budget { get; } = new(BudgetLimits.ForInput(1L << 50));

    public string Seed => "";

    public Stream CreateScratch() => throw new NotSupportedException();

    public void Report(string place, string code, FindingAction action, int count = 1, UntrustedText detail = default)
    {
    }

    public PartResult SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content) => throw new NotSupportedException();
}
