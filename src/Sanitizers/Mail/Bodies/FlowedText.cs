namespace Mugai.Sanitizers.Mail.Bodies;

/// <summary>
/// format=flowed (RFC 3676): lines that end with a space go on in the next one of the same quote depth. Read here, because what is written says nothing
/// of it any more. Characters arrive in pieces of any size.
/// </summary>
internal sealed class FlowedText(bool deletesSpace, BodyBlock block)
{
    // A paragraph longer than this is broken where it stands: nothing is held back without a bound.
    private const int MaxLine = 8 * 1024;

    private readonly char[] _line = new char[MaxLine];
    private int _length;
    private int _depth = -1;

    public void Write(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n');
            var piece = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            while (piece.Length > MaxLine - _length)
            {
                var room = MaxLine - _length;
                piece[..room].CopyTo(_line.AsSpan(_length));
                piece = piece[room..];
                block.Write(_line);
                _length = 0;
            }

            piece.CopyTo(_line.AsSpan(_length));
            _length += piece.Length;
            if (end >= 0)
            {
                TakeLine(_line.AsSpan(0, _length).TrimEnd('\r'));
                _length = 0;
            }
        }
    }

    public void Complete()
    {
        if (_length > 0)
        {
            TakeLine(_line.AsSpan(0, _length));
        }

        End();
    }

    private void TakeLine(ReadOnlySpan<char> line)
    {
        var depth = line.Length - line.TrimStart('>').Length;
        var content = line[depth..];
        content = content.StartsWith(" ") ? content[1..] : content;

        // "-- " is a signature's line, and never flows (RFC 3676 4.3).
        var isSignature = content.SequenceEqual("-- ");
        if (_depth >= 0 && (depth != _depth || isSignature))
        {
            End();
        }

        if (_depth < 0)
        {
            block.Write(new string('>', depth));
            block.Write(depth > 0 && !content.IsEmpty ? " " : "");
        }

        var flows = content.EndsWith(" ") && !isSignature;
        block.Write(flows && deletesSpace ? content[..^1] : content);
        _depth = depth;
        if (!flows)
        {
            End();
        }
    }

    private void End()
    {
        if (_depth >= 0)
        {
            block.Write("\r\n");
            _depth = -1;
        }
    }
}
