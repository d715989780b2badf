using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>
/// Entries by object number: an array for numbers that a file of this size may hold, a dictionary for stray ones, so that one high number costs one entry.
/// </summary>
internal sealed class XrefTable(int fileLength, Budget budget)
{
    private readonly Dictionary<int, XrefEntry> _stray = [];
    private XrefEntry[] _dense = new XrefEntry[64];

    // An object in an object stream takes some ten bytes of the file, compressed perhaps two.
    private int MaxDense => Math.Max(4096, fileLength / 2);

    public int Count { get; private set; }

    /// <summary>The highest number with an entry.</summary>
    public int Highest { get; private set; }

    public XrefEntry this[int number] => (uint)number < (uint)_dense.Length ? _dense[number] : _stray.GetValueOrDefault(number);

    /// <summary>Sets what is not set yet: sections are read from the newest to the oldest.</summary>
    public void Add(int number, XrefEntry entry)
    {
        if (this[number].Kind == XrefKind.Absent)
        {
            Set(number, entry);
        }
    }

    /// <summary>Sets or replaces. Numbers beyond the limit are not kept: nothing can refer to them.</summary>
    public void Set(int number, XrefEntry entry)
    {
        if (number is <= 0 or > PdfLimits.MaxObjectNumber)
        {
            return;
        }

        budget.ChargeObjects(1);
        Highest = Math.Max(Highest, number);
        if (number >= MaxDense)
        {
            Count += _stray.ContainsKey(number) ? 0 : 1;
            _stray[number] = entry;
            return;
        }

        if (number >= _dense.Length)
        {
            Array.Resize(ref _dense, (int)Math.Min(Math.Max(number + 1L, _dense.Length * 2L), MaxDense));
        }

        Count += _dense[number].Kind == XrefKind.Absent ? 1 : 0;
        _dense[number] = entry;
    }
}
