using System.Buffers;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.PlainText;

/// <summary>The clean text of a CSV or TSV file on its way to the output: waits for enough of it to tell the separators, then goes cell by cell.</summary>
internal sealed class TableText(Utf8TextWriter writer, string format, bool neutralizes, long expected) : IBufferWriter<char>
{
    // Enough rows to count separators in; the same number whatever chunks the file is read in.
    private const int SampleChars = 16_384;

    private readonly PooledText _text = new((int)Math.Clamp(expected, 64, SampleChars));
    private CsvNeutralizer? _cells;
    private bool _looksLikeSylk;

    public void Advance(int count)
    {
        _text.Advance(count);
        if (_text.WrittenCount >= SampleChars)
        {
            HandOver();
        }
    }

    public Memory<char> GetMemory(int sizeHint = 0) => _text.GetMemory(sizeHint);

    public Span<char> GetSpan(int sizeHint = 0) => _text.GetSpan(sizeHint);

    public void Complete()
    {
        HandOver();
        _cells!.Complete();
        _text.Release();
    }

    public void Report(ISanitizeContext context)
    {
        var action = neutralizes ? FindingAction.Neutralized : FindingAction.Kept;
        if (_cells is { Formulas: > 0 })
        {
            context.Report("", "text.csvFormula", action, _cells.Formulas, new UntrustedText(_cells.FirstFormula));
        }

        if (_looksLikeSylk)
        {
            context.Report("", "text.sylk", action);
        }
    }

    private void HandOver()
    {
        var text = _text.WrittenSpan;
        if (_cells is null)
        {
            Begin(text);
        }

        _cells!.Write(text);
        _text.Clear();
    }

    private void Begin(ReadOnlySpan<char> text)
    {
        _cells = new CsvNeutralizer(writer, Separators(text[..Math.Min(text.Length, SampleChars)])) { OnlyCounts = !neutralizes };

        // A spreadsheet opens a file that begins so as SYLK, and SYLK carries formulas and macros.
        _looksLikeSylk = text.StartsWith("ID;");
        if (_looksLikeSylk && neutralizes)
        {
            writer.Write("'");
        }
    }

    // The format's own separator, each one that is more frequent, and the one that a first line `sep=;` tells Excel to take.
    private ReadOnlySpan<char> Separators(ReadOnlySpan<char> sample)
    {
        var own = format == Formats.Tsv.Name ? '\t' : ',';
        var separators = new List<char> { own };
        foreach (var other in ",;\t")
        {
            if (other != own && sample.Count(other) > sample.Count(own))
            {
                separators.Add(other);
            }
        }

        if (sample.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && sample.Length > 4 && "|:;,\t^~#&/!".Contains(sample[4]) && !separators.Contains(sample[4]))
        {
            separators.Add(sample[4]);
        }

        return separators.ToArray();
    }
}
