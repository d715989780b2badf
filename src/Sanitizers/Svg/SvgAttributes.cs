using System.Globalization;
using System.Xml;

namespace Mugai.Sanitizers.Svg;

/// <summary>Writes the attributes of the reader's current element that are allowed.</summary>
internal sealed class SvgAttributes(XmlReader xml, XmlWriter writer, SvgStyles styles, DrawnCost cost, Action<string, string> found)
{
    /// <summary>Writes them and goes back to the element. <paramref name="refers"/> is false when somebody else writes the reference.</summary>
    public void Write(string element, bool isRoot, bool refers)
    {
        var hasReference = false;
        if (isRoot)
        {
            // Programs that know SVG 1.1 alone read references in this namespace.
            writer.WriteAttributeString("xmlns", "xlink", null, SvgVocabulary.XLink);
        }

        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            switch (xml.NamespaceURI)
            {
                case "http://www.w3.org/2000/xmlns/":
                    break;
                case SvgVocabulary.Xml:
                    XmlAttribute();
                    break;
                case SvgVocabulary.XLink:
                    if (xml.LocalName == "href" && refers && !hasReference)
                    {
                        hasReference = Reference(element);
                    }

                    break;
                case "":
                    hasReference |= Plain(element, refers && !hasReference);
                    break;
                default:
                    found(SvgCodes.Metadata, xml.LocalName);
                    break;
            }
        }

        xml.MoveToElement();
    }

    private void XmlAttribute()
    {
        // xml:base would turn "#a" into a reference to another document.
        if (xml.LocalName is "space" && xml.Value is "preserve" or "default")
        {
            writer.WriteAttributeString("xml", "space", null, xml.Value);
        }
        else if (xml.LocalName is "lang" && xml.Value.Length <= 64)
        {
            writer.WriteAttributeString("xml", "lang", null, xml.Value);
        }
        else
        {
            found(xml.LocalName == "base" ? SvgCodes.ExternalReference : SvgCodes.UnknownAttribute, xml.LocalName);
        }
    }

    private bool Plain(string element, bool refers)
    {
        var name = xml.LocalName;
        var value = xml.Value;
        if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
        {
            found(SvgCodes.EventHandler, name);
        }
        else if (name == "href")
        {
            return refers && Reference(element);
        }
        else if (name == "style")
        {
            var clean = styles.Declarations(value);
            if (clean.Length > 0)
            {
                writer.WriteAttributeString(name, clean);
            }
        }
        else if (SvgVocabulary.Animated.Contains(name))
        {
            Values(element, name, value);
        }
        else if (SvgVocabulary.Named.Contains(name))
        {
            if (name == "class")
            {
                cost.Classes(value);
            }

            writer.WriteAttributeString(name, value);
        }
        else if (SvgVocabulary.Simple.Contains(name))
        {
            if (IsSimple(name, value) && IsBounded(element, name, value))
            {
                writer.WriteAttributeString(name, value);
            }
        }
        else if (SvgVocabulary.Properties.Contains(name))
        {
            if (styles.Accepts(value, name))
            {
                writer.WriteAttributeString(name, value);
            }
        }
        else
        {
            found(name.StartsWith("data-", StringComparison.Ordinal) || name is "enable-background" or "contentStyleType" or "contentScriptType" ? SvgCodes.Metadata : SvgCodes.UnknownAttribute, name);
        }

        return false;
    }

    // feColorMatrix has numbers there, animations have values of the attribute they change.
    private void Values(string element, string name, string value)
    {
        var isClean = SvgVocabulary.Animations.Contains(element) || element == "feColorMatrix";
        foreach (var range in value.AsSpan().Split(';'))
        {
            isClean = isClean && styles.Accepts(value.AsSpan()[range], name);
        }

        if (isClean)
        {
            writer.WriteAttributeString(name, value);
        }
    }

    private bool Reference(string element)
    {
        var target = xml.Value.AsSpan().Trim();
        if (target.Length > 1 && target[0] == '#' && CssValue.IsId(target[1..]) && SvgVocabulary.Referring.Contains(element))
        {
            if (!SvgVocabulary.Animations.Contains(element) && element != "mpath")
            {
                cost.Refer(target[1..].ToString());
            }

            writer.WriteAttributeString("xlink", "href", SvgVocabulary.XLink, target.ToString());
            return true;
        }

        // A link was reported with its target already; an empty reference leads nowhere.
        if (xml.Value.Length > 0 && SvgVocabulary.Referring.Contains(element))
        {
            found(SvgCodes.ExternalReference, target[..Math.Min(target.Length, 200)].ToString());
        }

        return false;
    }

    // Numbers, lengths, keywords and path data. A colon stands only in a clock value, between digits: with that, nothing here can name a scheme.
    private bool IsSimple(string name, string value)
    {
        if (name.EndsWith("ransform", StringComparison.Ordinal))
        {
            return styles.Accepts(value, name);
        }

        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            var isPlain = char.IsLetterOrDigit(c) || c is ' ' or '\t' or '\r' or '\n' or ',' or '.' or '+' or '-' or '%' or '#' or '_' or ';' or '/';
            if (!isPlain && !(c == ':' && i > 0 && i + 1 < value.Length && char.IsAsciiDigit(value[i - 1]) && char.IsAsciiDigit(value[i + 1])))
            {
                found(SvgCodes.UnknownAttribute, name);
                return false;
            }
        }

        return true;
    }

    private bool IsBounded(string element, string name, string value)
    {
        if (element == "svg" && name is "width" or "height" && LargestNumber(value) > SvgLimits.MaxSide)
        {
            found(SvgCodes.Size, name);
            return false;
        }

        if (name is "stdDeviation" or "radius" or "numOctaves" or "order" && LargestNumber(value) > SvgLimits.MaxFilterNumber)
        {
            found(SvgCodes.Filter, name);
            return false;
        }

        return true;
    }

    // The largest of the numbers in a list, units left aside; what cannot be read as a number counts as none.
    private static double LargestNumber(string value)
    {
        var largest = 0.0;
        foreach (var range in value.AsSpan().SplitAny(", \t\r\n"))
        {
            var number = value.AsSpan()[range].TrimEnd("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%");
            if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var read))
            {
                largest = Math.Max(largest, Math.Abs(read));
            }
        }

        return largest;
    }
}
