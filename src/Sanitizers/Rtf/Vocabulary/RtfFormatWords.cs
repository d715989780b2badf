namespace Mugai.Sanitizers.Rtf.Vocabulary;

/// <summary>Control words that set a property and nothing else.</summary>
internal static class RtfFormatWords
{
    public const string Document = """
        adeff stshfdbch stshfloch stshfhich stshfbi deflang deflangfe adeflang deftab themelang themelangfe themelangcs
        hyphhotz hyphconsec hyphcaps hyphauto linestart fracwidth defformat psover doctype ilfomacatclnup horzdoc vertdoc jcompress jexpand lnongrid
        paperw paperh psz margl margr margt margb facingp gutter rtlgutter gutterprl ogutter margmirror landscape pgnstart widowctrl twoonone bookfold bookfoldrev bookfoldsheets
        notabind wraptrsp prcolbl noextrasprl nocolbal cvmme sprstsp sprsspbf otblrul transmf swpbdr brkfrm sprslnsp subfontbysize truncatefontheight truncex bdbfhdr dntblnsbdb
        expshrtn lytexcttp lytprtmet msmcap nolead nospaceforul noultrlspc noxlattoyen oldlinewrap sprsbsp sprstsm wpjst wpsp wptab splytwnine ftnlytwnine htmautsp useltbaln
        alntblind lytcalctblwd lyttblrtgr oldas lnbrkrule bdrrlswsix nolnhtadjtbl ApplyBrkRules snaptogridincell allowfieldendsel asianbrkrule newtblstyruls nogrowautofit
        usenormstyforlist noindnmbrts felnbrelev nocxsptable indrlsweleven noafcnsttbl afelev utinl hwelev spltpgpar notcvasp notbrkcnstfrctbl notvatxbx krnprsnet cachedcolbal
        donotembedsysfont donotembedlingdata nojkernpunct rempersonalinfo remdttm stylesortmethod
        revprot forms formprot allprot annotprot readprot stylelock stylelockenforced stylelockbackcomp stylelocktheme stylelockqfset autofmtoverride enforceprot protlevel
        readonlyrecommended revisions revprop revbar rtldoc ltrdoc jsksu ksulang formshade trackmoves trackformatting hyphpar nouicompat viewbksp
        pgbrdrhead pgbrdrfoot pgbrdrt pgbrdrb pgbrdrl pgbrdrr brdrart pgbrdropt pgbrdrsnap
        noqfpromote jclisttab wrppunct viewnobound fbidis
        dghspace dgvspace dghorigin dgvorigin dghshow dgvshow dgsnap dgmargin viewkind viewscale viewzk nofeaturethrottle
        fet endnotes enddoc aendnotes aenddoc ftntj ftnbj aftntj aftnbj ftnstart aftnstart ftnrstpg ftnrestart ftnrstcont aftnrestart aftnrstcont
        ftnnar ftnnalc ftnnauc ftnnrlc ftnnruc ftnnchi ftnnchosung ftnncnum ftnndbnum ftnndbnumd ftnndbnumt ftnndbnumk ftnndbar ftnnganada ftnngbnum ftnngbnumd ftnngbnuml ftnngbnumk
        ftnnzodiac ftnnzodiacd ftnnzodiacl aftnnar aftnnalc aftnnauc aftnnrlc aftnnruc aftnnchi aftnnchosung aftnncnum aftnndbnum aftnndbnumd aftnndbnumt aftnndbnumk aftnndbar
        aftnnganada aftnngbnum aftnngbnumd aftnngbnuml aftnngbnumk aftnnzodiac aftnnzodiacd aftnnzodiacl
        """;

