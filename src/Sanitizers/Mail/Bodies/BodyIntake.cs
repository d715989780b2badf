using System.Buffers;
using System.Text;
using Mugai.Mime;
using Mugai.Policies;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Links;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Bodies;

/// <summary>
/// Gathers the one text body of the clean mail: nameless text parts in their order, HTML as text, of alternatives the plain text
/// unless it is only an excuse for the HTML.
/// </summary>
internal sealed class BodyIntake(ISanitizeContext context, bool mayHoldOwnNotice) : IDisposable
{
    // Mailers that write HTML only add a stub such as "your reader cannot show this"; real texts of this length lose nothing
    // that the same HTML would say. The factor tells a stub from a short mail that merely has a signature in HTML.
    private const int StubChars = 400;
    private const int RicherFactor = 3;
    private const int StubSentence = 160;

    private static readonly string[] HtmlWords = ["ご覧", "表示", "対応", "view", "browser", "support", "display", "client", "reader"];

    // A text and an HTML of one mail that say the same differ in a few words (image texts, footers, "view in browser"); below the number of words the
    // share says nothing.
    private const int DifferentWords = 12;
    private const int DifferentShare = 3;

    // What both were made of differs in line breaks and lists at most.
    private const int RepeatedShare = 20;

    /// <summary>Where findings of the body are reported.</summary>
    public const string Place = "body";

    private readonly Stack<BodyChoice> _open = [];
    private HtmlPart? _page;
    private int _pageEnd;

    /// <summary>The clean text: CRLF line ends, ends with one unless it is empty.</summary>
    public BodyText Text { get; } = new(context.Budget);

    /// <summary>How links stand; by the policy alone until the header was read.</summary>
    public LinkRules Links { get; set; } = new(context.Policy);

    /// <summary>
    /// The one HTML that the whole text was made of, when the policy keeps HTML; null, with a finding for the HTML that is dropped, when the text says more or something
    /// else, or when it passes for a notice of ours. The caller's from now on.
    /// </summary>
    public HtmlPart? TakePage()
    {
        var page = _page;
        _page = null;
        if (page is null || Text.Count == _pageEnd)
        {
            return page;
        }

        _page = page;
        DropPage();
        return null;
    }

    /// <summary>The text is all that is written.</summary>
    public void DropPage()
    {
        if (_page is not null)
        {
            _page.Dispose();
            _page = null;
            context.Report(Place, "mail.html", FindingAction.Removed);
        }
    }

    public void BeginChoice() => _open.Push(new BodyChoice(context.Budget));

    public void EndChoice()
    {
        using var choice = _open.Pop();
        var target = Target;
        if (choice.Html.Count == 0)
        {
            AppendBlock(target, choice.Plain.Written);
            return;
        }

        var visible = Visible(choice.Plain.Written);
        using var converted = new BodyText(context.Budget);
        var isInOrder = true;
        foreach (var part in choice.Html)
        {
            isInOrder &= Convert(part, converted);
        }

        var isStub = visible == 0 || (visible < StubSentence && Visible(converted.Written) >= visible && SaysToReadTheHtml(choice.Plain.Written)) || (visible < StubChars && Visible(converted.Written) > (RicherFactor * visible) + StubChars);
        var mayKeep = isInOrder && MayKeep(choice.Html.Count, converted.Written);
        AppendBlock(target, isStub ? converted.Written : choice.Plain.Written);
        var (missing, all) = isStub ? default : TextCoverage.Missing(choice.Plain.Written, converted.Written);
        var isOther = missing >= DifferentWords && missing * DifferentShare > all;
        if (mayKeep && !isOther)
        {
            Keep(choice.Html[0]);
            choice.Html.Clear();
            return;
        }

        context.Report(Place, "mail.html", isStub ? FindingAction.Rewritten : FindingAction.Removed, choice.Html.Count);
        if (missing >= DifferentWords && missing * DifferentShare > all)
        {
            // Most clients show the HTML, filters read the text: whoever writes two mails into one is read twice.
            context.Report(Place, "mail.alternatives", FindingAction.Rewritten, missing);
            AppendBlock(target, AlternativeMark.For(context.Policy.Language));
            AppendBlock(target, converted.Written);
        }
    }

    /// <summary>What is read until <see cref="EndRepeat"/> may say again what the body says already.</summary>
    public void BeginRepeat() => _open.Push(new BodyChoice(context.Budget));

