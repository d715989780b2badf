using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Privacy;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.PlainText;

/// <summary>テキスト抽出: the text of a file in its place, as clean UTF-8 under the file's name with .txt behind it.</summary>
internal static class ExtractedText
{
    /// <summary>What stands for a file named <paramref name="name"/>.</summary>
    public static PartVerdict Verdict(UntrustedText name) => PartVerdict.Replaced(Formats.Txt, name.IsEmpty ? null : name.DangerousRaw + Formats.Txt.Extension);

    /// <summary>
    /// Cleans what <paramref name="write"/> gives. It answers null, or the verdict when there is no text to be had. <paramref name="whenEmpty"/> refuses a file of pictures alone, or of a structure
    /// that is not understood: an empty text would say that there was nothing.
    /// </summary>
    public static PartVerdict Write(UntrustedText name, Stream output, ISanitizeContext context, Func<TextCleaner, PartVerdict?> write, Reason whenEmpty = Reason.None)
    {
        var numbers = MyNumberCount.For(context.Policy);
        var writer = new Utf8TextWriter(output, numbers: numbers);
        var cleaner = new TextCleaner(writer);
        var refusal = write(cleaner);
        cleaner.Complete();
        writer.Complete();
        if (refusal is { } verdict)
        {
            return verdict;
        }

        if (whenEmpty != Reason.None && !cleaner.HasText)
        {
            return PartVerdict.Blocked(whenEmpty);
        }

        foreach (var (code, action, count) in cleaner.Findings)
        {
            context.Report("", code, action, count);
        }

        numbers?.Report(context, "");
        return Verdict(name);
    }
}
