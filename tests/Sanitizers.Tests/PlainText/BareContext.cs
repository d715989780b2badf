using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.PlainText;

/// <summary>A context for one part that only remembers what was reported.</summary>
internal sealed class BareContext(SanitizePolicy? policy = null) : ISanitizeContext
{
    public List<string> Codes { get; } = [];

    public SanitizePolicy Policy { get; } = policy ?? new SanitizePolicy();

    public Budget Budget { get; } = new(BudgetLimits.ForInput(1_000_000));

    public string Seed => "seed";

    public Stream CreateScratch() => new MemoryStream();

    public void Report(string place, string code, FindingAction action, int count = 1, UntrustedText detail = default) => Codes.Add($"{code}:{action}:{count}");

    public PartResult SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content) => throw new NotSupportedException();
}
