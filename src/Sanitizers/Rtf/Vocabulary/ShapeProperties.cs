using System.Collections.Frozen;

namespace Mugai.Sanitizers.Rtf.Vocabulary;

/// <summary>
/// Properties of shapes (specification 1.9.1, "Drawing Object Properties"; [MS-ODRAW] 2.3): numbers, texts, tables of numbers and pictures of the list. Not in it: segments that are read into
/// a buffer of fixed size (pFragments, CVE-2010-3333), names of files, links, scripts, packages.
/// </summary>
internal static class ShapeProperties
{
    private static readonly FrozenSet<string> Numbers = """
        rotation fFlipH fFlipV fRelFlipH fRelFlipV shapeType groupLeft groupTop groupRight groupBottom relLeft relTop relRight relBottom relRotation lidRegroup posh posrelh posv posrelv
        fLayoutInCell fAllowOverlap fChangePage fIsBullet dhgt fHidden fBehindDocument fEditedWrap fPrint fLockRotation fLockAspectRatio fLockPosition fLockAgainstSelect fLockCropping
        fLockVertices fLockText fLockAdjustHandles fLockAgainstGrouping fLockShapeType fPreferRelativeResize fOnDblClickNotify_ fBackground fLine fFilled fFillOK fFillShadeShapeOK
        fFillUseRect fillUseRect fNoFillHitTest fillType fillColor fillBackColor fillOpacity fillBackOpacity fillCrMod fillWidth fillHeight fillAngle fillFocus fillToLeft fillToTop fillToRight
        fillToBottom fillRectLeft fillRectTop fillRectRight fillRectBottom fillDztype fillShadePreset fillOriginX fillOriginY fillShapeOriginX fillShapeOriginY fillShadeType fillShape
        fHitTestFill fillColorExt fillBackColorExt fRecolorFillAsPicture lineColor lineBackColor lineOpacity lineCrMod lineType lineFillWidth lineFillHeight lineFillDztype lineWidth lineMiterLimit
        lineStyle lineDashing lineStartArrowhead lineEndArrowhead lineStartArrowWidth lineStartArrowLength lineEndArrowWidth lineEndArrowLength lineJoinStyle lineEndCapStyle lineFillShape
        fHitTestLine fNoLineDrawDash fArrowheadsOK fInsetPen fInsetPenOK fLineOpaqueBackColor fLineRecolorFillAsPicture fLineUseShapeAnchor shadowType shadowColor shadowHighlight shadowCrMod
        shadowOpacity shadowOffsetX shadowOffsetY shadowSecondOffsetX shadowSecondOffsetY shadowScaleXToX shadowScaleYToX shadowScaleXToY shadowScaleYToY shadowPerspectiveX shadowPerspectiveY
        shadowWeight shadowOriginX shadowOriginY fShadow fshadowObscured fShadowOK shadowSoftness perspectiveType perspectiveOffsetX perspectiveOffsetY perspectiveScaleXToX perspectiveScaleYToX
        perspectiveScaleXToY perspectiveScaleYToY perspectivePerspectiveX perspectivePerspectiveY perspectiveWeight perspectiveOriginX perspectiveOriginY fPerspective
        c3DSpecularAmt c3DDiffuseAmt c3DShininess c3DEdgeThickness c3DExtrudeForward c3DExtrudeBackward c3DExtrudePlane c3DExtrusionColor c3DCrMod f3D fc3DMetallic fc3DUseExtrusionColor
        fc3DLightFace c3DYRotationAngle c3DXRotationAngle c3DRotationAxisX c3DRotationAxisY c3DRotationAxisZ c3DRotationAngle c3DRotationCenterX c3DRotationCenterY c3DRotationCenterZ
        c3DRenderMode c3DTolerance c3DXViewpoint c3DYViewpoint c3DZViewpoint c3DOriginX c3DOriginY c3DSkewAngle c3DSkewAmount c3DAmbientIntensity c3DKeyX c3DKeyY c3DKeyZ c3DKeyIntensity
        c3DFillX c3DFillY c3DFillZ c3DFillIntensity fc3DParallel fc3DKeyHarsh fc3DFillHarsh fc3DConstrainRotation fc3DRotationCenterAuto
        dxTextLeft dyTextTop dxTextRight dyTextBottom WrapText anchorText txflTextFlow cdirFont hspNext lTxid txdir fSelectText fAutoTextMargin fRotateText fFitShapeToText fFitTextToShape
        gtextAlign gtextSize gtextSpacing fGtext gtextFReverseRows gtextFVertical gtextFKern gtextFTight gtextFStretch gtextFShrinkFit gtextFBestFit gtextFNormalize gtextFDxMeasure
        gtextFBold gtextFItalic gtextFUnderline gtextFShadow gtextFSmallcaps gtextFStrikethrough
        cropFromTop cropFromBottom cropFromLeft cropFromRight pictureTransparent pictureContrast pictureBrightness pictureGamma pictureGray pictureBiLevel pictureActive_ fNoHitTestPicture
        pictureDblCrMod pictureFillCrMod pictureLineCrMod
        geoLeft geoTop geoRight geoBottom shapePath adjustValue adjust2Value adjust3Value adjust4Value adjust5Value adjust6Value adjust7Value adjust8Value adjust9Value adjust10Value
        fShadowOK f3DOK fLineOK fGtextOK fFillShadeShapeOK xLimo yLimo cxk cxstyle dxWrapDistLeft dyWrapDistTop dxWrapDistRight dyWrapDistBottom wrapDistLeft wrapDistTop wrapDistRight
        wrapDistBottom fUserDrawn fOneD fOleIcon_ fPseudoInline fInitiator_ bWMode bWModePureBW bWModeBW fDeleteAttachedObject_ spcot dxyCalloutGap spcoa spcod dxyCalloutDropSpecified
        dxyCalloutLengthSpecified fCallout fCalloutAccentBar fCalloutTextBorder fCalloutMinusX fCalloutMinusY fCalloutDropAuto fCalloutLengthSpecified fHorizRule fStandardHR alignHR pctHR
        dxHeightHR dxWidthHR fNoshadeHR fReallyHidden fHitTest_ fUseShapeAnchor fCameFromImgDummy fPolicyLabel_ fLineUseShapeAnchor hspMaster borderTopColor borderLeftColor borderBottomColor
        borderRightColor fBorderless fLayoutFlow pctHoriz pctVert sizerelh sizerelv pctHorizPos pctVertPos shapeId dgmt dgmStyle dgmLayout dgmNodeKind fRelChangePage
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(name => !name.EndsWith('_')).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Texts = new[] { "gtextUNICODE", "gtextFont", "wzName", "wzDescription" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Arrays = new[] { "pVerticies", "pSegmentInfo", "pWrapPolygonVertices", "pConnectionSites", "pConnectionSitesDir", "pInscribe", "fillShadeColors", "lineDashStyle" }
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Pictures = new[] { "pib", "fillBlip", "lineFillBlip" }.ToFrozenSet(StringComparer.Ordinal);

    // What Word writes for itself: packages of its newer formats, the state of dialogs.
    private static readonly FrozenSet<string> Worthless = new[] { "metroBlob", "wzEquationXML", "wzSigSetupId", "wzSigSetupProvId", "fPolicyLabel", "pibFlags", "fillBlipFlags", "lineFillBlipFlags", "fillId", "lineId", "fInitiator", "fOnDblClickNotify",
        "pictureActive", "fDeleteAttachedObject", "fHitTest", "fOleIcon", "fIsButton", "pictureId", "wzTooltip", "pAdjustHandles", "pGuides", "wzLineId", "wzFillId" }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsWorthless(string name) => Worthless.Contains(name);

    public static bool Allows(string name, ReadOnlySpan<char> value, bool hasPicture) => hasPicture
        ? Pictures.Contains(name)
        : (Numbers.Contains(name) && IsNumber(value)) || Texts.Contains(name) || (Arrays.Contains(name) && IsArray(value));

    private static bool IsNumber(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        var digits = value.StartsWith("-") ? value[1..] : value;
        return digits.Length is > 0 and <= 10 && !digits.ContainsAnyExceptInRange('0', '9');
    }

    // Size of an element; how many; the elements, each a number or numbers in parentheses. Readers make room by the first two.
    private static bool IsArray(ReadOnlySpan<char> value)
    {
        if (!TakeNumber(ref value, ';', out var size) || size is not (2 or 4 or 8) || !TakeNumber(ref value, ';', out var count) || count > 65_535)
        {
            return value.IsEmpty && size == 0;
        }

        var elements = 0;
        while (!value.IsEmpty)
        {
            var end = value.IndexOf(';');
            var element = (end < 0 ? value : value[..end]).Trim();
            value = end < 0 ? default : value[(end + 1)..];
            elements++;
            if (element.StartsWith("(") && element.EndsWith(")"))
            {
                var comma = element.IndexOf(',');
                if (comma < 0 || !IsNumber(element[1..comma]) || !IsNumber(element[(comma + 1)..^1]))
                {
                    return false;
                }
            }
            else if (!IsNumber(element))
            {
                return false;
            }
        }

        return elements == count;
    }

    private static bool TakeNumber(ref ReadOnlySpan<char> value, char end, out int number)
    {
        var at = value.IndexOf(end);
        number = 0;
        if (at is < 1 or > 6 || !int.TryParse(value[..at], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number))
        {
            return false;
        }

        value = value[(at + 1)..];
        return true;
    }
}