    /// <summary>Keeps what was read when the body did not say it.</summary>
    public void EndRepeat()
    {
        using var repeat = _open.Pop();
        foreach (var part in repeat.Html)
        {
            Convert(part, repeat.Plain);
            context.Report(Place, "mail.html", FindingAction.Rewritten);
        }

        var target = Target;
        var (missing, all) = TextCoverage.Missing(target.Written, repeat.Plain.Written);
        if (missing * RepeatedShare > all)
        {
            AppendBlock(target, repeat.Plain.Written);
        }
    }

    /// <summary>Begins a text part; its decoded characters go to <see cref="BodyBlock.Write"/> as they arrive.</summary>
    public BodyBlock BeginText() => new(Target, context);

    /// <summary>Takes over <paramref name="html"/>.</summary>
    public void AddHtml(HtmlPart html)
    {
        if (_open.TryPeek(out var choice))
        {
            choice.Html.Add(html);
            return;
        }

        var start = Text.Count;
        var isInOrder = Convert(html, Text);
        if (start == 0 && isInOrder && MayKeep(1, Text.Written))
        {
            Keep(html);
            return;
        }

        html.Dispose();
        context.Report(Place, "mail.html", FindingAction.Rewritten);
    }

    public void Dispose()
    {
        _page?.Dispose();
        Text.Dispose();
        foreach (var choice in _open)
        {
            choice.Dispose();
        }
    }

    private BodyText Target => _open.TryPeek(out var choice) ? choice.Plain : Text;

    // The first text of the mail, made of one HTML.
    private bool MayKeep(int htmls, ReadOnlySpan<byte> converted)
    {
        if (context.Policy.Body != BodyForm.SafeHtml || htmls != 1 || _page is not null || _open.Count > 0 || (Text.Count > 0 && converted != Text.Written))
        {
            return false;
        }

        using var unused = new BodyText(context.Budget);
        return !SenderText.MarkHeadings(converted, mayHoldOwnNotice, unused, context.Policy, new HtmlFindings());
    }

    private void Keep(HtmlPart html)
    {
        _page = html;
        _pageEnd = Text.Count;
    }

    /// <summary>False when the HTML turns something around: a page of it would too.</summary>
    private bool Convert(HtmlPart html, BodyText target)
    {
        var start = BodyBlock.Separate(target);
        using var text = new CharBuffer(context.Budget);
        var (defect, isInOrder) = HtmlBody.Convert(html, text, Links, context);
        if (defect != MimeDefect.None)
        {
            context.Report(Place, "mail.charset", FindingAction.Rewritten, 1, new UntrustedText(defect.ToString()));
        }

        AppendWithoutHeadings(target, text.Written);
        BodyBlock.Close(target, start);
        return isInOrder;
    }

    // What begins a file in plain text begins none in HTML; in the text that is made of it, it would, and with bytes that nobody looked at. A blank in front takes that from it.
    private void AppendWithoutHeadings(BodyText target, ReadOnlySpan<char> text)
    {
        var count = 0;
        while (true)
        {
            var next = FindHeading(text);
            target.Append(next < 0 ? text : text[..next]);
            if (next < 0)
            {
                break;
            }

            count++;
            target.Append(" ");
            target.Append(text[next..(next + 1)]);
            text = text[(next + 1)..];
        }

        if (count > 0)
        {
            context.Report(Place, "mail.uuencode", FindingAction.Neutralized, count);
        }
    }

    private static int FindHeading(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length;)
        {
            var line = text[at..];
            if ((line.StartsWith("begin ") && line.Length > 9 && line[9] == ' ' && !line[6..9].ContainsAnyExceptInRange('0', '7')) || line.StartsWith("=ybegin ") || line.StartsWith("-----BEGIN PGP "))
            {
                return at;
            }

            var end = line.IndexOf('\n');
            if (end < 0)
            {
                return -1;
            }

            at += end + 1;
        }

        return -1;
    }

    // "HTMLメールに対応したソフトでご覧ください", "Your mail client does not support HTML": a text that only speaks about the other one.
    private static bool SaysToReadTheHtml(ReadOnlySpan<byte> plain)
    {
        var text = Encoding.UTF8.GetString(plain);
        return text.Contains("html", StringComparison.OrdinalIgnoreCase)
            && HtmlWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static void AppendBlock(BodyText target, ReadOnlySpan<byte> text)
    {
        var start = BodyBlock.Separate(target);
        target.Append(text);
        BodyBlock.Close(target, start);
    }

    private static int Visible(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (count <= StubChars * 100 && Rune.DecodeFromUtf8(text, out var rune, out var length) == OperationStatus.Done)
        {
            count += Rune.IsWhiteSpace(rune) ? 0 : rune.Utf16SequenceLength;
            text = text[length..];
        }

        return count;
    }
}
