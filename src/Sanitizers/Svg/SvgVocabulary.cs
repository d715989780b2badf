using Mugai.Wording;
using System.Collections.Frozen;

namespace Mugai.Sanitizers.Svg;

/// <summary>
/// The allow-lists: what SVG 1.1, SVG 2 and the CSS modules they name can say without acting, loading or leading anywhere. Data only.
/// </summary>
internal static class SvgVocabulary
{
    public const string Namespace = "http://www.w3.org/2000/svg";
    public const string XLink = "http://www.w3.org/1999/xlink";
    public const string Xml = "http://www.w3.org/XML/1998/namespace";

    /// <summary>Elements that stay. Not here: script, foreignObject, handler, listener, a (becomes a group), metadata, audio, video, iframe, cursor, font-face-src, tref.</summary>
    public static readonly FrozenSet<string> Elements = Words(
        "svg g defs symbol use image switch view title desc style path rect circle ellipse line polyline polygon text tspan textPath marker linearGradient radialGradient "
        + "meshgradient meshrow meshpatch stop pattern hatch hatchpath solidcolor clipPath mask filter font font-face glyph missing-glyph hkern vkern altGlyph altGlyphDef altGlyphItem glyphRef "
        + "animate animateTransform animateMotion animateColor set mpath "
        + "feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG "
        + "feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence");

    /// <summary>Elements whose characters are shown or named.</summary>
    public static readonly FrozenSet<string> Texts = Words("text tspan textPath title desc altGlyph");

    /// <summary>Elements that change something over time.</summary>
    public static readonly FrozenSet<string> Animations = Words("animate animateTransform animateMotion animateColor set");

    /// <summary>Elements that may point at another element of the same drawing.</summary>
    public static readonly FrozenSet<string> Referring = Words(
        "use image feImage linearGradient radialGradient meshgradient pattern hatch filter textPath mpath altGlyph glyphRef animate animateTransform animateMotion animateColor set");

    /// <summary>Attributes with numbers, lengths, keywords and path data.</summary>
    public static readonly FrozenSet<string> Simple = Words(
        "x y x1 y1 x2 y2 cx cy r rx ry fx fy fr width height d points pathLength transform gradientTransform patternTransform hatchTransform gradientUnits patternUnits patternContentUnits "
        + "hatchUnits hatchContentUnits pitch spreadMethod offset viewBox preserveAspectRatio version baseProfile markerUnits markerWidth markerHeight refX refY orient clipPathUnits maskUnits "
        + "maskContentUnits filterUnits primitiveUnits type tableValues slope intercept amplitude exponent mode operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX "
        + "targetY edgeMode kernelUnitLength preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent limitingConeAngle azimuth elevation pointsAtX pointsAtY pointsAtZ z "
        + "scale xChannelSelector yChannelSelector dx dy stdDeviation radius baseFrequency numOctaves seed stitchTiles textLength lengthAdjust rotate startOffset method spacing side path "
        + "attributeName attributeType begin dur end min max restart repeatCount repeatDur calcMode keyTimes keySplines keyPoints additive accumulate "
        + "horiz-adv-x horiz-origin-x horiz-origin-y vert-adv-y vert-origin-x vert-origin-y units-per-em ascent descent panose-1 k accent-height cap-height x-height bbox stemv stemh ideographic "
        + "alphabetic mathematical hanging v-ideographic v-alphabetic v-mathematical v-hanging underline-position underline-thickness strikethrough-position strikethrough-thickness "
        + "overline-position overline-thickness widths");

    /// <summary>Attributes with words of people.</summary>
    public static readonly FrozenSet<string> Named = Words(
        "id class in in2 result lang role aria-label aria-labelledby aria-describedby aria-hidden systemLanguage unicode unicode-range glyph-name arabic-form orientation g1 g2 u1 u2 name");

    /// <summary>Attributes of animations whose value becomes the value of another attribute.</summary>
    public static readonly FrozenSet<string> Animated = Words("from to by values");

    /// <summary>CSS properties, as attributes and in styles.</summary>
    public static readonly FrozenSet<string> Properties = Words(
        "alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters color-profile color-rendering direction display dominant-baseline "
        + "enable-background fill fill-opacity fill-rule filter flood-color flood-opacity font font-family font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style "
        + "font-synthesis font-variant font-variant-alternates font-variant-caps font-variant-east-asian font-variant-ligatures font-variant-numeric font-variant-position "
        + "font-variation-settings font-weight glyph-orientation-horizontal glyph-orientation-vertical image-rendering inline-size isolation kerning letter-spacing lighting-color "
        + "line-height marker marker-end marker-mid marker-start mask mask-type mask-mode mix-blend-mode opacity overflow overflow-x overflow-y paint-order shape-rendering "
        + "solid-color solid-opacity stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width "
        + "text-align text-align-last text-anchor text-decoration text-decoration-color text-decoration-line text-decoration-style text-indent text-orientation text-overflow text-rendering "
        + "text-transform transform transform-box transform-origin unicode-bidi vector-effect visibility white-space word-spacing writing-mode "
        + "x y r rx ry cx cy width height");

    /// <summary>Functions that a CSS value may call; <c>url</c> is judged by itself.</summary>
    public static readonly FrozenSet<string> Functions = FrozenSet.ToFrozenSet(
        ("rgb rgba hsl hsla hwb lab lch oklab oklch matrix matrix3d translate translatex translatey scale scalex scaley rotate skew skewx skewy polygon circle ellipse inset "
        + "blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia").Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>Properties that only the program that drew it reads: they begin with a dash and its name.</summary>
    public static bool IsEditorProperty(string name) => name.StartsWith('-');

    private static FrozenSet<string> Words(string words) => FrozenSet.ToFrozenSet(words.Split(' '), StringComparer.Ordinal);
}
