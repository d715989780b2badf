using System.Globalization;
using System.Text;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Cad;

/// <summary>The second reading of a drawing: group by group what stays, as a drawing or as the words in it.</summary>
internal sealed class DxfRebuild(Stream content, Stream output, DxfSurvey survey, bool asText, ISanitizeContext context)
{
    private readonly SortedDictionary<string, int> _found = new(StringComparer.Ordinal);
    private readonly CharacterFilter _characters = new(keepsLineEnds: false);
    private readonly DxfGroups _groups = new(content, context.Budget);
    private readonly List<(int Code, byte[] Value)> _class = [];
    private byte[]? _entryName;
    private string _section = "";
    private string _record = "";
    private bool _isDropped;
    private bool _awaitsSection;
    private bool _isBroken;
    private string _application = "";
    private string _foreign = "";

    private CadStrings Strings { get; } = new(survey.Encoding, new CharacterFilter(keepsLineEnds: false));

    /// <summary>Writes the drawing; false when a value is not what its code says.</summary>
    public bool Run()
    {
        while (!_isBroken && _groups.Read())
        {
            if (_groups.Code == 0)
            {
                FlushEntry();
                FlushClass();
                _application = "";
                _foreign = "";
                if (Begin(_groups.Name))
                {
                    return true;
                }
            }
            else if (!Group())
            {
                return false;
            }
        }

        return false;
    }

    public void Report()
    {
        foreach (var (code, count) in _found)
        {
            context.Report("", code, FindingAction.Removed, count);
        }

        _characters.Report(context);
    }

    // True at the end of the file.
    private bool Begin(string record)
    {
        _record = record;
        switch (record)
        {
            case "EOF" or "SECTION" when _section.Length > 0:
                // A section without its end: two readers would go on differently.
                _isBroken = true;
                break;
            case "EOF":
                Put(0, "EOF"u8);
                return true;
            case "SECTION":
                _awaitsSection = true;
                _section = "";
                _isDropped = true;
                break;
            case "ENDSEC":
                if (_section.Length > 0)
                {
                    Put(0, "ENDSEC"u8);
                }

                _section = "";
                _isDropped = true;
                break;
            case "CLASS" when _section == "CLASSES":
                _isDropped = false;
                break;
            default:
                _isDropped = !DxfRules.MayStand(_section, record);
                if (!_isDropped)
                {
                    Put(0, Encoding.ASCII.GetBytes(record));
                }
                else if (_section.Length > 0)
                {
                    Count(DxfRules.FindingCode(record));
                }

                break;
        }

        return false;
    }

    private bool Group()
    {
        var code = _groups.Code;
        if (_awaitsSection && code == 2)
        {
            _awaitsSection = false;
            Section(_groups.Name);
            return true;
        }

        if (code == 999)
        {
            Count("dxf.comment");
            return true;
        }

        if (_section == "HEADER" && code == 9)
        {
            _isDropped = !DxfRules.IsVariable(_groups.Name);
            if (_isDropped)
            {
                Count("dxf.metadata");
            }
            else
            {
                Put(9, _groups.Trimmed);
            }

            return true;
        }

        return _isDropped || Kept(code);
    }

    private void Section(string name)
    {
        if (DxfRules.IsSection(name))
        {
            _section = name;
            _isDropped = name == "HEADER";
            Put(0, "SECTION"u8);
            Put(2, Encoding.ASCII.GetBytes(name));
        }
        else
        {
            Count(name == "THUMBNAILIMAGE" ? "dxf.thumbnail" : "dxf.section");
        }
    }

    private bool Kept(int code)
    {
        if (IsForeign(code))
        {
            return true;
        }

        switch (DxfRules.Kind(code))
        {
            case GroupKind.Number:
                if (!DxfRules.IsNumber(_groups.Trimmed))
                {
                    return false;
                }

                Number(code);
                return true;
            case GroupKind.Handle:
                if (!DxfRules.IsHandle(_groups.Trimmed))
                {
                    return false;
                }

                Handle(code);
                return true;
            case GroupKind.Text:
                Text(code);
                return true;
            default:
                Count(code is >= 310 and <= 319 or 1004 ? "dxf.binary" : "dxf.group");
                return true;
        }
    }

    // Data of applications: extended data behind 1001, and lists between 102 {NAME and 102 }.
    private bool IsForeign(int code)
    {
        if (code == 1001)
        {
            _application = _groups.Name;
            if (_application != "ACAD")
            {
                Count(_application.Equals("PE_URL", StringComparison.OrdinalIgnoreCase) ? "dxf.hyperlink" : "dxf.extendedData");
            }
        }

        if (code is >= 1000 and <= 1071)
        {
            return _application != "ACAD";
        }

        _application = "";
        if (code == 102)
        {
            var name = _groups.Name;
            if (name.StartsWith('{'))
            {
                _foreign = name is "{ACAD_REACTORS" or "{ACAD_XDICTIONARY" or "{BLKREFS" ? "" : name;
                if (_foreign.Length > 0)
                {
                    Count("dxf.applicationData");
                }
            }
            else if (_foreign.Length > 0)
            {
                _foreign = "";
                return true;
            }
        }

        return _foreign.Length > 0;
    }

