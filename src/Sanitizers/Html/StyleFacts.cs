namespace Mugai.Sanitizers.Html;

/// <summary>What <c>display</c> says, as far as text cares.</summary>
internal enum DisplayKind : byte
{
    Unset,
    None,
    Block,
    Inline,
}

/// <summary>What a declaration says about a switch that inherits.</summary>
internal enum Tristate : byte
{
    Unset,
    On,
    Off,
}

/// <summary>What a set of CSS declarations says about whether and how text shows; everything else in CSS is decoration here.</summary>
internal struct StyleFacts
{
    /// <summary>A color that is not known: an image, a gradient, a variable, a rule that may not apply.</summary>
    public const int UnknownColor = -1;

    /// <summary>The color transparent.</summary>
    public const int Transparent = -2;

    /// <summary>Nothing was said.</summary>
    public const int Unset = -3;

    public StyleFacts()
    {
    }

    public DisplayKind Display;
    public bool DisplayIsImportant;

    /// <summary>visibility: On = hidden or collapse.</summary>
    public Tristate Invisible;

    /// <summary>font-size: On = too small to read.</summary>
    public Tristate Tiny;

    /// <summary>opacity near 0, clipped to nothing, moved off the page: the whole element, whatever its children say.</summary>
    public bool Gone;

    /// <summary>width, height or max-height near 0.</summary>
    public bool ZeroBox;

    /// <summary>overflow: hidden; with <see cref="ZeroBox"/> nothing shows.</summary>
    public bool ClipsOverflow;

    /// <summary>position: absolute or fixed; with <see cref="FarAway"/> off the page.</summary>
    public bool Positioned;

    /// <summary>left, top, right or bottom far outside.</summary>
    public bool FarAway;

    /// <summary>white-space keeps spaces and line ends.</summary>
    public Tristate Preformatted;

    /// <summary>No margin above and below: paragraphs follow each other as lines (how Outlook and Gmail write).</summary>
    public bool NoMargin;

    /// <summary>RGB, or one of the negative constants.</summary>
    public int Color = Unset;

    /// <summary>RGB, or one of the negative constants.</summary>
    public int Background = Unset;

    /// <summary>Width in pixels, for pictures; negative when not said.</summary>
    public float Width = -1;

    /// <summary>Height in pixels, for pictures; negative when not said.</summary>
    public float Height = -1;

    /// <summary>External resources that the declarations load.</summary>
    public int ExternalResources;

    /// <summary>The bidirectional override that turns text around.</summary>
    public bool OverridesDirection;

    /// <summary>The element shows nothing, and nothing in it can.</summary>
    public readonly bool HidesAll => Display == DisplayKind.None || Gone || (ZeroBox && ClipsOverflow) || (Positioned && FarAway);
}
