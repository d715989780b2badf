using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>Tells the CONTINUE records behind a text object apart: first its characters, then their formatting ([MS-XLS] 2.4.329); what follows goes on with the drawing.</summary>
internal sealed class TextObjectTail
{
    private int _characters;
    private int _formatting;

    /// <summary>The data of TXO: how much of both is to come.</summary>
    public void Begin(ReadOnlySpan<byte> data) => (_characters, _formatting) = data.Length >= 14 ? (data.U16(10), data.U16(12)) : (0, 0);

    /// <summary>True when the next CONTINUE record is the object's own.</summary>
    public bool Takes(ReadOnlySpan<byte> data)
    {
        if (_characters > 0)
        {
            // Each record says anew how wide its characters are.
            var width = data.IsEmpty ? 1 : (data[0] & 1) + 1;
            _characters = Math.Max(0, _characters - Math.Max(1, (data.Length - 1) / width));
            return true;
        }

        if (_formatting > 0)
        {
            _formatting = Math.Max(0, _formatting - Math.Max(1, data.Length));
            return true;
        }

        return false;
    }
}
