using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.Drawings;

/// <summary>A context with the budget of its input, which counts findings and takes everything that begins like a PNG for one.</summary>
internal sealed class PictureContext(long length) : ISanitizeContext
{
    private static ReadOnlySpan<byte> PngMark => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    public int Findings => Codes.Count;

    public List<string> Codes { get; } = [];

    public SanitizePolicy Policy { get; } = new();

    public Budget Budget { get; } = new(BudgetLimits.ForInput(length));

    public string Seed => "";

    public Stream CreateScratch() => new ScratchStream(Budget);

    public void Report(string place, string code, FindingAction action, int count = 1, UntrustedText detail = default) => Codes.Add(code);

    public PartResult SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content)
    {
        Budget.ChargePart();
        Span<byte> head = stackalloc byte[8];
        content.Position = 0;
        var isPng = content.ReadAtLeast(head, 8, throwOnEndOfStream: false) == 8 && head.SequenceEqual(PngMark);
        var report = new PartReport { Path = path, Input = new FileFacts(name, content.Length, "", "png"), Outcome = isPng ? Outcome.Rebuilt : Outcome.Blocked, Reason = isPng ? Reason.None : Reason.Unsupported };
        return isPng ? new PartResult(report, Formats.Png, new MemoryStream(CleanPng)) : new PartResult(report, null, null);
    }

    private static readonly byte[] CleanPng =
    [
        .. PngMark, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 0, 4, 0, 0, 0, 4, 8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0, 0, 0, 0,
    ];
}
