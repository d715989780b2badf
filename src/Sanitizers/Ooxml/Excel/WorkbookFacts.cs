namespace Mugai.Sanitizers.Ooxml.Excel;

/// <summary>What a first reading of the workbook part found: which sheets stay, which names go. Sheets are counted from 0 in the order of the tabs.</summary>
internal sealed class WorkbookFacts
{
    private readonly List<int> _newIndex = [];
    private readonly HashSet<string> _droppedSheets = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _droppedNames = new(StringComparer.OrdinalIgnoreCase);
    private int _kept;
    private bool _anyVisible;
    private string? _firstKept;

    /// <summary>Sheets that stay.</summary>
    public int KeptSheets => _kept;

    /// <summary>True when a sheet was dropped.</summary>
    public bool DropsSheets => _newIndex.Count > _kept;

    /// <summary>The relationship of the sheet that must be shown because all visible ones were dropped; null when none must. Excel opens no workbook without a visible sheet.</summary>
    public string? SheetToShow => _anyVisible ? null : _firstKept;

    public void AddSheet(string name, string relationshipId, bool isKept, bool isVisible)
    {
        _newIndex.Add(isKept ? _kept : -1);
        if (!isKept)
        {
            _droppedSheets.Add(name);
            return;
        }

        _kept++;
        _firstKept ??= relationshipId;
        _anyVisible |= isVisible;
    }

    public void DropName(string name) => _droppedNames.Add(name);

    /// <summary>The new index of a sheet; null when it was dropped or never was.</summary>
    public int? IndexOf(int old) => old >= 0 && old < _newIndex.Count && _newIndex[old] >= 0 ? _newIndex[old] : null;

    /// <summary>True when <paramref name="name"/> (or an end of Sheet1:Sheet3) is a dropped sheet.</summary>
    public bool IsDroppedSheet(ReadOnlySpan<char> name)
    {
        if (_droppedSheets.Count == 0)
        {
            return false;
        }

        var lookup = _droppedSheets.GetAlternateLookup<ReadOnlySpan<char>>();
        var colon = name.IndexOf(':');
        return colon < 0 ? lookup.Contains(name) : lookup.Contains(name[..colon]) || lookup.Contains(name[(colon + 1)..]);
    }

    /// <summary>True when <paramref name="name"/> is a defined name that was dropped.</summary>
    public bool IsDroppedName(ReadOnlySpan<char> name) =>
        _droppedNames.Count > 0 && _droppedNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
}
