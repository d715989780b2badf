using System.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>A name table that does not grow without end: every distinct element, attribute and namespace name of a part stays in it.</summary>
internal sealed class BoundedNameTable : NameTable
{
    // The whole vocabulary of Office is about 200 KB.
    private const int MaxChars = 4 << 20;

    private int _chars;

    public override string Add(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return base.Get(key) ?? Charged(key.Length, base.Add(key));
    }

    public override string Add(char[] key, int start, int len) => base.Get(key, start, len) ?? Charged(len, base.Add(key, start, len));

    private string Charged(int chars, string name)
    {
        // A short name costs its table entry too.
        _chars += chars + 32;
        return _chars <= MaxChars ? name : throw new BudgetExceededException(Reason.Budget, "names");
    }
}
