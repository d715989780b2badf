namespace Mugai.Sanitizers.OpenDocument.Schema;

/// <summary>Presentation and content MathML without what acts, fetches or holds other markup (maction, mglyph, annotation-xml, href, src, definitionURL, xref).</summary>
internal static class MathWords
{
    public const string Elements =
        "math semantics annotation mrow mi mn mo mtext ms mspace mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose msub msup msubsup munder mover munderover mmultiscripts "
        + "mprescripts none mtable mtr mlabeledtr mtd maligngroup malignmark "
        + "apply ci cn csymbol sep eq neq gt lt geq leq plus minus times divide power root abs exp ln log sin cos tan sum product int diff partialdiff limit lowlimit uplimit bvar degree "
        + "vector matrix matrixrow set list union intersect in notin subset and or not xor implies forall exists lambda condition interval infinity pi imaginaryi exponentiale true false emptyset";

    public const string Attributes =
        "display displaystyle mathvariant mathsize mathcolor mathbackground fontfamily fontsize fontstyle fontweight color background form fence separator stretchy symmetric largeop "
        + "movablelimits accent accentunder lspace rspace minsize maxsize linethickness numalign denomalign bevelled scriptlevel scriptminsize scriptsizemultiplier open close separators "
        + "notation align rowalign columnalign groupalign alignmentscope columnwidth width rowspacing columnspacing rowlines columnlines frame framespacing equalrows equalcolumns rowspan "
        + "columnspan side height depth voffset subscriptshift superscriptshift lquote rquote encoding type base closure order nargs occurrence dir linebreak indentalign";
}