    public const string Section = """
        sectd endnhere binfsxn binsxn sbknone sbkcol sbkpage sbkeven sbkodd cols colsx colno colsr colw linebetcol linemod linex linestarts linerestart lineppage linecont
        pgwsxn pghsxn marglsxn margrsxn margtsxn margbsxn guttersxn margmirsxn lndscpsxn titlepg headery footery pgnstarts pgncont pgnrestart pgnx pgny pgndec pgnucrm pgnlcrm
        pgnucltr pgnlcltr pgnbidia pgnbidib pgnchosung pgncnum pgndbnum pgndbnumd pgndbnumt pgndbnumk pgndecd pgnganada pgngbnum pgngbnumd pgngbnuml pgngbnumk pgnzodiac pgnzodiacd
        pgnzodiacl pgnhindia pgnhindib pgnhindic pgnhindid pgnthaia pgnthaib pgnthaic pgnvieta pgnid pgnhn pgnhnsh pgnhnsp pgnhnsc pgnhnsm pgnhnsn vertal vertalt vertalb vertalc vertalj
        rtlsect ltrsect stextflow sectunlocked sectdefaultcl sectspecifycl sectspecifyl sectspecifygen sectexpand sectlinegrid horzsect vertsect
        sftntj sftnbj sftnstart saftnstart sftnrstpg sftnrestart sftnrstcont saftnrestart saftnrstcont sftnnar sftnnalc sftnnauc sftnnrlc sftnnruc sftnnchi sftnnchosung sftnncnum
        sftnndbnum sftnndbnumd sftnndbnumt sftnndbnumk sftnndbar sftnnganada sftnngbnum sftnngbnumd sftnngbnuml sftnngbnumk sftnnzodiac sftnnzodiacd sftnnzodiacl saftnnar saftnnalc
        saftnnauc saftnnrlc saftnnruc saftnnchi saftnnchosung saftnncnum saftnndbnum saftnndbnumd saftnndbnumt saftnndbnumk saftnndbar saftnnganada saftnngbnum saftnngbnumd
        saftnngbnuml saftnngbnumk saftnnzodiac saftnnzodiacd saftnnzodiacl
        """;

    public const string Paragraph = """
        pard intbl itap keep keepn level noline nowidctlpar outlinelevel pagebb sbys qc qj ql qr qd qk qt fi li ri cufi culi curi lin rin adjustright indmirror
        sb sa sbauto saauto lisb lisa sl slmult nosnaplinegrid contextualspace aspalpha aspnum faauto facenter fahang favar faroman faupright fafixed collapsed rtlpar ltrpar
        nooverflow nocwrap nowwrap tx tb tqr tqc tqdec tldot tlmdot tlhyph tlul tlth tleq spv txbxtwno txbxtwalways txbxtwfirst txbxtwlast txbxtwfirstlast
        shading cfpat cbpat bghoriz bgvert bgfdiag bgbdiag bgcross bgdcross bgdkhoriz bgdkvert bgdkfdiag bgdkbdiag bgdkcross bgdkdcross
        absw absh absnoovrlp phmrg phpg phcol posx posnegx posxc posxi posxo posxr posxl pvmrg pvpg pvpara posy posnegy posyt posyil posyb posyc posyin posyout abslock
        dxfrtext dfrmtxtx dfrmtxty dropcapli dropcapt frmtxlrtb frmtxtbrl frmtxbtlr frmtxlrtbv frmtxtbrlv overlay wrapdefault wraparound wraptight wrapthrough
        """;

    public const string Border = """
        brdrt brdrb brdrl brdrr brdrbtw brdrbar box brdrs brdrth brdrsh brdrdb brdrdot brdrdash brdrhair brdrinset brdrdashsm brdrdashd brdrdashdd brdrdashdot brdrdashdotdot
        brdroutset brdrtriple brdrtnthsg brdrthtnsg brdrtnthtnsg brdrtnthmg brdrthtnmg brdrtnthtnmg brdrtnthlg brdrthtnlg brdrtnthtnlg brdrwavy brdrwavydb brdrdashdotstr
        brdremboss brdrengrave brdrframe brdrnone brdrnil brdrtbl brdrw brdrcf brsp
        """;

