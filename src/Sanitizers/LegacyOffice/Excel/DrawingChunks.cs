using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>
/// The drawing of one substream. It lies in pieces between the records of its objects but is one tree, whose lengths reach over the pieces: collected by the survey,
/// rewritten as one, given out again piece by piece.
/// </summary>
internal sealed class DrawingChunks
{
    private readonly RecordBuffer _input = new();
    private readonly List<int> _starts = [];
    private readonly RecordBuffer _output = new();
    private int[] _places = [];
    private int _next;

    public void AddPiece(ReadOnlySpan<byte> data)
    {
        _starts.Add(_input.Length);
        _input.Add(data);
    }

    /// <summary>More of the piece before.</summary>
    public void Extend(ReadOnlySpan<byte> data) => _input.Add(data);

    public void Rewrite(OfficeArtRewriter rewriter)
    {
        _places = rewriter.Rewrite(_input.Written, _starts, _output);
        _input.Clear();
    }

    /// <summary>The next piece, rewritten.</summary>
    public ReadOnlySpan<byte> Take()
    {
        if (_next >= _places.Length)
        {
            return default;
        }

        var start = _places[_next];
        _next++;
        var end = _next < _places.Length ? _places[_next] : _output.Length;
        return _output.Written[start..end];
    }
}
