using System.Collections.Frozen;

namespace Mugai.Sanitizers.Ooxml.Visio;

/// <summary>
/// The ShapeSheet functions that may stay in a cell's formula ([MS-VSDX] 2.5): those that compute, look at the drawing, or move inside it. Left out are all that run or open something
/// (RUNMACRO, CALLTHIS, RUNADDON, RUNADDONWARGS, OPENFILE, DOCMD, HYPERLINK, PLAYSOUND, QUEUEMARKEREVENT) and those that write a formula somewhere else out of a text (SETF, SETATREF…).
/// </summary>
internal static class ShapeFunctions
{
    private static readonly FrozenSet<string> Known = (
        "ABS ACOS AND ANG360 ARG ASIN ATAN ATAN2 BITAND BITNOT BITOR BITXOR BLUE BOUND BOUNDINGBOXDIST BOUNDINGBOXRECT CALLOUTCOUNT CALLOUTTARGETREF CATEGORY CEILING CHAR COLOR CONTAINERCOUNT "
        + "CONTAINERMEMBERCOUNT CONTAINERSHEETREF COS COSH CREATOR CURRENCY CY DATA1 DATA2 DATA3 DATE DATETIME DATEVALUE DAY DAYOFYEAR DECIMALSEC DEFAULTEVENT DEG DEPENDSON DESCRIPTION DIRECTORY DISTTOPATH "
        + "DOCCREATION DOCLASTEDIT DOCLASTPRINT DOCLASTSAVE EVALCELL EVALTEXT FIELDPICTURE FILENAME FIND FLOOR FONT FONTTOID FORMAT FORMATEX FORMULAEXISTS FTRIG GETREF GETVAL GOTOPAGE GRAVITY GREEN GUARD HASCATEGORY "
        + "HOUR HSL HUE HUEDIFF HYPERLINKBASE ID IF INDEX INT INTUP IS1D ISERR ISERRNA ISERROR ISERRVALUE ISTHEMED KEYWORDS LEFT LEN LISTMEMBERCOUNT LISTORDER LISTSHEETREF LN LOC LOCALFORMULAEXISTS LOCTOLOC LOCTOPAR LOG10 "
        + "LOOKUP LOWER LUM LUMDIFF MAGNITUDE MANAGER MASTERNAME MAX MID MIN MINUTE MODULUS MONTH MSOSHADE MSOTINT NA NAME NEARESTPOINTONPATH NEARESTPOINTONPOLYLINE NOT NOW NUMTOWIDTH NURBS OPENGROUPWIN "
        + "OPENSHEETWIN OPENTEXTWIN OR PAGECOUNT PAGENAME PAGENUMBER PAR PATHLENGTH PATHSEGMENT PI PNT PNTX PNTY POINTALONGPATH POINTALONGSEG POLYLINE POW RAD RAND RECTSECT RED REF REPLACE REPT REWIDEN RGB RIGHT ROUND "
        + "SAT SATDIFF SECOND SEGMENTCOUNT SHADE SHAPETEXT SHEETREF SIGN SIN SINH SQRT STRSAME STRSAMEEX SUBJECT SUBSTITUTE SUM TAN TANH TEXTHEIGHT TEXTWIDTH THEME THEMECBV THEMEGUARD THEMEPROP THEMERESTORE THEMEVAL TIME "
        + "TIMEVALUE TINT TITLE TONE TRIM TRUNC TYPE TYPEDESC UNICHAR UPPER USE USERUI VERSION WEEKDAY YEAR _XFTRIGGER _WALKGLUE _ELLIPSE_THETA _ELLIPSE_ECC _GCSIZE _MFE _SHAPETYPE _UCON_SIMPLE _UCON_GEOTYP _UCON_BEGTYP _UCON_ENDTYP _UGLUETYPE _TTE")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True when a formula calls listed functions only. One pass; texts in quotes are data.</summary>
    public static bool Allow(ReadOnlySpan<char> formula)
    {
        var at = 0;
        while (at < formula.Length)
        {
            var c = formula[at];
            if (c == '"')
            {
                var end = formula[(at + 1)..].IndexOf('"');
                if (end < 0)
                {
                    return false;
                }

                at += end + 2;
                continue;
            }

            if (!char.IsLetter(c) && c != '_')
            {
                at++;
                continue;
            }

            var start = at;
            while (at < formula.Length && (char.IsLetterOrDigit(formula[at]) || formula[at] is '_' or '.'))
            {
                at++;
            }

            var name = formula[start..at];
            while (at < formula.Length && formula[at] is ' ' or '\t' or '\r' or '\n')
            {
                at++;
            }

            if (at < formula.Length && formula[at] == '(' && !Lookup.Contains(name))
            {
                return false;
            }
        }

        return true;
    }
}