    public const string Numbering = """
        ls ilvl pnlvl pnlvlblt pnlvlbody pnlvlcont pnnumonce pnacross pnhang pnrestart pncard pndec pnucltr pnucrm pnlcltr pnlcrm pnord pnordt pnbidia pnbidib
        pnaiu pnaiud pnaiueo pnaiueod pnchosung pncnum pndbnum pndbnumd pndbnumk pndbnuml pndbnumt pndecd pnganada pngbnum pngbnumd pngbnumk pngbnuml pniroha pnirohad
        pnuldash pnuldashd pnuldashdd pnulhair pnulth pnulwave pnzodiac pnzodiacd pnzodiacl pnb pni pncaps pnscaps pnul pnuld pnuldb pnulnone pnulw pnstrike pncf pnf pnfs
        pnindent pnsp pnprev pnstart pnqc pnql pnqr
        listsimple listhybrid listrestarthdn levelstartat levelnfc leveljc levelnfcn leveljcn levelold levelprev levelprevspace levelindent levelspace levelfollow levellegal
        levelnorestart levelpicture levelpicturenosize listoverridestartat listoverrideformat
        """;

    public const string Table = """
        trowd irow irowband lastrow rtlrow ltrrow taprtl trgaph trleft trrh trhdr trkeep trkeepfollow trautofit trqc trql trqr trwWidth trftsWidth trwWidthB trftsWidthB trwWidthA
        trftsWidthA tblind tblindtype trpaddl trpaddr trpaddt trpaddb trpaddfl trpaddfr trpaddft trpaddfb trspdl trspdr trspdt trspdb trspdfl trspdfr trspdft trspdfb
        trspol trspor trspot trspob trspofl trspofr trspoft trspofb trpadol trpador trpadot trpadob trpadofl trpadofr trpadoft trpadofb
        trbrdrt trbrdrl trbrdrb trbrdrr trbrdrh trbrdrv trcbpat trcfpat trpat trshdng trbgbdiag trbgcross trbgdcross trbgdkbdiag trbgdkcross trbgdkdcross trbgdkfdiag trbgdkhor
        trbgdkvert trbgfdiag trbghoriz trbgvert tphcol tphmrg tphpg tposx tposnegx tposxc tposxi tposxl tposxo tposxr tposy tposnegy tposyb tposyc tposyil tposyin tposyout tposyt
        tpvmrg tpvpara tpvpg tdfrmtxtLeft tdfrmtxtRight tdfrmtxtTop tdfrmtxtBottom tabsnoovrlp tbllkborder tbllkshading tbllkfont tbllkcolor tbllkbestfit tbllkhdrrows tbllklastrow
        tbllkhdrcols tbllklastcol tbllknorowband tbllknocolband clmgf clmrg clvmgf clvmrg cldglu cldgll clbrdrt clbrdrl clbrdrb clbrdrr clvertalt clvertalc clvertalb
        cltxlrtb cltxtbrl cltxbtlr cltxlrtbv cltxtbrlv clshdng clcfpat clcbpat clbghoriz clbgvert clbgfdiag clbgbdiag clbgcross clbgdcross clbgdkhor clbgdkvert clbgdkfdiag
        clbgdkbdiag clbgdkcross clbgdkdcross clFitText clNoWrap clpadl clpadr clpadt clpadb clpadfl clpadfr clpadft clpadfb clspl clspr clspt clspb clspfl clspfr clspft clspfb
        clwWidth clftsWidth clhidemark clshdrawnil clshdngraw clcbpatraw clcfpatraw rawclbghoriz rawclbgvert rawclbgfdiag rawclbgbdiag rawclbgcross rawclbgdcross rawclbgdkhor
        rawclbgdkvert rawclbgdkfdiag rawclbgdkbdiag rawclbgdkcross rawclbgdkdcross clins cldel clmrgd clmrgdr clsplit clsplitr
        """;

    public const string TableStyle = """
        tscellwidth tscellwidthfts tscellpaddl tscellpaddr tscellpaddt tscellpaddb tscellpaddfl tscellpaddfr tscellpaddft tscellpaddfb tscellpct tscellcbpat tscellcfpat
        tsbghoriz tsbgvert tsbgfdiag tsbgbdiag tsbgcross tsbgdcross tsbgdkhor tsbgdkvert tsbgdkfdiag tsbgdkbdiag tsbgdkcross tsbgdkdcross
        tsbrdrb tsbrdrdgl tsbrdrdgr tsbrdrh tsbrdrl tsbrdrr tsbrdrt tsbrdrv tscbandhorzeven tscbandhorzodd tscbandsh tscbandsv tscbandverteven tscbandvertodd
        tscfirstcol tscfirstrow tsclastcol tsclastrow tscnecell tscnwcell tscsecell tscswcell tsnowrap tsrowd tsvertalb tsvertalc tsvertalt
        """;

