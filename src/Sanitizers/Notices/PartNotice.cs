using Mugai.Wording;
using System.Globalization;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Html;

namespace Mugai.Sanitizers.Notices;

/// <summary>The small text that stands in the place of a part that did not come through: what it was, why, and how to ask for it.</summary>
internal static class PartNotice
{
    // Long enough to recognise a file by its name, short enough not to be a message of its own.
    private const int MaxNameChars = 120;

    /// <summary>The same for a part of a report: when it was refused for what it holds, that is named.</summary>
    public static string Write(PartReport part, SanitizePolicy policy) =>
        Write(part.Input, part.Outcome, part.Reason, policy.Language, ReasonWords.Of(part), part.Reason == Reason.Policy ? ObjectKind.RefusedFor(part, policy.BlockFindings) : []);

    /// <summary>Text with LF line ends, one line end at its end.</summary>
    public static string Write(FileFacts input, Outcome outcome, Reason reason, NoticeLanguage language) => Write(input, outcome, reason, language, ReasonWords.Of(outcome, reason, input.Format), []);

    private static string Write(FileFacts input, Outcome outcome, Reason reason, NoticeLanguage language, Words why, IReadOnlyList<ObjectKind> holds)
    {
        var waits = outcome == Outcome.Held && reason == Reason.Policy; // alone, not with its mail
        var text = new StringBuilder();
        if (language is NoticeLanguage.Both or NoticeLanguage.Ja)
        {
            text.Append(outcome == Outcome.Held ? "この添付ファイルは保留されています。\n\n" : "この添付ファイルはお渡ししていません。\n\n")
                .Append("名前: ").Append(Name(input.Name, "（名前なし）")).Append('\n')
                .Append("大きさ: ").Append(Size(input.Size)).Append(" バイト\n")
                .Append("種類: ").Append(input.Format == "unknown" ? "不明" : FormatWords.Of(input.Format).Ja).Append('\n')
                .Append("理由: ").Append(why.Ja).Append(holds.Count > 0 ? $"（含まれているもの：{string.Join('、', holds.Select(kind => kind.Ja))}）" : "").Append("\n\n")
                .Append(waits ? "このファイル" : "原本").Append("が必要なときは、メールの本文にあるお知らせの案内に従って申請してください。\n");
            SenderRequest.AppendJa(text, input, outcome, reason);
        }

        if (language == NoticeLanguage.Both)
        {
            text.Append('\n');
        }

        if (language is NoticeLanguage.Both or NoticeLanguage.En)
        {
            text.Append(outcome == Outcome.Held ? "This attachment is on hold.\n\n" : "This attachment was not delivered.\n\n")
                .Append("Name: ").Append(Name(input.Name, "(none)")).Append('\n')
                .Append("Size: ").Append(Size(input.Size)).Append(" bytes\n")
                .Append("Kind: ").Append(input.Format == "unknown" ? "unknown" : FormatWords.Of(input.Format).En).Append('\n')
                .Append("Reason: ").Append(why.En).Append(holds.Count > 0 ? $" It holds: {string.Join(", ", holds.Select(kind => kind.En))}." : "").Append("\n\n")
                .Append("If you need the ").Append(waits ? "file" : "original").Append(", ask for it as the notice in the body of the mail says.\n");
            SenderRequest.AppendEn(text, input, outcome, reason);
        }

        return text.ToString();
    }

    /// <summary>A name as a notice shows it.</summary>
    public static string Name(UntrustedText name, string none)
    {
        // A name must not become a link in the one text that people trust.
        var shown = LinkTarget.Defanged(name.ForDisplay().Trim());
        if (shown.Length == 0)
        {
            return none;
        }

        // The end is what tells the kind of a file.
        return shown.Length <= MaxNameChars ? shown : string.Concat("…", Tail(shown, MaxNameChars));
    }

    private static ReadOnlySpan<char> Tail(string text, int count)
    {
        var start = text.Length - count;
        return text.AsSpan(char.IsLowSurrogate(text[start]) ? start + 1 : start);
    }

    private static string Size(long size) => size.ToString("N0", CultureInfo.InvariantCulture);
}
