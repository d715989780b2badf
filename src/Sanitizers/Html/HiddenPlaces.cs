namespace Mugai.Sanitizers.Html;

/// <summary>
/// Where text of a page does not show, by the number of the tag before it: who reads the same tokens again can leave it out. A tag has the even place of twice its number,
/// the text behind it the odd one that follows.
/// </summary>
internal sealed class HiddenPlaces
{
    // At an even index what follows is hidden, at an odd one it shows again.
    private readonly List<long> _turns = [];
    private int _next;

    /// <summary>How many tags and references the page had; another count means that other tokens were read.</summary>
    public long Tokens { get; private set; }

    /// <summary>The reader's side: what is true behind tag <paramref name="number"/>, and of the tag alone.</summary>
    public void Note(long number, bool isHidden, bool isHiddenTag)
    {
        if (isHidden != (_turns.Count % 2 == 1))
        {
            _turns.Add(2 * number);
        }
        else if (isHiddenTag && !isHidden)
        {
            _turns.Add(2 * number);
            _turns.Add((2 * number) + 1);
        }
    }

    public void Complete(long tokens) => Tokens = tokens;

    /// <summary>The writer's side, in order: whether tag <paramref name="number"/>, or the text behind it, is hidden.</summary>
    public bool IsHidden(long number, bool isBehind)
    {
        var place = (2 * number) + (isBehind ? 1 : 0);
        while (_next < _turns.Count && _turns[_next] <= place)
        {
            _next++;
        }

        return _next % 2 == 1;
    }
}
