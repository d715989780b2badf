// Written by eng/OoxmlSchema. Do not edit; see SchemaTable for the form.
namespace Mugai.Sanitizers.Ooxml.Schema;

internal static class SchemaText
{
    public static System.ReadOnlySpan<byte> Bytes =>
"""
n http://purl.org/dc/elements/1.1/
n http://purl.org/dc/terms/
n http://schemas.microsoft.com/office/2019/extlst
n http://schemas.microsoft.com/office/2020/mipLabelMetadata
n http://schemas.microsoft.com/office/drawing/2007/8/2/chart
n http://schemas.microsoft.com/office/drawing/2008/diagram
n http://schemas.microsoft.com/office/drawing/2010/chartDrawing
n http://schemas.microsoft.com/office/drawing/2010/compatibility
n http://schemas.microsoft.com/office/drawing/2010/diagram
n http://schemas.microsoft.com/office/drawing/2010/main
n http://schemas.microsoft.com/office/drawing/2010/picture
n http://schemas.microsoft.com/office/drawing/2010/slicer
n http://schemas.microsoft.com/office/drawing/2012/chart
n http://schemas.microsoft.com/office/drawing/2012/chartStyle
n http://schemas.microsoft.com/office/drawing/2012/main
n http://schemas.microsoft.com/office/drawing/2012/timeslicer
n http://schemas.microsoft.com/office/drawing/2013/main/command
n http://schemas.microsoft.com/office/drawing/2014/chart
n http://schemas.microsoft.com/office/drawing/2014/chart/ac
n http://schemas.microsoft.com/office/drawing/2014/chartex
n http://schemas.microsoft.com/office/drawing/2014/main
n http://schemas.microsoft.com/office/drawing/2016/11/diagram
n http://schemas.microsoft.com/office/drawing/2016/11/main
n http://schemas.microsoft.com/office/drawing/2016/12/diagram
n http://schemas.microsoft.com/office/drawing/2016/SVG/main
n http://schemas.microsoft.com/office/drawing/2017/03/chart
n http://schemas.microsoft.com/office/drawing/2017/decorative
n http://schemas.microsoft.com/office/drawing/2018/animation
n http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor
n http://schemas.microsoft.com/office/drawing/2018/sketchyshapes
n http://schemas.microsoft.com/office/drawing/2020/classificationShape
n http://schemas.microsoft.com/office/excel/2006/main
n http://schemas.microsoft.com/office/excel/2010/spreadsheetDrawing
n http://schemas.microsoft.com/office/powerpoint/2010/main
n http://schemas.microsoft.com/office/powerpoint/2012/main
n http://schemas.microsoft.com/office/powerpoint/2013/main/command
n http://schemas.microsoft.com/office/powerpoint/2015/main
n http://schemas.microsoft.com/office/powerpoint/2017/10/main
n http://schemas.microsoft.com/office/powerpoint/2017/3/main
n http://schemas.microsoft.com/office/powerpoint/2018/4/main
n http://schemas.microsoft.com/office/powerpoint/2018/8/main
n http://schemas.microsoft.com/office/powerpoint/2019/12/main
n http://schemas.microsoft.com/office/powerpoint/2019/9/main/command
n http://schemas.microsoft.com/office/powerpoint/2020/02/main
n http://schemas.microsoft.com/office/powerpoint/2021/06/main
n http://schemas.microsoft.com/office/powerpoint/2022/08/main
n http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac
n http://schemas.microsoft.com/office/spreadsheetml/2009/9/main
n http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac
n http://schemas.microsoft.com/office/spreadsheetml/2010/11/main
n http://schemas.microsoft.com/office/spreadsheetml/2011/1/ac
n http://schemas.microsoft.com/office/spreadsheetml/2014/11/main
n http://schemas.microsoft.com/office/spreadsheetml/2014/revision
n http://schemas.microsoft.com/office/spreadsheetml/2015/revision2
n http://schemas.microsoft.com/office/spreadsheetml/2016/pivotdefaultlayout
n http://schemas.microsoft.com/office/spreadsheetml/2016/revision10
n http://schemas.microsoft.com/office/spreadsheetml/2016/revision3
n http://schemas.microsoft.com/office/spreadsheetml/2016/revision6
n http://schemas.microsoft.com/office/spreadsheetml/2016/revision9
n http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray
n http://schemas.microsoft.com/office/spreadsheetml/2017/revision16
n http://schemas.microsoft.com/office/spreadsheetml/2017/richdata
n http://schemas.microsoft.com/office/spreadsheetml/2017/richdata2
n http://schemas.microsoft.com/office/spreadsheetml/2018/calcfeatures
n http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments
n http://schemas.microsoft.com/office/spreadsheetml/2019/namedsheetviews
n http://schemas.microsoft.com/office/spreadsheetml/2020/pivotNov2020
n http://schemas.microsoft.com/office/spreadsheetml/2020/richvaluerefresh
n http://schemas.microsoft.com/office/spreadsheetml/2020/threadedcomments2
n http://schemas.microsoft.com/office/spreadsheetml/2022/pivotRichData
n http://schemas.microsoft.com/office/spreadsheetml/2022/pivotVersionInfo
n http://schemas.microsoft.com/office/tasks/2019/documenttasks
n http://schemas.microsoft.com/office/thememl/2012/main
n http://schemas.microsoft.com/office/visio/2012/main
n http://schemas.microsoft.com/office/word/2010/wordml
n http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas
n http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing
n http://schemas.microsoft.com/office/word/2010/wordprocessingGroup
n http://schemas.microsoft.com/office/word/2010/wordprocessingShape
n http://schemas.microsoft.com/office/word/2012/wordml
n http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing
n http://schemas.microsoft.com/office/word/2015/wordml/symex
n http://schemas.microsoft.com/office/word/2016/wordml/cid
n http://schemas.microsoft.com/office/word/2018/wordml
n http://schemas.microsoft.com/office/word/2018/wordml/cex
n http://schemas.microsoft.com/office/word/2023/wordml/word16du
n http://schemas.openxmlformats.org/drawingml/2006/chart
n http://schemas.openxmlformats.org/drawingml/2006/chartDrawing
n http://schemas.openxmlformats.org/drawingml/2006/compatibility
n http://schemas.openxmlformats.org/drawingml/2006/diagram
n http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas
n http://schemas.openxmlformats.org/drawingml/2006/main
n http://schemas.openxmlformats.org/drawingml/2006/picture
n http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing
n http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing
n http://schemas.openxmlformats.org/officeDocument/2006/bibliography
n http://schemas.openxmlformats.org/officeDocument/2006/characteristics
n http://schemas.openxmlformats.org/officeDocument/2006/custom-properties
n http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes
n http://schemas.openxmlformats.org/officeDocument/2006/extended-properties
n http://schemas.openxmlformats.org/officeDocument/2006/math
n http://schemas.openxmlformats.org/officeDocument/2006/relationships
n http://schemas.openxmlformats.org/package/2006/metadata/core-properties
n http://schemas.openxmlformats.org/presentationml/2006/main
n http://schemas.openxmlformats.org/spreadsheetml/2006/main
n http://schemas.openxmlformats.org/wordprocessingml/2006/main
n http://www.w3.org/XML/1998/namespace
n urn:schemas-microsoft-com:office:excel
n urn:schemas-microsoft-com:office:office
n urn:schemas-microsoft-com:office:powerpoint
n urn:schemas-microsoft-com:office:word
n urn:schemas-microsoft-com:vml
a
a 100:alnAt 100:val
a 100:val
a 101:cs 101:dm 101:lo 101:qs
a 101:embed
a 101:embed 101:link
a 101:id
a 101:id 105:anchor 105:docLocation 105:history 105:tgtFrame 105:tooltip
a 101:id 105:drawAspect 105:fieldCodes 105:lockedField 105:progId 105:shapeId 105:updateMode
a 101:id 105:drawAspect 105:fieldCodes 105:progId 105:shapeId
a 101:id 105:fontKey 105:subsetted
a 101:id 105:name 105:shapeid
a 101:id 105:solutionID
a 101:id 105:type
a 101:link
a 105:accent1 105:accent2 105:accent3 105:accent4 105:accent5 105:accent6 105:bg1 105:bg2 105:followedHyperlink 105:hyperlink 105:t1 105:t2
a 105:actualPg 105:fontSz 105:h 105:w
a 105:after 105:afterAutospacing 105:afterLines 105:before 105:beforeAutospacing 105:beforeLines 105:line 105:lineRule
a 105:algIdExt 105:algIdExtSource 105:algorithmName 105:cryptAlgorithmClass 105:cryptAlgorithmSid 105:cryptAlgorithmType 105:cryptProvider 105:cryptProviderType 105:cryptProviderTypeExt 105:cryptProviderTypeExtSource 105:cryptSpinCount 105:edit 105:enforcement 105:formatting 105:hash 105:hashValue 105:salt 105:saltValue 105:spinCount
a 105:algIdExt 105:algIdExtSource 105:algorithmName 105:cryptAlgorithmClass 105:cryptAlgorithmSid 105:cryptAlgorithmType 105:cryptProvider 105:cryptProviderType 105:cryptProviderTypeExt 105:cryptProviderTypeExtSource 105:cryptSpinCount 105:hash 105:hashValue 105:recommended 105:salt 105:saltValue 105:spinCount
a 105:alignment 105:leader 105:relativeTo
a 105:all
a 105:allStyles 105:alternateStyleNames 105:clearFormatting 105:customStyles 105:directFormattingOnNumbering 105:directFormattingOnParagraphs 105:directFormattingOnRuns 105:directFormattingOnTables 105:headingStyles 105:latentStyles 105:numberingStyles 105:stylesInUse 105:tableStyles 105:top3HeadingStyles 105:val 105:visibleStyles
a 105:anchorLock 105:dropCap 105:h 105:hAnchor 105:hRule 105:hSpace 105:lines 105:vAnchor 105:vSpace 105:w 105:wrap 105:x 105:xAlign 105:y 105:yAlign
a 105:appName 105:checkStyle 105:dllVersion 105:lang 105:nlCheck 105:vendorID
a 105:ascii 105:asciiTheme 105:cs 105:cstheme 105:eastAsia 105:eastAsiaTheme 105:hAnsi 105:hAnsiTheme 105:hint
a 105:author 105:colFirst 105:colLast 105:date 105:displacedByCustomXml 105:id 105:name
a 105:bidi 105:eastAsia 105:val
a 105:bottom 105:footer 105:gutter 105:header 105:left 105:right 105:top
a 105:bottomFromText 105:horzAnchor 105:leftFromText 105:rightFromText 105:tblpX 105:tblpXSpec 105:tblpY 105:tblpYSpec 105:topFromText 105:vertAnchor
a 105:caption 105:name
a 105:chapNum 105:heading 105:name 105:noLabel 105:numFmt 105:pos 105:sep
a 105:chapSep 105:chapStyle 105:fmt 105:start
a 105:char 105:font
a 105:charSpace 105:linePitch 105:type
a 105:characterSet 105:val
a 105:clear 105:type
a 105:code 105:h 105:orient 105:w
a 105:colFirst 105:colLast 105:displacedByCustomXml 105:ed 105:edGrp 105:id
a 105:colFirst 105:colLast 105:displacedByCustomXml 105:id 105:name
a 105:color 105:fill 105:themeColor 105:themeFill 105:themeFillShade 105:themeFillTint 105:themeShade 105:themeTint 105:val
a 105:color 105:frame 105:shadow 105:space 105:sz 105:themeColor 105:themeShade 105:themeTint 105:val
a 105:color 105:themeColor 105:themeShade 105:themeTint
a 105:color 105:themeColor 105:themeShade 105:themeTint 105:val
a 105:combine 105:combineBrackets 105:id 105:vert 105:vertCompress
a 105:comments 105:formatting 105:inkAnnotations 105:insDel 105:markup
a 105:conformance
a 105:count 105:defLockedState 105:defQFormat 105:defSemiHidden 105:defUIPriority 105:defUnhideWhenUsed
a 105:countBy 105:distance 105:restart 105:start
a 105:csb0 105:csb1 105:usb0 105:usb1 105:usb2 105:usb3
a 105:customMarkFollows 105:id
a 105:customStyle 105:default 105:styleId 105:type
a 105:decorated 105:val
a 105:dirty 105:fldCharType 105:fldLock
a 105:dirty 105:fldLock 105:instr
a 105:displacedByCustomXml 105:id
a 105:display 105:offsetFrom 105:zOrder
a 105:displayText 105:value
a 105:durableId 105:numId
a 105:end 105:endChars 105:firstLine 105:firstLineChars 105:hanging 105:hangingChars 105:left 105:leftChars 105:right 105:rightChars 105:start 105:startChars
a 105:equalWidth 105:num 105:sep 105:space
a 105:evenHBand 105:evenVBand 105:firstColumn 105:firstRow 105:firstRowFirstColumn 105:firstRowLastColumn 105:lastColumn 105:lastRow 105:lastRowFirstColumn 105:lastRowLastColumn 105:oddHBand 105:oddVBand 105:val
a 105:first 105:other
a 105:firstColumn 105:firstRow 105:lastColumn 105:lastRow 105:noHBand 105:noVBand 105:val
a 105:format 105:val
a 105:fullDate
a 105:grammar 105:spelling
a 105:hRule 105:val
a 105:id
a 105:id 105:type
a 105:id 105:val
a 105:ilvl
a 105:ilvl 105:tentative 105:tplc
a 105:lang 105:val
a 105:lastValue
a 105:leader 105:pos 105:val
a 105:legacy 105:legacyIndent 105:legacySpace
a 105:locked 105:name 105:qFormat 105:semiHidden 105:uiPriority 105:unhideWhenUsed
a 105:multiLine
a 105:name
a 105:name 105:uri 105:val
a 105:name 105:val
a 105:null 105:val
a 105:numPicBulletId
a 105:percent 105:val
a 105:prefixMappings 105:storeItemID 105:xpath
a 105:rsidDel 105:rsidR 105:rsidRPr
a 105:rsidDel 105:rsidR 105:rsidRPr 105:rsidSect
a 105:space 105:w
a 105:themeColor 105:themeShade 105:themeTint 105:val
a 105:type
a 105:type 105:val
a 105:type 105:w
a 105:val
a 105:w
a 106:space
a 108:v
a 111:ext
a 19:autoUpdate 101:id
a 25:val
a 33:bwMode 101:id
a 52:uid 53:uid 55:uid 56:uid 57:uid 58:uid 60:uid
a 74:algn 74:blurRad 74:dir 74:dist 74:endA 74:endPos 74:fadeDir 74:kx 74:ky 74:stA 74:stPos 74:sx 74:sy
a 74:algn 74:blurRad 74:dir 74:dist 74:kx 74:ky 74:sx 74:sy
a 74:algn 74:cap 74:cmpd 74:w
a 74:anchorId
a 74:anchorId 105:dxaOrig 105:dyaOrig
a 74:ang 74:scaled
a 74:b 74:l 74:r 74:t
a 74:bwMode 101:id
a 74:contourW 74:extrusionH 74:prstMaterial
a 74:dir 74:rig
a 74:font 74:val
a 74:h 74:prst 74:w
a 74:id 74:val
a 74:lat 74:lon 74:rev
a 74:lim
a 74:noSpellErr 74:paraId 74:textId 105:rsidDel 105:rsidP 105:rsidR 105:rsidRDefault 105:rsidRPr
a 74:paraId 74:textId 105:rsidDel 105:rsidR 105:rsidRPr 105:rsidTr
a 74:path
a 74:pos
a 74:prst
a 74:rad
a 74:val
a 79:author
a 79:done 79:paraId 79:paraIdParent
a 79:providerId 79:userId
a 79:restartNumberingAfterBreak 105:abstractNumId
a 79:val
a 81:char 81:font
a 82:durableId 82:paraId
a 83:uri
a 84:dateUtc 84:durableId 84:intelligentPlaceholder
a 85:dateUtc 105:author 105:date 105:id
a 85:dateUtc 105:author 105:date 105:id 105:initials
a 85:dateUtc 105:author 105:date 105:id 105:original
a 85:dateUtc 105:author 105:date 105:id 105:vMerge 105:vMergeOrig
a AlignName BaseID Hidden ID IconSize IconUpdate IsCustomName IsCustomNameU MasterType MatchByName Name NameU PatternFlags Prompt UniqueID
a AlignName ID IconSize IsCustomName IsCustomNameU Name NameU PatternFlags Prompt ShortcutHelp ShortcutURL
a Append AutoFit ID Name PreserveFormat PreserveSortAFLayout RootElement SchemaID ShowImportExportValidationErrors
a AssociatedPage BackPage Background ID IsCustomName IsCustomNameU Name NameU ReviewerID ViewCenterX ViewCenterY ViewScale
a AuthorID AutoCommentType CommentID Date Done EditDate PageID ShapeID
a CharSet ClipPrecision Escapement FaceName Height Italic Orientation OutPrecision PitchAndFamily Quality StrikeOut Underline Weight Width
a CharSets Flags NameU Panos Panose UnicodeRanges
a ClientHeight ClientWidth
a CompressionLevel CompressionType ExtentX ExtentY ForeignType MappingMode ObjectHeight ObjectType ObjectWidth ShowAsIcon
a ConnectionID DataBindingLoadMode DataBindingName FileBinding FileBindingName
a ContainerType ID Master Page ParentWindow ReadOnly Sheet ViewCenterX ViewCenterY ViewScale WindowHeight WindowLeft WindowState WindowTop WindowType WindowWidth
a Data Fake Formatting Headers InsDelHeaders RangeBased ctx rId ref rev sh uid uidp
a DefaultFillStyle DefaultGuideStyle DefaultLineStyle DefaultTextStyle TopPage
a Del FillStyle ID IsCustomName IsCustomNameU LineStyle Master MasterShape Name NameU OriginalID TextStyle Type UniqueID
a Del IX LocalName N T
a Del IX N
a DrawAspect ObjectID ProgID ShapeID Type UpdateMode 101:id
a E F N U V
a EnabledSubtotalsDefault InsertBlankRowDefault SubtotalsOnTopDefault
a FillStyle ID IsCustomName IsCustomNameU LineStyle Name NameU TextStyle
a FillStyle IsCustomName IsCustomNameU LineStyle Name NameU TextStyle UniqueID
a FromCell FromPart FromSheet ToCell ToPart ToSheet
a HeaderFooterColor
a ID Initials Name ResolutionID
a ID Namespace SchemaRef
a ID T
a IX
a IX RGB
a N
a ObjectType
a SelectedStyle StyleName URI
a SelectionNamespaces
a ShowCommentTags
a Unit
a a
a a i l r s t
a aboveAverage activePresent bottom equalAverage id operator percent priority rank stdDev stopIfTrue text timePeriod type
a aboveAverage bottom dxfId equalAverage operator percent priority rank stdDev stopIfTrue text timePeriod type
a aca bx ca del1 del2 dt2D dtr r1 r2 ref si t 106:space
a accel afterEffect autoRev bldLvl decel display dur evtFilter fill grpId id masterRel nodePh nodeType presetClass presetID presetSubtype repeatCount repeatDur restart spd syncBehavior tmFilter 33:presetBounceEnd
a accent1 accent2 accent3 accent4 accent5 accent6 bg1 bg2 folHlink hlink tx1 tx2
a accentbar angle distance drop dropauto gap length lengthspecified minusx minusy on textborder type 111:ext
a accumulate additive by from override rctx to xfrmType
a accuracyVersion defaultImageDpi discardImageEditData
a action alwaysShow author cell guid hiddenColumn hiddenRow newLength old oldLength sheetId
a action ctx eol ref rev sh uid uidp
a action dxfId
a action edge eol rId ra ref sId ua
a action endSnd highlightClick history invalidUrl tgtFrame tooltip 101:id
a action endSnd highlightClick sndName source tgtFrame tooltip
a action guid
a action isRow size userSized
a actionId contentBits enabled id method name removed setDate siteId
a activeCell activeCellId pane sqref
a activeCol activeRow axis click count data dimension extendable label max min pane previousCol previousRow showHeader start 101:id
a activePane state topLeftCell xSplit ySplit
a activeSheetId autoUpdate changesSavedWin guid includeHiddenRowCol includePrintSettings maximized mergeInterval minimized name onlySync personalView showComments showFormulaBar showHorizontalScroll showObjects showSheetTabs showStatusbar showVerticalScroll tabRatio windowHeight windowWidth xWindow yWindow
a activeTab autoFilterDateGrouping firstSheet minimized showHorizontalScroll showSheetTabs showVerticalScroll tabRatio visibility windowHeight windowWidth xWindow yWindow
a add equation rsquared
a addlXml allowComments id isSignatureLine provId showSignDate sigProvUrl signingInstructions signingInstructionsSet suggestedSigner suggestedSigner2 suggestedSignerEmail
a addlxml allowcomments id issignatureline provid showsigndate signinginstructions signinginstructionsset sigprovurl 108:suggestedsigner 108:suggestedsigner2 108:suggestedsigneremail 111:ext
a address1 adminDistrict1 adminDistrict2 countryRegion isoCountryCode locality postalCode
a adj alt class coordorigin coordsize equationxml fillcolor filled href id insetpen path print strokecolor stroked strokeweight style target title type wrapcoords 108:allowincell 108:allowoverlap 108:borderbottomcolor 108:borderleftcolor 108:borderrightcolor 108:bordertopcolor 108:bullet 108:button 108:bwmode 108:bwnormal 108:bwpure 108:clip 108:cliptowrap 108:connectortype 108:dgmlayout 108:dgmlayoutmru 108:dgmnodekind 108:doubleclicknotify 108:forcedash 108:gfxdata 108:hr 108:hralign 108:hrnoshade 108:hrpct 108:hrstd 108:insetmode 108:ole 108:oleicon 108:oned 108:preferrelative 108:regroupid 108:spid 108:spt 108:userdrawn 108:userhidden
a adj alt class coordorigin coordsize fillcolor filled href id insetpen path print strokecolor stroked strokeweight style target title wrapcoords 108:allowincell 108:allowoverlap 108:borderbottomcolor 108:borderleftcolor 108:borderrightcolor 108:bordertopcolor 108:bullet 108:button 108:bwmode 108:bwnormal 108:bwpure 108:clip 108:cliptowrap 108:connectortype 108:dgmlayout 108:dgmlayoutmru 108:dgmnodekind 108:doubleclicknotify 108:forcedash 108:hr 108:hralign 108:hrnoshade 108:hrpct 108:hrstd 108:insetmode 108:master 108:ole 108:oleicon 108:oned 108:preferrelative 108:regroupid 108:spid 108:spt 108:userdrawn 108:userhidden
a adjust assign cellMeta clearAll clearComments clearContents clearFormats coerce copy delete edit ghostCol ghostRow merge minSupportedVersion name pasteAll pasteBorders pasteColWidths pasteComments pasteDataValidation pasteFormats pasteFormulas pasteNumberFormats pasteValues rowColShift splitAll splitFirst
a adjustColumnWidth applyAlignmentFormats applyBorderFormats applyFontFormats applyNumberFormats applyPatternFormats applyWidthHeightFormats autoFormatId backgroundRefresh connectionId disableEdit disableRefresh fillFormulas firstBackgroundRefresh growShrinkType headers intermediate name preserveFormatting refreshOnLoad removeDataOnSave rowNumbers
a adjusthandles aspectratio cropping grouping position rotation selection shapetype text ungrouping verticies 111:ext
a adminDistrict1 adminDistrict2 countryRegion entityType postalCode
a advAuto animBg autoUpdateAnimBg bldLvl build grpId rev spid uiExpand
a advClick advTm spd 33:dur
a advise icon name preferPic
a advise name ole preferPic
a aggregatedColumn
a ajt ajtx cx cy fromColOff fromRowOff homeRef n oat r toColOff toRowOff x y
a ajt ajtx homeRef n
a ajt ajtx homeRef n r uid uidLast
a ajt ajtx homeRef n uid
a algIdExt algIdExtSource algorithmName cryptAlgorithmClass cryptAlgorithmSid cryptAlgorithmType cryptProvider cryptProviderType cryptProviderTypeExt cryptProviderTypeExtSource hashData hashValue saltData saltValue spinCount spinValue
a algn blurRad dir dist endA endPos fadeDir kx ky rotWithShape stA stPos sx sy
a algn blurRad dir dist kx ky rotWithShape sx sy
a algn cap cmpd w
a algn defTabSz eaLnBrk fontAlgn hangingPunct indent latinLnBrk lvl marL marR rtl
a algn flip sx sy tx ty
a algn pos
a algorithmName autoFilter deleteColumns deleteRows formatCells formatColumns formatRows hashValue insertColumns insertHyperlinks insertRows objects password pivotTables saltValue scenarios selectLockedCells selectUnlockedCells sheet sort spinCount
a algorithmName content hashValue objects password saltValue spinCount
a algorithmName hashValue name password saltValue securityDescriptor spinCount
a algorithmName hashValue name password saltValue securityDescriptor spinCount sqref
a algorithmName hashValue readOnlyRecommended reservationPassword saltValue spinCount userName
a align dir style
a align overlay pos
a alignWithMargins differentFirst differentOddEven
a alignWithMargins differentFirst differentOddEven scaleWithDoc
a alignment fontId type
a alignshape angle aspect color color2 colors focus focusposition focussize id method on opacity origin position recolor rotate size src type 101:id 108:althref 108:detectmouseclick 108:href 108:opacity2 108:title
a allCaption allUniqueName attribute caption count defaultMemberUniqueName dimensionUniqueName displayFolder hidden iconSet keyAttribute measure measureGroup measures memberValueDatatype oneField parentSet set time unbalanced unbalancedGroup uniqueName
a allDrilled autoShow avgSubtotal axis compact countASubtotal countSubtotal dataField dataSourceSort defaultAttributeDrillState defaultSubtotal dragOff dragToCol dragToData dragToPage dragToRow hiddenLevel hideNewItems includeNewItemsInFilter insertBlankRow insertPageBreak itemPageCount maxSubtotal measureFilter minSubtotal multipleItemSelectionAllowed name nonAutoSortDefault numFmtId outline productSubtotal rankBy serverField showAll showDropDowns showPropAsCaption showPropCell showPropTip sortType stdDevPSubtotal stdDevSubtotal subtotalCaption subtotalTop sumSubtotal topAutoShow uniqueMemberProperty varPSubtotal varSubtotal
a allocationMethod altText altTextSummary autoApply calculatedMembersInFilters enableEdit fillDownLabelsDefault hideValuesRow visualTotalsForSets weightExpression
a allocationMethod weightExpression
a allowBlank error errorStyle errorTitle imeMode operator prompt promptTitle showDropDown showErrorMessage showInputMessage sqref type
a allowBlank error errorStyle errorTitle imeMode operator prompt promptTitle showDropDown showErrorMessage showInputMessage type
a allowOverlap behindDoc distB distL distR distT hidden layoutInCell locked relativeHeight simplePos 76:anchorId 76:editId
a allowPng characterSet codePage css dpi longFileNames targetScreenSize thicket vml
a allowPng clr encoding imgSz organizeInFolders relyOnVml resizeGraphics showAnimation useLongFilenames
a allowRefreshQuery autoCompressPictures backupFile checkCompatibility codeName date1904 dateCompatibility defaultThemeVersion filterPrivacy hidePivotFieldList promptedSolutions publishItems refreshAllConnections saveExternalLinkValues showBorderUnselectedTables showInkAnnotation showObjects showPivotChartFilter updateLinks
a alt arcsize class coordsize fillcolor filled href id insetpen print strokecolor stroked strokeweight style target title wrapcoords 108:allowincell 108:allowoverlap 108:borderbottomcolor 108:borderleftcolor 108:borderrightcolor 108:bordertopcolor 108:bullet 108:button 108:bwmode 108:bwnormal 108:bwpure 108:clip 108:cliptowrap 108:connectortype 108:dgmlayout 108:dgmlayoutmru 108:dgmnodekind 108:doubleclicknotify 108:forcedash 108:gfxdata 108:hr 108:hralign 108:hrnoshade 108:hrpct 108:hrstd 108:insetmode 108:ole 108:oleicon 108:oned 108:preferrelative 108:regroupid 108:spid 108:spt 108:userdrawn 108:userhidden
a alt bilevel blacklevel class coordsize cropbottom cropleft cropright croptop fillcolor filled gain gamma grayscale href id insetpen print src strokecolor stroked strokeweight style target title wrapcoords 108:allowincell 108:allowoverlap 108:borderbottomcolor 108:borderleftcolor 108:borderrightcolor 108:bordertopcolor 108:bullet 108:button 108:bwmode 108:bwnormal 108:bwpure 108:clip 108:cliptowrap 108:connectortype 108:dgmlayout 108:dgmlayoutmru 108:dgmnodekind 108:doubleclicknotify 108:forcedash 108:gfxdata 108:hr 108:hralign 108:hrnoshade 108:hrpct 108:hrstd 108:insetmode 108:ole 108:oleicon 108:oned 108:preferrelative 108:regroupid 108:spid 108:spt 108:userdrawn 108:userhidden
a alt class control1 control2 coordorigin coordsize fillcolor filled from href id insetpen print strokecolor stroked strokeweight style target title to wrapcoords 108:allowincell 108:allowoverlap 108:borderbottomcolor 108:borderleftcolor 108:borderrightcolor 108:bordertopcolor 108:bullet 108:button 108:bwmode 108:bwnormal 108:bwpure 108:clip 108:cliptowrap 108:connectortype 108:dgmlayout 108:dgmlayoutmru 108:dgmnodekind 108:doubleclicknotify 108:forcedash 108:gfxdata 108:hr 108:hralign 108:hrnoshade 108:hrpct 108:hrstd 108:insetmode 108:ole 108:oleicon 108:oned 108:preferrelative 108:regroupid 108:spid 108:spt 108:userdrawn 108:userhidden
a alt class coordorigin coordsize editas href id print style target title wrapcoords 108:allowincell 108:allowoverlap 108:bullet 108:button 108:dgmlayout 108:dgmlayoutmru 108:dgmnodekind 108:doubleclicknotify 108:gfxdata 108:hr 108:hralign 108:hrnoshade 108:hrpct 108:hrstd 108:insetmode 108:oned 108:regroupid 108:spid 108:tablelimits 108:tableproperties 108:userdrawn 108:userhidden
a alt class coordorigin coordsize fillcolor filled from href id insetpen print strokecolor stroked strokeweight style target title to wrapcoords 108:allowincell 108:allowoverlap 108:borderbottomcolor 108:borderleftcolor 108:borderrightcolor 108:bordertopcolor 108:bullet 108:button 108:bwmode 108:bwnormal 108:bwpure 108:clip 108:cliptowrap 108:connectortype 108:dgmlayout 108:dgmlayoutmru 108:dgmnodekind 108:doubleclicknotify 108:forcedash 108:gfxdata 108:hr 108:hralign 108:hrnoshade 108:hrpct 108:hrstd 108:insetmode 108:ole 108:oleicon 108:oned 108:preferrelative 108:regroupid 108:spid 108:spt 108:userdrawn 108:userhidden
a alt class coordorigin coordsize fillcolor filled href id insetpen points print strokecolor stroked strokeweight style target title wrapcoords 108:allowincell 108:allowoverlap 108:borderbottomcolor 108:borderleftcolor 108:borderrightcolor 108:bordertopcolor 108:bullet 108:button 108:bwmode 108:bwnormal 108:bwpure 108:clip 108:cliptowrap 108:connectortype 108:dgmlayout 108:dgmlayoutmru 108:dgmnodekind 108:doubleclicknotify 108:forcedash 108:gfxdata 108:hr 108:hralign 108:hrnoshade 108:hrpct 108:hrstd 108:insetmode 108:ole 108:oleicon 108:oned 108:preferrelative 108:regroupid 108:spid 108:spt 108:userdrawn 108:userhidden
a alt class coordorigin coordsize fillcolor filled href id insetpen print strokecolor stroked strokeweight style target title wrapcoords 108:allowincell 108:allowoverlap 108:borderbottomcolor 108:borderleftcolor 108:borderrightcolor 108:bordertopcolor 108:bullet 108:button 108:bwmode 108:bwnormal 108:bwpure 108:clip 108:cliptowrap 108:connectortype 108:dgmlayout 108:dgmlayoutmru 108:dgmnodekind 108:doubleclicknotify 108:forcedash 108:gfxdata 108:hr 108:hralign 108:hrnoshade 108:hrpct 108:hrstd 108:insetmode 108:ole 108:oleicon 108:oned 108:preferrelative 108:regroupid 108:spid 108:spt 108:userdrawn 108:userhidden
a alt coordorigin coordsize endangle fillcolor filled href id insetpen print startangle strokecolor stroked strokeweight style target title wrapcoords 108:allowincell 108:allowoverlap 108:borderbottomcolor 108:borderleftcolor 108:borderrightcolor 108:bordertopcolor 108:bullet 108:button 108:bwmode 108:bwnormal 108:bwpure 108:clip 108:cliptowrap 108:connectortype 108:dgmlayout 108:dgmlayoutmru 108:dgmnodekind 108:doubleclicknotify 108:forcedash 108:gfxdata 108:hr 108:hralign 108:hrnoshade 108:hrpct 108:hrstd 108:insetmode 108:ole 108:oleicon 108:oned 108:preferrelative 108:regroupid 108:spid 108:spt 108:userdrawn 108:userhidden
a altLang b baseline bmk cap dirty err i kern kumimoji lang noProof normalizeH smtClean smtId spc strike sz u
a altText altTextSummary
a altText autoFill autoLine autoPict cf defaultSize disabled linkedCell listFillRange locked macro print recalcAlways uiObject 101:id
a altText autoFill autoLine autoPict dde defaultSize disabled locked macro print uiObject 101:id
a altText autoFill autoLine autoScale colHidden defaultSize disabled justLastX lockText locked print rowHidden textHAlign textVAlign uiObject
a amount
a amt
a amt hue
a anchor anchorCtr bIns compatLnSpc forceAA fromWordArt horzOverflow lIns numCol rIns rot rtlCol spcCol spcFirstLastPara tIns upright vert vertOverflow wrap
a anchor anchorCtr horzOverflow marB marL marR marT vert
a anchorx anchory side type
a and
a ang
a ang scaled
a animBg bld
a animBg bld grpId spid uiExpand
a annotation i
a appName codeName lastEdited lowestEdited rupBuild
a appRef
a applyAlignment applyBorder applyFill applyFont applyNumberFormat applyProtection borderId fillId fontId numFmtId pivotButton quotePrefix xfId
a applyAlignment applyBorder applyFill applyFont applyNumberFormat applyProtection ctx fBlankCell length numFmtId rev sh sqref start style styleUid uid uidp xfDxf
a applyAlignmentFormats applyBorderFormats applyFontFormats applyNumberFormats applyPatternFormats applyWidthHeightFormats asteriskTotals autoFormatId cacheId chartFormat colGrandTotals colHeaderCaption compact compactData createdVersion customListSort dataCaption dataOnRows dataPosition disableFieldList editData enableDrill enableFieldProperties enableWizard errorCaption fieldListSortAscending fieldPrintTitles grandTotalCaption gridDropZones immersive indent itemPrintTitles mdxSubqueries mergeItem minRefreshableVersion missingCaption multipleFieldFilters name outline outlineData pageOverThenDown pageStyle pageWrap pivotTableStyle preserveFormatting printDrill published rowGrandTotals rowHeaderCaption showCalcMbrs showDataDropDown showDataTips showDrill showDropZones showEmptyCol showEmptyRow showError showHeaders showItems showMemberPropertyTips showMissing showMultipleLabel subtotalHiddenItems tag updatedVersion useAutoFormatting vacatedStyle visualTotals
a applyAlignmentFormats applyBorderFormats applyFontFormats applyNumberFormats applyPatternFormats applyWidthHeightFormats autoFormatId ref sheetId
a applyStyles showOutlineSymbols summaryBelow summaryRight
a arg axis cnt func hideLastTrans name op ptType st step val
a array 106:space
a array cs dn dr exp index nf r ref3D sId v
a arrowok fillok gradientshapeok id insetpenok limo shadowok strokeok textboxrect textpathok v 108:connectangles 108:connectlocs 108:connecttype 108:extrusionok
a assignedTo authorId complete created dueDate id likes priority startDate status tags title
a attribution cultureLanguage cultureRegion projectionType viewedRegionType
a authorId
a authorId created id likes status tags
a authorId dt idx
a authorId guid ref shapeId
a authorId idx
a auto count end length name offset st
a auto indexed rgb theme tint
a autoAdjust sz
a autoCompressPictures bookmarkIdSeed compatMode conformance embedTrueTypeFonts firstSlideNum removePersonalInfoOnSave rtl saveSubsetFonts serverZoom showSpecialPlsOnTitleSld strictFirstAndLastChars
a autoDelete excludeFromRefreshAll id model usedByAddin
a autoEnd autoStart endDate endNum groupBy groupInterval startDate startNum
a autoLoad dvAspect link oleUpdate progId shapeId 101:id
a autoPage
a autoPageBreaks fitToPage
a autoRecover crashSave dataExtractLoad repairLoad
a autoRepublish destinationFile divId id sourceObject sourceRef sourceType title
a autoRepublish destinationFile divId id sourceObject title
a autoformat autolayout constrainbounds dgmbasetextscale dgmfontsize dgmscalex dgmscaley dgmstyle reverse 111:ext
a autorotationcenter backdepth brightness color diffusity edge facet foredepth lightface lightharsh lightharsh2 lightlevel lightlevel2 lightposition lightposition2 lockrotationcenter metal on orientation orientationangle render rotationangle rotationcenter shininess skewamt skewangle specularity type viewpoint viewpointorigin 111:ext
a avgSubtotal byPosition count countASubtotal countSubtotal defaultSubtotal field maxSubtotal minSubtotal productSubtotal relative selected stdDevPSubtotal stdDevSubtotal sumSubtotal varPSubtotal varSubtotal
a axis cacheIndex collapsedLevelsAreSubtotals dataOnly field fieldPosition grandCol grandRow labelOnly offset outline type
a axis cnt hideLastTrans name ptType ref st step
a axis cnt hideLastTrans ptType st step
a axisPosition border direction gradient maxLength minLength negativeBarBorderColorSameAsPositive negativeBarColorSameAsPositive showValue
a b bc c cp f fc i in st u un
a b bc c cp f fc i in st u un v
a b bc c ct fc fi i si st u
a b bc fc i in st un
a b footer header l r t
a b g r
a b i
a b l r t
a background credentials deleted description id interval keepAlive minRefreshableVersion name new odcFile onlyUseConnectionFile reconnectionMethod refreshOnLoad refreshedVersion saveData savePassword singleSignOnId sourceFile type
a backgroundQuery createdVersion enableRefresh invalid minRefreshableVersion missingItemsLimit optimizeMemory recordCount refreshOnLoad refreshedBy refreshedDate refreshedDateIso refreshedVersion saveData supportAdvancedDrill supportSubquery tupleCache upgradeOnRefresh 101:id
a backwards type
a bandCol bandRow firstCol firstRow lastCol lastRow rtl
a base par
a baseColWidth customHeight defaultColWidth defaultRowHeight outlineLevelCol outlineLevelRow thickBottom thickTop zeroHeight 46:dyDescent
a baseField baseItem fld name numFmtId showDataAs subtotal
a baseType lBound uBound
a baseType size
a bestFit collapsed customWidth hidden max min outlineLevel phonetic style width
a bilevel blacklevel chromakey cropbottom cropleft cropright croptop embosscolor gain gamma grayscale id recolortarget 101:href 101:id 101:pict 108:detectmouseclick 108:relid 108:title
a binding decimalPlaces defaultValue format helpText required rowSource text type
a blackAndWhite cellComments copies draft errors firstPageNumber fitToHeight fitToWidth horizontalDpi orientation pageOrder paperSize scale useFirstPageNumber usePrinterDefaults verticalDpi 101:id
a blackAndWhite copies draft firstPageNumber horizontalDpi orientation paperSize useFirstPageNumber usePrinterDefaults verticalDpi 101:id
a blackAndWhite copies draft firstPageNumber horizontalDpi orientation paperSize useFirstPageNumber verticalDpi
a blank calendarType
a blank key nodata val
a bld grpId spid uiExpand
a bld rev
a bldStep categoryIdx seriesIdx
a bldStep id
a blend
a blipPhldr hideGeom lkTxEntry rot type zOrderOff 101:blip
a blurRad dir dist
a bmkName spid
a boolean cell double integer name parameterType prompt refreshOnChange sqlType string
a bottom cssClass height left position right top width
a bottom degree left right top type
a bottom footer header left right top
a bright contrast
a brushSize trans
a builtIn name 101:embed
a builtInGroupCount
a builtinId customBuiltin hidden iLevel name xfId
a bw frame layout showCaptions
a bwMode
a bwMode 101:id
a bwMode bwNormal bwPure targetScreenSize
a by calcmode from to valueType 33:bounceEnd
a by from to 33:bounceEnd
a c
a c cp f u v
a c d e f h m n s sd t x
a c n nd
a c ns o
a c r
a cId sldId
a cache caption columnCount level lockedPosition name rowHeight showCaption startItem style
a cache caption level name scrollPosition selectionLevel showHeader showHorizontalScrollbar showSelectionLabel showTimeLevel style
a cacheId 101:id
a cacheId columnCount rowCount
a cacheIdCreatedVersion cacheIdSupportedVersion
a calcCompleted calcId calcMode calcOnSave concurrentCalc concurrentManualCount forceFullCalc fullCalcOnLoad fullPrecision iterate iterateCount iterateDelta refMode
a calculatedColumn emptyCellReference evalError formula formulaRange listDataValidation numberStoredAsText sqref twoDigitTextYear unlockedFormula
a calculatedColumn emptyCellReference evalError formula formulaRange listDataValidation numberStoredAsText twoDigitTextYear unlockedFormula
a cap fld hier item name
a caption customRollUp uniqueName user
a caption databaseField formula hierarchy level mappingCount memberPropertyField name numFmtId propertyName serverField sqlType uniqueList
a caption displayFolder goal measureGroup parent status trend uniqueName value weight
a caption dragOff dragToCol dragToData dragToPage dragToRow includeNewItemsInFilter multipleItemSelectionAllowed outline showInFieldList subtotalTop
a caption id name uniqueName uniqueParent
a caption measure name uniqueName
a caption name
a caseSensitive columnSort ref sortMethod
a caseSensitive sortMethod
a categoryName legendKey percentage position seriesName value
a categoryName seriesName value
a cellColor dxfId
a cellRange spid
a cfe cff cfo che chf cho lfe lff lfo lhe lhf lho rfe rff rfo rhe rhf rho 101:id
a chOrder moveWith name styleLbl
a char
a characterSet codePage comma consecutive decimal delimited delimiter fileType firstRow prompt qualifier semicolon sourceFile space tab thousands
a charset panose pitchFamily typeface
a chart format series
a chartTrackingRefBase
a checked colored dropLines dropStyle dx editVal firstButton fmlaGroup fmlaLink fmlaRange fmlaTxbx horiz inc justLastX lockText max min multiLine multiSel noThreeD noThreeD2 objectType page passwordEdit sel seltype textHAlign textVAlign val verticalBar widthMin
a classificationOutcomeType
a clientInsertedTime serverSldId serverSldModifiedTime
a clipped dataBound fillFormulas id name rowNumbers tableColumnId
a clipped drillThrough sourceDataName
a clrIdx id initials lastIdx name
a clrMode frameSlides hiddenSlides prnWhat scaleToFitPaper
a clrSpc dir
a cm ph r s t vm
a cmd type
a codeName enableFormatConditionsCalculation filterMode published syncHorizontal syncRef syncVertical transitionEntry transitionEvaluation
a codeName published
a coherent3DOff csCatId csTypeId custAng custFlipHor custFlipVert custLinFactNeighborX custLinFactNeighborY custLinFactX custLinFactY custRadScaleInc custRadScaleRad custScaleX custScaleY custSzX custSzY custT loCatId loTypeId phldr phldrT presAssocID presName presStyleCnt presStyleIdx presStyleLbl qsCatId qsTypeId
a colId hiddenButton showButton
a colId id
a colPageCount firstDataCol firstDataRow firstHeaderRow ref rowPageCount
a collapse 101:id
a collapsed customFormat customHeight hidden ht outlineLevel ph r s spans thickBot thickTop 46:dyDescent
a color color2 dashstyle endarrow endarrowlength endarrowwidth endcap filltype id imagealignshape imageaspect imagesize insetpen joinstyle linestyle miterlimit on opacity src startarrow startarrowlength startarrowwidth weight 101:id 108:althref 108:forcedash 108:href 108:title
a color color2 dashstyle endarrow endarrowlength endarrowwidth endcap filltype imagealignshape imageaspect imagesize insetpen joinstyle linestyle miterlimit on opacity src startarrow startarrowlength startarrowwidth weight 108:althref 108:forcedash 108:href 108:title 111:ext
a color color2 id matrix obscured offset offset2 on opacity origin type
a color face size style
a colorId defaultGridColor rightToLeft showFormulas showGridLines showOutlineSymbols showRowColHeaders showRuler showWhiteSpace showZeros tabSelected topLeftCell view windowProtection workbookViewId zoomScale zoomScaleNormal zoomScalePageLayoutView zoomScaleSheetLayoutView
a colorId filter filterUnique fitToPage guid hiddenColumns hiddenRows outlineSymbols printArea scale showAutoFilter showFormulas showGridLines showPageBreaks showRowCol showRuler state topLeftCell view zeroValues
a colorTemp
a colors 111:ext
a cols rows
a column crossFilter customListSort sortOrder tableId
a columnCount rowCount
a columnId columnName contentType isSelected
a columnId columnName tableName
a command commandType connection serverCommand
a comment connectionId dataCellStyle dataDxfId displayName headerRowBorderDxfId headerRowCellStyle headerRowCount headerRowDxfId id insertRow insertRowShift name published ref tableBorderDxfId tableType totalsRowBorderDxfId totalsRowCellStyle totalsRowCount totalsRowDxfId totalsRowShown
a comment count hidden locked name user
a comment ctx customMenu customView description function functionGroupId help hidden name rev sh shortcutKey statusBar uid uidp
a comment customMenu customView description function functionGroupId help hidden localSheetId name oldComment oldCustomMenu oldDescription oldFunction oldFunctionGroupId oldHelp oldHidden oldShortcutKey oldStatusBar rId ra shortcutKey statusBar ua
a comment customMenu description function functionGroupId help hidden localSheetId name publishToServer shortcutKey statusBar vbProcedure workbookParameter xlm
a concurrent nextAc prevAc
a conformance
a connection
a connection id name
a connectionId id r
a connectionId type
a connectloc end idref start
a connectorLines meanLine meanMarker nonoutliers outliers
a consecutive editPage firstRow htmlFormat htmlTables parsePre post sourceData textDates url xl2000 xl97 xml
a containsBlank containsDate containsInteger containsMixedTypes containsNonDate containsNumber containsSemiMixedTypes containsString count longText maxDate maxValue minDate minValue
a contourW extrusionH prstMaterial z
a count
a count 46:knownFonts
a count crossFilter sortOrder sourceCaption uniqueName
a count defaultPivotStyle defaultTableStyle
a count disablePrompts xWindow yWindow
a count level
a count manualBreakCount
a count maxRank queryFailed setDefinition sortType
a count name
a count name pivot table
a count r
a count ref
a count uniqueCount
a count uniqueName
a crackSpacing trans
a creationId id
a crossFilter customListSort pivotCacheId showMissing sortOrder
a cstate 101:embed 101:link
a cstate removeCrop useLocalDpi
a ctx dst rev sh src srcSh uid uidp
a ctx idNew idOrig name op rev sh uid uidp
a ctx listGuid refAdded rev sh uid uidp
a ctx listUid r rev sh t uid uidp w x
a ctx rev sh sti uid uidp
a ctx rev sh uid uidp
a culture embeddedDataId
a culture format
a current show sqref
a custom iconSet percent reverse showValue
a customList descending dxfId iconId iconSet ref richSortKey sortBy
a customList descending dxfId iconId iconSet ref sortBy
a cx cy
a cx cy flipH flipV rot x y
a cx cy name vid 101:id
a cx cy type
a cxnId modelId type
a d n
a d sp
a d u
a dT done id parentId personId ref
a data 111:ext
a dataCellStyle dataDxfId headerRowCellStyle headerRowDxfId id name queryTableFieldId totalsRowCellStyle totalsRowDxfId totalsRowFunction totalsRowLabel uniqueName
a dateAxis displayEmptyCellsAs displayHidden displayXAxis first high last lineWeight low manualMax manualMin markers maxAxisType minAxisType negative rightToLeft type
a dateTime guid id name
a dateTime guid maxRId maxSheetId minRId userName 101:id
a dateTimeGrouping day hour key minute month second year
a dateTimeGrouping day hour minute month second year
a ddeService ddeTopic
a decor descr hidden name scriptLink title
a decoupled
a def
a defStyle minVer resId uniqueId
a defStyle minVer uniqueId
a defaultSlicerStyle
a defaultTimelineStyle
a delay evt
a deleted inactive
a deleted numFmtId r undone val
a denormalized mapId xmlDataType xpath
a depthPercent heightPercent perspective rAngAx rotX rotY
a descr hidden id name title
a description evalOrder fld iMeasureFld iMeasureHier id mpFld name stringValue1 stringValue2 type
a description guid id title
a destId destOrd modelId parTransId presId sibTransId srcId srcOrd type
a destination rId ra sheetId source sourceSheetId ua
a detail trans
a diagonalDown diagonalUp outline
a dimension measureGroup
a dir
a dir dist prst
a dir hasBounce
a dir isContent isInverted
a dir orient
a dir pattern
a dir rig
a dir thruBlk
a diskRevisions exclusive guid history keepChangeHistory lastGuid preserveHistory protected revisionId shared trackRevisions version
a display location ref tooltip 101:id
a displayFolder dynamicSet flattenHierarchies hierarchizeDistinct mdxLong
a displayLoc
a displayName id providerId userId
a distB distL distR distT 76:anchorId 76:editId
a distB distL distR distT wrapText
a distB distT
a distL distR wrapText
a docId endpointId maxRev minRev
a documentId revIDLastSave 55:uidLastSave 57:coauthVersionLast 57:coauthVersionMax
a doughnutHoleSize dropLines gapDepth gapWidth hiloLines markerVisible overlap seriesLines
a dpi rotWithShape
a dt ftr hdr sldNum
a dueDate startDate
a dx dy dz
a dxf endOfListFormulaUpdate numFmtId odxf oldPh oldQuotePrefix ph quotePrefix rId ra s sId ua xfDxf
a dxfId size type
a dxfId type
a dxfid
a east entityId entityName north south west
a eb sb
a editAs
a edited
a edtDesignElem
a eft eftx seft seftx uid
a embeddedHtml h w
a end st
a endDate startDate
a endDt stDt
a entityId
a entityId entityName entityType
a entityId entityType
a entityName entityType
a entityName entityType latitude longitude
a entityType latitude longitude
a eqn
a extrusionOk fill h stroke w
a extrusioncolor fillcolor shadowcolor strokecolor 111:ext
a f n
a fCollapsed fDynamic
a fLocksText fPublished macro textlink
a fLocksWithSheet fPrintsWithSheet
a fPublished macro
a fact for forName max ptType type val
a fact for forName op ptType refFor refForName refPtType refType type val
a field formula
a field level name nameLen pLen pPos showAsCaption showCell showTip
a fieldId ref sheetId
a fieldIdWrapped headersInLastRefresh minimumVersion nextId preserveSortFilterLayout unboundColumnsLeft unboundColumnsRight
a fill fillcolor id 108:bwmode 108:bwnormal 108:bwpure 108:targetscreensize
a fill fillcolor spidmax stroke strokecolor style 108:allowincell 108:allowoverlap 108:insetmode 111:ext
a fillDownLabels ignore
a filter prLst transition
a filterId filterPivotName filterTabId filterType lastRefreshVersion minimalRefreshVersion pivotCacheId singleRangeFilterState
a filterId ref tableId
a filterVal key percent top val
a filterVal percent top val
a first
a fitpath fitshape id on string style trim xscale
a flattenHierarchies hierarchizeDistinct ignore measuresSet
a fld hier item
a flip rotWithShape
a flipH flipV rot
a fmla name
a fmla tm
a fmtid linkTarget name pid
a followColorScheme
a fontScale lnSpcReduction
a format size
a formatCode idx
a formatCode name ptCount
a formatCode numFmtId
a formatCode sourceLinked
a formatIdx hidden layoutId ownerIdx uniqueId
a fov prst zoom
a fromColumn fromTable toColumn toTable
a fullCalcOnLoad
a fullScrn
a function leftLabels link startLabels topLabels
a gapWidth
a gdRefAng gdRefR maxAng maxR minAng minR
a gdRefX gdRefY maxX maxY minX minY
a grainSize trans
a gridLines gridLinesSet headings horizontalCentered verticalCentered
a gridSize trans
a gridSpan hMerge rowSpan vMerge
a group uniqueName
a grow rad
a grpId preventRegroup verId
a grpId spid uiExpand
a gte type
a gte type val
a guid scale state zoomToFit
a h
a h l s
a h prst w
a hR stAng swAng wR
a hasCustomPrompt idx orient sz type
a hash len
a headers
a hidden id
a hidden locked
a hide
a hierarchy
a hierarchy mdx memberName name parent set solveOrder
a hierarchyName uniqueName
a hierarchyUsage
a horizontal indent justifyLastLine mergeCell readingOrder relativeIndent shrinkToFit textRotation vertical wrapText
a horizontalBorder legendKeys outlineBorder verticalBorder
a horzBarState preferSingleView showOutlineIcons snapVertSplitter vertBarState
a how id idref type
a hue lum sat
a hueDir meth
a i
a i r t
a i t
a i1 i2 i3 i4 name ref sheet 101:id
a iconId iconSet
a iconSet percent reverse showValue
a id
a id 101:id
a id idx
a id initials name providerId userId
a id inset style 108:singleclick
a id label lang 101:embed 101:link
a id man max min pt
a id matrix offset on origin 111:ext
a id meth
a id name
a id name orient pos userDrawn
a id name slideIdLst
a id name vid
a id priority scope type
a id seq
a id time
a id type
a id uniqueName
a idcntr iddest idsrc 111:ext
a idx
a idx mods
a idx pos
a idx val
a ignore
a imgH imgW name progId showAsIcon spid 101:id
a imgH imgW name showAsIcon spid 101:id
a in out
a includeInLayout position visible
a index
a index name
a intensity trans
a interval resourceIdInt resourceIdStr
a intervalClosed overflow underflow
a invX invY prst
a invalEndChars invalStChars lang
a invx invy map polar position radiusrange switch xrange yrange
a isActiveX linkType objectId
a isCollapsed level
a isComment
a isComment noAdjustHandles noChangeArrowheads noChangeAspect noChangeShapeType noEditPoints noGrp noMove noResize noRot noSelect
a isCountDistinct
a isLegacyGroup
a isNarration
a isPhoto userDrawn
a isRow
a key maxVal maxValIso type val valIso
a key operator val
a kx ky sx sy tx ty
a labelPosition majorGridlines majorTick minorGridlines minorTick title visible
a lang style
a lang val
a lastClr val
a lastView showComments
a lat lon rev
a leadZeros prefix
a len type w
a length mentionId mentionpersonId startIndex
a length s sheetId sqref start xfDxf
a length startIndex url
a lim
a linkage src
a local localConnection localRefresh rowDrillCount sendLocale serverFill serverFont serverFontColor serverNumberFormat
a lockRevision lockStructure lockWindows revisionsAlgorithmName revisionsHashValue revisionsPassword revisionsSaltValue revisionsSpinCount workbookAlgorithmName workbookHashValue workbookPassword workbookSaltValue workbookSpinCount
a loop
a loop showAnimation showNarration useTimings
a lvl
a lvl ptType
a lvl type
a majorUnit max min minorUnit
a mapId xmlDataType xpath
a matchingName preserve showMasterPhAnim showMasterSp type userDrawn
a maxLength minLength showValue
a maxRev minRev time 101:id
a maxVal maxValIso type val valIso
a mdx
a measure measureGroup numberFormat
a minVer relId
a minVer resId uniqueId
a minVer uniqueId
a minVersionLoad
a mod
a modelId
a mods
a moveWithCells sizeWithCells z-order
a movingMultiple movingPeriod referenceDateBegin referenceMultiple referencePeriod
a mute numSld showWhenStopped vol
a n
a n np
a n np p
a n t
a name
a name 101:id
a name 72:id
a name ptCount
a name rId ra sheetId sheetPosition ua
a name ref sheet 101:id
a name refersTo sheetId
a name relation val vocabulary
a name shapeId 101:id
a name sheetId state 101:id
a name showColHeaders showColStripes showLastColumn showRowHeaders showRowStripes
a name showColumnStripes showFirstColumn showLastColumn showRowStripes
a name sourceName
a name tabId
a name time
a name type
a name val
a name value
a nd s x
a new old
a newName oldName rId ra sheetId ua
a newVal oldVal
a noAdjustHandles noChangeArrowheads noChangeAspect noChangeShapeType noCrop noEditPoints noGrp noMove noResize noRot noSelect
a noAdjustHandles noChangeArrowheads noChangeAspect noChangeShapeType noCrop noEditPoints noGrp noMove noResize noRot noSelect preferRelativeResize
a noAdjustHandles noChangeArrowheads noChangeAspect noChangeShapeType noEditPoints noGrp noMove noResize noRot noSelect
a noAdjustHandles noChangeArrowheads noChangeAspect noChangeShapeType noEditPoints noGrp noMove noResize noRot noSelect noTextEdit
a noAdjustHandles noChangeArrowheads noChangeAspect noChangeShapeType noEditPoints noGrp noMove noResize noRot noSelect noTextEdit txBox
a noChangeAspect noDrilldown noGrp noMove noResize noSelect
a noChangeAspect noGrp noMove noResize noRot noSelect noUngrp
a nop rep t tick
a normalEastAsianFlow
a numPoints pcaRings polygonId
a numberOfShades trans
a objId seek time
a objId time
a objId time type
a operator val
a orient pos
a origin path pathEditMode ptsTypes rAng 33:bounceEnd
a path
a patternType
a pencilSize trans
a percentComplete
a pivot
a pivot sqref
a pivotCacheGuid
a pivotCacheId
a pivotCacheId slicerData supportAddCalcMems supportSubqueryCalcMem supportSubqueryNonVisual
a pivotShowAs sourceField uniqueName
a pos
a position
a position type
a pred
a preferRelativeResize
a preserve
a pressure trans
a pri type
a priority scope type
a progId 101:id
a provider
a providerId userId
a prst
a prstMaterial
a pubBrowser showSpeakerNotes 101:id
a quartileMethod
a r
a r s
a r t vm
a r t w x
a rId
a rId ra sheetId ua
a rad
a radius
a ref
a refreshError sheetId
a relNeededHidden sourceDataName
a relativeFrom
a restart
a rev type
a rgb
a rotWithShape
a s
a s x
a sat
a scaling trans
a script typeface
a sd
a shadeToTitle
a shadow type width
a sheetViewUid
a show showMasterPhAnim showMasterSp
a showFormatting
a showGridLines showRowCol
a showGuides snapToGrid snapToObjects
a showMasterPhAnim showMasterSp
a showScrollbar
a showStatus
a size symbol
a size trans
a smoothness trans
a sourceField version
a sourceName
a spid
a spokes
a startAt type
a startItem
a style
a styleId styleName
a t
a t v
a t x y
a tabSelected workbookViewId zoomScale zoomToFit
a text
a tgt
a thresh
a thruBlk
a time track
a timeZoneBias
a timelineData
a title
a tx ty
a txBox
a type
a type 111:ext
a type val
a unit
a updateAutomatic
a uri
a uri 105:element
a url
a useA
a useBgFill
a useDef
a useWholeDay
a userId userName userProvider
a v
a val
a val 9:legacySpreadsheetColorIndex
a value
a valueType
a varScale
a version
a visible
a w
a x
a x y
a x y z
a x1 x2 y1 y2
a z
a zoomContents 33:bounceEnd
t -1 b 0 - 1 3 4 6 7 8 9 10
t -1 br 0 -
t -1 div 226 - 0 1 2 3 4 5 6 7 8 9 10
t -1 font 409 - 0 1 3 4 6 7 8 9 10
t -1 i 0 - 0 1 3 6 7 8 9 10
t -1 p 226 - 0 1 3 4 6 7 8 9 10
t -1 s 0 - 0 1 3 4 7 8 9 10
t -1 span 681 - 0 1 3 4 6 7 8 9 10
t -1 sub 0 - 0 3 4 6 7 10
t -1 sup 0 - 0 3 4 6 7 10
t -1 u 0 - 0 1 3 4 6 7 8 9
t -1 xml 0 *
t 0 creator 0 -
t 0 description 0 -
t 0 identifier 0 -
t 0 language 0 -
t 0 subject 0 -
t 0 title 0 -
t 1 created 0 -
t 1 modified 0 -
t 2 ext 849 *
t 3 ext 849 *
t 3 extLst 0 - 21
t 3 label 189 -
t 3 labelList 0 - 22 23
t 4 dropZoneCategories 858 -
t 4 dropZoneData 858 -
t 4 dropZoneFilter 858 -
t 4 dropZoneSeries 858 -
t 4 dropZonesVisible 858 -
t 4 inSketchMode 858 -
t 4 invertSolidFillFmt 0 - 35
t 4 pivotOptions 0 - 25 26 27 28 29
t 4 showSketchBtn 858 -
t 4 sketchOptions 0 - 30 33
t 4 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 4 style 858 -
t 5 cNvGrpSpPr 0 - 1723 1764
t 5 cNvPr 496 - 1722 1771 1772
t 5 cNvSpPr 843 - 1718 1882
t 5 dataModelExt 708 -
t 5 drawing 0 - 49
t 5 extLst 0 - 1705
t 5 grpSp 0 - 42 43 44 45 47
t 5 grpSpPr 347 - 1634 1694 1695 1718 1751 1762 1825 1843 1870 1877 1942
t 5 nvGrpSpPr 0 - 37 38
t 5 nvSpPr 0 - 38 39
t 5 sp 713 - 42 46 48 50 51 52
t 5 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 5 spTree 0 - 42 43 44 45 47
t 5 style 0 - 1696 1734 1745 1796
t 5 txBody 0 - 1639 1802 1838
t 5 txXfrm 575 - 1706 1835
t 6 cNvContentPartPr 670 - 94 95
t 6 cNvPr 496 - 1722 1771 1772
t 6 contentPart 348 - 56 57 58 59
t 6 extLst 0 - 1705
t 6 nvContentPartPr 0 - 53 54
t 6 nvPr 555 -
t 6 xfrm 575 - 1706 1835
t 7 compatSp 824 -
t 8 cNvPr 496 - 1722 1771 1772
t 8 recolorImg 858 -
t 9 artisticBlur 794 -
t 9 artisticCement 450 -
t 9 artisticChalkSketch 777 -
t 9 artisticCrisscrossEtching 777 -
t 9 artisticCutout 754 -
t 9 artisticFilmGrain 595 -
t 9 artisticGlass 806 -
t 9 artisticGlowDiffused 662 -
t 9 artisticGlowEdges 821 -
t 9 artisticLightScreen 597 -
t 9 artisticLineDrawing 763 -
t 9 artisticMarker 820 -
t 9 artisticMosiaicBubbles 777 -
t 9 artisticPaintBrush 342 -
t 9 artisticPaintStrokes 662 -
t 9 artisticPastelsSmooth 806 -
t 9 artisticPencilGrayscale 763 -
t 9 artisticPencilSketch 777 -
t 9 artisticPhotocopy 501 -
t 9 artisticPlasticWrap 821 -
t 9 artisticTexturizer 806 -
t 9 artisticWatercolorSponge 342 -
t 9 backgroundMark 869 -
t 9 backgroundRemoval 311 - 85 96
t 9 brightnessContrast 341 -
t 9 cNvContentPartPr 670 - 94 95
t 9 cNvPr 496 - 1722 1771 1772
t 9 cameraTool 380 -
t 9 colorTemperature 412 -
t 9 compatExt 824 -
t 9 contentPart 348 - 95 107 112
t 9 cpLocks 746 - 95
t 9 extLst 0 - 1705
t 9 foregroundMark 869 -
t 9 hiddenEffects 0 - 1694 1695
t 9 hiddenFill 0 - 1634 1751 1762 1825 1843 1877
t 9 hiddenLine 217 - 1624 1678 1721 1751 1768 1821 1825 1843 1848 1865 1877 1904
t 9 hiddenScene3d 0 - 1618 1659 1718 1788
t 9 hiddenSp3d 435 - 1625 1626 1673 1718 1729
t 9 imgEffect 864 - 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 86 87 91 108 110
t 9 imgLayer 4 - 102
t 9 imgProps 0 - 103
t 9 isCanvas 858 -
t 9 m 0 -
t 9 nvContentPartPr 0 - 88 89
t 9 saturation 805 -
t 9 shadowObscured 858 -
t 9 sharpenSoften 255 -
t 9 useLocalDpi 858 -
t 9 xfrm 575 - 1706 1835
t 10 extLst 0 - 1705
t 10 style 0 - 1696 1734 1745 1796
t 11 extLst 0 - 1705
t 11 slicer 722 - 115
t 12 autoCat 858 -
t 12 bubble3D 858 -
t 12 cat 0 - 1371 1377 1378 1455 1456
t 12 categoryFilterException 0 - 118 122 128 142 146 159 160
t 12 categoryFilterExceptions 0 - 120
t 12 dLbl 0 - 1256 1263 1309 1339 1343 1376 1420 1432 1433 1438 1441 1442 1443 1449 1469 1471
t 12 datalabelsRange 0 - 127 129
t 12 dlblFTEntry 0 - 126 129 162
t 12 dlblFieldTable 0 - 124
t 12 dlblFieldTableCache 0 - 1317 1405 1406
t 12 dlblRangeCache 0 - 1317 1405 1406
t 12 explosion 858 -
t 12 f 0 -
t 12 filteredAreaSeries 0 - 149
t 12 filteredBarSeries 0 - 150
t 12 filteredBubbleSeries 0 - 151
t 12 filteredCategoryTitle 0 - 119
t 12 filteredLineSeries 0 - 152
t 12 filteredPieSeries 0 - 153
t 12 filteredRadarSeries 0 - 154
t 12 filteredScatterSeries 0 - 155
t 12 filteredSeriesTitle 0 - 161
t 12 filteredSurfaceSeries 0 - 156
t 12 formulaRef 0 - 160
t 12 fullRef 0 - 160
t 12 invertIfNegative 858 -
t 12 layout 0 - 1311 1360
t 12 leaderLines 0 - 1449
t 12 levelRef 0 - 160
t 12 marker 0 - 1311 1446 1449 1460
t 12 numFmt 585 -
t 12 pivotSource 0 - 1311 1326 1372
t 12 ser 0 - 1242 1257 1258 1274 1301 1339 1383 1392 1449 1466 1470 1479
t 12 ser 0 - 1242 1257 1258 1274 1303 1339 1341 1383 1392 1431 1449 1466 1470 1479
t 12 ser 0 - 1237 1240 1257 1258 1274 1305 1339 1341 1383 1392 1449 1466 1470 1488 1491
t 12 ser 0 - 1242 1257 1258 1274 1301 1339 1361 1383 1392 1448 1449 1466 1470 1479
t 12 ser 0 - 1242 1257 1258 1279 1301 1339 1383 1392 1449 1470 1479
t 12 ser 0 - 1242 1257 1258 1301 1339 1361 1383 1392 1449 1470 1479
t 12 ser 0 - 1257 1258 1274 1301 1339 1361 1383 1448 1449 1466 1470 1488 1491
t 12 ser 0 - 1237 1242 1319 1339 1383 1392 1449 1470 1479
t 12 showDataLabelsRange 858 -
t 12 showLeaderLines 858 -
t 12 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 12 sqref 0 -
t 12 tx 0 - 1410 1455 1456
t 12 txfldGUID 0 -
t 12 xForSave 858 -
t 13 axisTitle 714 - 165 183 186 188 189 191 198 199 205
t 13 bodyPr 258 - 1718 1739 1824 1827 1851 1870 1879 1880
t 13 categoryAxis 714 - 165 183 186 188 189 191 198 199 205
t 13 categoryAxis 680 -
t 13 chartArea 714 - 165 183 186 188 189 191 198 199 205
t 13 chartStyle 632 - 164 166 168 171 172 174 175 176 177 178 179 182 184 185 187 188 190 192 193 194 195 197 200 201 202 204 208 210 211 212 213 217
t 13 colorStyle 640 - 188 215 1775 1847 1871 1872 1889 1898
t 13 dataLabel 714 - 165 183 186 188 189 191 198 199 205
t 13 dataLabelCallout 714 - 165 183 186 188 189 191 198 199 205
t 13 dataLabels 377 -
t 13 dataPoint 714 - 165 183 186 188 189 191 198 199 205
t 13 dataPoint3D 714 - 165 183 186 188 189 191 198 199 205
t 13 dataPointLine 714 - 165 183 186 188 189 191 198 199 205
t 13 dataPointMarker 714 - 165 183 186 188 189 191 198 199 205
t 13 dataPointMarkerLayout 819 -
t 13 dataPointWireframe 714 - 165 183 186 188 189 191 198 199 205
t 13 dataSeries 523 -
t 13 dataTable 621 -
t 13 dataTable 714 - 165 183 186 188 189 191 198 199 205
t 13 defRPr 250 - 1634 1674 1691 1694 1695 1718 1751 1762 1769 1771 1773 1786 1790 1825 1843 1866 1877 1897 1931 1932 1933 1934
t 13 downBar 714 - 165 183 186 188 189 191 198 199 205
t 13 dropLine 714 - 165 183 186 188 189 191 198 199 205
t 13 effectRef 652 - 206 1775 1847 1871 1872 1889 1898
t 13 errorBar 714 - 165 183 186 188 189 191 198 199 205
t 13 extLst 0 - 1705
t 13 fillRef 652 - 206 1775 1847 1871 1872 1889 1898
t 13 floor 714 - 165 183 186 188 189 191 198 199 205
t 13 fontRef 652 - 206 1775 1847 1871 1872 1889 1898
t 13 gridlineMajor 714 - 165 183 186 188 189 191 198 199 205
t 13 gridlineMinor 714 - 165 183 186 188 189 191 198 199 205
t 13 hiLoLine 714 - 165 183 186 188 189 191 198 199 205
t 13 leaderLine 714 - 165 183 186 188 189 191 198 199 205
t 13 legend 659 -
t 13 legend 714 - 165 183 186 188 189 191 198 199 205
t 13 lineWidthScale 0 -
t 13 lnRef 652 - 206 1775 1847 1871 1872 1889 1898
t 13 plotArea 714 - 165 183 186 188 189 191 198 199 205
t 13 plotArea3D 714 - 165 183 186 188 189 191 198 199 205
t 13 seriesAxis 714 - 165 183 186 188 189 191 198 199 205
t 13 seriesAxis 680 -
t 13 seriesLine 714 - 165 183 186 188 189 191 198 199 205
t 13 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 13 styleClr 858 - 1602 1607 1610 1635 1636 1637 1671 1747 1756 1758 1759 1760 1776 1777 1778 1782 1783 1805 1807 1808 1858 1859 1860 1867 1868 1869 1874 1922
t 13 title 772 -
t 13 title 714 - 165 183 186 188 189 191 198 199 205
t 13 trendline 195 -
t 13 trendline 714 - 165 183 186 188 189 191 198 199 205
t 13 trendlineLabel 714 - 165 183 186 188 189 191 198 199 205
t 13 upBar 714 - 165 183 186 188 189 191 198 199 205
t 13 valueAxis 714 - 165 183 186 188 189 191 198 199 205
t 13 valueAxis 680 -
t 13 variation 0 - 1602 1607 1610 1635 1636 1637 1671 1747 1756 1758 1759 1760 1776 1777 1778 1782 1783 1805 1807 1808 1858 1859 1860 1867 1868 1869 1874 1922
t 13 view3D 495 -
t 13 wall 714 - 165 183 186 188 189 191 198 199 205
t 14 backgroundPr 349 -
t 14 nonVisualGroupProps 673 -
t 14 objectPr 668 -
t 14 signatureLine 196 -
t 15 extLst 0 - 1705
t 15 timeslicer 722 - 222
t 16 blipFill 524 - 1633 1888 1892 1920
t 16 blipFill 0 - 251 260 307 315
t 16 bodyPr 258 - 1718 1739 1824 1827 1851 1870 1879 1880
t 16 bounds 311 -
t 16 bwMode 0 -
t 16 cNvCxnSpPr 746 - 256 317
t 16 cNvCxnSpPr 0 - 257 291 292 293 294 295 296 297 298 299 300 318
t 16 cNvGraphicFramePr 749 -
t 16 cNvGrpSpPr 750 -
t 16 cNvGrpSpPr 0 - 1723 1764
t 16 cNvInkPr 671 -
t 16 cNvPicPr 745 -
t 16 cNvPicPr 0 - 286
t 16 cNvPr 484 -
t 16 cNvPr 496 - 1722 1771 1772
t 16 cNvSpPr 748 -
t 16 compressPicPr 454 -
t 16 context 611 -
t 16 cxnSpMk 451 -
t 16 cxnSpMkLst 0 *
t 16 dcMkLst 0 *
t 16 deMasterMkLst 0 *
t 16 deMkLst 0 *
t 16 dePkg 0 -
t 16 deSrcMkLst 0 *
t 16 deTgtMkLst 0 *
t 16 dgMkLst 0 *
t 16 dpi 0 -
t 16 drSelLst 0 *
t 16 editorSelLst 0 *
t 16 effect 0 -
t 16 effectRef 651 - 1775 1847 1871 1872 1889 1898
t 16 endCxn 634 -
t 16 endCxn 0 -
t 16 extLst 0 -
t 16 fill 0 -
t 16 fillMode 0 -
t 16 fillRect 311 -
t 16 fillRef 651 - 1775 1847 1871 1872 1889 1898
t 16 fontRef 651 - 1775 1847 1871 1872 1889 1898
t 16 geom 0 -
t 16 graphicFrameMk 451 -
t 16 graphicFrameMkLst 0 *
t 16 graphicParentMkLst 0 *
t 16 gridColMkLst 0 *
t 16 grpCmd 601 - 233 238 242 250 265 270 272 284 304 311
t 16 grpSpMk 451 -
t 16 grpSpMkLst 0 *
t 16 grpSpPr 347 - 1634 1694 1695 1718 1751 1762 1825 1843 1870 1877 1942
t 16 grpSpPr 0 - 228 254 258 259 308 331
t 16 hlink 0 - 277 279
t 16 hlink 0 - 276 278
t 16 hlinkClick 0 -
t 16 hlinkClick 186 - 309
t 16 hlinkHover 0 -
t 16 hlinkHover 186 - 309
t 16 hlinkMkLst 0 *
t 16 imgData 0 -
t 16 imgLink 835 -
t 16 imgUrl 692 -
t 16 inkMk 451 -
t 16 inkMkLst 0 *
t 16 lfPr 0 -
t 16 lineProps 217 - 1624 1678 1721 1751 1768 1821 1825 1843 1848 1865 1877 1904
t 16 ln 0 -
t 16 lnRef 651 - 1775 1847 1871 1872 1889 1898
t 16 model3DMkLst 0 *
t 16 noAdjustHandles 0 -
t 16 noChangeArrowheads 0 -
t 16 noChangeAspect 0 -
t 16 noChangeShapeType 0 -
t 16 noEditPoints 0 -
t 16 noGrp 0 -
t 16 noMove 0 -
t 16 noResize 0 -
t 16 noRot 0 -
t 16 noSelect 0 -
t 16 off 867 -
t 16 origImgData 0 -
t 16 pPr 218 - 1642 1643 1644 1645 1646 1647 1648 1649 1650 1651 1652 1685 1718 1797 1884 1885 1901
t 16 picMk 451 -
t 16 picMkLst 0 *
t 16 reset 0 -
t 16 rotWithShape 0 -
t 16 scene3d 0 -
t 16 sndData 0 -
t 16 sp3d 0 -
t 16 spMk 451 -
t 16 spMkLst 0 *
t 16 spPr 0 - 228 254 258 259 264 288 308 310 331
t 16 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 16 srcRect 0 -
t 16 srcRect 311 -
t 16 stCxn 634 -
t 16 stCxn 0 -
t 16 style 0 - 255 262 263 289
t 16 svgBlipMkLst 0 *
t 16 tblMkLst 0 *
t 16 tcMkLst 0 *
t 16 trMkLst 0 *
t 16 txBodyMkLst 0 *
t 16 txBodyPkg 0 -
t 16 txMkLst 0 *
t 16 useBounds 0 -
t 16 viewSelLst 0 *
t 16 xfrm 468 -
t 16 xfrm 575 - 1706 1835
t 16 xfrm 0 -
t 17 bubble3D 858 -
t 17 categoryFilterException 0 - 332 335 337 341 343 350 353
t 17 categoryFilterExceptions 0 - 333
t 17 dLbl 0 - 1256 1263 1309 1339 1343 1376 1420 1432 1433 1438 1441 1442 1443 1449 1469 1471
t 17 datapointuniqueidmap 0 - 347
t 17 explosion 858 -
t 17 filteredLitCache 0 - 344
t 17 filteredLitCache 0 - 345
t 17 filteredLitCache 0 - 351
t 17 invertIfNegative 858 -
t 17 literalDataChart 858 -
t 17 marker 0 - 1311 1446 1449 1460
t 17 multiLvlStrCache 0 - 1311 1355 1406
t 17 numCache 0 - 1311 1327 1404 1406
t 17 pivotOptions16 0 - 349
t 17 ptentry 0 - 348 352
t 17 ptidx 0 -
t 17 showExpandCollapseFieldButtons 858 -
t 17 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 17 strCache 0 - 1317 1405 1406
t 17 uniqueID 858 -
t 17 uniqueId 858 -
t 18 multiLvlStrLit 0 - 1311 1355 1406
t 19 address 198 -
t 19 aggregation 0 -
t 19 axis 613 - 363 382 424 425 432 433 436 453 457 458 462 463 466
t 19 axisId 0 -
t 19 binCount 0 -
t 19 binSize 0 -
t 19 binary 0 -
t 19 binning 664 - 359 360
t 19 catScaling 592 -
t 19 chart 0 - 382 421 444 459
t 19 chart 6 -
t 19 chartData 0 - 372 382 383
t 19 chartSpace 0 - 364 366 369 382 389 447 453 462
t 19 clear 0 - 394 399 403 409 413
t 19 clrMapOvr 177 - 1718
t 19 copyright 0 -
t 19 copyrights 0 - 370
t 19 data 632 - 382 435 455
t 19 dataId 858 -
t 19 dataLabel 653 - 382 436 451 453 462 469
t 19 dataLabelHidden 651 -
t 19 dataLabels 771 - 374 375 382 436 451 453 462 469
t 19 dataPt 651 - 382 453
t 19 entityType 0 -
t 19 evenFooter 0 -
t 19 evenHeader 0 -
t 19 ext 849 *
t 19 extLst 0 - 381
t 19 externalData 98 -
t 19 extremeValue 0 -
t 19 f 504 -
t 19 firstFooter 0 -
t 19 firstHeader 0 -
t 19 fmtOvr 651 - 382 453
t 19 fmtOvrs 0 - 388
t 19 geoCache 781 - 361 368
t 19 geoChildEntities 0 - 405
t 19 geoChildEntitiesQuery 542 - 395
t 19 geoChildEntitiesQueryResult 0 - 391 392
t 19 geoChildEntitiesQueryResults 0 - 393
t 19 geoChildTypes 0 - 378
t 19 geoData 532 - 371 416
t 19 geoDataEntityQuery 544 -
t 19 geoDataEntityQueryResult 0 - 396 397
t 19 geoDataEntityQueryResults 0 - 398
t 19 geoDataPointQuery 547 -
t 19 geoDataPointToEntityQuery 544 -
t 19 geoDataPointToEntityQueryResult 0 - 400 401
t 19 geoDataPointToEntityQueryResults 0 - 402
t 19 geoEntity 545 -
t 19 geoHierarchyEntity 543 -
t 19 geoLocation 546 - 355
t 19 geoLocationQuery 204 -
t 19 geoLocationQueryResult 0 - 407 410
t 19 geoLocationQueryResults 0 - 408
t 19 geoLocations 0 - 406
t 19 geoParentEntitiesQuery 542 -
t 19 geoParentEntitiesQueryResult 0 - 404 411 414
t 19 geoParentEntitiesQueryResults 0 - 412
t 19 geoParentEntity 542 -
t 19 geoPolygon 753 -
t 19 geoPolygons 0 - 415
t 19 geography 279 - 390
t 19 headerFooter 228 - 379 380 386 387 438 439
t 19 idx 858 -
t 19 layoutPr 0 - 356 362 382 417 442 449 454 456 470
t 19 legend 227 - 382 453 462
t 19 lvl 583 - 448
t 19 lvl 725 - 448
t 19 majorGridlines 0 - 382 453
t 19 majorTickMarks 844 - 382
t 19 max 0 - 384 437 443
t 19 maxColor 0 - 1775 1847 1871 1872 1889 1898
t 19 mid 0 - 437 443
t 19 midColor 0 - 1775 1847 1871 1872 1889 1898
t 19 min 0 - 384 437 443
t 19 minColor 0 - 1775 1847 1871 1872 1889 1898
t 19 minorGridlines 0 - 382 453
t 19 minorTickMarks 844 - 382
t 19 nf 504 -
t 19 numDim 844 - 385 422 434
t 19 numFmt 585 -
t 19 number 858 -
t 19 oddFooter 0 -
t 19 oddHeader 0 -
t 19 pageMargins 308 -
t 19 pageSetup 326 -
t 19 parentLabelLayout 858 -
t 19 percent 858 -
t 19 plotArea 0 - 357 382 445 453
t 19 plotAreaRegion 0 - 382 446 452
t 19 plotSurface 0 - 382 453
t 19 printSettings 0 - 418 440 441
t 19 pt 651 -
t 19 regionLabelLayout 858 -
t 19 rich 0 - 1639 1802 1838
t 19 separator 0 -
t 19 series 586 - 358 373 376 377 382 420 453 460 467 468
t 19 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 19 statistics 786 -
t 19 strDim 844 - 385 423 434
t 19 subtotals 0 - 419
t 19 tickLabels 0 - 382
t 19 title 0 - 382 453 460 462
t 19 title 227 - 382 453 460 462
t 19 tx 0 - 450 461
t 19 txData 0 - 385 465
t 19 txPr 0 - 1639 1802 1838
t 19 units 847 - 382 464
t 19 unitsLabel 0 - 382 453 460 462
t 19 v 0 -
t 19 valScaling 700 -
t 19 valueColorPositions 436 - 426 428 430
t 19 valueColors 0 - 427 429 431
t 19 visibility 378 -
t 19 visibility 432 -
t 20 colId 858 -
t 20 creationId 632 -
t 20 cxnDERefs 539 -
t 20 predDERef 774 -
t 20 rowId 858 -
t 21 autoBuNodeInfo 698 - 478
t 21 autoBuNodeInfoLst 0 - 476
t 21 buPr 686 - 1642 1643 1644 1649
t 22 picAttrSrcUrl 6 -
t 23 lstStyle 0 - 1684 1718 1809 1810 1811 1812 1813 1814 1815 1816 1817
t 23 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 24 svgBlip 5 -
t 25 dataDisplayOptions16 0 - 484
t 25 dispNaAsBlank 99 -
t 26 decorative 858 -
t 27 animPr 285 - 487
t 27 extLst 0 - 1705
t 28 hlinkClr 858 -
t 29 extLst 0 - 1705
t 29 lineSketchCurved 0 -
t 29 lineSketchFreehand 0 -
t 29 lineSketchNone 0 -
t 29 lineSketchScribble 0 -
t 29 lineSketchStyleProps 808 - 489 495 496 1679 1849
t 29 seed 0 -
t 29 type 0 - 490 491 492 493
t 30 classification 389 -
t 31 col 743 -
t 31 colSortMap 447 - 498
t 31 f 0 -
t 31 macrosheet 0 - 2529 2570 2579 2587 2597 2601 2606 2626 2629 2630 2665 2720 2740 2741 2783 2792 2795 2801 2802 2816 2855 2878 2880 2886 2888 2892 2899
t 31 row 743 -
t 31 rowSortMap 447 - 502
t 31 sqref 0 -
t 31 worksheetSortMap 0 - 499 503
t 32 cNvContentPartPr 670 - 94 95
t 32 cNvPr 496 - 1722 1771 1772
t 32 contentPart 348 - 509 510 511 512
t 32 extLst 0 - 1705
t 32 nvContentPartPr 0 - 506 507
t 32 nvPr 555 -
t 32 xfrm 575 - 1706 1835
t 33 bmk 736 -
t 33 bmkLst 0 - 513
t 33 bmkTgt 336 -
t 33 browseMode 818 -
t 33 cNvContentPartPr 670 - 94 95
t 33 cNvPr 496 - 1722 1771 1772
t 33 conveyor 504 -
t 33 creationId 858 -
t 33 defaultImageDpi 858 -
t 33 discardImageEditData 858 -
t 33 doors 504 -
t 33 extLst 0 - 2362
t 33 extLst 712 - 2362
t 33 fade 658 -
t 33 ferris 504 -
t 33 flash 0 -
t 33 flip 504 -
t 33 flythrough 506 -
t 33 gallery 504 -
t 33 glitter 509 -
t 33 honeycomb 0 -
t 33 laserClr 0 - 1775 1847 1871 1872 1889 1898
t 33 laserTraceLst 0 - 561
t 33 media 5 - 514 524 526 563
t 33 modId 858 -
t 33 nullEvt 756 -
t 33 nvContentPartPr 0 - 517 518 540
t 33 nvPr 675 - 1615 1616 1854 1937 1938 2342 2368 2430
t 33 pan 504 -
t 33 pauseEvt 756 -
t 33 playEvt 756 -
t 33 prism 507 -
t 33 resumeEvt 756 -
t 33 reveal 511 -
t 33 ripple 504 -
t 33 section 641 - 524 557
t 33 section 643 - 524
t 33 sectionLst 0 - 548
t 33 sectionPr 0 - 549
t 33 seekEvt 755 -
t 33 showEvtLst 0 - 538 542 543 545 552 558 562
t 33 showMediaCtrls 858 -
t 33 shred 509 -
t 33 sldId 632 -
t 33 sldIdLst 0 - 556
t 33 stopEvt 756 -
t 33 switch 504 -
t 33 tracePt 832 -
t 33 tracePtLst 0 - 560
t 33 triggerEvt 757 -
t 33 trim 539 -
t 33 vortex 504 -
t 33 warp 504 -
t 33 wheelReverse 825 -
t 33 window 504 -
t 33 xfrm 575 - 1706 1835
t 34 chartTrackingRefBased 858 -
t 34 clr 0 - 1775 1847 1871 1872 1889 1898
t 34 extLst 0 - 2362
t 34 guide 642 - 570 571
t 34 notesGuideLst 0 - 571 572
t 34 parentCm 284 -
t 34 presenceInfo 782 -
t 34 prstTrans 665 -
t 34 sldGuideLst 0 - 571 572
t 34 threadingInfo 839 - 574
t 35 animEffectMkLst 0 *
t 35 animEffectParentMkLst 0 *
t 35 cXmlMkLst 0 *
t 35 cmAuthorMkLst 0 *
t 35 cmMkLst 0 *
t 35 custShowMkLst 0 *
t 35 designTagMkLst 0 *
t 35 docMk 0 -
t 35 docMkLst 0 *
t 35 handoutMkLst 0 *
t 35 notesMasterMkLst 0 *
t 35 notesMkLst 0 *
t 35 notesTxtMkLst 0 *
t 35 sectionLnkObjMkLst 0 *
t 35 sectionMkLst 0 *
t 35 sldBaseMkLst 0 *
t 35 sldLayoutMkLst 0 *
t 35 sldMasterMkLst 0 *
t 35 sldMk 358 -
t 35 sldMkLst 0 * 586 597
t 35 sldPosMkLst 0 *
t 35 tagMkLst 0 *
t 35 tkAppMkLst 0 *
t 35 tocMkLst 0 *
t 36 designElem 858 -
t 37 readonlyRecommended 858 -
t 38 track 637 -
t 38 trackLst 0 - 605
t 38 tracksInfo 515 - 606
t 39 classification 858 -
t 40 author 635 - 614
t 40 authorLst 0 - 609
t 40 cm 278 - 246 268 322 323 324 326 595 596 598 614 615 617 618 619
t 40 cmLst 0 - 611
t 40 commentRel 6 -
t 40 extLst 0 - 2362
t 40 pos 867 -
t 40 reply 281 - 614 618
t 40 replyLst 0 - 616
t 40 txBody 0 - 1639 1802 1838
t 40 unknownAnchor 0 -
t 41 add 0 -
t 41 anchr 0 - 624 627
t 41 asgn 280 -
t 41 atrbtn 280 -
t 41 comment 632 -
t 41 date 541 -
t 41 event 647 - 620 621 622 623 625 627 629 630 632 633 634 635 636
t 41 extLst 0 - 2362
t 41 history 0 - 626
t 41 pcntCmplt 858 -
t 41 pri 858 -
t 41 taskHistoryDetails 632 - 627 628
t 41 title 858 -
t 41 unAsgn 280 -
t 41 unasgnAll 0 -
t 41 undo 632 -
t 41 unknown 0 -
t 42 cmMK 632 -
t 42 cmMkLst 0 - 598 637
t 42 cmRplyMk 632 -
t 42 cmRplyMkLst 0 - 638 639
t 43 designPr 536 - 643 644
t 43 designTag 738 -
t 43 designTagLst 0 - 642
t 43 extLst 0 - 2362
t 44 add 0 -
t 44 anchr 0 - 649 652
t 44 asgn 280 -
t 44 atrbtn 280 -
t 44 comment 632 -
t 44 date 541 -
t 44 event 647 - 645 646 647 648 650 652 654 655 657 658 659 660 661
t 44 extLst 0 - 2362
t 44 history 0 - 651
t 44 pcntCmplt 858 -
t 44 pri 858 -
t 44 taskHistoryDetails 632 - 652 653
t 44 title 858 -
t 44 unAsgn 280 -
t 44 unasgnAll 0 -
t 44 undo 632 -
t 44 unknown 0 -
t 45 add 0 -
t 45 anchr 0 - 666 669
t 45 asgn 280 -
t 45 atrbtn 280 -
t 45 comment 632 -
t 45 date 541 -
t 45 event 647 - 662 663 664 665 667 669 671 673 674 675 676
t 45 extLst 0 - 2362
t 45 history 0 - 668
t 45 pcntCmplt 858 -
t 45 taskDetails 492 - 669 670
t 45 title 858 -
t 45 unasgnAll 0 -
t 45 undo 632 -
t 45 unknown 0 -
t 47 argumentDescription 660 -
t 47 argumentDescriptions 436 - 677
t 47 axisColor 286 -
t 47 borderColor 286 -
t 47 cacheField 655 -
t 47 cacheHierarchy 572 - 765
t 47 calculatedMember 514 - 787
t 47 calculatedMembers 436 - 2553
t 47 cfIcon 630 -
t 47 cfRule 173 - 500 696 706 713 716 728
t 47 cfvo 603 - 500 716
t 47 color 286 -
t 47 colorAxis 286 -
t 47 colorFirst 286 -
t 47 colorHigh 286 -
t 47 colorLast 286 -
t 47 colorLow 286 -
t 47 colorMarkers 286 -
t 47 colorNegative 286 -
t 47 colorScale 0 - 687 688
t 47 colorSeries 286 -
t 47 conditionalFormat 645 - 716 743
t 47 conditionalFormats 436 - 698
t 47 conditionalFormatting 765 - 504 686 716
t 47 conditionalFormattings 0 - 700
t 47 connection 461 - 684
t 47 customFilter 758 -
t 47 customFilters 261 - 703
t 47 data 0 - 739 784
t 47 dataBar 303 - 679 680 687 718 737 738
t 47 dataField 770 -
t 47 dataValidation 237 - 504 721 722
t 47 dataValidations 440 - 708
t 47 datastoreItem 632 - 716
t 47 definedName 722 - 678
t 47 definedNames 0 - 711
t 47 dxf 0 - 2525 2537 2665 2691 2700 2770 2819
t 47 dxfs 436 - 2631
t 47 editValue 861 -
t 47 extLst 0 - 2646
t 47 extLst 0 - 2653
t 47 fillColor 286 -
t 47 filter 858 -
t 47 formControlPr 388 - 716 733
t 47 formula1 0 - 500
t 47 formula2 0 - 500
t 47 header 618 -
t 47 headers 0 - 723
t 47 i 355 - 741
t 47 i 740 -
t 47 iconFilter 630 -
t 47 iconSet 464 - 685 687
t 47 id 0 -
t 47 ignoredError 366 - 504
t 47 ignoredErrors 0 - 716 730
t 47 item 858 -
t 47 itemLst 0 - 716 732
t 47 items 436 - 726
t 47 level 438 - 758
t 47 levels 436 - 735
t 47 negativeBorderColor 286 -
t 47 negativeFillColor 286 -
t 47 olap 768 - 716 736 763
t 47 oleItem 207 - 789
t 47 p 718 -
t 47 pivotArea 300 - 2665 2843
t 47 pivotAreas 436 - 2803
t 47 pivotCacheDefinition 769 -
t 47 pivotCaches 0 - 2805
t 47 pivotChange 235 - 715 716 786
t 47 pivotChanges 0 - 746
t 47 pivotEdit 0 - 716 742 786 788
t 47 pivotEdits 0 - 748
t 47 pivotField 564 -
t 47 pivotHierarchy 655 -
t 47 pivotTable 735 -
t 47 pivotTableDefinition 234 - 699 747 749
t 47 pivotTables 0 - 752
t 47 protectedRange 223 - 504
t 47 protectedRanges 0 - 755
t 47 range 827 - 725
t 47 ranges 0 - 757
t 47 row 0 - 760
t 47 rowItem 474 -
t 47 rows 0 - 759
t 47 selection 718 - 741
t 47 selections 436 - 762
t 47 setLevel 616 -
t 47 setLevels 436 - 764
t 47 slicer 359 - 716
t 47 slicer 6 -
t 47 slicerCache 6 -
t 47 slicerCacheDefinition 734 - 705 717 754
t 47 slicerCaches 0 - 768
t 47 slicerList 0 - 767
t 47 slicerStyle 722 - 774
t 47 slicerStyleElement 530 -
t 47 slicerStyleElements 0 - 773
t 47 slicerStyles 489 - 772
t 47 slicers 0 - 766
t 47 sortCondition 466 -
t 47 sourceConnection 722 -
t 47 sparkline 0 - 500 504
t 47 sparklineGroup 478 - 500 689 690 691 692 693 694 695 697 782
t 47 sparklineGroups 0 - 780
t 47 sparklines 0 - 779
t 47 table 251 -
t 47 tabular 452 - 716 734
t 47 tupleItem 0 -
t 47 tupleItems 0 - 785
t 47 tupleSet 416 - 724 761
t 47 userEdit 0 - 500 715
t 47 values 414 - 2940
t 47 workbookPr 180 -
t 48 absPath 851 -
t 49 activeTabTopLevelEntity 737 -
t 49 autoFilter 795 - 2665 2695 2899
t 49 bounds 540 -
t 49 c 628 - 860 864
t 49 cacheHierarchy 209 -
t 49 cachedUniqueName 661 -
t 49 cachedUniqueNames 0 - 797
t 49 calculatedMember 707 -
t 49 connection 289 - 801 814 816 834 845
t 49 dataFeedPr 427 - 806
t 49 dataField 672 -
t 49 dataModel 711 - 809 811 813
t 49 dbCommand 834 -
t 49 dbTable 722 -
t 49 dbTables 0 - 805
t 49 descriptionPr 338 - 809
t 49 dxfs 436 - 2631
t 49 extLst 0 - 2646
t 49 modelRelationship 588 -
t 49 modelRelationships 0 - 810
t 49 modelTable 428 -
t 49 modelTables 0 - 812
t 49 modelTextPr 612 -
t 49 movingPeriodState 716 -
t 49 oledbPr 427 - 804 806
t 49 pivotCacheDecoupled 485 -
t 49 pivotCacheIdVersion 363 -
t 49 pivotCaches 0 - 2805
t 49 pivotFilter 855 -
t 49 pivotRow 446 - 795
t 49 pivotTable 735 -
t 49 pivotTableData 362 - 821
t 49 pivotTableReference 6 -
t 49 pivotTableReferences 0 - 824
t 49 pivotTableServerFormats 436 - 836
t 49 pivotTableUISettings 797 - 792 809
t 49 pivotTables 0 - 822
t 49 queryTable 392 -
t 49 question 323 - 809 831
t 49 questionPr 338 - 809
t 49 questions 0 - 830 833
t 49 questionsPr 338 - 809
t 49 rangePr 823 -
t 49 selection 540 -
t 49 serverFormat 462 -
t 49 slicerCacheHideItemsWithNoData 436 - 838
t 49 slicerCacheOlapLevelName 449 -
t 49 slicerCachePivotTables 0 - 752
t 49 slicerCaches 0 - 768
t 49 state 566 - 794 809 815 835
t 49 survey 498 - 807 809 832 843 859
t 49 surveyPr 338 - 809
t 49 tableSlicerCache 415 - 809
t 49 textPr 384 - 2922
t 49 timeline 360 - 809
t 49 timelineCacheDefinition 734 - 809 828 841
t 49 timelineCachePivotCaches 0 - 2805
t 49 timelineCacheRef 6 -
t 49 timelineCacheRefs 0 - 849
t 49 timelinePivotCacheDefinition 840 -
t 49 timelineRef 6 -
t 49 timelineRefs 0 - 852
t 49 timelineStyle 722 - 856
t 49 timelineStyleElement 530 -
t 49 timelineStyleElements 0 - 855
t 49 timelineStyles 490 - 854
t 49 timelines 0 - 846
t 49 titlePr 338 - 809
t 49 v 0 -
t 49 webExtension 268 - 500
t 49 webExtensions 0 - 861
t 49 workbookPr 387 -
t 49 x 307 -
t 50 list 0 -
t 51 calculatedTimeColumn 417 -
t 51 modelTimeGrouping 418 - 866
t 51 modelTimeGroupings 0 - 867
t 52 autoFilter 795 - 2665 2695 2899
t 52 body 0 - 879 883 890 897 899
t 52 c 751 - 877 885 902
t 52 ccse 790 - 871
t 52 comments 0 - 2528 2581 2665
t 52 dataValidation 236 - 865 2705 2706
t 52 dxf 0 - 2525 2537 2665 2691 2700 2770 2819
t 52 extLst 0 - 2646
t 52 f 0 -
t 52 formula 0 -
t 52 freezePanes 811 -
t 52 future 0 -
t 52 hdr 704 -
t 52 hdr 537 - 893
t 52 hideUnhideSheet 615 -
t 52 hyperlink 513 -
t 52 is 0 - 2801 2828 2830 2908
t 52 link 6 -
t 52 oartAnchor 210 -
t 52 objectState 0 - 869 873 874 884 891 900
t 52 outline 669 -
t 52 outlines 676 - 889
t 52 pivotTableDefinition 271 - 2567 2571 2572 2574 2586 2608 2670 2697 2703 2742 2790 2810 2811 2815 2856 2857 2859
t 52 ref 212 -
t 52 refmap 0 - 880 887 892 898 901
t 52 revHdrs 521 - 881
t 52 revStream 0 - 903 904 905 906 907 908 909 910 911 912 913 914 915 916
t 52 revisionPtr 522 -
t 52 rowColVisualOps 188 -
t 52 sheetUid 213 -
t 52 showGridlinesHeadings 814 -
t 52 sparklineGroup 478 - 500 689 690 691 692 693 694 695 697 782
t 52 test 211 -
t 52 v 0 -
t 52 xrrDefName 422 - 876 878
t 52 xrrList 148 -
t 52 xrrListExpR 457 -
t 52 xrrSheet 456 -
t 52 xrrTrim 460 -
t 52 xrrUspt 460 -
t 52 xrrc 458 - 871 872
t 52 xrrco 460 - 870 882 886
t 52 xrrdo 460 - 882
t 52 xrrf 270 - 875 876
t 52 xrrftr 459 - 917
t 52 xrrg 460 - 903 904 905 906 907 908 909 910 911 912 913 915 916
t 52 xrrm 455 -
t 52 xrrrc 182 -
t 52 xrrtest 0 -
t 54 pivotTableDefinition16 155 -
t 59 dynamicArrayProperties 552 - 920
t 59 extLst 0 - 2646
t 61 extLst 0 - 2646
t 61 fb 830 -
t 61 k 721 -
t 61 rv 803 - 922 929
t 61 rvData 436 - 921 924
t 61 rvStructures 436 - 921 928
t 61 rvb 626 -
t 61 s 830 - 923
t 61 v 0 -
t 62 a 357 - 964
t 62 a 436 - 964
t 62 arrayData 436 - 930 938
t 62 customFilter 678 -
t 62 customFilters 261 - 933 938
t 62 dateGroupItem 481 -
t 62 dxfs 436 - 2631
t 62 dynamicFilter 677 -
t 62 extLst 0 - 2646
t 62 filter 328 -
t 62 filterColumn 0 - 934 937 938 941 961
t 62 filters 0 - 935 938 939
t 62 flag 739 -
t 62 global 0 - 938 946
t 62 k 721 -
t 62 key 722 - 942
t 62 keyFlags 0 - 945
t 62 rPr 721 -
t 62 rSty 531 - 953
t 62 richProperties 0 - 947
t 62 richSortCondition 465 -
t 62 richStyleSheet 0 - 936 938 949 952
t 62 richStyles 0 - 948
t 62 rpv 626 -
t 62 rvTypesInfo 0 - 938 943 963
t 62 s 0 - 944
t 62 spb 803 - 965
t 62 spbArrays 436 - 931 938
t 62 spbData 436 - 938 956
t 62 spbStructures 436 - 938 955
t 62 supportingPropertyBags 0 - 957 958
t 62 top10 568 -
t 62 type 722 - 938 946
t 62 types 0 - 962
t 62 v 830 -
t 62 v 0 -
t 63 calcFeatures 0 - 967
t 63 feature 722 -
t 64 ThreadedComments 0 - 969 975
t 64 extLst 0 - 2646
t 64 mention 688 -
t 64 mentions 0 - 970
t 64 person 516 - 969
t 64 personList 0 - 969 972
t 64 text 0 -
t 64 threadedComment 475 - 969 971 974
t 65 columnFilter 402 - 977 978 979
t 65 dxf 0 - 2525 2537 2665 2691 2700 2770 2819
t 65 extLst 0 - 2646
t 65 filter 401 - 704 727 2576 2595 2633 2665 2696 2727 2926
t 65 namedSheetView 641 - 978 982
t 65 namedSheetViews 0 - 978 980
t 65 nsvFilter 567 - 976 978 986
t 65 richSortCondition 465 -
t 65 sortCondition 466 -
t 65 sortRule 402 - 977 983 984
t 65 sortRules 376 - 978 985
t 66 dataFieldFutureData 822 -
t 66 ignorableAfterVersion 863 -
t 66 implicitMeasureSupport 0 -
t 67 refreshInterval 663 -
t 67 refreshIntervals 0 - 990
t 68 checksum 0 -
t 68 extLst 0 - 2646
t 68 hyperlink 690 - 993
t 69 richInfo 767 -
t 70 cacheVersionInfo 0 - 997 1000
t 70 lastRefreshFeature 0 -
t 70 lastUpdateFeature 0 -
t 70 pivotVersionInfo 0 - 998 1000
t 70 requiredFeature 0 -
t 71 Anchor 0 - 1004 1019
t 71 Assign 856 -
t 71 Attribution 856 -
t 71 Comment 632 -
t 71 Create 0 -
t 71 Delete 0 -
t 71 Event 647 - 1001 1002 1003 1005 1006 1009 1010 1011 1012 1015 1016 1017 1018 1019
t 71 History 0 - 1007
t 71 Priority 860 -
t 71 Progress 764 -
t 71 Schedule 526 -
t 71 SetTitle 841 -
t 71 Task 632 - 1001 1008 1019
t 71 Tasks 0 - 1013 1019
t 71 Unassign 856 -
t 71 UnassignAll 0 -
t 71 Undelete 0 -
t 71 Undo 632 -
t 71 extLst 0 - 20
t 72 extLst 0 - 1705
t 72 themeFamily 644 - 1020
t 72 themeVariant 469 - 1020
t 72 themeVariantLst 0 - 1022
t 73 AuthorEntry 160 -
t 73 AuthorList 0 - 1024
t 73 Cell 154 - 1067
t 73 ColorEntry 164 -
t 73 Colors 0 - 1027
t 73 CommentEntry 141 -
t 73 CommentList 0 - 1029
t 73 Comments 169 - 1025 1030
t 73 Connect 158 -
t 73 Connects 0 - 1032
t 73 Data1 0 -
t 73 Data2 0 -
t 73 Data3 0 -
t 73 DocumentSettings 149 - 1039 1047 1063 1064 1065 1066 1079 1080 1081
t 73 DocumentSheet 157 - 1026 1070 1088
t 73 DynamicGridEnabled 0 -
t 73 FaceName 143 -
t 73 FaceNames 0 - 1040
t 73 FooterCenter 0 -
t 73 FooterLeft 0 -
t 73 FooterMargin 170 -
t 73 FooterRight 0 -
t 73 ForeignData 145 - 1068
t 73 GlueSettings 0 -
t 73 HeaderCenter 0 -
t 73 HeaderFooter 159 - 1042 1043 1044 1045 1048 1050 1051 1052 1053
t 73 HeaderFooterFont 142 -
t 73 HeaderLeft 0 -
t 73 HeaderMargin 170 -
t 73 HeaderRight 0 -
t 73 Icon 0 -
t 73 Master 137 - 1054 1061 1068
t 73 MasterContents 0 - 1033 1072
t 73 MasterShortcut 138 - 1054
t 73 Masters 0 - 1055 1057
t 73 Page 140 - 1061 1068
t 73 PageContents 0 - 1033 1072
t 73 PageSheet 157 - 1026 1070 1088
t 73 Pages 0 - 1059
t 73 ProtectBkgnds 0 -
t 73 ProtectMasters 0 -
t 73 ProtectShapes 0 -
t 73 ProtectStyles 0 -
t 73 RefBy 162 -
t 73 Rel 6 -
t 73 Row 151 - 1026 1088
t 73 Section 152 - 1026 1069 1088
t 73 Shape 150 - 1026 1034 1035 1036 1046 1070 1072 1087 1088
t 73 Shapes 0 - 1071
t 73 ShowConnectionPoints 0 -
t 73 ShowGrid 0 -
t 73 ShowGuides 0 -
t 73 ShowPageBreaks 0 -
t 73 ShowRulers 0 -
t 73 SnapAngle 0 -
t 73 SnapAngles 0 - 1078
t 73 SnapExtensions 0 -
t 73 SnapSettings 0 -
t 73 StencilGroup 0 -
t 73 StencilGroupPos 0 -
t 73 StyleSheet 156 - 1026 1070 1088
t 73 StyleSheets 0 - 1084
t 73 TabSplitterPos 0 -
t 73 Text 0 - 1092 1093 1094 1095
t 73 Trigger 165 - 1067
t 73 VisioDocument 0 - 1028 1037 1038 1041 1049 1085
t 73 Window 147 - 1039 1047 1073 1074 1075 1076 1077 1079 1080 1081 1082 1083 1086
t 73 Windows 144 - 1090
t 73 cp 163 -
t 73 fld 163 -
t 73 pp 163 -
t 73 tp 163 -
t 74 alpha 123 -
t 74 bevel 0 -
t 74 bevelB 113 -
t 74 bevelT 113 -
t 74 cNvContentPartPr 670 - 94 95
t 74 cNvPr 496 - 1722 1771 1772
t 74 camera 121 -
t 74 checkbox 0 - 1104 1105 1161
t 74 checked 123 -
t 74 checkedState 112 -
t 74 cntxtAlts 123 -
t 74 conflictDel 133 -
t 74 conflictDel 133 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3003 3017 3018 3051 3052 3059 3071 3072 3073 3074 3075 3076 3077 3078 3094 3099 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3453
t 74 conflictIns 133 -
t 74 conflictIns 133 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3003 3017 3018 3051 3052 3059 3071 3072 3073 3074 3075 3076 3077 3078 3094 3099 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3453
t 74 conflictMode 123 -
t 74 contentPart 109 - 1122 1140 1162
t 74 contourClr 0 - 1151 1155
t 74 customXmlConflictDelRangeEnd 68 -
t 74 customXmlConflictDelRangeStart 133 -
t 74 customXmlConflictInsRangeEnd 68 -
t 74 customXmlConflictInsRangeStart 133 -
t 74 defaultImageDpi 123 -
t 74 discardImageEditingData 123 -
t 74 docId 123 -
t 74 entityPicker 0 -
t 74 extLst 0 - 1705
t 74 extrusionClr 0 - 1151 1155
t 74 fillToRect 108 -
t 74 glow 122 - 1151 1155
t 74 gradFill 0 - 1128 1132 1141
t 74 gs 120 - 1151 1155
t 74 gsLst 0 - 1127
t 74 hueMod 123 -
t 74 ligatures 123 -
t 74 lightRig 111 - 1145
t 74 lin 107 -
t 74 lum 123 -
t 74 lumMod 123 -
t 74 lumOff 123 -
t 74 miter 116 -
t 74 noFill 0 -
t 74 numForm 123 -
t 74 numSpacing 123 -
t 74 nvContentPartPr 0 - 1100 1101
t 74 path 119 - 1124
t 74 props3d 110 - 1098 1099 1113 1123
t 74 prstDash 123 -
t 74 reflection 102 -
t 74 rot 115 -
t 74 round 0 -
t 74 sat 123 -
t 74 satMod 123 -
t 74 satOff 123 -
t 74 scene3d 0 - 1102 1131
t 74 schemeClr 123 - 1096 1129 1133 1134 1135 1147 1148 1149 1152 1160
t 74 shade 123 -
t 74 shadow 103 - 1151 1155
t 74 solidFill 0 - 1151 1155
t 74 srgbClr 123 - 1096 1129 1133 1134 1135 1147 1148 1149 1152 1160
t 74 styleSet 114 -
t 74 stylisticSets 0 - 1156
t 74 textFill 0 - 1126 1137 1154
t 74 textOutline 104 - 1097 1126 1136 1137 1143 1146 1154
t 74 tint 123 -
t 74 uncheckedState 112 -
t 74 xfrm 575 - 1706 1835
t 75 bg 0 - 1634 1694 1695 1751 1762 1825 1843 1877
t 75 extLst 0 - 1705
t 75 graphicFrame 0 - 1174 1176 1177 1182 1752
t 75 whole 0 - 1694 1695 1790
t 75 wpc 0 - 1112 1163 1164 1165 1166 1181 1192 1947
t 76 pctHeight 0 -
t 76 pctPosHOffset 0 -
t 76 pctPosVOffset 0 -
t 76 pctWidth 0 -
t 76 sizeRelH 798 - 1171
t 76 sizeRelV 798 - 1168
t 77 cNvFrPr 0 - 1718 1755
t 77 cNvGrpSpPr 0 - 1723 1764
t 77 cNvPr 496 - 1722 1771 1772
t 77 extLst 0 - 1705
t 77 graphicFrame 0 - 1174 1176 1177 1182 1752
t 77 grpSp 0 - 1112 1175 1176 1177 1178 1179 1180 1192 1947
t 77 grpSpPr 347 - 1634 1694 1695 1718 1751 1762 1825 1843 1870 1877 1942
t 77 wgp 0 - 1112 1175 1176 1177 1178 1179 1180 1192 1947
t 77 xfrm 575 - 1706 1835
t 78 bodyPr 258 - 1718 1739 1824 1827 1851 1870 1879 1880
t 78 cNvCnPr 0 - 1683 1700 1718 1891
t 78 cNvPr 496 - 1722 1771 1772
t 78 cNvSpPr 843 - 1718 1882
t 78 extLst 0 - 1705
t 78 linkedTxbx 646 - 1187
t 78 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 78 style 0 - 1696 1734 1745 1796
t 78 txbx 632 - 1187 3590
t 78 wsp 752 - 1183 1184 1185 1186 1187 1188 1189 1190 1191
t 79 appearance 128 -
t 79 chartTrackingRefBased 93 -
t 79 collapsed 93 -
t 79 color 89 -
t 79 commentEx 125 -
t 79 commentsEx 0 - 1197
t 79 dataBinding 85 -
t 79 doNotAllowInsertDeleteSection 93 -
t 79 docId 128 -
t 79 footnoteColumns 93 -
t 79 people 0 - 1204
t 79 person 124 - 1205
t 79 presenceInfo 126 -
t 79 repeatingSection 0 - 1200 1208
t 79 repeatingSectionItem 0 -
t 79 sectionTitle 93 -
t 79 webExtensionCreated 93 -
t 79 webExtensionLinked 93 -
t 80 webVideoPr 538 -
t 81 symEx 129 -
t 82 commentId 130 -
t 82 commentsIds 0 - 1213
t 83 ext 131 *
t 84 commentExtensible 132 - 1218
t 84 commentsExtensible 0 - 1216 1218
t 84 extLst 0 - 1215
t 86 applyToEnd 858 -
t 86 applyToFront 858 -
t 86 applyToSides 858 -
t 86 area3DChart 0 - 1227 1257 1272 1300 1330 1332 1421 1481
t 86 areaChart 0 - 1227 1257 1272 1300 1332 1421 1481
t 86 auto 858 -
t 86 autoTitleDeleted 858 -
t 86 autoUpdate 858 -
t 86 axId 858 -
t 86 axPos 858 -
t 86 backWall 0 - 1311 1392 1450 1461
t 86 backward 858 -
t 86 bandFmt 0 - 1339 1449
t 86 bandFmts 0 - 1231
t 86 bar3DChart 0 - 1227 1235 1257 1302 1330 1331 1332 1422 1431 1481
t 86 barChart 0 - 1227 1235 1257 1302 1331 1332 1385 1422 1430 1481
t 86 barDir 858 -
t 86 baseTimeUnit 858 -
t 86 bubble3D 858 -
t 86 bubbleChart 0 - 1227 1237 1239 1257 1304 1423 1439 1447 1481
t 86 bubbleScale 858 -
t 86 bubbleSize 0 - 1377 1378
t 86 builtInUnit 858 -
t 86 cat 0 - 1371 1377 1378 1455 1456
t 86 catAx 0 - 1224 1227 1228 1249 1251 1252 1263 1306 1345 1346 1356 1357 1365 1366 1374 1376 1414 1449 1462 1463 1464 1465 1471
t 86 chart 0 - 1225 1229 1265 1307 1325 1349 1397 1399 1400 1434 1445 1465 1482
t 86 chart 6 -
t 86 chartObject 858 -
t 86 chartSpace 0 - 36 1244 1248 1261 1308 1320 1342 1398 1402 1403 1413 1450 1457 1471 1476
t 86 clrMapOvr 177 - 1718
t 86 crossAx 858 -
t 86 crossBetween 858 -
t 86 crosses 858 -
t 86 crossesAt 858 -
t 86 custSplit 0 - 1417
t 86 custUnit 858 -
t 86 dLbl 0 - 1256 1263 1309 1339 1343 1376 1420 1432 1433 1438 1441 1442 1443 1449 1469 1471
t 86 dLblPos 858 -
t 86 dLbls 0 - 1255 1256 1263 1310 1347 1376 1420 1432 1433 1437 1438 1441 1442 1443 1449 1471
t 86 dPt 0 - 1237 1279 1311 1339 1341 1361 1392 1449
t 86 dTable 0 - 1311 1435 1436 1440 1444 1449 1471
t 86 data 858 -
t 86 date1904 858 -
t 86 dateAx 0 - 1224 1227 1228 1236 1249 1251 1252 1263 1306 1346 1356 1357 1358 1359 1365 1366 1367 1368 1376 1414 1449 1462 1465 1471
t 86 delete 858 -
t 86 depthPercent 858 -
t 86 dispBlanksAs 858 -
t 86 dispEq 858 -
t 86 dispRSqr 858 -
t 86 dispUnits 0 - 1241 1254 1269 1311
t 86 dispUnitsLbl 0 - 1343 1449 1469 1471
t 86 doughnutChart 0 - 1257 1311 1324 1338 1425 1481
t 86 downBars 0 - 1449
t 86 dropLines 0 - 1449
t 86 errBarType 858 -
t 86 errBars 0 - 1273 1275 1276 1311 1369 1373 1401 1449 1478
t 86 errDir 858 -
t 86 errValType 858 -
t 86 evenFooter 0 -
t 86 evenHeader 0 -
t 86 explosion 858 -
t 86 ext 849 * 130
t 86 ext 849 * 121 123 133 138
t 86 ext 849 * 131
t 86 ext 849 * 31 121 123 133 138
t 86 ext 849 * 132
t 86 ext 849 * 31 121 123 133
t 86 ext 849 * 147
t 86 ext 849 * 32 34 148
t 86 ext 849 * 125 143 157 159 163
t 86 ext 849 * 125 143 144 157 158 159 161
t 86 ext 0 - 484
t 86 ext 849 *
t 86 ext 849 * 134
t 86 ext 849 * 140 141 145
t 86 ext 849 * 135
t 86 ext 849 * 136
t 86 ext 849 * 137
t 86 ext 849 * 117
t 86 ext 849 * 139
t 86 ext 849 * 121 133 138
t 86 extLst 0 - 1280
t 86 extLst 0 - 1281
t 86 extLst 0 - 1282
t 86 extLst 0 - 1283
t 86 extLst 0 - 1284
t 86 extLst 0 - 1285
t 86 extLst 0 - 1286
t 86 extLst 0 - 1290
t 86 extLst 0 - 1287
t 86 extLst 0 - 1288
t 86 extLst 0 - 1289
t 86 extLst 0 - 1291
t 86 extLst 0 - 1292
t 86 extLst 0 - 1293
t 86 extLst 0 - 1294
t 86 extLst 0 - 1295
t 86 extLst 0 - 1296
t 86 extLst 0 - 1297
t 86 extLst 0 - 1298
t 86 extLst 0 - 1299
t 86 externalData 6 - 1226
t 86 f 0 -
t 86 firstFooter 0 -
t 86 firstHeader 0 -
t 86 firstSliceAng 858 -
t 86 floor 0 - 1311 1392 1450 1461
t 86 fmtId 858 -
t 86 formatCode 0 -
t 86 formatting 858 -
t 86 forward 858 -
t 86 gapDepth 858 -
t 86 gapWidth 858 -
t 86 grouping 858 -
t 86 h 858 -
t 86 hMode 858 -
t 86 hPercent 858 -
t 86 headerFooter 228 - 1277 1278 1322 1323 1379 1380
t 86 hiLowLines 0 - 1449
t 86 holeSize 858 -
t 86 idx 858 -
t 86 intercept 858 -
t 86 invertIfNegative 858 -
t 86 lang 858 -
t 86 layout 0 - 1311 1360
t 86 layoutTarget 858 -
t 86 lblAlgn 858 -
t 86 lblOffset 858 -
t 86 leaderLines 0 - 1449
t 86 legacyDrawingHF 6 -
t 86 legend 0 - 1311 1343 1350 1351 1386 1449 1471
t 86 legendEntry 0 - 1263 1311 1339 1471
t 86 legendPos 858 -
t 86 line3DChart 0 - 1227 1257 1272 1312 1330 1332 1424 1481
t 86 lineChart 0 - 1227 1257 1272 1312 1332 1337 1362 1424 1448 1473 1481
t 86 logBase 858 -
t 86 lvl 0 - 1405
t 86 majorGridlines 0 - 1449
t 86 majorTickMark 858 -
t 86 majorTimeUnit 858 -
t 86 majorUnit 858 -
t 86 manualLayout 0 - 1311 1333 1334 1344 1483 1484 1486 1487 1489 1490
t 86 marker 0 - 1311 1446 1449 1460
t 86 marker 858 -
t 86 max 858 -
t 86 min 858 -
t 86 minorGridlines 0 - 1449
t 86 minorTickMark 858 -
t 86 minorTimeUnit 858 -
t 86 minorUnit 858 -
t 86 minus 0 - 1377 1378
t 86 multiLvlStrCache 0 - 1311 1355 1406
t 86 multiLvlStrRef 0 - 1313 1321 1370
t 86 name 0 -
t 86 noEndCap 858 -
t 86 noMultiLvlLbl 858 -
t 86 numCache 0 - 1311 1327 1404 1406
t 86 numFmt 585 -
t 86 numLit 0 - 1311 1327 1404 1406
t 86 numRef 0 - 1313 1321 1375
t 86 oddFooter 0 -
t 86 oddHeader 0 -
t 86 ofPieChart 0 - 1253 1257 1311 1331 1382 1418 1425 1430 1451 1452 1481
t 86 ofPieType 858 -
t 86 order 858 -
t 86 orientation 858 -
t 86 overlap 858 -
t 86 overlay 858 -
t 86 pageMargins 308 -
t 86 pageSetup 326 -
t 86 period 858 -
t 86 perspective 858 -
t 86 pictureFormat 858 -
t 86 pictureOptions 0 - 1219 1220 1221 1391 1393
t 86 pictureStackUnit 858 -
t 86 pie3DChart 0 - 1257 1314 1425 1481
t 86 pieChart 0 - 1257 1314 1324 1425 1481
t 86 pivotFmt 0 - 1255 1311 1339 1361 1450
t 86 pivotFmts 0 - 1396
t 86 pivotSource 0 - 1311 1326 1372
t 86 plotArea 0 - 1222 1223 1233 1234 1238 1243 1259 1262 1270 1311 1343 1352 1353 1381 1394 1395 1408 1415 1429 1450 1453 1458 1459 1480
t 86 plotVisOnly 858 -
t 86 plus 0 - 1377 1378
t 86 printSettings 0 - 1336 1348 1387 1388
t 86 protection 0 - 1246 1260 1328 1419 1474
t 86 pt 582 - 1477
t 86 pt 651 - 1477
t 86 ptCount 858 -
t 86 rAngAx 858 -
t 86 radarChart 0 - 1227 1257 1315 1409 1426 1481
t 86 radarStyle 858 -
t 86 rich 0 - 1639 1802 1838
t 86 rotX 858 -
t 86 rotY 858 -
t 86 roundedCorners 858 -
t 86 scaling 0 - 1311 1354 1363 1364 1384
t 86 scatterChart 0 - 1227 1257 1316 1416 1427 1481
t 86 scatterStyle 858 -
t 86 secondPiePt 858 -
t 86 secondPieSize 858 -
t 86 selection 858 -
t 86 separator 0 -
t 86 ser 0 - 1242 1257 1258 1274 1301 1339 1383 1392 1449 1466 1470 1479
t 86 ser 0 - 1242 1257 1258 1274 1303 1339 1341 1383 1392 1431 1449 1466 1470 1479
t 86 ser 0 - 1237 1240 1257 1258 1274 1305 1339 1341 1383 1392 1449 1466 1470 1488 1491
t 86 ser 0 - 1242 1257 1258 1274 1301 1339 1361 1383 1392 1448 1449 1466 1470 1479
t 86 ser 0 - 1242 1257 1258 1279 1301 1339 1383 1392 1449 1470 1479
t 86 ser 0 - 1242 1257 1258 1301 1339 1361 1383 1392 1449 1470 1479
t 86 ser 0 - 1257 1258 1274 1301 1339 1361 1383 1448 1449 1466 1470 1488 1491
t 86 ser 0 - 1237 1242 1319 1339 1383 1392 1449 1470 1479
t 86 serAx 0 - 1227 1228 1249 1251 1252 1263 1306 1356 1357 1365 1366 1376 1414 1449 1462 1463 1464 1465 1471
t 86 serLines 0 - 1449
t 86 shape 858 -
t 86 showBubbleSize 858 -
t 86 showCatName 858 -
t 86 showDLblsOverMax 858 -
t 86 showHorzBorder 858 -
t 86 showKeys 858 -
t 86 showLeaderLines 858 -
t 86 showLegendKey 858 -
t 86 showNegBubbles 858 -
t 86 showOutline 858 -
t 86 showPercent 858 -
t 86 showSerName 858 -
t 86 showVal 858 -
t 86 showVertBorder 858 -
t 86 sideWall 0 - 1311 1392 1450 1461
t 86 size 858 -
t 86 sizeRepresents 858 -
t 86 smooth 858 -
t 86 spPr 347 - 1634 1679 1694 1695 1718 1751 1790 1825 1843 1849 1870 1877 1879 1940
t 86 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 86 splitPos 858 -
t 86 splitType 858 -
t 86 stockChart 0 - 1227 1257 1272 1312 1337 1424 1473
t 86 strCache 0 - 1317 1405 1406
t 86 strLit 0 - 1317 1405 1406
t 86 strRef 0 - 1313 1321 1454
t 86 style 858 -
t 86 surface3DChart 0 - 1227 1232 1318 1428 1481 1485
t 86 surfaceChart 0 - 1227 1232 1318 1428 1485
t 86 symbol 858 -
t 86 thickness 858 -
t 86 tickLblPos 858 -
t 86 tickLblSkip 858 -
t 86 tickMarkSkip 858 -
t 86 title 0 - 1311 1343 1386 1449 1469 1471
t 86 trendline 0 - 1230 1266 1267 1311 1329 1340 1372 1383 1389 1449 1467 1468
t 86 trendlineLbl 0 - 1311 1343 1376 1449 1469 1471
t 86 trendlineType 858 -
t 86 tx 0 - 1410 1455 1456
t 86 tx 0 - 1456 1477
t 86 txPr 0 - 1639 1802 1838
t 86 upBars 0 - 1449
t 86 upDownBars 0 - 1271 1311 1331 1472
t 86 userInterface 858 -
t 86 userShapes 0 - 1492 1512
t 86 userShapes 6 -
t 86 v 0 -
t 86 val 858 -
t 86 val 0 - 1377 1378
t 86 valAx 0 - 1227 1228 1249 1250 1251 1252 1263 1268 1306 1356 1357 1359 1365 1366 1368 1376 1414 1449 1462 1465 1471
t 86 varyColors 858 -
t 86 view3D 0 - 1264 1311 1335 1390 1407 1411 1412
t 86 w 858 -
t 86 wMode 858 -
t 86 wireframe 858 -
t 86 x 858 -
t 86 xMode 858 -
t 86 xVal 0 - 1371 1377 1378 1455 1456
t 86 y 858 -
t 86 yMode 858 -
t 86 yVal 0 - 1377 1378
t 87 absSizeAnchor 0 - 55 1500 1501 1502 1503 1504 1511 1513
t 87 blipFill 524 - 1633 1888 1892 1920
t 87 cNvCxnSpPr 0 - 1683 1700 1718 1891
t 87 cNvGraphicFramePr 0 - 1718 1755
t 87 cNvGrpSpPr 0 - 1723 1764
t 87 cNvPicPr 775 - 1724 1845
t 87 cNvPr 496 - 1722 1771 1772
t 87 cNvSpPr 843 - 1718 1882
t 87 cxnSp 555 - 1506 1514 1515
t 87 ext 467 -
t 87 from 0 - 1518 1520
t 87 graphicFrame 555 - 1507 1519 1752
t 87 grpSp 0 - 55 1500 1503 1504 1505 1508 1511 1513
t 87 grpSpPr 347 - 1634 1694 1695 1718 1751 1762 1825 1843 1870 1877 1942
t 87 nvCxnSpPr 0 - 1494 1498
t 87 nvGraphicFramePr 0 - 1495 1498
t 87 nvGrpSpPr 0 - 1496 1498
t 87 nvPicPr 0 - 1497 1498
t 87 nvSpPr 0 - 1498 1499
t 87 pic 555 - 1493 1509 1514 1515
t 87 relSizeAnchor 0 - 55 1500 1502 1503 1504 1511 1513 1516
t 87 sp 553 - 1510 1514 1515 1517
t 87 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 87 style 0 - 1696 1734 1745 1796
t 87 to 0 - 1518 1520
t 87 txBody 0 - 1639 1802 1838
t 87 x 0 -
t 87 xfrm 575 - 1706 1835
t 87 y 0 -
t 88 legacyDrawing 824 -
t 89 adj 654 -
t 89 adjLst 0 - 1522
t 89 alg 800 - 1550 1562
t 89 animLvl 858 -
t 89 animOne 858 -
t 89 bg 0 - 1634 1694 1695 1751 1762 1825 1843 1877
t 89 bulletEnabled 858 -
t 89 cat 778 -
t 89 catLst 0 - 1529
t 89 chMax 858 -
t 89 chPref 858 -
t 89 choose 722 - 1546 1555
t 89 clrData 854 - 1542
t 89 colorsDef 710 - 1530 1543 1550 1582 1585
t 89 colorsDefHdr 709 - 1530 1543 1550 1585
t 89 colorsDefHdrLst 0 - 1536
t 89 constr 557 - 1550
t 89 constrLst 0 - 1538
t 89 cxn 499 - 1550
t 89 cxnLst 0 - 1540
t 89 dataModel 0 - 1527 1541 1548 1567 1591
t 89 desc 682 -
t 89 dir 858 -
t 89 effectClrLst 625 - 1775 1847 1871 1872 1889 1898
t 89 else 722 - 1524 1533 1539 1550 1553 1559 1565 1571 1574
t 89 ext 849 * 477 480
t 89 extLst 0 - 1704
t 89 extLst 0 - 1547
t 89 extLst 0 - 1705
t 89 extLst 0 - 1714
t 89 fillClrLst 625 - 1775 1847 1871 1872 1889 1898
t 89 forEach 301 - 1524 1533 1539 1550 1553 1559 1565 1571 1574
t 89 hierBranch 858 -
t 89 if 274 - 1524 1533 1539 1550 1553 1559 1565 1571 1574
t 89 layoutDef 488 - 1530 1534 1543 1549 1559 1572 1578 1585
t 89 layoutDefHdr 487 - 1530 1543 1550 1585
t 89 layoutDefHdrLst 0 - 1557
t 89 layoutNode 382 - 1524 1533 1539 1550 1553 1559 1565 1571 1574 1590
t 89 linClrLst 625 - 1775 1847 1871 1872 1889 1898
t 89 orgChart 858 -
t 89 param 846 -
t 89 prSet 400 - 1564 1577
t 89 presLayoutVars 0 - 1525 1526 1528 1531 1532 1544 1554 1561 1569
t 89 presOf 302 - 1550
t 89 pt 471 - 1551 1563 1576 1584
t 89 ptLst 0 - 1566
t 89 relIds 3 -
t 89 resizeHandles 858 -
t 89 rule 556 - 1550
t 89 ruleLst 0 - 1570
t 89 sampData 854 - 1542
t 89 scene3d 0 - 1618 1659 1718 1788
t 89 shape 334 - 1523 1550
t 89 sp3d 435 - 1625 1626 1673 1718 1729
t 89 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 89 style 0 - 1696 1734 1745 1796
t 89 styleData 854 - 1542
t 89 styleDef 710 - 1530 1543 1550 1573 1583 1585
t 89 styleDefHdr 709 - 1530 1543 1550 1585
t 89 styleDefHdrLst 0 - 1580
t 89 styleLbl 722 - 1545 1550 1552 1560 1586 1587 1588
t 89 styleLbl 722 - 1550 1573 1575 1577 1589
t 89 t 0 - 1639 1802 1838
t 89 title 682 -
t 89 txEffectClrLst 625 - 1775 1847 1871 1872 1889 1898
t 89 txFillClrLst 625 - 1775 1847 1871 1872 1889 1898
t 89 txLinClrLst 625 - 1775 1847 1871 1872 1889 1898
t 89 txPr 0 - 1739 1879
t 89 varLst 0 - 1525 1526 1528 1531 1532 1544 1554 1561 1569
t 89 whole 0 - 1694 1695 1790
t 90 lockedCanvas 0 - 93 1682 1719 1754 1763 1765 1830 1844 1878 1930
t 91 accent1 0 - 1775 1847 1872 1889 1898
t 91 accent2 0 - 1775 1847 1872 1889 1898
t 91 accent3 0 - 1775 1847 1872 1889 1898
t 91 accent4 0 - 1775 1847 1872 1889 1898
t 91 accent5 0 - 1775 1847 1872 1889 1898
t 91 accent6 0 - 1775 1847 1872 1889 1898
t 91 ahLst 0 - 1600 1601
t 91 ahPolar 593 - 1846
t 91 ahXY 594 - 1846
t 91 alpha 858 -
t 91 alphaBiLevel 836 -
t 91 alphaCeiling 0 -
t 91 alphaFloor 0 -
t 91 alphaInv 0 - 1775 1847 1871 1872 1889 1898
t 91 alphaMod 858 -
t 91 alphaMod 0 - 1672
t 91 alphaModFix 256 -
t 91 alphaOff 858 -
t 91 alphaOutset 793 -
t 91 alphaRepl 171 -
t 91 anchor 868 -
t 91 arcTo 609 -
t 91 audioCd 0 - 1699 1718 1890
t 91 audioFile 14 - 1718
t 91 avLst 0 - 1748
t 91 backdrop 0 - 1613 1718 1826 1935
t 91 band1H 0 - 1914 1915
t 91 band1V 0 - 1914 1915
t 91 band2H 0 - 1914 1915
t 91 band2V 0 - 1914 1915
t 91 bevel 608 -
t 91 bevel 0 -
t 91 bevelB 608 -
t 91 bevelT 608 -
t 91 bgClr 0 - 1775 1847 1871 1872 1889 1898
t 91 bgFillStyleLst 0 - 1634 1751 1762 1825 1843 1877
t 91 biLevel 836 -
t 91 bldChart 264 -
t 91 bldDgm 330 -
t 91 blend 333 - 1672
t 91 blip 453 - 1603 1604 1605 1606 1608 1609 1612 1629 1638 1665 1668 1690 1716 1732 1757 1774 1806 1923
t 91 blipFill 524 - 1633 1888 1892 1920
t 91 blue 858 -
t 91 blueMod 858 -
t 91 blueOff 858 -
t 91 blur 600 -
t 91 bodyPr 258 - 1718 1739 1824 1827 1851 1870 1879 1880
t 91 bottom 0 - 1790 1796
t 91 br 0 - 1856
t 91 buAutoNum 826 -
t 91 buBlip 0 - 1633
t 91 buChar 383 -
t 91 buClr 0 - 1775 1847 1871 1872 1889 1898
t 91 buClrTx 0 -
t 91 buFont 385 -
t 91 buFontTx 0 -
t 91 buNone 0 -
t 91 buSzPct 858 -
t 91 buSzPts 858 -
t 91 buSzTx 0 -
t 91 cNvCxnSpPr 0 - 1683 1700 1718 1891
t 91 cNvGraphicFramePr 0 - 1718 1755
t 91 cNvGrpSpPr 0 - 1723 1764
t 91 cNvPicPr 775 - 1724 1845
t 91 cNvPr 496 - 1722 1771 1772
t 91 cNvSpPr 843 - 1718 1882
t 91 camera 587 - 1864
t 91 cell3D 784 - 1623 1718 1788
t 91 chExt 467 -
t 91 chOff 867 -
t 91 chart 331 -
t 91 close 0 -
t 91 clrChange 852 - 1666 1670
t 91 clrFrom 0 - 1775 1847 1871 1872 1889 1898
t 91 clrMap 177 - 1718
t 91 clrRepl 0 - 1775 1847 1871 1872 1889 1898
t 91 clrScheme 722 - 1593 1594 1595 1596 1597 1598 1687 1688 1718 1742 1770 1803 1804
t 91 clrTo 0 - 1775 1847 1871 1872 1889 1898
t 91 comp 0 -
t 91 cont 737 - 1603 1604 1605 1606 1608 1609 1611 1612 1629 1632 1638 1665 1668 1672 1690 1692 1731 1732 1750 1757 1774 1779 1806 1836 1850 1861 1862 1876 1923 1941
t 91 contourClr 0 - 1775 1847 1871 1872 1889 1898
t 91 cs 385 -
t 91 cubicBezTo 0 - 1852
t 91 custClr 722 - 1775 1847 1871 1872 1889 1898
t 91 custClrLst 0 - 1676
t 91 custDash 0 - 1689
t 91 custGeom 0 - 1599 1617 1681 1749 1842 1857
t 91 cxn 262 - 1846
t 91 cxnLst 0 - 1680
t 91 cxnSp 0 - 1718 1828 1883 1893
t 91 cxnSpLocks 746 - 1717
t 91 defPPr 218 - 1642 1643 1644 1645 1646 1647 1648 1649 1650 1651 1652 1685 1718 1797 1884 1885 1901
t 91 defRPr 250 - 1634 1674 1691 1694 1695 1718 1751 1762 1769 1771 1773 1786 1790 1825 1843 1866 1877 1897 1931 1932 1933 1934
t 91 dgm 332 -
t 91 dk1 0 - 1775 1847 1872 1889 1898
t 91 dk2 0 - 1775 1847 1872 1889 1898
t 91 ds 473 -
t 91 duotone 0 - 1775 1847 1871 1872 1889 1898
t 91 ea 385 -
t 91 effect 795 -
t 91 effect 0 - 1694 1695
t 91 effectDag 737 - 1603 1604 1605 1606 1608 1609 1611 1612 1629 1632 1638 1665 1668 1672 1690 1692 1731 1732 1750 1757 1774 1779 1806 1836 1850 1861 1862 1876 1923 1941
t 91 effectLst 0 - 1638 1732 1750 1779 1836 1850 1861 1876
t 91 effectRef 651 - 1775 1847 1871 1872 1889 1898
t 91 effectStyle 0 - 1694 1695 1870 1879
t 91 effectStyleLst 0 - 1697
t 91 end 838 -
t 91 endCxn 634 -
t 91 endParaRPr 250 - 1634 1674 1691 1694 1695 1718 1751 1762 1769 1771 1773 1786 1790 1825 1843 1866 1877 1897 1931 1932 1933 1934
t 91 ext 849 * 104 111 479 482 1211
t 91 ext 849 * 1752
t 91 ext 849 * 40 62
t 91 ext 849 *
t 91 ext 467 -
t 91 ext 849 * 105
t 91 ext 849 * 488
t 91 ext 849 * 494
t 91 ext 849 * 92 218 472 474 485 497
t 91 ext 849 * 219
t 91 ext 849 * 90 220 221
t 91 ext 849 * 1021
t 91 ext 849 * 61
t 91 ext 849 * 97 98 99 100 101 109
t 91 extLst 0 - 1702
t 91 extLst 0 - 1703
t 91 extLst 0 - 1705
t 91 extLst 0 - 1707
t 91 extLst 0 - 1708
t 91 extLst 0 - 1709
t 91 extLst 0 - 1710
t 91 extLst 0 - 1711
t 91 extLst 0 - 1712
t 91 extLst 0 - 1713
t 91 extLst 0 - 1715
t 91 extraClrScheme 0 - 1667 1669
t 91 extraClrSchemeLst 0 - 1727
t 91 extrusionClr 0 - 1775 1847 1871 1872 1889 1898
t 91 fgClr 0 - 1775 1847 1871 1872 1889 1898
t 91 fill 0 - 1634 1751 1762 1825 1843 1877
t 91 fillOverlay 333 - 1634 1751 1762 1825 1843 1877
t 91 fillRect 311 -
t 91 fillRef 651 - 1775 1847 1871 1872 1889 1898
t 91 fillStyleLst 0 - 1634 1751 1762 1825 1843 1877
t 91 fillToRect 311 -
t 91 firstCol 0 - 1914 1915
t 91 firstRow 0 - 1914 1915
t 91 flatTx 870 -
t 91 fld 648 - 1839 1856 1899
t 91 fmtScheme 722 - 1628 1698 1735 1798
t 91 folHlink 0 - 1775 1847 1872 1889 1898
t 91 font 0 - 1674 1691 1718 1744 1786
t 91 font 807 -
t 91 fontRef 651 - 1775 1847 1871 1872 1889 1898
t 91 fontScheme 722 - 1718 1818 1820
t 91 gamma 0 -
t 91 gd 576 -
t 91 gdLst 0 - 1748
t 91 glow 793 - 1775 1847 1871 1872 1889 1898
t 91 gradFill 574 - 1767 1789 1841 1921
t 91 graphic 0 - 1753
t 91 graphicData 849 * 31 32 34 36 40 41 55 61 62 90 92 93 97 98 99 100 101 104 105 106 109 111 113 114 116 117 121 123 125 130 131 132 133 134 135 136 137 138 139 140 141 143 144 145 147 148 157 158 159 161 163 169 170 218 219 220 221 223 243 244 245 246 250 252 253 266 267 268 269 271 280 281 282 285 290 302 305 312 321 322 323 324 325 326 328 471 472 473 474 475 477 479 480 481 482 483 485 488 494 497 508 515 516 519 520 521 522 523 525 527 528 529 530 531 532 533 534 535 536 537 539 541 544 546 547 550 551 553 554 555 559 564 565 566 567 568 569 573 575 576 577 578 579 580 581 582 583 584 585 587 588 589 590 591 592 593 594 595 596 598 599 600 601 602 610 612 613 631 1021 1103 1111 1112 1114 1115 1116 1117 1118 1119 1120 1121 1167 1169 1170 1172 1173 1181 1192 1193 1194 1195 1196 1198 1199 1201 1202 1203 1206 1207 1209 1210 1211 1245 1247 1475 1521 1535 1536 1537 1542 1556 1557 1558 1568 1579 1580 1581 1592 1633 1752 1905 1910 1916 1918 1919 1947 1960 1983 1986 1991 2209 2222 2223 2332 2333 2337 2391 2408 2409 2423 2436 2437 2456 2461 2466 2470 2491 2514 3054 3154 3185 3201 3210 3221 3223 3233 3353 3424 3468 3506 3590 3621 3642 3702 3703 3704 3705 3708 3709 3710 3712 3713 3715 3716 3717 3723 3725 3726 3727 3728 3729 3730 3731 3732 3733 3734 3735 3736 3737 3738 3739 3740 3742 3743 3744 3746 3747 3748 3749 3750 3751 3752 3753 3754 3755 3756 3757 3758 3759 3760
t 91 graphicFrame 0 - 1718 1752 1829 1940
t 91 graphicFrameLocks 749 - 1718
t 91 gray 0 -
t 91 grayscl 0 -
t 91 green 858 -
t 91 greenMod 858 -
t 91 greenOff 858 -
t 91 gridCol 865 - 1718
t 91 grpFill 0 -
t 91 grpSp 0 - 93 1682 1719 1754 1763 1765 1830 1844 1878 1930
t 91 grpSpLocks 750 - 1718
t 91 grpSpPr 347 - 1634 1694 1695 1718 1751 1762 1825 1843 1870 1877 1942
t 91 gs 771 - 1775 1847 1871 1872 1889 1898
t 91 gsLst 0 - 1766
t 91 headEnd 687 -
t 91 highlight 0 - 1775 1847 1871 1872 1889 1898
t 91 hlink 0 - 1775 1847 1872 1889 1898
t 91 hlinkClick 185 - 1720 1875
t 91 hlinkHover 185 - 1720 1875
t 91 hlinkMouseOver 185 - 1720 1875
t 91 hsl 624 -
t 91 hslClr 624 - 1602 1607 1610 1635 1636 1637 1671 1747 1756 1758 1759 1760 1776 1777 1778 1782 1783 1805 1807 1808 1858 1859 1860 1867 1868 1869 1874 1922
t 91 hue 858 -
t 91 hueMod 858 -
t 91 hueOff 858 -
t 91 innerShdw 335 - 1775 1847 1871 1872 1889 1898
t 91 insideH 0 - 1790 1796
t 91 insideV 0 - 1790 1796
t 91 inv 0 -
t 91 invGamma 0 -
t 91 lastCol 0 - 1914 1915
t 91 lastRow 0 - 1914 1915
t 91 latin 385 -
t 91 left 0 - 1790 1796
t 91 lightRig 510 - 1864
t 91 lin 263 -
t 91 ln 217 - 1624 1678 1721 1751 1768 1821 1825 1843 1848 1865 1877 1904
t 91 lnB 217 - 1624 1678 1721 1751 1768 1821 1825 1843 1848 1865 1877 1904
t 91 lnBlToTr 217 - 1624 1678 1721 1751 1768 1821 1825 1843 1848 1865 1877 1904
t 91 lnDef 0 - 1639 1718 1802 1883 1893
t 91 lnL 217 - 1624 1678 1721 1751 1768 1821 1825 1843 1848 1865 1877 1904
t 91 lnR 217 - 1624 1678 1721 1751 1768 1821 1825 1843 1848 1865 1877 1904
t 91 lnRef 651 - 1775 1847 1871 1872 1889 1898
t 91 lnSpc 0 - 1886 1887
t 91 lnStyleLst 0 - 1790
t 91 lnT 217 - 1624 1678 1721 1751 1768 1821 1825 1843 1848 1865 1877 1904
t 91 lnTlToBr 217 - 1624 1678 1721 1751 1768 1821 1825 1843 1848 1865 1877 1904
t 91 lnTo 0 - 1852
t 91 lstStyle 0 - 1684 1718 1809 1810 1811 1812 1813 1814 1815 1816 1817
t 91 lt1 0 - 1775 1847 1872 1889 1898
t 91 lt2 0 - 1775 1847 1872 1889 1898
t 91 lum 858 -
t 91 lum 341 -
t 91 lumMod 858 -
t 91 lumOff 858 -
t 91 lvl1pPr 218 - 1642 1643 1644 1645 1646 1647 1648 1649 1650 1651 1652 1685 1718 1797 1884 1885 1901
t 91 lvl2pPr 218 - 1642 1643 1644 1645 1646 1647 1648 1649 1650 1651 1652 1685 1718 1797 1884 1885 1901
t 91 lvl3pPr 218 - 1642 1643 1644 1645 1646 1647 1648 1649 1650 1651 1652 1685 1718 1797 1884 1885 1901
t 91 lvl4pPr 218 - 1642 1643 1644 1645 1646 1647 1648 1649 1650 1651 1652 1685 1718 1797 1884 1885 1901
t 91 lvl5pPr 218 - 1642 1643 1644 1645 1646 1647 1648 1649 1650 1651 1652 1685 1718 1797 1884 1885 1901
t 91 lvl6pPr 218 - 1642 1643 1644 1645 1646 1647 1648 1649 1650 1651 1652 1685 1718 1797 1884 1885 1901
t 91 lvl7pPr 218 - 1642 1643 1644 1645 1646 1647 1648 1649 1650 1651 1652 1685 1718 1797 1884 1885 1901
t 91 lvl8pPr 218 - 1642 1643 1644 1645 1646 1647 1648 1649 1650 1651 1652 1685 1718 1797 1884 1885 1901
t 91 lvl9pPr 218 - 1642 1643 1644 1645 1646 1647 1648 1649 1650 1651 1652 1685 1718 1797 1884 1885 1901
t 91 majorFont 0 - 1674 1691 1718 1744 1786
t 91 masterClrMapping 0 -
t 91 minorFont 0 - 1674 1691 1718 1744 1786
t 91 miter 691 -
t 91 moveTo 0 - 1852
t 91 neCell 0 - 1914 1915
t 91 noAutofit 0 -
t 91 noFill 0 -
t 91 norm 527 -
t 91 normAutofit 580 -
t 91 nvCxnSpPr 0 - 1653 1657
t 91 nvGraphicFramePr 0 - 1654 1657
t 91 nvGrpSpPr 0 - 1655 1657
t 91 nvPicPr 0 - 1656 1657
t 91 nvSpPr 0 - 1657 1658
t 91 nwCell 0 - 1914 1915
t 91 objectDefaults 0 - 1718 1793 1881 1929
t 91 off 867 -
t 91 outerShdw 216 - 1775 1847 1871 1872 1889 1898
t 91 overrideClrMapping 177 - 1718
t 91 p 0 - 106 1641 1701 1740 1839 1855
t 91 pPr 218 - 1642 1643 1644 1645 1646 1647 1648 1649 1650 1651 1652 1685 1718 1797 1884 1885 1901
t 91 path 549 - 1614 1664 1675 1801 1822 1853
t 91 path 761 - 1736
t 91 pathLst 0 - 1840
t 91 pattFill 783 - 1627 1730
t 91 pic 0 - 1634 1718 1831 1883 1893
t 91 picLocks 744 - 1718
t 91 pos 867 -
t 91 prstClr 858 - 1602 1607 1610 1635 1636 1637 1671 1747 1756 1758 1759 1760 1776 1777 1778 1782 1783 1805 1807 1808 1858 1859 1860 1867 1868 1869 1874 1922
t 91 prstDash 858 -
t 91 prstGeom 783 - 1617
t 91 prstShdw 505 - 1775 1847 1871 1872 1889 1898
t 91 prstTxWarp 783 - 1617
t 91 pt 867 -
t 91 quadBezTo 0 - 1852
t 91 quickTimeFile 14 - 1718
t 91 r 0 - 1856 1899
t 91 rPr 250 - 1634 1674 1691 1694 1695 1718 1751 1762 1769 1771 1773 1786 1790 1825 1843 1866 1877 1897 1931 1932 1933 1934
t 91 rect 311 -
t 91 red 858 -
t 91 redMod 858 -
t 91 redOff 858 -
t 91 reflection 215 -
t 91 relOff 842 -
t 91 right 0 - 1790 1796
t 91 rot 685 -
t 91 round 0 -
t 91 rtl 858 -
t 91 sat 858 -
t 91 satMod 858 -
t 91 satOff 858 -
t 91 scene3d 0 - 1618 1659 1718 1788
t 91 schemeClr 858 - 1602 1607 1610 1635 1636 1637 1671 1747 1756 1758 1759 1760 1776 1777 1778 1782 1783 1805 1807 1808 1858 1859 1860 1867 1868 1869 1874 1922
t 91 scrgbClr 309 - 1602 1607 1610 1635 1636 1637 1671 1747 1756 1758 1759 1760 1776 1777 1778 1782 1783 1805 1807 1808 1858 1859 1860 1867 1868 1869 1874 1922
t 91 seCell 0 - 1914 1915
t 91 shade 858 -
t 91 snd 343 -
t 91 softEdge 793 -
t 91 solidFill 0 - 1775 1847 1871 1872 1889 1898
t 91 sp 0 - 1718 1832 1883 1893 1930
t 91 sp3d 435 - 1625 1626 1673 1718 1729
t 91 spAutoFit 0 -
t 91 spDef 0 - 1639 1718 1802 1883 1893
t 91 spLocks 747 - 1718
t 91 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 91 spcAft 0 - 1886 1887
t 91 spcBef 0 - 1886 1887
t 91 spcPct 858 -
t 91 spcPts 858 -
t 91 srcRect 311 -
t 91 srgbClr 859 - 1602 1607 1610 1635 1636 1637 1671 1747 1756 1758 1759 1760 1776 1777 1778 1782 1783 1805 1807 1808 1858 1859 1860 1867 1868 1869 1874 1922
t 91 st 838 -
t 91 stCxn 634 -
t 91 stretch 0 - 1733
t 91 style 0 - 1696 1734 1745 1796
t 91 swCell 0 - 1914 1915
t 91 sx 472 -
t 91 sy 472 -
t 91 sym 385 -
t 91 sysClr 683 - 1602 1607 1610 1635 1636 1637 1671 1747 1756 1758 1759 1760 1776 1777 1778 1782 1783 1805 1807 1808 1858 1859 1860 1867 1868 1869 1874 1922
t 91 t 0 -
t 91 tab 220 -
t 91 tabLst 0 - 1900
t 91 tableStyle 829 - 1619 1620 1621 1622 1718 1737 1738 1784 1785 1823 1833 1873 1894 1906 1939
t 91 tableStyleId 0 -
t 91 tailEnd 687 -
t 91 tbl 0 - 1907 1908 1926
t 91 tblBg 0 - 1693 1696 1731 1734
t 91 tblGrid 0 - 1761
t 91 tblPr 315 - 1634 1694 1695 1718 1751 1762 1825 1843 1877 1902 1903
t 91 tblStyle 829 - 1619 1620 1621 1622 1718 1737 1738 1784 1785 1823 1833 1873 1894 1906 1939
t 91 tblStyleLst 486 - 1909
t 91 tc 598 - 1718 1913 1928
t 91 tcBdr 0 - 1640 1718 1780 1781 1787 1863 1924 1925 1927
t 91 tcPr 259 - 1634 1660 1718 1751 1762 1791 1792 1794 1795 1799 1800 1825 1843 1877
t 91 tcStyle 0 - 1660 1731 1734 1912
t 91 tcTxStyle 310 - 1718 1743 1745 1775 1847 1871 1872 1889 1898
t 91 theme 724 - 1677 1725 1728 1834 1917
t 91 themeElements 0 - 1669 1718 1741 1746
t 91 themeManager 0 -
t 91 themeOverride 0 - 1669 1741 1746
t 91 tile 219 -
t 91 tileRect 311 -
t 91 tint 858 -
t 91 tint 257 -
t 91 tl2br 0 - 1790 1796
t 91 top 0 - 1790 1796
t 91 tr 606 - 1718 1911
t 91 tr2bl 0 - 1790 1796
t 91 txBody 0 - 1639 1802 1838
t 91 txDef 0 - 1639 1718 1802 1883 1893
t 91 txSp 0 - 1718 1928 1936 1940
t 91 uFill 0 - 1634 1751 1762 1825 1843 1877
t 91 uFillTx 0 -
t 91 uLn 217 - 1624 1678 1721 1751 1768 1821 1825 1843 1848 1865 1877 1904
t 91 uLnTx 0 -
t 91 up 527 -
t 91 useSpRect 0 -
t 91 videoFile 14 - 1718
t 91 wavAudioFile 343 -
t 91 wholeTbl 0 - 1914 1915
t 91 xfrm 575 - 1706 1835
t 91 xfrm 679 -
t 91 xfrm 575 - 1661 1662 1706 1835
t 92 blipFill 524 - 1633 1888 1892 1920
t 92 cNvPicPr 775 - 1724 1845
t 92 cNvPr 496 - 1722 1771 1772
t 92 nvPicPr 0 - 1944 1945
t 92 pic 0 - 113 114 1943 1946 1948
t 92 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 93 absoluteAnchor 0 - 1957 1960 1961 1962 1964 1965 1973 1974 1977
t 93 blipFill 802 - 1633 1888 1892 1920
t 93 cNvCxnSpPr 0 - 1683 1700 1718 1891
t 93 cNvGraphicFramePr 0 - 1718 1755
t 93 cNvGrpSpPr 0 - 1723 1764
t 93 cNvPicPr 775 - 1724 1845
t 93 cNvPr 496 - 1722 1771 1772
t 93 cNvSpPr 843 - 1718 1882
t 93 clientData 554 -
t 93 col 0 -
t 93 colOff 0 -
t 93 contentPart 348 - 509 510 511 512
t 93 cxnSp 555 - 1967 1978 1979
t 93 ext 467 -
t 93 from 0 - 1958 1959 1975 1976
t 93 graphicFrame 555 - 1752 1968 1984
t 93 grpSp 0 - 508 1961 1964 1965 1966 1969 1973 1977
t 93 grpSpPr 347 - 1634 1694 1695 1718 1751 1762 1825 1843 1870 1877 1942
t 93 nvCxnSpPr 0 - 1951 1955
t 93 nvGraphicFramePr 0 - 1952 1955
t 93 nvGrpSpPr 0 - 1953 1955
t 93 nvPicPr 0 - 1954 1955
t 93 nvSpPr 0 - 1955 1956
t 93 oneCellAnchor 0 - 1957 1960 1961 1962 1963 1964 1965 1973 1977
t 93 pic 555 - 1950 1970 1978 1979
t 93 pos 867 -
t 93 row 0 -
t 93 rowOff 0 -
t 93 sp 553 - 1971 1978 1979 1982
t 93 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 93 style 0 - 1696 1734 1745 1796
t 93 to 0 - 1958 1959 1975 1976
t 93 twoCellAnchor 534 - 1957 1960 1961 1963 1964 1965 1973 1977 1980
t 93 txBody 0 - 1639 1802 1838
t 93 wsDr 0 - 1949 1972 1981
t 93 xfrm 575 - 1706 1835
t 94 align 0 -
t 94 anchor 238 - 1172 1173 1752 1987 1988 1989 1990 1994 1995 1996 1998 2000 2001 2002 2003
t 94 cNvGraphicFramePr 0 - 1718 1755
t 94 docPr 496 - 1722 1771 1772
t 94 effectExtent 311 -
t 94 extent 467 -
t 94 inline 517 - 1752 1987 1988 1989 1990
t 94 lineTo 867 -
t 94 posOffset 0 -
t 94 positionH 798 - 1169 1985 1993
t 94 positionV 798 - 1170 1985 1993
t 94 simplePos 867 -
t 94 start 867 -
t 94 wrapNone 0 -
t 94 wrapPolygon 535 - 1992 1997
t 94 wrapSquare 518 - 1989
t 94 wrapThrough 520 - 1999
t 94 wrapTight 520 - 1999
t 94 wrapTopAndBottom 519 - 1989
t 95 AbbreviatedCaseNumber 0 -
t 95 AlbumTitle 0 -
t 95 Artist 0 - 2047
t 95 Author 0 - 2021 2047
t 95 Author 0 - 2006 2007 2009 2017 2018 2019 2022 2028 2031 2036 2037 2038 2051 2054 2072 2077
t 95 BookAuthor 0 - 2047
t 95 BookTitle 0 -
t 95 BroadcastTitle 0 -
t 95 Broadcaster 0 -
t 95 CaseNumber 0 -
t 95 ChapterNumber 0 -
t 95 City 0 -
t 95 Comments 0 -
t 95 Compiler 0 - 2047
t 95 Composer 0 - 2047
t 95 Conductor 0 - 2047
t 95 ConferenceName 0 -
t 95 Corporate 0 -
t 95 Counsel 0 - 2047
t 95 CountryRegion 0 -
t 95 Court 0 -
t 95 Day 0 -
t 95 DayAccessed 0 -
t 95 Department 0 -
t 95 Director 0 - 2047
t 95 Distributor 0 -
t 95 Edition 0 -
t 95 Editor 0 - 2047
t 95 First 0 -
t 95 Guid 0 -
t 95 Institution 0 -
t 95 InternetSiteTitle 0 -
t 95 Interviewee 0 - 2047
t 95 Interviewer 0 - 2047
t 95 Inventor 0 - 2047
t 95 Issue 0 -
t 95 JournalName 0 -
t 95 LCID 0 -
t 95 Last 0 -
t 95 Medium 0 -
t 95 Middle 0 -
t 95 Month 0 -
t 95 MonthAccessed 0 -
t 95 NameList 0 - 2053
t 95 NumberVolumes 0 -
t 95 Pages 0 -
t 95 PatentNumber 0 -
t 95 Performer 0 - 2021 2047
t 95 PeriodicalTitle 0 -
t 95 Person 0 - 2032 2042 2044
t 95 ProducerName 0 - 2047
t 95 ProductionCompany 0 -
t 95 PublicationTitle 0 -
t 95 Publisher 0 -
t 95 RecordingNumber 0 -
t 95 RefOrder 0 -
t 95 Reporter 0 -
t 95 ShortTitle 0 -
t 95 Source 0 - 2004 2005 2008 2010 2011 2012 2013 2014 2015 2016 2020 2023 2024 2025 2026 2027 2029 2030 2033 2034 2035 2039 2040 2041 2043 2045 2046 2048 2049 2050 2052 2055 2056 2057 2058 2059 2060 2061 2063 2065 2066 2067 2068 2069 2070 2071 2073 2074 2075 2076 2078 2079
t 95 SourceType 0 -
t 95 Sources 167 - 2062
t 95 StandardNumber 0 -
t 95 StateProvince 0 -
t 95 Station 0 -
t 95 Tag 0 -
t 95 Theater 0 -
t 95 ThesisType 0 -
t 95 Title 0 -
t 95 Translator 0 - 2047
t 95 Type 0 -
t 95 URL 0 -
t 95 Version 0 -
t 95 Volume 0 -
t 95 Writer 0 - 2047
t 95 Year 0 -
t 95 YearAccessed 0 -
t 96 additionalCharacteristics 0 - 2081
t 96 characteristic 729 -
t 97 Properties 0 - 2083
t 97 property 578 - 2084 2085 2086 2087 2088 2089 2090 2091 2092 2093 2094 2095 2096 2097 2098 2099 2100 2101 2102 2103 2104 2105 2106 2107 2108 2109 2110 2111 2112 2113 2114 2115 2117 2118
t 98 array 319 - 2086 2087 2090 2091 2092 2094 2096 2097 2098 2100 2107 2108 2111 2112 2113 2115 2116
t 98 blob 0 -
t 98 bool 0 -
t 98 bstr 0 -
t 98 cf 581 -
t 98 clsid 0 -
t 98 cy 0 -
t 98 date 0 -
t 98 decimal 0 -
t 98 empty 0 -
t 98 error 0 -
t 98 filetime 0 -
t 98 i1 0 -
t 98 i2 0 -
t 98 i4 0 -
t 98 i8 0 -
t 98 int 0 -
t 98 lpstr 0 -
t 98 lpwstr 0 -
t 98 null 0 -
t 98 oblob 0 -
t 98 ostorage 0 -
t 98 ostream 0 -
t 98 r4 0 -
t 98 r8 0 -
t 98 storage 0 -
t 98 stream 0 -
t 98 ui1 0 -
t 98 ui2 0 -
t 98 ui4 0 -
t 98 ui8 0 -
t 98 uint 0 -
t 98 variant 0 - 2084 2085 2086 2087 2088 2089 2090 2091 2092 2093 2094 2095 2096 2097 2098 2099 2100 2101 2102 2103 2104 2105 2106 2107 2108 2109 2110 2111 2112 2113 2114 2115 2116 2117 2118
t 98 vector 320 - 2086 2087 2088 2089 2090 2091 2094 2095 2096 2097 2098 2099 2101 2102 2107 2108 2111 2112 2113 2114 2116
t 98 vstream 863 -
t 99 AppVersion 0 -
t 99 Application 0 -
t 99 Characters 0 -
t 99 CharactersWithSpaces 0 -
t 99 Company 0 -
t 99 DigSig 0 - 2085
t 99 DocSecurity 0 -
t 99 HLinks 0 - 2117
t 99 HeadingPairs 0 - 2117
t 99 HiddenSlides 0 -
t 99 HyperlinkBase 0 -
t 99 HyperlinksChanged 0 -
t 99 Lines 0 -
t 99 LinksUpToDate 0 -
t 99 MMClips 0 -
t 99 Manager 0 -
t 99 Notes 0 -
t 99 Pages 0 -
t 99 Paragraphs 0 -
t 99 PresentationFormat 0 -
t 99 Properties 0 - 2119 2120 2121 2122 2123 2124 2125 2126 2127 2128 2129 2130 2131 2132 2133 2134 2135 2136 2137 2138 2140 2141 2142 2143 2144 2145 2146
t 99 ScaleCrop 0 -
t 99 SharedDoc 0 -
t 99 Slides 0 -
t 99 Template 0 -
t 99 TitlesOfParts 0 - 2117
t 99 TotalTime 0 -
t 99 Words 0 -
t 100 acc 0 - 2148 2178
t 100 accPr 0 - 2167 2169
t 100 aln 2 -
t 100 alnScr 2 -
t 100 argPr 0 - 2152
t 100 argSz 2 -
t 100 bar 0 - 2154 2178
t 100 barPr 0 - 2169 2230
t 100 baseJc 2 -
t 100 begChr 2 -
t 100 borderBox 0 - 2158 2178
t 100 borderBoxPr 0 - 2169 2190 2191 2192 2193 2253 2254 2255 2256
t 100 box 0 - 2160 2178
t 100 boxPr 0 - 2149 2161 2169 2176 2219 2226
t 100 brk 1 -
t 100 brkBin 2 -
t 100 brkBinSub 2 -
t 100 cGp 2 -
t 100 cGpRule 2 -
t 100 cSp 2 -
t 100 chr 2 -
t 100 count 2 -
t 100 ctrlPr 0 - 3093 3257 3313 3318 3414
t 100 d 0 - 2171 2178
t 100 dPr 0 - 2156 2169 2179 2189 2249 2251
t 100 defJc 2 -
t 100 deg 0 - 1108 1110 1114 1115 1116 1117 2147 2151 2153 2157 2159 2169 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3453
t 100 degHide 2 -
t 100 den 0 - 1108 1110 1114 1115 1116 1117 2147 2151 2153 2157 2159 2169 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3453
t 100 diff 2 -
t 100 dispDef 2 -
t 100 e 0 - 1108 1110 1114 1115 1116 1117 2147 2151 2153 2157 2159 2169 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3453
t 100 endChr 2 -
t 100 eqArr 0 - 2178 2181
t 100 eqArrPr 0 - 2155 2169 2210 2225 2236 2237
t 100 f 0 - 2175 2184 2221
t 100 fName 0 - 1108 1110 1114 1115 1116 1117 2147 2151 2153 2157 2159 2169 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3453
t 100 fPr 0 - 2169 2264
t 100 func 0 - 2178 2183 2186
t 100 funcPr 0 - 2169
t 100 groupChr 0 - 2178 2188
t 100 groupChrPr 0 - 2167 2169 2230 2265
t 100 grow 2 -
t 100 hideBot 2 -
t 100 hideLeft 2 -
t 100 hideRight 2 -
t 100 hideTop 2 -
t 100 intLim 2 -
t 100 interSp 2 -
t 100 intraSp 2 -
t 100 jc 2 -
t 100 lMargin 2 -
t 100 lim 0 - 1108 1110 1114 1115 1116 1117 2147 2151 2153 2157 2159 2169 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3453
t 100 limLoc 2 -
t 100 limLow 0 - 2178 2199 2202
t 100 limLowPr 0 - 2169
t 100 limUpp 0 - 2178 2199 2204
t 100 limUppPr 0 - 2169
t 100 lit 2 -
t 100 m 0 - 2207 2215
t 100 mPr 0 - 2155 2164 2165 2166 2169 2214 2229 2236 2237
t 100 mathFont 2 -
t 100 mathPr 0 - 2162 2163 2172 2177 2194 2195 2196 2198 2208 2217 2231 2232 2234 2252 2266 2267
t 100 maxDist 2 -
t 100 mc 0 - 2213
t 100 mcJc 2 -
t 100 mcPr 0 - 2168 2212
t 100 mcs 0 - 2211
t 100 mr 0 - 2178
t 100 nary 0 - 2178 2218 2258 2260
t 100 naryLim 2 -
t 100 naryPr 0 - 2167 2169 2189 2200 2259 2261
t 100 noBreak 2 -
t 100 nor 2 -
t 100 num 0 - 1108 1110 1114 1115 1116 1117 2147 2151 2153 2157 2159 2169 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3453
t 100 oMath 0 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3453
t 100 oMathPara 0 - 1108 1110 1114 1115 1116 1117 2222 2224 2233 3017 3018 3051 3052 3059 3071 3072 3073 3074 3075 3076 3077 3078 3094 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408
t 100 oMathParaPr 0 - 2197
t 100 objDist 2 -
t 100 opEmu 2 -
t 100 phant 0 - 2178 2228
t 100 phantPr 0 - 2169 2250 2263 2268 2269 2270
t 100 plcHide 2 -
t 100 pos 2 -
t 100 postSp 2 -
t 100 preSp 2 -
t 100 r 0 - 2235 2262 2983 3023 3053 3061 3064 3085 3086 3095 3096 3157 3183 3184 3196 3208 3209 3261 3269 3310 3311 3329 3356 3384 3387 3405 3414 3439 3467 3482 3520 3523 3524 3628 3629
t 100 rMargin 2 -
t 100 rPr 0 - 2149 2161 2205 2220 2248 2257
t 100 rSp 2 -
t 100 rSpRule 2 -
t 100 rad 0 - 2173 2178 2239
t 100 radPr 0 - 2169 2174
t 100 sPre 0 - 2178 2241 2258 2260
t 100 sPrePr 0 - 2169
t 100 sSub 0 - 2178 2243 2258
t 100 sSubPr 0 - 2169
t 100 sSubSup 0 - 2178 2245 2258 2260
t 100 sSubSupPr 0 - 2150 2169
t 100 sSup 0 - 2178 2247 2260
t 100 sSupPr 0 - 2169
t 100 scr 2 -
t 100 sepChr 2 -
t 100 show 2 -
t 100 shp 2 -
t 100 smallFrac 2 -
t 100 strikeBLTR 2 -
t 100 strikeH 2 -
t 100 strikeTLBR 2 -
t 100 strikeV 2 -
t 100 sty 2 -
t 100 sub 0 - 1108 1110 1114 1115 1116 1117 2147 2151 2153 2157 2159 2169 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3453
t 100 subHide 2 -
t 100 sup 0 - 1108 1110 1114 1115 1116 1117 2147 2151 2153 2157 2159 2169 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3453
t 100 supHide 2 -
t 100 t 95 -
t 100 transp 2 -
t 100 type 2 -
t 100 vertJc 2 -
t 100 wrapIndent 2 -
t 100 wrapRight 2 -
t 100 zeroAsc 2 -
t 100 zeroDesc 2 -
t 100 zeroWid 2 -
t 102 category 0 -
t 102 contentStatus 0 -
t 102 contentType 0 -
t 102 coreProperties 0 - 12 13 14 15 16 17 18 19 2271 2272 2273 2275 2276 2277 2278 2280
t 102 keywords 0 - 2279
t 102 lastModifiedBy 0 -
t 102 lastPrinted 0 -
t 102 revision 0 -
t 102 value 0 -
t 102 version 0 -
t 103 anim 350 - 2310 2494
t 103 animClr 395 - 2308 2310 2382 2505
t 103 animEffect 565 - 2310 2440
t 103 animMotion 760 - 2309 2310 2383 2443 2506
t 103 animRot 351 - 2310
t 103 animScale 871 - 2309 2310 2383 2506
t 103 attrName 0 -
t 103 attrNameLst 0 - 2287
t 103 audio 674 - 2311
t 103 bg 347 - 2292 2293
t 103 bg 0 -
t 103 bgPr 809 - 1634 1694 1695 1751 1825 1843 1877 2372
t 103 bgRef 651 - 1775 1847 1871 1872 1889 1898
t 103 bldAsOne 0 -
t 103 bldDgm 329 -
t 103 bldGraphic 602 - 2294 2300
t 103 bldLst 0 - 2295 2296 2298 2299
t 103 bldOleChart 265 -
t 103 bldP 205 - 2502
t 103 bldSub 0 - 1630 1631
t 103 blinds 504 -
t 103 blipFill 524 - 1633 1888 1892 1920
t 103 bodyStyle 0 - 1684 1718 1809 1810 1811 1812 1813 1814 1815 1816 1817
t 103 bold 6 -
t 103 boldItalic 6 -
t 103 boolVal 858 -
t 103 browse 817 -
t 103 by 0 - 2395 2449
t 103 by 867 -
t 103 cBhvr 179 - 2288 2320 2496
t 103 cMediaNode 717 - 2320 2496
t 103 cNvCxnSpPr 0 - 1683 1700 1718 1891
t 103 cNvGraphicFramePr 0 - 1718 1755
t 103 cNvGrpSpPr 0 - 1723 1764
t 103 cNvPicPr 775 - 1724 1845
t 103 cNvPr 496 - 1722 1771 1772
t 103 cNvSpPr 843 - 1718 1882
t 103 cSld 722 - 2290 2339 2342 2371 2481
t 103 cSldViewPr 815 - 2321 2390
t 103 cTn 176 - 2324 2354 2356 2400 2483 2489
t 103 cViewPr 862 - 2424 2451
t 103 charRg 539 -
t 103 checker 504 -
t 103 childTnLst 0 - 2281 2282 2283 2284 2285 2286 2289 2334 2357 2428 2452 2453 2513
t 103 circle 0 -
t 103 clrMap 177 - 1718
t 103 clrMapOvr 0 - 1819 1837
t 103 clrMru 0 - 1775 1847 1871 1872 1889 1898
t 103 clrVal 0 - 1775 1847 1871 1872 1889 1898
t 103 cm 282 - 2370 2434 2495
t 103 cmAuthor 393 - 2369
t 103 cmAuthorLst 0 - 2331
t 103 cmLst 0 - 2330
t 103 cmd 397 - 2310
t 103 comb 504 -
t 103 cond 491 - 2450 2496 2503
t 103 contentPart 100 - 525 539 568
t 103 control 657 - 2372 2432
t 103 controls 0 - 2338
t 103 cover 504 -
t 103 custData 6 -
t 103 custDataLst 0 - 2341 2492
t 103 custShow 641 - 2372 2465
t 103 custShow 632 -
t 103 custShowLst 0 - 2343
t 103 cut 837 -
t 103 cxnSp 0 - 2373 2416 2479 2487
t 103 defaultTextStyle 0 - 1684 1718 1809 1810 1811 1812 1813 1814 1815 1816 1817
t 103 diamond 0 -
t 103 dissolve 0 -
t 103 embed 579 - 2372
t 103 embeddedFont 0 - 2304 2305 2381 2399 2446
t 103 embeddedFontLst 0 - 2352
t 103 endCondLst 0 - 2336
t 103 endSnd 0 -
t 103 endSync 491 - 2450 2496 2503
t 103 excl 0 - 2320
t 103 ext 849 * 536 537
t 103 ext 849 * 575
t 103 ext 849 * 578
t 103 ext 849 * 520
t 103 ext 849 *
t 103 ext 849 * 577
t 103 ext 849 * 550 551 573 577
t 103 ext 849 * 106 521 522 569
t 103 ext 849 * 516 534 554
t 103 ext 849 * 535 553 613
t 103 extLst 0 - 2358
t 103 extLst 0 - 2359
t 103 extLst 0 - 2360
t 103 extLst 0 - 2361
t 103 extLst 0 - 2362
t 103 extLst 712 - 2362
t 103 extLst 0 - 2363
t 103 extLst 0 - 2364
t 103 extLst 0 - 2365
t 103 extLst 0 - 2366
t 103 extLst 0 - 2367
t 103 fade 837 -
t 103 fltVal 858 -
t 103 font 385 -
t 103 from 0 - 1775 1847 1871 1872 1889 1898
t 103 from 867 -
t 103 graphicEl 0 - 1663 1686
t 103 graphicFrame 0 - 1752 2373 2417 2519
t 103 gridSpacing 467 -
t 103 grpSp 0 - 2337 2347 2373 2385 2387 2388 2418 2432 2478
t 103 grpSpPr 347 - 1634 1694 1695 1718 1751 1762 1825 1843 1870 1877 1942
t 103 guide 759 -
t 103 guideLst 0 - 2389
t 103 handoutMaster 0 - 2318 2326 2374 2394
t 103 handoutMasterId 6 - 2372
t 103 handoutMasterIdLst 0 - 2392
t 103 hf 525 - 2373
t 103 hsl 607 -
t 103 htmlPubPr 785 - 2344 2372 2458 2469
t 103 inkTgt 824 -
t 103 intVal 858 -
t 103 italic 6 -
t 103 iterate 314 - 2499 2500
t 103 kinsoku 666 -
t 103 kiosk 799 -
t 103 link 848 - 2372
t 103 modifyVerifier 214 -
t 103 newsflash 0 -
t 103 nextCondLst 0 - 2336
t 103 normalViewPr 622 - 2372 2447 2448
t 103 notes 816 - 2318 2327 2373
t 103 notesMaster 0 - 2318 2326 2374 2394 2412
t 103 notesMasterId 6 - 2372
t 103 notesMasterIdLst 0 - 2410
t 103 notesStyle 0 - 1684 1718 1809 1810 1811 1812 1813 1814 1815 1816 1817
t 103 notesSz 467 -
t 103 notesTextViewPr 0 - 2321 2372
t 103 notesViewPr 0 - 2319 2372
t 103 nvCxnSpPr 0 - 2312 2316 2420
t 103 nvGraphicFramePr 0 - 2313 2316 2420
t 103 nvGrpSpPr 0 - 2314 2316 2420
t 103 nvPicPr 0 - 2315 2316 2420
t 103 nvPr 675 - 1615 1616 1854 1937 1938 2342 2368 2430
t 103 nvSpPr 0 - 2316 2317 2420
t 103 oleChartEl 699 -
t 103 oleObj 656 - 2351 2403 2432
t 103 origin 867 -
t 103 otherStyle 0 - 1684 1718 1809 1810 1811 1812 1813 1814 1815 1816 1817
t 103 outlineViewPr 0 - 2321 2372 2464
t 103 pRg 539 -
t 103 par 0 - 2320
t 103 penClr 0 - 1775 1847 1871 1872 1889 1898
t 103 ph 610 - 2373
t 103 photoAlbum 346 - 2372
t 103 pic 0 - 2302 2373 2419 2479 2487
t 103 plus 0 -
t 103 pos 867 -
t 103 present 0 -
t 103 presentation 288 - 2342 2345 2348 2353 2375 2393 2401 2404 2411 2413 2431 2460 2468 2471
t 103 presentationPr 0 - 2328 2376 2396 2439 2454 2515
t 103 prevCondLst 0 - 2336
t 103 prnPr 394 - 2372
t 103 progress 0 - 2380
t 103 pull 504 -
t 103 push 504 -
t 103 rCtr 867 -
t 103 random 0 -
t 103 randomBar 504 -
t 103 regular 6 -
t 103 restoredLeft 287 -
t 103 restoredTop 287 -
t 103 rgb 309 -
t 103 rtn 858 -
t 103 scale 0 - 1895 1896
t 103 seq 425 - 2320 2406 2438
t 103 set 0 - 2310 2507
t 103 showPr 696 - 2307 2344 2377 2402 2429 2435 2458 2469
t 103 sld 404 -
t 103 sld 812 - 2318 2327 2378 2497 2508
t 103 sld 6 -
t 103 sldAll 0 -
t 103 sldId 633 - 2372
t 103 sldIdLst 0 - 2459
t 103 sldLayout 702 - 2318 2327 2374 2394 2497 2508
t 103 sldLayoutId 633 - 2372
t 103 sldLayoutIdLst 0 - 2462
t 103 sldLst 0 - 2455
t 103 sldLst 0 - 2457
t 103 sldMaster 776 - 2318 2326 2374 2394 2463 2497 2508 2511
t 103 sldMasterId 633 - 2372
t 103 sldMasterIdLst 0 - 2467
t 103 sldRg 539 -
t 103 sldSyncPr 390 - 2372
t 103 sldSz 470 -
t 103 sldTgt 0 -
t 103 slideViewPr 0 - 2319 2372
t 103 snd 343 -
t 103 sndAc 0 - 2355 2484
t 103 sndTgt 343 -
t 103 sorterViewPr 813 - 2321 2372
t 103 sp 853 - 2373 2421 2479 2487 2509
t 103 spPr 347 - 1634 1679 1694 1695 1726 1751 1762 1790 1825 1843 1849 1870 1877 1879 1940
t 103 spTgt 824 - 2291 2384 2422 2488 2510
t 103 spTree 0 - 2337 2347 2373 2385 2387 2388 2418 2432 2478
t 103 split 508 -
t 103 stCondLst 0 - 2336
t 103 stSnd 695 - 2474
t 103 strVal 858 -
t 103 strips 504 -
t 103 style 0 - 1696 1734 1745 1796
t 103 subSp 824 -
t 103 subTnLst 0 - 2281 2282 2283 2284 2285 2286 2289 2334 2357 2428 2452 2453 2513
t 103 tag 738 -
t 103 tagLst 0 - 2490
t 103 tags 6 -
t 103 tav 577 - 2512
t 103 tavLst 0 - 2493
t 103 text 0 -
t 103 tgtEl 0 - 515 2397 2472 2476 2480
t 103 timing 0 - 2297 2373 2504
t 103 titleStyle 0 - 1684 1718 1809 1810 1811 1812 1813 1814 1815 1816 1817
t 103 tmAbs 858 -
t 103 tmPct 858 -
t 103 tmpl 697 - 2504
t 103 tmplLst 0 - 2501
t 103 tn 858 -
t 103 tnLst 0 - 2428
t 103 to 0 - 1775 1847 1871 1872 1889 1898
t 103 to 867 -
t 103 to 0 - 2306 2329 2380 2398 2485
t 103 transition 206 - 519 523 527 528 529 530 531 532 533 541 544 546 547 555 559 564 565 566 567 576 2301 2323 2325 2335 2340 2346 2349 2350 2373 2379 2405 2433 2441 2442 2444 2445 2475 2482 2486 2516 2517 2518 2520
t 103 txBody 0 - 1639 1802 1838
t 103 txEl 0 - 2322 2427
t 103 txStyles 0 - 2303 2372 2425 2498
t 103 val 0 - 2306 2329 2380 2398 2485
t 103 video 590 - 2311
t 103 viewPr 684 - 2372 2386 2407 2414 2415 2426 2473 2477
t 103 webPr 240 - 2372
t 103 wedge 0 -
t 103 wheel 825 -
t 103 wipe 504 -
t 103 xfrm 575 - 1706 1835
t 103 zoom 504 -
t 104 DataBinding 146 *
t 104 Map 139 - 2521
t 104 MapInfo 168 - 2522 2524
t 104 Schema 161 *
t 104 alignment 620 -
t 104 anchor 715 - 2707 2924
t 104 author 95 -
t 104 authors 0 - 2527
t 104 autoFilter 795 - 2665 2695 2899
t 104 autoSortScope 0 - 2803
t 104 b 858 -
t 104 b 353 - 2959
t 104 bgColor 286 -
t 104 bk 0 - 2665
t 104 bk 0 - 2836
t 104 bookViews 0 - 2956
t 104 border 502 - 2539 2623 2635 2722 2739 2850 2901 2925 2944
t 104 borders 436 - 2537
t 104 bottom 828 - 2575
t 104 brk 638 -
t 104 c 172 -
t 104 c 396 - 2665 2681 2733 2937
t 104 cacheField 369 - 2658 2685 2761 2874
t 104 cacheFields 436 - 2543
t 104 cacheHierarchies 436 - 2546
t 104 cacheHierarchy 232 - 2659 2687 2715
t 104 cacheSource 430 - 2590 2660 2958
t 104 calcChain 0 - 2541 2665
t 104 calcPr 364 -
t 104 calculatedColumnFormula 275 -
t 104 calculatedItem 558 - 2665 2803
t 104 calculatedItems 436 - 2551
t 104 calculatedMember 617 - 2661
t 104 calculatedMembers 436 - 2553
t 104 cell 789 - 2938
t 104 cellMetadata 436 - 2535
t 104 cellStyle 345 - 2665
t 104 cellStyleXfs 436 - 2960
t 104 cellStyles 436 - 2557
t 104 cellWatch 787 -
t 104 cellWatches 0 - 2560
t 104 cellXfs 436 - 2960
t 104 cfRule 174 - 2577 2605 2662 2704 2728
t 104 cfvo 604 - 2665
t 104 charset 858 -
t 104 chartFormat 386 - 2803
t 104 chartFormats 436 - 2566
t 104 chartsheet 0 - 2600 2629 2630 2665 2720 2740 2741 2792 2794 2802 2885 2887 2891 2949
t 104 col 321 -
t 104 colBreaks 442 - 2540
t 104 colFields 436 - 2684
t 104 colHierarchiesUsage 436 - 2573
t 104 colHierarchyUsage 619 -
t 104 colItems 436 - 2726
t 104 color 286 -
t 104 colorFilter 379 -
t 104 colorScale 0 - 2564 2575
t 104 colors 0 - 2731 2763
t 104 cols 0 - 2569
t 104 comment 283 - 2582 2920
t 104 commentList 0 - 2580
t 104 commentPr 254 - 2526
t 104 comments 0 - 2528 2581 2665
t 104 condense 858 -
t 104 conditionalFormat 779 - 2665 2804
t 104 conditionalFormats 436 - 2585
t 104 conditionalFormatting 766 - 2563 2665
t 104 connection 312 - 2614 2663 2777 2799 2923 2947
t 104 connections 0 - 2588
t 104 consolidation 292 - 2796 2835
t 104 control 730 - 2592
t 104 controlPr 252 - 2526
t 104 controls 0 - 2591
t 104 customFilter 758 -
t 104 customFilters 261 - 2594
t 104 customPr 723 -
t 104 customProperties 0 - 2596
t 104 customSheetView 605 - 2720 2792 2794
t 104 customSheetView 411 - 2529 2570 2665 2720 2792 2795 2797 2816 2855 2868
t 104 customSheetViews 0 - 2598
t 104 customSheetViews 0 - 2599
t 104 customWorkbookView 193 - 2665
t 104 customWorkbookViews 0 - 2602
t 104 d 353 - 2959
t 104 dataBar 703 - 2564 2575
t 104 dataConsolidate 591 - 2610
t 104 dataField 318 - 2664
t 104 dataFields 436 - 2607
t 104 dataRef 727 -
t 104 dataRefs 436 - 2609
t 104 dataValidation 236 - 865 2705 2706
t 104 dataValidations 440 - 2611
t 104 dateGroupItem 482 -
t 104 dbPr 419 -
t 104 ddeItem 208 - 2942
t 104 ddeItems 0 - 2615
t 104 ddeLink 483 - 2616
t 104 definedName 424 -
t 104 definedName 728 -
t 104 definedNames 0 - 2618
t 104 definedNames 0 - 2619
t 104 deletedField 722 -
t 104 diagonal 828 - 2575
t 104 dialogsheet 0 - 2593 2601 2629 2630 2665 2720 2740 2741 2783 2792 2795 2816 2880 2886 2888 2892
t 104 dimension 373 -
t 104 dimension 795 -
t 104 dimensions 436 - 2625
t 104 discretePr 436 - 2959
t 104 drawing 6 -
t 104 drawingHF 381 -
t 104 dxf 0 - 2525 2537 2665 2691 2700 2770 2819
t 104 dxfs 436 - 2631
t 104 dynamicFilter 705 -
t 104 e 305 - 2930 2959
t 104 end 828 - 2575
t 104 entries 436 - 2634 2743 2766 2864
t 104 evenFooter 95 -
t 104 evenHeader 95 -
t 104 ext 849 * 681 798
t 104 ext 849 * 682 796
t 104 ext 849 * 778
t 104 ext 849 * 683 799
t 104 ext 849 * 729
t 104 ext 849 * 702 800
t 104 ext 849 * 707 802
t 104 ext 849 *
t 104 ext 849 * 744 817 818 851 989 996 2849
t 104 ext 849 * 750
t 104 ext 849 * 815 820
t 104 ext 849 * 751
t 104 ext 849 * 753 823 827 999
t 104 ext 849 * 829
t 104 ext 849 * 837 839 844
t 104 ext 849 * 714 775 808 857
t 104 ext 849 * 783
t 104 ext 849 * 712 745 770 790 803 819 825 840 848 850 863
t 104 ext 849 * 701 709 731 756 771 781 853 862
t 104 extLst 0 - 2639
t 104 extLst 0 - 2640
t 104 extLst 0 - 2641
t 104 extLst 0 - 2642
t 104 extLst 0 - 2643
t 104 extLst 0 - 2644
t 104 extLst 0 - 2645
t 104 extLst 0 - 2646
t 104 extLst 0 - 2647
t 104 extLst 0 - 2648
t 104 extLst 0 - 2649
t 104 extLst 0 - 2650
t 104 extLst 0 - 2651
t 104 extLst 0 - 2652
t 104 extLst 0 - 2654
t 104 extLst 0 - 2655
t 104 extLst 0 - 2656
t 104 extLst 0 - 2657
t 104 extend 858 -
t 104 externalBook 6 - 2621 2879 2884
t 104 externalLink 0 - 2617 2665 2677 2781
t 104 externalReference 6 -
t 104 externalReferences 0 - 2679
t 104 f 175 -
t 104 family 858 -
t 104 fgColor 286 -
t 104 field 866 -
t 104 fieldGroup 316 - 2628 2713 2833
t 104 fieldUsage 866 -
t 104 fieldsUsage 436 - 2686
t 104 fileRecoveryPr 294 -
t 104 fileSharing 225 -
t 104 fileVersion 267 -
t 104 fill 0 - 2711 2800
t 104 fills 436 - 2691
t 104 filter 858 -
t 104 filter 497 - 2529 2668
t 104 filterColumn 401 - 704 727 2576 2595 2633 2665 2696 2727 2926
t 104 filters 327 - 719 2613 2693
t 104 filters 436 - 2694
t 104 firstFooter 95 -
t 104 firstHeader 95 -
t 104 font 0 - 2531 2565 2575 2584 2676 2682 2725 2767 2785 2867 2873 2904 2906 2933 2943
t 104 fonts 437 - 2700
t 104 format 183 - 2665 2803
t 104 formats 436 - 2702
t 104 formula 95 -
t 104 formula1 95 -
t 104 formula2 95 -
t 104 from 0 - 1958 1959 1975 1976
t 104 functionGroup 722 -
t 104 functionGroups 344 - 2708
t 104 futureMetadata 444 - 2534 2665
t 104 gradientFill 339 - 2902
t 104 group 372 - 2717
t 104 groupItems 436 - 2532 2604 2634 2743 2766 2864
t 104 groupLevel 368 - 2665 2718
t 104 groupLevels 436 - 2714
t 104 groupMember 599 -
t 104 groupMembers 436 - 2716
t 104 groups 436 - 2712
t 104 header 480 - 2665 2845 2882
t 104 headerFooter 229 - 2637 2638 2698 2699 2774 2775
t 104 headers 512 - 2719
t 104 horizontal 828 - 2575
t 104 hyperlink 513 -
t 104 hyperlinks 0 - 2723
t 104 i 858 -
t 104 i 627 - 2959
t 104 iconFilter 630 -
t 104 iconSet 631 - 2564
t 104 ignoredError 365 -
t 104 ignoredErrors 0 - 2665 2729
t 104 indexedColors 0 - 2848
t 104 inputCells 493 -
t 104 is 0 - 2801 2828 2830 2908
t 104 item 354 -
t 104 items 436 - 2734
t 104 k 720 -
t 104 kpi 370 -
t 104 kpis 436 - 2737
t 104 left 828 - 2575
t 104 legacyDrawing 6 -
t 104 legacyDrawingHF 6 -
t 104 location 403 -
t 104 m 304 - 2930 2959
t 104 m 0 -
t 104 main 570 - 2928
t 104 map 503 -
t 104 maps 436 - 2746
t 104 mdx 551 - 2736 2764 2787 2907
t 104 mdxMetadata 436 - 2748
t 104 measureGroup 374 -
t 104 measureGroups 436 - 2750
t 104 member 722 -
t 104 members 441 - 2752
t 104 mergeCell 795 -
t 104 mergeCells 436 - 2754
t 104 metadata 0 - 2556 2665 2710 2749 2757 2759 2941
t 104 metadataStrings 436 - 2863
t 104 metadataType 201 -
t 104 metadataTypes 436 - 2758
t 104 mp 559 -
t 104 mpMap 857 -
t 104 mps 436 - 2760
t 104 mruColors 0 - 2575
t 104 ms 356 - 2765
t 104 n 804 -
t 104 n 305 - 2930 2959
t 104 name 858 -
t 104 nc 396 - 2665 2681 2733 2937
t 104 ndxf 0 - 2525 2537 2665 2691 2700 2770 2819
t 104 numFmt 584 -
t 104 numFmts 436 - 2770
t 104 objectPr 253 - 2526
t 104 oc 396 - 2665 2681 2733 2937
t 104 oddFooter 95 -
t 104 oddHeader 95 -
t 104 odxf 0 - 2525 2537 2665 2691 2700 2770 2819
t 104 olapPr 693 -
t 104 oldFormula 95 -
t 104 oleItem 207 -
t 104 oleItems 0 - 740 2779
t 104 oleLink 780 - 2780
t 104 oleObject 291 - 2772
t 104 oleObjects 0 - 2782
t 104 oleSize 795 -
t 104 outline 858 -
t 104 outlinePr 273 -
t 104 p 719 -
t 104 page 436 - 2791
t 104 pageField 367 - 2665
t 104 pageFields 436 - 2789
t 104 pageItem 722 -
t 104 pageMargins 340 -
t 104 pageSetUpPr 293 -
t 104 pageSetup 325 -
t 104 pageSetup 324 -
t 104 pages 436 - 2788
t 104 pane 192 -
t 104 parameter 337 -
t 104 parameters 436 - 2798
t 104 patternFill 762 - 2533 2683
t 104 phoneticPr 230 -
t 104 picture 6 -
t 104 pivotArea 300 - 2665 2843
t 104 pivotAreas 436 - 2803
t 104 pivotCache 361 -
t 104 pivotCacheDefinition 313 - 2544 2545 2547 2552 2554 2627 2666 2738 2747 2751 2932
t 104 pivotCacheRecords 436 - 2665 2827
t 104 pivotCaches 0 - 2805
t 104 pivotField 233 - 2530 2667 2735
t 104 pivotFields 436 - 2809
t 104 pivotHierarchies 436 - 2812
t 104 pivotHierarchy 371 - 2669 2753 2762
t 104 pivotSelection 191 - 2803
t 104 pivotTableDefinition 271 - 2567 2571 2572 2574 2586 2608 2670 2697 2703 2742 2790 2810 2811 2815 2856 2857 2859
t 104 pivotTableStyleInfo 732 -
t 104 printOptions 596 -
t 104 protectedRange 224 -
t 104 protectedRanges 0 - 2817
t 104 protection 614 -
t 104 query 706 - 2930
t 104 queryCache 436 - 2820
t 104 queryTable 202 - 2671 2826
t 104 queryTableDeletedFields 436 - 2622
t 104 queryTableField 391 - 2665
t 104 queryTableFields 436 - 2824
t 104 queryTableRefresh 561 - 2665 2823 2825 2899
t 104 r 0 - 2532 2604 2634 2743 2766 2864 2959
t 104 r 0 - 2831 2908
t 104 rFont 858 -
t 104 rPh 533 - 2908
t 104 rPr 0 - 2531 2565 2575 2584 2676 2682 2725 2785 2829 2867 2873 2904 2906 2933 2943
t 104 raf 272 -
t 104 rangePr 290 -
t 104 rangeSet 629 -
t 104 rangeSets 436 - 2834
t 104 rc 831 -
t 104 rcc 528 - 2665 2768 2769 2773 2776
t 104 rcft 792 -
t 104 rcmt 181 -
t 104 rcv 187 -
t 104 rdn 423 - 2665 2704 2778
t 104 reference 299 - 2665 2959
t 104 references 436 - 2842
t 104 reviewed 791 -
t 104 reviewedList 436 - 2844
t 104 revisions 0 - 2832 2837 2838 2839 2840 2841 2847 2851 2852 2860 2861 2862
t 104 rfmt 689 - 2631 2665
t 104 rgbColor 801 -
t 104 richInfo 767 -
t 104 right 828 - 2575
t 104 ris 726 -
t 104 rm 500 - 2837 2847 2934
t 104 row 787 - 2555
t 104 row 405 - 2542 2665
t 104 rowBreaks 442 - 2540
t 104 rowFields 436 - 2684
t 104 rowHierarchiesUsage 436 - 2858
t 104 rowHierarchyUsage 619 -
t 104 rowItems 436 - 2726
t 104 rqt 560 -
t 104 rrc 184 - 2837 2847 2934
t 104 rsnm 742 - 2665
t 104 s 857 -
t 104 s 305 - 2930 2959
t 104 scenario 421 - 2732
t 104 scenarios 463 - 2865
t 104 scheme 858 -
t 104 selection 190 -
t 104 serverFormat 462 -
t 104 serverFormats 436 - 2869
t 104 set 443 - 2897 2930
t 104 sets 436 - 2871
t 104 shadow 858 -
t 104 sharedItems 434 - 2532 2604 2634 2743 2766 2864
t 104 sheet 731 -
t 104 sheetCalcPr 589 -
t 104 sheetData 796 - 2853
t 104 sheetData 0 - 2854
t 104 sheetDataSet 0 - 2877
t 104 sheetFormatPr 317 -
t 104 sheetId 858 -
t 104 sheetIdMap 436 - 2881
t 104 sheetName 858 -
t 104 sheetNames 0 - 2883
t 104 sheetPr 399 - 2909
t 104 sheetPr 398 - 2786 2793 2909
t 104 sheetProtection 222 -
t 104 sheetProtection 221 -
t 104 sheetView 833 - 2665
t 104 sheetView 410 - 2665 2797 2813 2868
t 104 sheetViews 0 - 2665 2889
t 104 sheetViews 0 - 2665 2890
t 104 sheets 0 - 2875
t 104 si 0 - 2801 2828 2830 2908
t 104 singleXmlCell 429 - 2665 2961
t 104 singleXmlCells 0 - 2895
t 104 sortByTuple 352 - 2929
t 104 sortCondition 466 -
t 104 sortState 375 - 777 2665 2898
t 104 sst 448 - 2665 2894
t 104 start 828 - 2575
t 104 stop 772 - 2575
t 104 stp 95 -
t 104 strike 858 -
t 104 styleSheet 0 - 2538 2558 2559 2562 2578 2632 2672 2692 2701 2771 2918
t 104 sz 858 -
t 104 t 306 - 2765
t 104 t 95 -
t 104 tabColor 286 -
t 104 table 420 - 2529 2673 2899 2912 2917
t 104 tableColumn 477 - 2550 2665 2927 2962
t 104 tableColumns 436 - 2911
t 104 tablePart 6 -
t 104 tableParts 436 - 2913
t 104 tableStyle 445 - 2916
t 104 tableStyleElement 529 -
t 104 tableStyleInfo 733 -
t 104 tableStyles 439 - 2915
t 104 tables 436 - 2744 2863 2959
t 104 text 0 - 2801 2828 2830 2908
t 104 textField 773 -
t 104 textFields 436 - 2921
t 104 textPr 384 - 2922
t 104 to 0 - 1958 1959 1975 1976
t 104 top 828 - 2575
t 104 top10 569 -
t 104 totalsRowFormula 275 -
t 104 tp 830 - 2903 2931 2938
t 104 tpl 573 -
t 104 tpls 352 - 2929
t 104 tr 788 -
t 104 tupleCache 0 - 2636 2665 2821 2870 2872
t 104 u 858 -
t 104 undo 276 -
t 104 userInfo 479 - 2665
t 104 users 436 - 2935
t 104 v 95 -
t 104 v 0 -
t 104 val 95 -
t 104 value 830 - 2939
t 104 valueMetadata 436 - 2535
t 104 values 414 - 2940
t 104 vertAlign 858 -
t 104 vertical 828 - 2575
t 104 volType 844 - 2745
t 104 volTypes 0 - 2665 2945
t 104 webPr 433 - 2919
t 104 webPublishItem 295 -
t 104 webPublishItems 436 - 2948
t 104 webPublishObject 296 -
t 104 webPublishObjects 436 - 2950
t 104 webPublishing 239 -
t 104 workbook 426 - 791 896 2536 2549 2603 2620 2674 2680 2688 2689 2690 2709 2784 2808 2893 2951 2952 2954 2955
t 104 workbookPr 241 -
t 104 workbookProtection 694 -
t 104 workbookView 194 - 2665
t 104 worksheet 101 - 2529 2561 2570 2579 2587 2593 2597 2601 2606 2612 2626 2629 2630 2675 2720 2724 2730 2740 2741 2755 2783 2792 2795 2801 2802 2816 2818 2855 2866 2876 2878 2880 2886 2888 2892 2899 2914 2949
t 104 worksheetSource 727 -
t 104 x 857 -
t 104 xf 269 - 2525 2665 2819
t 104 xmlCellPr 649 - 2665 2963
t 104 xmlColumnPr 494 - 2665
t 104 xmlPr 701 - 2665
t 105 abstractNum 127 - 3289 3323 3325 3343 3352 3501 3577
t 105 abstractNumId 93 -
t 105 active 93 -
t 105 activeRecord 93 -
t 105 activeWritingStyle 24 -
t 105 addressFieldName 93 -
t 105 adjustLineHeightInTable 93 -
t 105 adjustRightInd 93 -
t 105 alias 93 -
t 105 aliases 93 -
t 105 alignBordersAndEdges 93 -
t 105 alignTablesRowByRow 93 -
t 105 allowPNG 93 -
t 105 allowSpaceOfSameStyleInTable 93 -
t 105 altChunk 6 - 2979
t 105 altChunkPr 0 - 3306
t 105 altName 93 -
t 105 alwaysMergeEmptyNamespace 93 -
t 105 alwaysShowPlaceholderText 93 -
t 105 annotationRef 0 -
t 105 applyBreakingRules 93 -
t 105 attachedSchema 93 -
t 105 attachedTemplate 6 -
t 105 attr 80 -
t 105 autoCaption 30 -
t 105 autoCaptions 0 - 2988
t 105 autoFormatOverride 93 -
t 105 autoHyphenation 93 -
t 105 autoRedefine 93 -
t 105 autoSpaceDE 93 -
t 105 autoSpaceDN 93 -
t 105 autoSpaceLikeWord95 93 -
t 105 autofitToFirstFixedWidthCell 93 -
t 105 b 93 -
t 105 bCs 93 -
t 105 background 42 - 3739
t 105 balanceSingleByteDoubleByteWidth 93 -
t 105 bar 41 -
t 105 basedOn 93 -
t 105 bdo 93 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3003 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3099 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3453 3507
t 105 bdr 41 -
t 105 behavior 93 -
t 105 behaviors 0 - 3005
t 105 between 41 -
t 105 bibliography 0 -
t 105 bidi 93 -
t 105 bidiVisual 93 -
t 105 blockQuote 93 -
t 105 body 0 - 1108 1110 1114 1115 1116 1117 2978 3017 3018 3051 3052 3059 3066 3071 3072 3073 3074 3075 3076 3077 3078 3094 3258 3314 3315 3316 3319 3320 3321 3364 3377 3378 3403 3450 3463 3530
t 105 bodyDiv 93 -
t 105 bookFoldPrinting 93 -
t 105 bookFoldPrintingSheets 93 -
t 105 bookFoldRevPrinting 93 -
t 105 bookmarkEnd 55 -
t 105 bookmarkStart 39 -
t 105 bordersDoNotSurroundFooter 93 -
t 105 bordersDoNotSurroundHeader 93 -
t 105 bottom 41 -
t 105 bottom 92 -
t 105 br 36 -
t 105 cachedColBalance 93 -
t 105 calcOnExit 93 -
t 105 calendar 93 -
t 105 cantSplit 93 -
t 105 caps 93 -
t 105 caption 31 -
t 105 captions 0 - 2989 3029
t 105 category 0 - 3222 3325
t 105 cellDel 133 -
t 105 cellIns 133 -
t 105 cellMerge 136 -
t 105 characterSpacingControl 93 -
t 105 charset 35 -
t 105 checkBox 0 - 3039 3089 3478 3479
t 105 checkErrors 93 -
t 105 checked 93 -
t 105 citation 0 -
t 105 clickAndTypeStyle 93 -
t 105 clrSchemeMapping 15 -
t 105 cnfStyle 61 -
t 105 col 88 -
t 105 colDelim 93 -
t 105 color 89 -
t 105 cols 60 - 3044
t 105 column 93 -
t 105 comboBox 74 - 3283
t 105 comment 134 - 2978 3017 3018 3051 3052 3066 3364 3377 3378 3403 3450 3530
t 105 commentRangeEnd 55 -
t 105 commentRangeStart 55 -
t 105 commentReference 68 -
t 105 comments 0 - 3050
t 105 compat 0 - 2970 2975 2977 2984 2995 2996 3000 3024 3056 3063 3102 3111 3112 3113 3117 3120 3125 3127 3128 3131 3132 3133 3137 3138 3139 3205 3212 3229 3271 3272 3277 3324 3330 3332 3333 3339 3340 3396 3397 3465 3471 3473 3484 3487 3489 3508 3512 3515 3516 3517 3518 3519 3589 3597 3598 3602 3603 3604 3605 3606 3607 3608 3609 3624 3625 3626
t 105 compatSetting 80 -
t 105 connectString 93 -
t 105 consecutiveHyphenLimit 93 -
t 105 contentPart 6 -
t 105 contextualSpacing 93 -
t 105 continuationSeparator 0 -
t 105 control 11 -
t 105 convMailMergeEsc 93 -
t 105 cr 0 -
t 105 cs 93 -
t 105 customXml 850 - 1108 1110 1114 1115 1116 1117 3017 3018 3051 3052 3059 3066 3071 3072 3073 3074 3075 3076 3077 3078 3079 3094 3258 3314 3315 3316 3319 3320 3321 3364 3377 3378 3403 3450 3530
t 105 customXml 850 - 1108 1110 1114 1115 1116 1117 3017 3018 3051 3052 3059 3067 3071 3072 3073 3074 3075 3076 3077 3078 3079 3094 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3451 3558
t 105 customXml 850 - 1108 1110 1114 1115 1116 1117 3017 3018 3051 3052 3059 3068 3071 3072 3073 3074 3075 3076 3077 3078 3079 3094 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3452 3581
t 105 customXml 850 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3069 3071 3072 3073 3074 3075 3076 3077 3078 3079 3094 3199 3247 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3454
t 105 customXml 850 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3003 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3079 3094 3099 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3453 3507
t 105 customXmlDelRangeEnd 68 -
t 105 customXmlDelRangeStart 133 -
t 105 customXmlInsRangeEnd 68 -
t 105 customXmlInsRangeStart 133 -
t 105 customXmlMoveFromRangeEnd 68 -
t 105 customXmlMoveFromRangeStart 133 -
t 105 customXmlMoveToRangeEnd 68 -
t 105 customXmlMoveToRangeStart 133 -
t 105 customXmlPr 0 - 2987 3392
t 105 dataBinding 85 -
t 105 dataSource 6 -
t 105 dataType 93 -
t 105 date 65 - 3026 3084 3276 3496
t 105 dateFormat 93 -
t 105 dayLong 0 -
t 105 dayShort 0 -
t 105 ddList 0 - 3089 3282 3428
t 105 decimalSymbol 93 -
t 105 default 93 -
t 105 defaultTabStop 93 -
t 105 defaultTableStyle 93 -
t 105 del 133 -
t 105 del 133 - 3414
t 105 del 133 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3003 3017 3018 3051 3052 3059 3071 3072 3073 3074 3075 3076 3077 3078 3094 3099 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3453
t 105 delInstrText 95 -
t 105 delText 95 -
t 105 description 93 -
t 105 destination 93 -
t 105 dir 93 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3003 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3099 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3453 3507
t 105 dirty 93 -
t 105 displayBackgroundShape 93 -
t 105 displayHangulFixedWidth 93 -
t 105 displayHorizontalDrawingGridEvery 93 -
t 105 displayVerticalDrawingGridEvery 93 -
t 105 div 68 - 3011 3013 3106 3109 3300 3302 3303 3304
t 105 divBdr 0 - 3021 3273 3431 3578
t 105 divId 93 -
t 105 divs 0 - 3105
t 105 divsChild 0 - 3105
t 105 doNotAutoCompressPictures 93 -
t 105 doNotAutofitConstrainedTables 93 -
t 105 doNotBreakConstrainedForcedTable 93 -
t 105 doNotBreakWrappedTables 93 -
t 105 doNotDemarcateInvalidXml 93 -
t 105 doNotDisplayPageBoundaries 93 -
t 105 doNotEmbedSmartTags 0 -
t 105 doNotExpandShiftReturn 93 -
t 105 doNotHyphenateCaps 93 -
t 105 doNotIncludeSubdocsInStats 93 -
t 105 doNotLeaveBackslashAlone 93 -
t 105 doNotOrganizeInFolder 93 -
t 105 doNotRelyOnCSS 93 -
t 105 doNotSaveAsSingleFile 93 -
t 105 doNotShadeFormData 93 -
t 105 doNotSnapToGridInCell 93 -
t 105 doNotSuppressBlankLines 93 -
t 105 doNotSuppressIndentation 93 -
t 105 doNotSuppressParagraphBorders 93 -
t 105 doNotTrackFormatting 93 -
t 105 doNotTrackMoves 93 -
t 105 doNotUseEastAsianBreakRules 93 -
t 105 doNotUseHTMLParagraphAutoSpacing 93 -
t 105 doNotUseIndentAsNumberingTabStop 93 -
t 105 doNotUseLongFileNames 93 -
t 105 doNotUseMarginsForDrawingGridOrigin 93 -
t 105 doNotValidateAgainstSchema 93 -
t 105 doNotVertAlignCellWithSp 93 -
t 105 doNotVertAlignInTxbx 93 -
t 105 doNotWrapTextWithPunct 93 -
t 105 docDefaults 0 - 3372 3419
t 105 docGrid 34 -
t 105 docPart 0 - 3144 3149
t 105 docPart 93 -
t 105 docPartBody 0 - 1108 1110 1114 1115 1116 1117 2978 3017 3018 3051 3052 3059 3066 3071 3072 3073 3074 3075 3076 3077 3078 3094 3258 3314 3315 3316 3319 3320 3321 3364 3377 3378 3403 3450 3463 3530
t 105 docPartCategory 93 -
t 105 docPartGallery 93 -
t 105 docPartList 0 - 3145 3146 3150
t 105 docPartObj 0 - 3145 3146 3150
t 105 docPartPr 0 - 3006 3031 3097 3230 3326 3500 3592
t 105 docPartUnique 93 -
t 105 docParts 0 - 3142
t 105 docVar 81 -
t 105 docVars 0 - 3152
t 105 document 46 - 2999 3012
t 105 documentProtection 18 -
t 105 documentType 93 -
t 105 drawing 0 - 1986 1991
t 105 drawingGridHorizontalOrigin 93 -
t 105 drawingGridHorizontalSpacing 93 -
t 105 drawingGridVerticalOrigin 93 -
t 105 drawingGridVerticalSpacing 93 -
t 105 dropDownList 74 - 3283
t 105 dstrike 93 -
t 105 dynamicAddress 93 -
t 105 eastAsianLayout 44 -
t 105 effect 93 -
t 105 em 93 -
t 105 embedBold 10 -
t 105 embedBoldItalic 10 -
t 105 embedItalic 10 -
t 105 embedRegular 10 -
t 105 embedSystemFonts 93 -
t 105 embedTrueTypeFonts 93 -
t 105 emboss 93 -
t 105 enabled 93 -
t 105 encoding 93 -
t 105 end 41 -
t 105 end 92 -
t 105 endnote 69 - 1108 1110 1114 1115 1116 1117 2978 3017 3018 3051 3052 3059 3066 3071 3072 3073 3074 3075 3076 3077 3078 3094 3258 3314 3315 3316 3319 3320 3321 3364 3377 3378 3403 3450 3530
t 105 endnote 68 -
t 105 endnotePr 0 - 3180 3345 3350 3351 3394
t 105 endnotePr 0 - 3345 3350 3351 3394
t 105 endnoteRef 0 -
t 105 endnoteReference 50 -
t 105 endnotes 0 - 3179
t 105 entryMacro 93 -
t 105 equation 0 -
t 105 evenAndOddHeaders 93 -
t 105 exitMacro 93 -
t 105 fHdr 93 -
t 105 family 93 -
t 105 ffData 0 - 3025 3037 3087 3175 3186 3189 3237 3325 3495 3572
t 105 fieldMapData 0 - 3048 3164 3276 3299 3325 3591
t 105 fitText 70 -
t 105 flatBorders 93 -
t 105 fldChar 53 - 3192 3197 3354
t 105 fldData 0 -
t 105 fldSimple 54 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3003 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3099 3197 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3453 3507
t 105 fldSimple 54 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3069 3071 3072 3073 3074 3075 3076 3077 3078 3094 3197 3199 3247 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3454
t 105 font 79 - 2980 3036 3168 3169 3170 3171 3191 3342 3375 3390 3477
t 105 fonts 0 - 3200
t 105 footerReference 13 -
t 105 footnote 69 - 1108 1110 1114 1115 1116 1117 2978 3017 3018 3051 3052 3059 3066 3071 3072 3073 3074 3075 3076 3077 3078 3094 3258 3314 3315 3316 3319 3320 3321 3364 3377 3378 3403 3450 3530
t 105 footnote 68 -
t 105 footnoteLayoutLikeWW8 93 -
t 105 footnotePr 0 - 3204 3345 3350 3351 3394
t 105 footnotePr 0 - 3345 3350 3351 3394
t 105 footnoteRef 0 -
t 105 footnoteReference 50 -
t 105 footnotes 0 - 3203
t 105 forceUpgrade 0 -
t 105 forgetLastTabAlignment 93 -
t 105 formProt 93 -
t 105 format 93 -
t 105 formsDesign 93 -
t 105 frame 0 - 3281 3301 3305 3325 3338 3449 3483 3521
t 105 frameLayout 93 -
t 105 framePr 23 -
t 105 frameset 0 - 3216 3217 3219 3220 3521
t 105 framesetSplitbar 0 - 3046 3195 3328 3617
t 105 ftr 0 - 1108 1110 1114 1115 1116 1117 2978 3017 3018 3051 3052 3059 3066 3071 3072 3073 3074 3075 3076 3077 3078 3094 3258 3314 3315 3316 3319 3320 3321 3364 3377 3378 3403 3450 3530
t 105 gallery 93 -
t 105 glossaryDocument 0 - 2999 3151
t 105 gridAfter 93 -
t 105 gridBefore 93 -
t 105 gridCol 94 -
t 105 gridSpan 93 -
t 105 group 0 -
t 105 growAutofit 93 -
t 105 guid 93 -
t 105 gutterAtTop 93 -
t 105 hMerge 93 -
t 105 hdr 0 - 1108 1110 1114 1115 1116 1117 2978 3017 3018 3051 3052 3059 3066 3071 3072 3073 3074 3075 3076 3077 3078 3094 3258 3314 3315 3316 3319 3320 3321 3364 3377 3378 3403 3450 3530
t 105 hdrShapeDefaults 0 - 3725 3726
t 105 headerReference 13 -
t 105 headerSource 6 -
t 105 helpText 91 -
t 105 hidden 93 -
t 105 hideGrammaticalErrors 93 -
t 105 hideMark 93 -
t 105 hideSpellingErrors 93 -
t 105 highlight 93 -
t 105 hps 93 -
t 105 hpsBaseText 93 -
t 105 hpsRaise 93 -
t 105 hyperlink 7 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3003 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3099 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3453 3507
t 105 hyperlink 7 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3069 3071 3072 3073 3074 3075 3076 3077 3078 3094 3199 3247 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3454
t 105 hyphenationZone 93 -
t 105 i 93 -
t 105 iCs 93 -
t 105 id 93 -
t 105 ignoreMixedContent 93 -
t 105 ilvl 93 -
t 105 imprint 93 -
t 105 ind 59 -
t 105 ins 133 -
t 105 ins 133 - 3093 3414
t 105 ins 133 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3003 3017 3018 3051 3052 3059 3071 3072 3073 3074 3075 3076 3077 3078 3094 3099 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3453
t 105 insideH 41 -
t 105 insideV 41 -
t 105 instrText 95 -
t 105 isLgl 93 -
t 105 jc 93 -
t 105 keepLines 93 -
t 105 keepNext 93 -
t 105 kern 93 -
t 105 kinsoku 93 -
t 105 lang 27 -
t 105 lastRenderedPageBreak 0 -
t 105 latentStyles 47 - 3288
t 105 layoutRawTableWidth 93 -
t 105 layoutTableRowsApart 93 -
t 105 left 41 -
t 105 left 92 -
t 105 legacy 76 -
t 105 lid 93 -
t 105 lineWrapLikeWord6 93 -
t 105 link 93 -
t 105 linkStyles 93 -
t 105 linkToQuery 93 -
t 105 linkedToFile 93 -
t 105 listEntry 93 -
t 105 listItem 57 -
t 105 listSeparator 93 -
t 105 lnNumType 48 -
t 105 lock 93 -
t 105 locked 93 -
t 105 lsdException 77 -
t 105 lvl 72 - 3262 3275 3290 3292 3293 3294 3345 3369 3373 3410 3493 3509
t 105 lvlJc 93 -
t 105 lvlOverride 71 - 3289 3494
t 105 lvlPicBulletId 93 -
t 105 lvlRestart 93 -
t 105 lvlText 82 -
t 105 mailAsAttachment 93 -
t 105 mailMerge 0 - 2967 2969 3038 3057 3081 3082 3098 3126 3236 3280 3295 3297 3298 3359 3407 3616
t 105 mailSubject 93 -
t 105 mainDocumentType 93 -
t 105 mappedName 93 -
t 105 marBottom 93 -
t 105 marH 93 -
t 105 marLeft 93 -
t 105 marRight 93 -
t 105 marTop 93 -
t 105 marW 93 -
t 105 matchSrc 93 -
t 105 maxLength 93 -
t 105 mirrorIndents 93 -
t 105 mirrorMargins 93 -
t 105 monthLong 0 -
t 105 monthShort 0 -
t 105 moveFrom 133 -
t 105 moveFrom 133 - 3093 3257 3414
t 105 moveFrom 133 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3003 3017 3018 3051 3052 3059 3071 3072 3073 3074 3075 3076 3077 3078 3094 3099 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3453
t 105 moveFromRangeEnd 55 -
t 105 moveFromRangeStart 26 -
t 105 moveTo 133 -
t 105 moveTo 133 - 3093 3257 3414
t 105 moveTo 133 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3003 3017 3018 3051 3052 3059 3071 3072 3073 3074 3075 3076 3077 3078 3094 3099 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3453
t 105 moveToRangeEnd 55 -
t 105 moveToRangeStart 26 -
t 105 movie 6 -
t 105 multiLevelType 93 -
t 105 mwSmallCaps 93 -
t 105 name 93 -
t 105 name 52 -
t 105 next 93 -
t 105 noBorder 93 -
t 105 noBreakHyphen 0 -
t 105 noColumnBalance 93 -
t 105 noEndnote 93 -
t 105 noExtraLineSpacing 93 -
t 105 noLeading 93 -
t 105 noLineBreaksAfter 73 -
t 105 noLineBreaksBefore 73 -
t 105 noProof 93 -
t 105 noPunctuationKerning 93 -
t 105 noResizeAllowed 93 -
t 105 noSpaceRaiseLower 93 -
t 105 noTabHangInd 93 -
t 105 noWrap 93 -
t 105 notTrueType 93 -
t 105 nsid 93 -
t 105 num 58 - 2965 3291
t 105 numFmt 64 -
t 105 numId 93 -
t 105 numIdMacAtCleanup 93 -
t 105 numPicBullet 83 - 3157 3388
t 105 numPr 0 - 3253 3256 3346 3354
t 105 numRestart 93 -
t 105 numStart 93 -
t 105 numStyleLink 93 -
t 105 numbering 0 - 2964 3344 3347 3348
t 105 numberingChange 135 -
t 105 oMath 93 -
t 105 object 106 - 3062 3157 3357 3358 3702 3738 3740 3744 3747 3749 3750 3752 3753 3754 3756 3757
t 105 objectEmbed 9 -
t 105 objectLink 8 -
t 105 odso 0 - 3045 3190 3193 3423 3490 3526 3591 3594
t 105 optimizeForBrowser 93 -
t 105 outline 93 -
t 105 outlineLvl 93 -
t 105 overflowPunct 93 -
t 105 p 117 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3003 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3099 3198 3246 3258 3314 3315 3316 3319 3320 3321 3366 3377 3378 3403 3408 3453 3507
t 105 pBdr 0 - 3001 3007 3021 3273 3431 3578
t 105 pPr 0 - 2971 2993 2994 3009 3043 3060 3107 3218 3255 3263 3264 3265 3267 3308 3349 3362 3363 3365 3371 3373 3374 3411 3463 3472 3481 3486 3511 3513 3514 3527 3570 3571 3573 3580 3622 3623
t 105 pPr 0 - 2971 2993 2994 3009 3060 3218 3255 3263 3264 3265 3267 3308 3349 3362 3363 3365 3374 3472 3481 3486 3511 3513 3514 3527 3570 3571 3573 3580 3622 3623
t 105 pPr 0 - 2971 2993 2994 3009 3043 3060 3107 3218 3255 3263 3264 3265 3267 3308 3349 3362 3363 3365 3373 3374 3472 3481 3486 3511 3513 3514 3527 3570 3571 3573 3580 3622 3623
t 105 pPr 0 - 2971 2993 2994 3009 3060 3218 3255 3263 3264 3265 3267 3308 3349 3362 3363 3365 3373 3374 3472 3481 3486 3511 3513 3514 3527 3570 3571 3573 3580 3622 3623
t 105 pPr 0 - 2971 2993 2994 3009 3060 3218 3255 3263 3264 3265 3267 3308 3349 3362 3363 3365 3371 3374 3472 3481 3486 3511 3513 3514 3527 3570 3571 3573 3580 3622 3623
t 105 pPrChange 133 - 3368
t 105 pPrDefault 0 - 3367
t 105 pStyle 93 -
t 105 pageBreakBefore 93 -
t 105 panose1 93 -
t 105 paperSrc 62 -
t 105 permEnd 55 -
t 105 permStart 38 -
t 105 personal 93 -
t 105 personalCompose 93 -
t 105 personalReply 93 -
t 105 pgBorders 56 - 3021 3273 3431 3578
t 105 pgMar 28 -
t 105 pgNum 0 -
t 105 pgNumType 32 -
t 105 pgSz 37 -
t 105 pict 105 - 3062 3322 3702 3738 3740 3744 3747 3749 3750 3752 3753 3754 3756 3757
t 105 pict 0 - 3744 3747 3749 3750 3752 3753 3754 3756 3757
t 105 picture 0 -
t 105 pitch 93 -
t 105 pixelsPerInch 93 -
t 105 placeholder 93 -
t 105 placeholder 0 - 3143
t 105 pos 93 -
t 105 position 93 -
t 105 printBodyTextBeforeHeader 93 -
t 105 printColBlack 93 -
t 105 printFormsData 93 -
t 105 printFractionalCharacterWidth 93 -
t 105 printPostScriptOverText 93 -
t 105 printTwoOnOne 93 -
t 105 printerSettings 6 -
t 105 proofErr 90 -
t 105 proofState 66 -
t 105 ptab 20 -
t 105 qFormat 93 -
t 105 query 93 -
t 105 r 86 - 2983 3023 3053 3061 3064 3085 3086 3095 3096 3157 3183 3184 3196 3208 3209 3261 3269 3310 3311 3329 3356 3384 3387 3405 3414 3439 3467 3482 3520 3523 3524 3628 3629
t 105 rFonts 25 -
t 105 rPr 0 - 1106 1125 1130 1138 1139 1142 1144 1150 1153 1157 1158 1159 2997 2998 3004 3028 3046 3065 3163 3165 3166 3167 3174 3194 3249 3250 3254 3266 3268 3336 3361 3395 3409 3437 3469 3472 3480 3481 3485 3488 3498 3521 3522 3593 3613 3614 3617 3620
t 105 rPr 0 - 1106 1107 1109 1125 1130 1138 1139 1142 1144 1150 1153 1157 1158 1159 2997 2998 3004 3028 3046 3065 3092 3163 3165 3166 3167 3174 3194 3242 3249 3250 3254 3256 3266 3268 3312 3317 3336 3355 3361 3395 3409 3417 3420 3437 3469 3472 3480 3481 3485 3488 3498 3521 3522 3593 3613 3614 3617 3620
t 105 rPr 0 - 1106 1107 1109 1125 1130 1138 1139 1142 1144 1150 1153 1157 1158 1159 2997 2998 3004 3028 3046 3065 3092 3163 3165 3166 3167 3174 3194 3242 3249 3250 3254 3256 3266 3268 3312 3317 3336 3355 3361 3395 3409 3420 3437 3469 3472 3480 3481 3485 3488 3498 3521 3522 3593 3613 3614 3617 3620
t 105 rPr 0 - 1106 1125 1130 1138 1139 1142 1144 1150 1153 1157 1158 1159 2997 2998 3004 3028 3046 3065 3163 3165 3166 3167 3174 3194 3242 3249 3250 3254 3266 3268 3336 3361 3395 3409 3420 3437 3469 3472 3480 3481 3485 3488 3498 3521 3522 3593 3613 3614 3617 3620
t 105 rPr 0 - 1106 1125 1130 1138 1139 1142 1144 1150 1153 1157 1158 1159 2997 2998 3004 3028 3046 3065 3163 3165 3166 3167 3174 3194 3242 3249 3250 3254 3266 3268 3336 3361 3395 3409 3418 3420 3437 3469 3472 3480 3481 3485 3488 3498 3521 3522 3593 3613 3614 3617 3620
t 105 rPr 0 - 1106 1125 1130 1138 1139 1142 1144 1150 1153 1157 1158 1159 2997 2998 3004 3028 3046 3163 3165 3166 3167 3174 3194 3249 3250 3254 3266 3268 3336 3361 3395 3409 3469 3472 3480 3481 3485 3488 3498 3521 3522 3593 3613 3614 3617 3620
t 105 rPr 0 - 1106 1125 1130 1138 1139 1142 1144 1150 1153 1157 1158 1159 2997 2998 3004 3028 3046 3163 3165 3166 3167 3174 3194 3249 3250 3254 3266 3268 3336 3361 3395 3409 3418 3469 3472 3480 3481 3485 3488 3498 3521 3522 3593 3613 3614 3617 3620
t 105 rPrChange 133 - 3412
t 105 rPrChange 133 - 3413
t 105 rPrDefault 0 - 3415
t 105 rStyle 93 -
t 105 readModeInkLockDown 16 -
t 105 recipientData 0 - 2966 3048 3600
t 105 recipientData 6 -
t 105 recipients 0 - 3422
t 105 relyOnVML 93 -
t 105 removeDateAndTime 93 -
t 105 removePersonalInformation 93 -
t 105 result 93 -
t 105 revisionView 45 -
t 105 richText 0 -
t 105 right 41 -
t 105 right 92 -
t 105 rsid 93 -
t 105 rsidRoot 93 -
t 105 rsids 0 - 3433 3434
t 105 rt 0 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3069 3071 3072 3073 3074 3075 3076 3077 3078 3094 3199 3247 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3454
t 105 rtl 93 -
t 105 rtlGutter 93 -
t 105 ruby 0 - 3436 3441 3442
t 105 rubyAlign 93 -
t 105 rubyBase 0 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3069 3071 3072 3073 3074 3075 3076 3077 3078 3094 3199 3247 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3454
t 105 rubyPr 0 - 3100 3243 3244 3245 3276 3440
t 105 saveFormsData 93 -
t 105 saveInvalidXml 93 -
t 105 savePreviewPicture 93 -
t 105 saveSubsetFonts 93 -
t 105 saveThroughXslt 12 -
t 105 saveXmlDataOnly 93 -
t 105 scrollbar 93 -
t 105 sdt 0 - 1114 1115 1116 1117 3017 3018 3051 3052 3071 3072 3073 3074 3075 3076 3077 3078 3315 3316 3320 3321 3455 3460 3461
t 105 sdt 0 - 1114 1115 1116 1117 3017 3018 3051 3052 3071 3072 3073 3074 3075 3076 3077 3078 3315 3316 3320 3321 3456 3460 3461
t 105 sdt 0 - 1114 1115 1116 1117 3017 3018 3051 3052 3071 3072 3073 3074 3075 3076 3077 3078 3315 3316 3320 3321 3457 3460 3461
t 105 sdt 0 - 1114 1115 1116 1117 3017 3018 3051 3052 3071 3072 3073 3074 3075 3076 3077 3078 3315 3316 3320 3321 3458 3460 3461
t 105 sdt 0 - 1114 1115 1116 1117 3017 3018 3051 3052 3071 3072 3073 3074 3075 3076 3077 3078 3315 3316 3320 3321 3459 3460 3461
t 105 sdtContent 0 - 1108 1110 1114 1115 1116 1117 3017 3018 3051 3052 3059 3066 3071 3072 3073 3074 3075 3076 3077 3078 3094 3258 3314 3315 3316 3319 3320 3321 3364 3377 3378 3403 3450 3530
t 105 sdtContent 0 - 1108 1110 1114 1115 1116 1117 3017 3018 3051 3052 3059 3067 3071 3072 3073 3074 3075 3076 3077 3078 3094 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3451 3558
t 105 sdtContent 0 - 1108 1110 1114 1115 1116 1117 3017 3018 3051 3052 3059 3068 3071 3072 3073 3074 3075 3076 3077 3078 3094 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3452 3581
t 105 sdtContent 0 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3003 3017 3018 3051 3052 3059 3070 3071 3072 3073 3074 3075 3076 3077 3078 3094 3099 3198 3246 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3453 3507
t 105 sdtContent 0 - 1108 1110 1114 1115 1116 1117 2147 2153 2157 2159 2170 2180 2182 2185 2187 2201 2203 2206 2216 2222 2223 2227 2233 2238 2240 2242 2244 2246 3017 3018 3051 3052 3059 3069 3071 3072 3073 3074 3075 3076 3077 3078 3094 3199 3247 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3408 3454
t 105 sdtEndPr 0 - 3414
t 105 sdtPr 0 - 1103 1121 1193 1196 1199 1206 1207 1209 1210 2972 3008 3040 3049 3080 3083 3147 3148 3162 3187 3228 3251 3286 3389 3393 3414 3430 3476 3528 3568 3569
t 105 sectPr 87 - 1202 3009 3047 3141 3182 3207 3213 3285 3331 3376 3382 3383 3385 3386 3402 3438 3571 3575 3591 3611
t 105 sectPr 87 - 1202 3009 3047 3141 3182 3202 3207 3213 3235 3285 3331 3376 3382 3383 3385 3386 3402 3438 3464 3571 3575 3591 3611
t 105 sectPrChange 133 - 3462
t 105 selectFldWithFirstOrLastChar 93 -
t 105 semiHidden 93 -
t 105 separator 0 -
t 105 settings 0 - 1111 1118 1119 1120 1194 1201 2209 2968 2974 2981 2982 2985 2986 2990 2991 3014 3015 3016 3019 3020 3030 3035 3041 3042 3055 3058 3088 3090 3091 3101 3103 3104 3110 3114 3115 3116 3118 3119 3124 3129 3130 3135 3136 3153 3155 3156 3158 3159 3160 3161 3172 3173 3181 3188 3206 3211 3215 3231 3234 3239 3241 3248 3252 3279 3284 3296 3309 3334 3335 3337 3398 3399 3400 3401 3404 3421 3426 3427 3429 3435 3443 3444 3445 3446 3447 3448 3470 3474 3475 3497 3502 3503 3504 3505 3510 3574 3588 3595 3601 3610 3615 3627 3630
t 105 shadow 93 -
t 105 shapeDefaults 0 - 3725 3726
t 105 shapeLayoutLikeWW8 93 -
t 105 shd 40 -
t 105 showBreaksInFrames 93 -
t 105 showEnvelope 93 -
t 105 showXMLTags 93 -
t 105 showingPlcHdr 93 -
t 105 sig 49 -
t 105 size 93 -
t 105 sizeAuto 93 -
t 105 smallCaps 93 -
t 105 snapToGrid 93 -
t 105 softHyphen 0 -
t 105 sourceFileName 6 -
t 105 spaceForUL 93 -
t 105 spacing 93 -
t 105 spacing 17 -
t 105 spacingInWholePoints 93 -
t 105 specVanish 93 -
t 105 splitPgBreakAndParaMark 93 -
t 105 src 6 -
t 105 start 41 -
t 105 start 92 -
t 105 start 93 -
t 105 startOverride 93 -
t 105 statusText 91 -
t 105 storeMappedDataAs 93 -
t 105 strictFirstAndLastChars 93 -
t 105 strike 93 -
t 105 style 51 - 2973 2992 3002 3238 3278 3287 3325 3327 3370 3379 3380 3381 3406 3416 3433 3466 3545 3554 3563 3586 3596 3599
t 105 style 93 -
t 105 styleLink 93 -
t 105 styleLockQFSet 93 -
t 105 styleLockTheme 93 -
t 105 stylePaneFormatFilter 22 -
t 105 stylePaneSortMethod 93 -
t 105 styles 0 - 3140 3270 3499
t 105 subDoc 6 -
t 105 subFontBySize 93 -
t 105 suff 93 -
t 105 summaryLength 93 -
t 105 suppressAutoHyphens 93 -
t 105 suppressBottomSpacing 93 -
t 105 suppressLineNumbers 93 -
t 105 suppressOverlap 93 -
t 105 suppressSpBfAfterPgBrk 93 -
t 105 suppressSpacingAtTopOfPage 93 -
t 105 suppressTopSpacing 93 -
t 105 suppressTopSpacingWP 93 -
t 105 swapBordersFacingPages 93 -
t 105 sym 33 -
t 105 sz 93 -
t 105 szCs 93 -
t 105 t 95 -
t 105 tab 0 -
t 105 tab 75 -
t 105 table 93 -
t 105 tabs 0 - 3525
t 105 tag 93 -
t 105 targetScreenSz 93 -
t 105 tbl 0 - 1108 1110 1114 1115 1116 1117 3017 3018 3051 3052 3059 3068 3071 3072 3073 3074 3075 3076 3077 3078 3094 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3452 3537 3546 3581
t 105 tblBorders 0 - 3021 3177 3259 3260 3273 3431 3491 3578
t 105 tblCaption 93 -
t 105 tblCellMar 0 - 3022 3178 3274 3432 3492 3579
t 105 tblCellSpacing 92 -
t 105 tblDescription 93 -
t 105 tblGrid 0 - 3226
t 105 tblGrid 0 - 3226 3538
t 105 tblGridChange 68 - 3536
t 105 tblHeader 93 -
t 105 tblInd 92 -
t 105 tblLayout 90 -
t 105 tblLook 63 -
t 105 tblOverlap 93 -
t 105 tblPr 0 - 3010 3263 3472 3531 3532 3533 3534 3535 3540 3541 3542 3543 3552 3556 3557
t 105 tblPr 0 - 3263 3472 3531 3533 3534 3540 3553 3555
t 105 tblPr 0 - 3010 3263 3472 3531 3532 3533 3534 3535 3540 3541 3542 3543 3548 3552 3556 3557
t 105 tblPr 0 - 3263 3472 3531 3533 3534 3540
t 105 tblPrChange 133 - 3544
t 105 tblPrEx 0 - 3263 3472 3531 3533 3534 3540 3541 3542 3556
t 105 tblPrEx 0 - 3263 3472 3531 3533 3534 3540 3541 3542 3551 3556
t 105 tblPrExChange 133 - 3549
t 105 tblStyle 93 -
t 105 tblStyleColBandSize 93 -
t 105 tblStylePr 90 - 3370 3415 3547 3565 3586
t 105 tblStyleRowBandSize 93 -
t 105 tblW 92 -
t 105 tblpPr 29 -
t 105 tc 0 - 1108 1110 1114 1115 1116 1117 2978 3017 3018 3051 3052 3059 3066 3071 3072 3073 3074 3075 3076 3077 3078 3094 3258 3314 3315 3316 3319 3320 3321 3364 3377 3378 3403 3450 3530 3564
t 105 tcBorders 0 - 3021 3177 3259 3260 3273 3431 3491 3576 3578 3582
t 105 tcFitText 93 -
t 105 tcMar 0 - 3022 3178 3274 3432 3492 3579
t 105 tcPr 0 - 3032 3033 3034 3043 3227 3232 3240 3341 3472 3559 3560 3561 3567 3571 3611 3612
t 105 tcPr 0 - 3341 3472 3561 3611
t 105 tcPr 0 - 3032 3033 3034 3043 3227 3232 3240 3341 3472 3559 3560 3561 3566 3567 3571 3611 3612
t 105 tcPr 0 - 3341 3472 3559 3561 3611
t 105 tcPrChange 133 - 3562
t 105 tcW 92 -
t 105 temporary 93 -
t 105 text 78 -
t 105 textAlignment 93 -
t 105 textDirection 93 -
t 105 textInput 0 - 3089 3214 3307 3591
t 105 textboxTightWrap 93 -
t 105 themeFontLang 27 -
t 105 titlePg 93 -
t 105 tl2br 41 -
t 105 tmpl 93 -
t 105 top 41 -
t 105 top 92 -
t 105 topLinePunct 93 -
t 105 tr 118 - 1108 1110 1114 1115 1116 1117 3017 3018 3051 3052 3059 3067 3071 3072 3073 3074 3075 3076 3077 3078 3094 3258 3314 3315 3316 3319 3320 3321 3377 3378 3403 3451 3550 3558 3585
t 105 tr2bl 41 -
t 105 trHeight 67 -
t 105 trPr 0 - 3027 3043 3107 3224 3225 3238 3263 3534 3539 3583 3618 3619
t 105 trPr 0 - 1107 1109 3027 3043 3092 3107 3224 3225 3238 3256 3263 3534 3539 3583 3587 3618 3619
t 105 trPr 0 - 3027 3238 3263 3534 3539
t 105 trPrChange 133 - 3584
t 105 trackRevisions 93 -
t 105 truncateFontHeightsLikeWP6 93 -
t 105 txbxContent 0 - 1108 1110 1114 1115 1116 1117 2978 3017 3018 3051 3052 3059 3066 3071 3072 3073 3074 3075 3076 3077 3078 3094 3258 3314 3315 3316 3319 3320 3321 3364 3377 3378 3403 3450 3530
t 105 type 93 -
t 105 types 21 - 3591
t 105 u 43 -
t 105 udl 93 -
t 105 uiCompat97To2003 93 -
t 105 uiPriority 93 -
t 105 ulTrailSpace 93 -
t 105 underlineTabInNumList 93 -
t 105 unhideWhenUsed 93 -
t 105 uniqueTag 93 -
t 105 updateFields 93 -
t 105 useAltKinsokuLineBreakRules 93 -
t 105 useAnsiKerningPairs 93 -
t 105 useFELayout 93 -
t 105 useNormalStyleForList 93 -
t 105 usePrinterMetrics 93 -
t 105 useSingleBorderforContiguousCells 93 -
t 105 useWord2002TableStyleRules 93 -
t 105 useWord97LineBreakRules 93 -
t 105 useXSLTWhenSaving 93 -
t 105 vAlign 93 -
t 105 vMerge 93 -
t 105 vanish 93 -
t 105 vertAlign 93 -
t 105 view 93 -
t 105 viewMergedData 93 -
t 105 w 93 -
t 105 wAfter 92 -
t 105 wBefore 92 -
t 105 webHidden 93 -
t 105 webSettings 0 - 2976 3108 3121 3122 3123 3134 3176 3219 3360 3391 3425 3529
t 105 widowControl 93 -
t 105 wordWrap 93 -
t 105 wpJustification 93 -
t 105 wpSpaceWidth 93 -
t 105 wrapTrailSpaces 93 -
t 105 writeProtection 19 -
t 105 yearLong 0 -
t 105 yearShort 0 -
t 105 zoom 84 -
t 107 Accel 0 -
t 107 Accel2 0 -
t 107 Anchor 0 -
t 107 AutoFill 0 -
t 107 AutoLine 0 -
t 107 AutoPict 0 -
t 107 AutoScale 0 -
t 107 CF 0 -
t 107 Camera 0 -
t 107 Cancel 0 -
t 107 Checked 0 -
t 107 ClientData 166 - 3631 3632 3633 3634 3635 3636 3637 3638 3639 3640 3641 3643 3644 3645 3646 3647 3648 3649 3650 3651 3652 3653 3654 3655 3656 3657 3658 3659 3660 3661 3662 3663 3664 3665 3666 3667 3668 3669 3670 3671 3672 3673 3674 3675 3676 3677 3678 3679 3680 3681 3682 3683 3684 3685 3686 3687 3688 3689 3690 3691 3692 3693 3694 3695 3696 3697 3698
t 107 ColHidden 0 -
t 107 Colored 0 -
t 107 Column 0 -
t 107 DDE 0 -
t 107 Default 0 -
t 107 DefaultSize 0 -
t 107 Disabled 0 -
t 107 Dismiss 0 -
t 107 DropLines 0 -
t 107 DropStyle 0 -
t 107 Dx 0 -
t 107 FirstButton 0 -
t 107 FmlaGroup 0 -
t 107 FmlaLink 0 -
t 107 FmlaMacro 0 -
t 107 FmlaPict 0 -
t 107 FmlaRange 0 -
t 107 FmlaTxbx 0 -
t 107 Help 0 -
t 107 Horiz 0 -
t 107 Inc 0 -
t 107 JustLastX 0 -
t 107 LCT 0 -
t 107 ListItem 0 -
t 107 LockText 0 -
t 107 Locked 0 -
t 107 MapOCX 0 -
t 107 Max 0 -
t 107 Min 0 -
t 107 MoveWithCells 0 -
t 107 MultiLine 0 -
t 107 MultiSel 0 -
t 107 NoThreeD 0 -
t 107 NoThreeD2 0 -
t 107 Page 0 -
t 107 PrintObject 0 -
t 107 RecalcAlways 0 -
t 107 Row 0 -
t 107 RowHidden 0 -
t 107 ScriptExtended 0 -
t 107 ScriptLanguage 0 -
t 107 ScriptLocation 0 -
t 107 ScriptText 0 -
t 107 SecretEdit 0 -
t 107 Sel 0 -
t 107 SelType 0 -
t 107 SizeWithCells 0 -
t 107 TextHAlign 0 -
t 107 TextVAlign 0 -
t 107 UIObj 0 -
t 107 VScroll 0 -
t 107 VTEdit 0 -
t 107 Val 0 -
t 107 ValidIds 0 -
t 107 Visible 0 -
t 107 WidthMin 0 -
t 108 FieldCodes 0 -
t 108 LinkType 0 -
t 108 LockedField 0 -
t 108 OLEObject 153 - 3699 3700 3701
t 108 bottom 407 -
t 108 callout 178 -
t 108 clippath 96 -
t 108 colormenu 550 -
t 108 colormru 413 -
t 108 column 407 -
t 108 complex 97 -
t 108 diagram 297 - 3722
t 108 entry 741 -
t 108 extrusion 298 -
t 108 fill 845 -
t 108 idmap 476 -
t 108 ink 266 -
t 108 left 407 -
t 108 lock 203 -
t 108 proxy 431 -
t 108 r 623 - 3718
t 108 regrouptable 97 - 3711
t 108 rel 650 -
t 108 relationtable 97 - 3721
t 108 right 407 -
t 108 rules 97 - 3719
t 108 shapedefaults 563 - 3704 3706 3707 3712 3717 3728 3742 3748 3755 3758 3759
t 108 shapelayout 97 - 3714 3720 3724
t 108 signatureline 197 -
t 108 skew 639 -
t 108 top 407 -
t 109 iscomment 0 -
t 109 textdata 632 -
t 110 anchorlock 0 -
t 110 borderbottom 810 -
t 110 borderleft 810 -
t 110 borderright 810 -
t 110 bordertop 810 -
t 110 wrap 260 -
t 111 arc 249 - 3642 3704 3705 3712 3717 3727 3728 3731 3732 3733 3734 3735 3736 3737 3742 3743 3746 3748 3751 3755 3758 3759 3760
t 111 background 562 - 3742
t 111 curve 244 - 3642 3704 3705 3712 3717 3727 3728 3731 3732 3733 3734 3735 3736 3737 3742 3743 3746 3748 3751 3755 3758 3759 3760
t 111 f 548 -
t 111 fill 231 - 3713
t 111 formulas 0 - 3741
t 111 group 245 - 3642 3705 3710 3717 3732 3737 3738 3740 3744 3747 3749 3750 3752 3753 3754 3756 3757
t 111 h 667 -
t 111 handles 0 - 3745
t 111 image 243 - 3642 3704 3705 3712 3717 3727 3728 3731 3732 3733 3734 3735 3736 3737 3742 3743 3746 3748 3751 3755 3758 3759 3760
t 111 imagedata 322 -
t 111 line 246 - 3642 3704 3705 3712 3717 3727 3728 3731 3732 3733 3734 3735 3736 3737 3742 3743 3746 3748 3751 3755 3758 3759 3760
t 111 oval 248 - 3642 3704 3705 3712 3717 3727 3728 3731 3732 3733 3734 3735 3736 3737 3742 3743 3746 3748 3751 3755 3758 3759 3760
t 111 path 277 -
t 111 polyline 247 - 3642 3704 3705 3712 3715 3717 3727 3728 3731 3732 3733 3734 3735 3736 3737 3742 3743 3746 3748 3751 3755 3758 3759 3760
t 111 rect 248 - 3642 3704 3705 3712 3717 3727 3728 3731 3732 3733 3734 3735 3736 3737 3742 3743 3746 3748 3751 3755 3758 3759 3760
t 111 roundrect 242 - 3642 3704 3705 3712 3717 3727 3728 3731 3732 3733 3734 3735 3736 3737 3742 3743 3746 3748 3751 3755 3758 3759 3760
t 111 shadow 408 -
t 111 shape 199 - 3642 3704 3705 3712 3715 3717 3727 3728 3730 3731 3732 3733 3734 3735 3736 3737 3742 3743 3746 3748 3751 3755 3758 3759 3760
t 111 shapetype 200 - 3642 3704 3705 3709 3712 3717 3727 3728 3731 3732 3733 3734 3735 3736 3737 3742 3743 3746 3748 3751 3755 3758 3759 3760
t 111 stroke 406 - 3703 3708 3716 3723 3729
t 111 textbox 636 * 3590
t 111 textpath 571 -
p application/vnd.ms-excel.controlproperties+xml 720
p application/vnd.ms-excel.customDataProperties+xml 710
p application/vnd.ms-excel.macrosheet+xml 501
p application/vnd.ms-excel.namedsheetviews+xml 981
p application/vnd.ms-excel.person+xml 973
p application/vnd.ms-excel.rdarray+xml 932
p application/vnd.ms-excel.rdrichvalue+xml 925
p application/vnd.ms-excel.rdrichvaluestructure+xml 926
p application/vnd.ms-excel.rdrichvaluetypes+xml 954
p application/vnd.ms-excel.rdsupportingpropertybag+xml 960
p application/vnd.ms-excel.rdsupportingpropertybagstructure+xml 959
p application/vnd.ms-excel.richstyles+xml 951
p application/vnd.ms-excel.slicer+xml 776
p application/vnd.ms-excel.slicerCache+xml 769
p application/vnd.ms-excel.threadedcomments+xml 968
p application/vnd.ms-excel.timeline+xml 858
p application/vnd.ms-excel.timelineCache+xml 847
p application/vnd.ms-excel.wsSortMap+xml 505
p application/vnd.ms-office.chartcolorstyle+xml 170
p application/vnd.ms-office.chartex+xml 367
p application/vnd.ms-office.chartstyle+xml 169
p application/vnd.ms-office.classificationlabels+xml 24
p application/vnd.ms-office.documenttasks+xml 1014
p application/vnd.ms-office.drawingml.diagramDrawing+xml 41
p application/vnd.ms-powerpoint.authors+xml 610
p application/vnd.ms-powerpoint.comments+xml 612
p application/vnd.ms-visio.comments+xml 1031
p application/vnd.ms-visio.drawing.main+xml 1089
p application/vnd.ms-visio.master+xml 1056
p application/vnd.ms-visio.masters+xml 1058
p application/vnd.ms-visio.page+xml 1060
p application/vnd.ms-visio.pages+xml 1062
p application/vnd.ms-visio.stencil.main+xml 1089
p application/vnd.ms-visio.template.main+xml 1089
p application/vnd.ms-visio.windows+xml 1091
p application/vnd.ms-word.stylesWithEffects+xml 3506
p application/vnd.openxmlformats-officedocument.custom-properties+xml 2082
p application/vnd.openxmlformats-officedocument.drawing+xml 1983
p application/vnd.openxmlformats-officedocument.drawingml.chart+xml 1247
p application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml 1475
p application/vnd.openxmlformats-officedocument.drawingml.diagramColors+xml 1535
p application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml 1542
p application/vnd.openxmlformats-officedocument.drawingml.diagramLayout+xml 1556
p application/vnd.openxmlformats-officedocument.drawingml.diagramStyle+xml 1579
p application/vnd.openxmlformats-officedocument.extended-properties+xml 2139
p application/vnd.openxmlformats-officedocument.presentationml.commentAuthors+xml 2332
p application/vnd.openxmlformats-officedocument.presentationml.comments+xml 2333
p application/vnd.openxmlformats-officedocument.presentationml.handoutMaster+xml 2391
p application/vnd.openxmlformats-officedocument.presentationml.notesMaster+xml 2409
p application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml 2408
p application/vnd.openxmlformats-officedocument.presentationml.presProps+xml 2437
p application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml 2436
p application/vnd.openxmlformats-officedocument.presentationml.slide+xml 2456
p application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml 2461
p application/vnd.openxmlformats-officedocument.presentationml.slideMaster+xml 2466
p application/vnd.openxmlformats-officedocument.presentationml.slideUpdateInfo+xml 2470
p application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml 2436
p application/vnd.openxmlformats-officedocument.presentationml.tableStyles+xml 1910
p application/vnd.openxmlformats-officedocument.presentationml.tags+xml 2491
p application/vnd.openxmlformats-officedocument.presentationml.template.main+xml 2436
p application/vnd.openxmlformats-officedocument.presentationml.viewProps+xml 2514
p application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml 2548
p application/vnd.openxmlformats-officedocument.spreadsheetml.chartsheet+xml 2568
p application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml 2583
p application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml 2589
p application/vnd.openxmlformats-officedocument.spreadsheetml.dialogsheet+xml 2624
p application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml 2678
p application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml 2806
p application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheRecords+xml 2807
p application/vnd.openxmlformats-officedocument.spreadsheetml.pivotTable+xml 2814
p application/vnd.openxmlformats-officedocument.spreadsheetml.queryTable+xml 2822
p application/vnd.openxmlformats-officedocument.spreadsheetml.revisionHeaders+xml 2721
p application/vnd.openxmlformats-officedocument.spreadsheetml.revisionLog+xml 2846
p application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml 2900
p application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml 2953
p application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml 2756
p application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml 2905
p application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml 2910
p application/vnd.openxmlformats-officedocument.spreadsheetml.tableSingleCells+xml 2896
p application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml 2953
p application/vnd.openxmlformats-officedocument.spreadsheetml.userNames+xml 2936
p application/vnd.openxmlformats-officedocument.spreadsheetml.volatileDependencies+xml 2946
p application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml 2957
p application/vnd.openxmlformats-officedocument.theme+xml 1916
p application/vnd.openxmlformats-officedocument.themeOverride+xml 1919
p application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml 3054
p application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml 1198
p application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtensible+xml 1217
p application/vnd.openxmlformats-officedocument.wordprocessingml.commentsIds+xml 1214
p application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml 3223
p application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml 3154
p application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml 3185
p application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml 3201
p application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml 3221
p application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml 3210
p application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml 3233
p application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml 3353
p application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml 1203
p application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml 3468
p application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml 3506
p application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml 3154
p application/vnd.openxmlformats-officedocument.wordprocessingml.webSettings+xml 3621
p application/vnd.openxmlformats-package.core-properties+xml 2274
"""u8;
}
