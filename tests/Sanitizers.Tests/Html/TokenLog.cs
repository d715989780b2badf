using System.Text;
using Mugai.Sanitizers.Html;

namespace Mugai.Sanitizers.Tests.Html;

/// <summary>Writes tokens down as text: runs joined, tags with their attributes in order, the first of a name only.</summary>
internal sealed class TokenLog : IHtmlTokenHandler
{
    private readonly StringBuilder _log = new();
    private readonly StringBuilder _tag = new();
    private readonly HashSet<string> _names = [];
    private HtmlTokenizer _tokenizer = null!;
    private string _name = "";
    private string _attribute = "";
    private bool _isEnd;
    private bool _inText;

    /// <summary>The tokens of <paramref name="html"/>, cut into the given chunks.</summary>
    public static string Of(IEnumerable<string> html, bool cdata = false, HtmlContentModel model = HtmlContentModel.Data)
    {
        var log = new TokenLog();
        log._tokenizer = new HtmlTokenizer(log) { AllowCData = cdata };
        if (model != HtmlContentModel.Data)
        {
            log._tokenizer.Write("<x>");
            log._log.Clear();
            log._tokenizer.SwitchTo(model);
        }

        foreach (var chunk in html)
        {
            log._tokenizer.Write(chunk);
        }

        log._tokenizer.Complete();
        return log.Close();
    }

    public static string Of(string html, bool cdata = false, HtmlContentModel model = HtmlContentModel.Data) => Of([html], cdata, model);

    public void Text(ReadOnlySpan<char> text)
    {
        if (text.Length == 0)
        {
            return;
        }

        _log.Append(_inText ? "" : "‹").Append(text);
        _inText = true;
    }

    public void BeginTag(ReadOnlySpan<char> name, bool isEnd)
    {
        _name = name.ToString();
        _isEnd = isEnd;
        _tag.Clear();
        _names.Clear();
    }

    public bool BeginAttribute(ReadOnlySpan<char> name)
    {
        _attribute = name.ToString();
        return _names.Add(_attribute);
    }

    public void AttributeValue(ReadOnlySpan<char> value, bool cut) => _tag.Append(' ').Append(_attribute).Append("=\"").Append(value).Append(cut ? "…\"" : "\"");

    public void CommitTag(bool selfClosing)
    {
        Close();
        _log.Append('<').Append(_isEnd ? "/" : "").Append(_name).Append(_isEnd ? "" : _tag.ToString()).Append(selfClosing ? "/>" : ">");
        if (!_isEnd)
        {
            _tokenizer.SwitchTo(_name switch
            {
                "title" or "textarea" => HtmlContentModel.RcData,
                "style" or "xmp" or "iframe" => HtmlContentModel.RawText,
                "script" => HtmlContentModel.ScriptData,
                "plaintext" => HtmlContentModel.PlainText,
                _ => HtmlContentModel.Data,
            });
        }
    }

    public void Comment(ReadOnlySpan<char> start)
    {
        Close();
        _log.Append("<!--").Append(start).Append("-->");
    }

    private string Close()
    {
        _log.Append(_inText ? "›" : "");
        _inText = false;
        return _log.ToString();
    }
}
