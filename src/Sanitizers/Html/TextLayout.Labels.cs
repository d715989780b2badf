namespace Mugai.Sanitizers.Html;

/// <summary>The label of an open link, held back so that it can be rewritten.</summary>
internal sealed partial class TextLayout
{
    /// <summary>Remembers where the label of a link begins.</summary>
    public void BeginLabel()
    {
        _labelMark = -1;
        _labelPending = true;
    }

    /// <summary>The label as it was written, when it stands in one line and is still held; empty otherwise.</summary>
    public ReadOnlySpan<char> Label => _labelMark < 0 || HeldLabel.ContainsAny('\r', '\n') ? [] : HeldLabel;

    private ReadOnlySpan<char> HeldLabel => _buffer.AsSpan(_labelMark, _length - _labelMark);

    /// <summary>Puts <paramref name="replacement"/> in place of <see cref="Label"/>, if there is one.</summary>
    public void ReplaceLabel(ReadOnlySpan<char> replacement)
    {
        if (Label.Length > 0)
        {
            Demand(replacement);
            _length = _labelMark;
            AppendRaw(replacement);
        }
    }

    /// <summary>The label is done.</summary>
    public void EndLabel()
    {
        _labelMark = -1;
        _labelPending = false;
    }
}
