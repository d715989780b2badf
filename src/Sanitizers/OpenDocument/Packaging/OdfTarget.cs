namespace Mugai.Sanitizers.OpenDocument.Packaging;

/// <summary>
/// Something of a package that elements show: an object, a picture, our placeholder. It is written when an element that was written shows it, so that nothing lies in the output to which only dropped
/// elements referred: the next run would take it out.
/// </summary>
internal class OdfTarget
{
    private readonly HashSet<OdfDocument> _shownBy = [];

    /// <summary>True when it came out clean; whoever shows it may refer to it.</summary>
    public bool IsAlive { get; set; }

    /// <summary>True when it belongs to the output. Known once all documents were filtered; those around it settle theirs first.</summary>
    public bool IsShown { get; protected set; }

    /// <summary>An element of <paramref name="document"/> that shows it was written.</summary>
    public void ShowIn(OdfDocument document) => _shownBy.Add(document);

    /// <summary>Settles <see cref="IsShown"/>.</summary>
    public void Settle() => IsShown |= IsAlive && _shownBy.Any(static document => document.IsShown);
}