    public const string Character = """
        animtext accnone accdot acccomma acccircle accunderdot b caps cb cf cchs cgrid g gcw chcbpat chcfpat chshdng chbrdr chbghoriz chbgvert chbgfdiag chbgbdiag chbgcross chbgdcross
        chbgdkhoriz chbgdkvert chbgdkfdiag chbgdkbdiag chbgdkcross chbgdkdcross dn embo expnd expndtw fittext fs i impr kerning langfe langfenp lang langnp alang ltrch rtlch nosupersub
        outl plain scaps shad strike striked sub super ul ulc uld uldash uldashd uldashdd uldb ulhair ulhwave ulldash ulnone ulth ulthd ulthdash ulthdashd ulthdashdd ulthldash
        ululdbwave ulw ulwave up v webhidden noproof charscalex highlight horzvert twoinone fcs loch hich dbch ab acaps acf adn aexpnd af afs ai aoutl ascaps ashad astrike aul auld
        auldb aulnone aulw aup deleted revised mvf mvt revauth revauthdel crauth mvauth
        fnil froman fswiss fmodern fscript fdecor ftech fbidi fcharset fprq cpg fbias ftruetype fttruetype flomajor fhimajor fdbmajor fbimajor flominor fhiminor fdbminor fbiminor
        red green blue ctint cshade cmaindarkone cmainlightone cmaindarktwo cmainlighttwo caccentone caccenttwo caccentthree caccentfour caccentfive caccentsix chyperlink
        cfollowedhyperlink cbackgroundone ctextone cbackgroundtwo ctexttwo
        additive sbasedon snext sautoupd shidden slink slocked spersonal scompose sreply ssemihidden sqformat spriority sunhideused ds
        """;

    public const string Drawing = """
        shpz shpfhdr shpbxpage shpbxmargin shpbxcolumn shpbxignore shpbypage shpbymargin shpbypara shpbyignore shpwr shpwrk shpfblwtxt shplockanchor
        dobxpage dobxmargin dobxcolumn dobypage dobymargin dobypara dodhgt dolock dpgroup dpcount dpendgroup dpx dpy dpxsize dpysize dparc dparcflipx dparcflipy dpcallout dpcoa
        dpcoaccent dpcobestfit dpcoborder dpcodabs dpcodbottom dpcodcenter dpcodescent dpcodtop dpcolength dpcominusx dpcominusy dpcooffset dpcosmarta dpcotdouble dpcotright dpcotsingle
        dpcottriple dpellipse dpline dppolycount dppolygon dppolyline dpptx dppty dprect dproundr dptxbx dptxbxmar dplinew dplinecor dplinecog dplinecob dplinepal dplinesolid
        dplinehollow dplinedash dplinedado dplinedadodo dplinedot dplinegray dpaendsol dpaendhol dpaendw dpaendl dpastartsol dpastarthol dpastartw dpastartl dpfillbgcr dpfillbgcg
        dpfillbgcb dpfillbggray dpfillbgpal dpfillfgcr dpfillfgcg dpfillfgcb dpfillfggray dpfillfgpal dpfillpat dpshadow dpshadx dpshady dptxlrtb dptxtbrl dptxbtlr dptxlrtbv dptxtbrlv
        """;

    public const string Other = """
        fldalt xef bxe ixe tcf tcl tcn bkmkcolf bkmkcoll flddirty fldedit fldlock fldpriv fftype ffownhelp ffownstat ffprot ffsize ffmaxlen fftypetxt ffrecalc ffhaslistbox ffhps ffdefres ffres
        ftnalt ipgp version vern edmins nofpages nofwords nofchars nofcharsws yr mo dy hr min sec proptype
        """;

    public const string Wide = """
        listid listtemplateid liststyleid leveltemplateid revdttm revdttmdel shpleft shptop shpright shpbottom shplid id
        """;
}
