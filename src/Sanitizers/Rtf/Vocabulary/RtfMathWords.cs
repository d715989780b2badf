namespace Mugai.Sanitizers.Rtf.Vocabulary;

/// <summary>Control words of equations (specification 1.9.1, "Mathematics"). Their properties are groups with a value as text.</summary>
internal static class RtfMathWords
{
    public const string Formats = """
        mdispDef mbrkBin mbrkBinSub msmallFrac mlMargin mrMargin mdefJc mwrapIndent mintLim mnaryLim mpreSp mpostSp minterSp mintraSp mwrapRight mmathFont mscr msty mlit mnor mjc mjcIn
        """;

    public const string Groups = """
        mmathPr maccPr maln malnScr margPr margSz mbarPr mbaseJc mbegChr mborderBoxPr mboxPr mbrk mcGp mcGpRule mchr mcount mcSp mctrlPr mdegHide mdiff mdiffSty mdPr mendChr meqArrPr mfPr
        mfuncPr mgroupChrPr mgrow mhideBot mhideLeft mhideRight mhideTop mlimLoc mlimLowPr mlimUppPr mmaxDist mmc mmcJc mmcPr mmcs mmPr mnaryPr mnoBreak mobjDist moMathParaPr mopEmu
        mphantPr mplcHide mpos mradPr mrPr mrSp mrSpRule msepChr mshow mshp msPrePr msSubPr msSubSupPr msSupPr mstrikeBLTR mstrikeH mstrikeTLBR mstrikeV msubHide msupHide mtransp mtype mvertJc
        mzeroAsc mzeroDesc mzeroWid
        """;

    public const string Texts = """
        mmath moMath moMathPara macc mbar mbox mborderBox md mdeg mden me meqArr mf mfName mfunc mgroupChr mlim mlimLow mlimUpp mm mmr mnary mnum mphant mr mrad msPre msSub msSubSup msSup
        msub msup
        """;
}