    private void Number(int code)
    {
        if (_record == "BLOCK" && code == 70 && int.TryParse(_groups.Trimmed, CultureInfo.InvariantCulture, out var flags) && (flags & 0x7C) != 0)
        {
            // 4 xref, 8 overlaid xref, 16 depends on one, 32 resolved, 64 referenced: a block of its own from here on.
            Count("dxf.xref");
            Put(70, Encoding.ASCII.GetBytes((flags & 3).ToString(CultureInfo.InvariantCulture)));
            return;
        }

        Keep(code, _groups.Trimmed);
    }

    private void Handle(int code)
    {
        var isDropped = code is not (5 or 105) && survey.IsDropped(_groups.Trimmed);
        if (_entryName is { } name)
        {
            _entryName = null;
            if (isDropped)
            {
                Count("dxf.deadReference");
                return;
            }

            Put(3, name);
        }

        if (!isDropped)
        {
            Keep(code, _groups.Trimmed);
        }
        else if (code is not (>= 330 and <= 339) and not (>= 350 and <= 369))
        {
            // A place that must be there points nowhere.
            Keep(code, "0"u8);
        }
    }

    private void Text(int code)
    {
        if (code == 3 && _record is ("DICTIONARY" or "ACDBDICTIONARYWDFLT"))
        {
            FlushEntry();
            _entryName = Value(code);
            return;
        }

        var value = Value(code);
        Keep(code, value);
        if (asText && code is (1 or 3) && DxfRules.IsShown(_record))
        {
            output.Write(new UTF8Encoding(false).GetBytes(survey.Encoding.GetString(value).Replace("\\P", "\r\n", StringComparison.Ordinal) + "\r\n"));
        }
    }

    private byte[] Value(int code)
    {
        if (CadStrings.IsPlain(_groups.Value) && _groups.Value.IndexOfAny("\\/:."u8) < 0)
        {
            return _record == "BLOCK" && code == 1 && _groups.Value.Length > 0 ? Gone("dxf.xref") : _groups.Value.ToArray();
        }

        var text = _characters.Clean(survey.Encoding.GetString(_groups.Value));
        if (_record == "BLOCK" && code == 1)
        {
            return text.Length > 0 ? Gone("dxf.xref") : [];
        }

        if (_record == "STYLE" && code is (3 or 4))
        {
            return Strings.Bytes(Font(text));
        }

        if (_record == "MATERIAL" && code == 3 && text.Contains('.', StringComparison.Ordinal))
        {
            return Gone("dxf.path");
        }

        var isWords = DxfRules.IsWords(_record) && code is ((>= 0 and <= 9) or (>= 300 and <= 309));
        return !isWords && OutsideReference.Is(text) ? Gone("dxf.path") : Strings.Bytes(text);
    }

    private string Font(string text)
    {
        var name = DxfRules.FontName(text);
        if (name != text)
        {
            Count("dxf.path");
        }

        return name;
    }

    private byte[] Gone(string code)
    {
        Count(code);
        return [];
    }

    private void Keep(int code, ReadOnlySpan<byte> value)
    {
        if (_section == "CLASSES")
        {
            // A class of the file's own list: nine groups, told by its first.
            if (_class.Count < 32)
            {
                _class.Add((code, value.ToArray()));
            }

            return;
        }

        Put(code, value);
    }

    private void FlushEntry()
    {
        if (_entryName is { } name)
        {
            _entryName = null;
            Put(3, name);
        }
    }

    private void FlushClass()
    {
        if (_class.Count == 0)
        {
            return;
        }

        var name = _class.Find(group => group.Code == 1).Value is { } bytes ? Encoding.ASCII.GetString(bytes) : "";
        if (DxfRules.IsClass(name))
        {
            Put(0, "CLASS"u8);
            foreach (var (code, value) in _class)
            {
                Put(code, value);
            }
        }
        else
        {
            Count("dxf.class");
        }

        _class.Clear();
    }

    private void Put(int code, ReadOnlySpan<byte> value)
    {
        context.Budget.ChargeBytes(value.Length + 8);
        if (asText)
        {
            return;
        }

        Span<byte> line = stackalloc byte[16];
        Encoding.ASCII.TryGetBytes(code.ToString(CultureInfo.InvariantCulture).PadLeft(3), line, out var count);
        output.Write(line[..count]);
        output.Write("\r\n"u8);
        output.Write(value);
        output.Write("\r\n"u8);
    }

    private void Count(string code) => _found[code] = _found.GetValueOrDefault(code) + 1;
}
