namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>The part of the graphics state that text needs (ISO 32000-2, 9.3).</summary>
internal record struct TextState(Matrix Ctm)
{
    public FontText? Font { get; set; }

    public double Size { get; set; }

    public double CharacterSpacing { get; set; }

    public double WordSpacing { get; set; }

    public double Scale { get; set; } = 1;

    public double Leading { get; set; }

    public double Rise { get; set; }
}
