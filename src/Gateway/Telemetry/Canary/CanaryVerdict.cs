using Mugai.Gateway.Telemetry.Parts;

namespace Mugai.Gateway.Telemetry.Canary;

/// <summary>What a canary came to.</summary>
/// <param name="Word">For the metric.</param>
/// <param name="En">What went wrong; null when nothing did.</param>
/// <param name="Ja">The same in Japanese.</param>
internal sealed record CanaryVerdict(string Word, string? En, string? Ja)
{
    public static CanaryVerdict Caught { get; } = new("caught", null, null);

    public static CanaryVerdict Mutilated { get; } = new("mutilated", "its harmless text did not arrive.", "無害な本文が届きませんでした。");

    /// <summary>Judges octets alone: what a person reads is there, what would act is not, in no encoding.</summary>
    public static CanaryVerdict ByBytes(CanaryMail mail, ReadOnlySpan<byte> arrived) =>
        EncodedSearch.Contains(arrived, mail.Marker) ? Survived("its marker") : EncodedSearch.Contains(arrived, mail.Token) ? Caught : Mutilated;

    public static CanaryVerdict Survived(string what) => new("survived", $"ACTIVE CONTENT SURVIVED ({what}).", $"有害な部分が残っていました（{what}）。");

    public static CanaryVerdict Late(TimeSpan within, string state) => new("late", $"it did not come through within {StorageParts.Span(within)} (it is {state}).", $"{StorageParts.Span(within)} 以内に届きませんでした（状態：{state}）。");

    public static CanaryVerdict NotTaken(string reply) => new("refused", $"SMTP did not take it: {reply}", $"SMTP で受け付けられませんでした：{reply}");
}
