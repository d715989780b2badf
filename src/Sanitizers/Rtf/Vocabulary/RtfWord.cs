namespace Mugai.Sanitizers.Rtf.Vocabulary;

/// <summary>One control word of the list.</summary>
/// <param name="Name">Without its backslash.</param>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Code">The finding, where there is one; the characters, where it stands for some.</param>
internal sealed record RtfWord(string Name, RtfKind Kind, string Code = "")
{
    /// <summary>As it is written: with its backslash.</summary>
    public byte[] Written { get; } = [(byte)'\\', .. System.Text.Encoding.ASCII.GetBytes(Name)];
}
