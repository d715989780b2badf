using System.Buffers;
using Mugai.Mime;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizers.Rtf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>
/// The text of a document in the order of its characters: body, notes, headers, comments, text boxes; of fields the results. Cells are separated by tabs, two marks of a cell in a row end the row.
/// Linear in the characters that the pieces name.
/// </summary>
internal sealed class WordText(byte[] document, IReadOnlyList<TextPiece> pieces, IReadOnlyList<uint> parts, int codePage, ISanitizeContext context, TextCleaner text)
{
    private const int ChunkChars = 4_096;

    // Fields nest a few levels; what is deeper counts as code and is not shown.
    private const int MaxDepth = 256;
    private const char CellMark = '\a';

    private readonly char[] _line = new char[ChunkChars];
    private readonly ArrayBufferWriter<char> _decoded = new(ChunkChars);
    private readonly Stack<bool> _fields = new();
    private CharsetDecoder _decoder = RtfCharsets.Decoder(codePage);
    private int _length;
    private int _codes;
    private bool _afterCell;

    /// <summary>False when a piece leaves the stream.</summary>
    public bool Write()
    {
        var (part, left) = (-1, 0u);
        foreach (var piece in pieces)
        {
            var bytes = piece.IsNarrow ? piece.Count : piece.Count * 2L;
            if (piece.Start + bytes > document.Length)
            {
                return false;
            }

            context.Budget.ChargeObjects(1);
            context.Budget.ChargeBytes(bytes);
            for (var done = 0u; done < piece.Count;)
            {
                while (left == 0 && part < parts.Count)
                {
                    left = ++part < parts.Count ? parts[part] : uint.MaxValue;
                    BeginPart(part, left);
                }

                var count = Math.Min(Math.Min(piece.Count - done, left), ChunkChars);
                var at = (int)piece.Start + (int)(piece.IsNarrow ? done : done * 2);
                Show(document.AsSpan(at, (int)(piece.IsNarrow ? count : count * 2)), piece.IsNarrow);
                done += count;
                left -= count;
            }
        }

        EndPart();
        return true;
    }

    private void BeginPart(int part, uint characters)
    {
        EndPart();
        if (part == 0 || part >= parts.Count || characters == 0)
        {
            return;
        }

        var (japanese, english) = part switch
        {
            1 => ("脚注", "Footnotes"),
            2 => ("ヘッダーとフッター", "Headers and footers"),
            4 => ("コメント", "Comments"),
            5 => ("文末脚注", "Endnotes"),
            6 or 7 => ("テキスト ボックス", "Text boxes"),
            _ => ("その他", "Others"),
        };
        text.Heading("\n[" + TextLabels.Of(context.Policy.Language, japanese, english) + "]\n");
    }

    // A field does not reach from one part into the next, nor does a character of two bytes.
    private void EndPart()
    {
        _decoded.ResetWrittenCount();
        _decoder.Decode([], isFinal: true, _decoded);
        Show(_decoded.WrittenSpan);
        _decoder = RtfCharsets.Decoder(codePage);
        EndCell();
        Flush();
        _fields.Clear();
        _codes = 0;
    }

    private void Show(ReadOnlySpan<byte> bytes, bool isNarrow)
    {
        if (isNarrow)
        {
            _decoded.ResetWrittenCount();
            _decoder.Decode(bytes, isFinal: false, _decoded);
            Show(_decoded.WrittenSpan);
            return;
        }

        for (var i = 0; i < bytes.Length; i += 2)
        {
            Show((char)bytes.U16(i));
        }
    }

    private void Show(ReadOnlySpan<char> characters)
    {
        foreach (var c in characters)
        {
            Show(c);
        }
    }

    private void Show(char c)
    {
        if (c is >= '\x13' and <= '\x15')
        {
            Field(c);
        }
        else if (_codes > 0)
        {
            return;
        }
        else if (c == CellMark)
        {
            if (_afterCell)
            {
                _afterCell = false;
                Put('\n');
                return;
            }

            _afterCell = true;
        }
        else
        {
            EndCell();
            Put(c switch
            {
                '\r' or '\v' or '\f' or '\x0E' => '\n',
                '\x1E' => '-',
                < ' ' and not '\t' => '\0',
                _ => c,
            });
        }
    }

    // 13 begins a field, 14 stands between its code and its result, 15 ends it ([MS-DOC] 2.8.25).
    private void Field(char mark)
    {
        if (mark == '\x13')
        {
            if (_fields.Count < MaxDepth)
            {
                _fields.Push(true);
                _codes++;
            }
        }
        else if (_fields.TryPop(out var isCode))
        {
            _codes -= isCode ? 1 : 0;
            if (mark == '\x14')
            {
                _fields.Push(false);
            }
        }
    }

    private void EndCell()
    {
        if (_afterCell)
        {
            _afterCell = false;
            Put('\t');
        }
    }

    private void Put(char c)
    {
        if (c == '\0')
        {
            return;
        }

        if (_length == _line.Length)
        {
            Flush();
        }

        _line[_length++] = c;
    }

    private void Flush()
    {
        text.Write(_line.AsSpan(0, _length));
        _length = 0;
    }
}
