namespace Mugai.Sanitizers.Pdf.Content;

/// <summary>What a content stream may refer to by name. Asked for each use: the answer should be quick.</summary>
public interface IContentResources
{
    /// <summary>The name (without its solidus, escapes resolved) leads to an object that is there.</summary>
    bool Has(ResourceCategory category, ReadOnlySpan<byte> name);

    /// <summary>Components of a color space named in the resources; 0 when it is not known. Asked for inline images.</summary>
    int Components(ReadOnlySpan<byte> colorSpace) => 0;
}
