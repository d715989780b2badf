using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.Media;

/// <summary>A context with a real budget that remembers the codes that were reported.</summary>
internal sealed class MediaContext(long inputBytes) : ISanitizeContext
{
    public List<string> Codes { get; } = [];

    public long ScratchInUse => Budget.ScratchInUse;

    public SanitizePolicy Policy { get; } = new();

    public Budget Budget { get; } = new(BudgetLimits.ForInput(inputBytes));

    public string Seed => "";

    public Stream CreateScratch() => throw new NotSupportedException();

    public void Report(string place, string code, FindingAction action, int count = 1, UntrustedText detail = default) => Codes.Add(code);

    public PartResult SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content) => throw new NotSupportedException();
}
