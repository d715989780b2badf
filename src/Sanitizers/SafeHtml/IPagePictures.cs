namespace Mugai.Sanitizers.SafeHtml;

/// <summary>Pictures that came together with a page.</summary>
internal interface IPagePictures
{
    /// <summary>The picture that <paramref name="source"/> names, from its beginning (it stays the owner's), and its label; null when none came.</summary>
    Stream? Find(string source, out string mediaType);
}
