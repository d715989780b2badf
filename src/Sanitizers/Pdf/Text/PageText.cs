using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;

namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>
/// Runs the content of a page as far as text needs it: matrices, text state, showing, forms. Forms are run by a list of its own, each at most so often that a page of forms that
/// show forms cannot make work without end.
/// </summary>
internal sealed class PageText(PdfDocument document, FontTexts fonts, TextLines lines)
{
    private const int MaxFormDepth = 12;
    private const int MaxForms = 2_000;
    private const int MaxSaves = 512;
    private const int MaxOperands = 8;

    private readonly Operand[] _operands = new Operand[MaxOperands];
    private readonly Stack<Frame> _frames = [];
    private readonly Stack<TextState> _saves = [];
    private int _count;
    private int _forms;
    private TextState _state = new(Matrix.Identity);
    private Matrix _text = Matrix.Identity;
    private Matrix _line = Matrix.Identity;

    public void Run(ReadOnlyMemory<byte> content, PdfObject resources, Matrix start)
    {
        _state.Ctm = start;
        _frames.Push(new Frame(content, resources, 0, _state, 0));
        while (_frames.TryPop(out var frame))
        {
            if (Run(frame) is { } inner)
            {
                // The rest of the outer one waits below.
                _frames.Push(frame with { Position = inner.Outer });
                _frames.Push(inner.Frame);
            }
            else
            {
                _state = frame.Before;
                while (_saves.Count > frame.Saves)
                {
                    _saves.Pop();
                }
            }
        }
    }

    // Until the end, or until a form is to be run first.
    private (Frame Frame, int Outer)? Run(Frame frame)
    {
        var lexer = new PdfLexer(frame.Content.Span, frame.Position);
        var operators = 0;
        _count = 0;
        while (true)
        {
            var token = lexer.Read();
            if (token == PdfToken.End)
            {
                document.Budget.ChargeObjects(operators / 4);
                return null;
            }

            if (token != PdfToken.Keyword)
            {
                Take(ref lexer, token);
                continue;
            }

            operators++;
            if (lexer.TokenBytes.SequenceEqual("Do"u8))
            {
                if (Form(frame) is { } form)
                {
                    document.Budget.ChargeObjects(operators / 4);
                    return (form, lexer.Position);
                }
            }
            else if (lexer.TokenBytes.SequenceEqual("BI"u8))
            {
                SkipInlineImage(ref lexer, frame.Content.Span);
            }
            else
            {
                Apply(lexer.TokenBytes, frame);
            }

            _count = 0;
        }
    }

    private void Take(ref PdfLexer lexer, PdfToken token)
    {
        var operand = new Operand(token, lexer.Start, lexer.Length, 0);
        switch (token)
        {
            case PdfToken.Integer:
                operand = operand with { Number = lexer.Integer };
                break;
            case PdfToken.Real:
                operand = operand with { Number = Number(lexer.TokenBytes) };
                break;
            case PdfToken.ArrayOpen:
                var start = lexer.Position;
                for (var depth = 1; depth > 0;)
                {
                    var inner = lexer.Read();
                    depth += inner == PdfToken.ArrayOpen ? 1 : inner is PdfToken.ArrayClose ? -1 : inner == PdfToken.End ? -depth : 0;
                }

                operand = operand with { Start = start, Length = lexer.Position - start };
                break;
        }

        if (_count == MaxOperands)
        {
            _operands.AsSpan(1).CopyTo(_operands);
            _count--;
        }

        _operands[_count++] = operand;
    }

    private static double Number(ReadOnlySpan<byte> text)
    {
        text = text.Length > 0 && text[0] == '+' ? text[1..] : text;
        return System.Buffers.Text.Utf8Parser.TryParse(text, out double value, out _) && double.IsFinite(value) ? value : 0;
    }

    // The last operands, the first of them at 0.
    private double N(int index, int of) => _count >= of ? _operands[_count - of + index].Number : 0;

    private Matrix ReadMatrix() => new(N(0, 6), N(1, 6), N(2, 6), N(3, 6), N(4, 6), N(5, 6));

    private void Apply(ReadOnlySpan<byte> op, Frame frame)
    {
        switch (op)
        {
            case [(byte)'q'] when _saves.Count < MaxSaves:
                _saves.Push(_state);
                break;
            case [(byte)'Q'] when _saves.Count > frame.Saves:
                _state = _saves.Pop();
                break;
            case [(byte)'c', (byte)'m'] when _count >= 6:
                _state.Ctm = ReadMatrix().Then(_state.Ctm);
                break;
            case [(byte)'B', (byte)'T']:
                (_text, _line) = (Matrix.Identity, Matrix.Identity);
                break;
            case [(byte)'\'']:
                NextLine(0, -_state.Leading);
                ShowLast(frame);
                break;
            case [(byte)'"'] when _count >= 3:
                (_state.WordSpacing, _state.CharacterSpacing) = (N(0, 3), N(1, 3));
                NextLine(0, -_state.Leading);
                ShowLast(frame);
                break;
            case [(byte)'T', var which]:
                ApplyText(which, frame);
                break;
        }
    }

    private void ApplyText(byte which, Frame frame)
    {
        switch (which)
        {
            case (byte)'c':
                _state.CharacterSpacing = N(0, 1);
                break;
            case (byte)'w':
                _state.WordSpacing = N(0, 1);
                break;
            case (byte)'z':
                _state.Scale = N(0, 1) / 100;
                break;
            case (byte)'L':
                _state.Leading = N(0, 1);
                break;
            case (byte)'s':
                _state.Rise = N(0, 1);
                break;
            case (byte)'f' when _count >= 2 && _operands[_count - 2].Token == PdfToken.Name:
                _state.Font = Font(frame, Name(frame, _operands[_count - 2]));
                _state.Size = N(1, 2);
                break;
            case (byte)'d':
                NextLine(N(0, 2), N(1, 2));
                break;
            case (byte)'D':
                _state.Leading = -N(1, 2);
                NextLine(N(0, 2), N(1, 2));
                break;
            case (byte)'m' when _count >= 6:
                _text = _line = ReadMatrix();
                break;
            case (byte)'*':
                NextLine(0, -_state.Leading);
                break;
            case (byte)'j':
                ShowLast(frame);
                break;
            case (byte)'J' when _count > 0 && _operands[_count - 1].Token == PdfToken.ArrayOpen:
                ShowArray(frame.Content.Span.Slice(_operands[_count - 1].Start, _operands[_count - 1].Length));
                break;
        }
    }

    private void NextLine(double x, double y) => _text = _line = Matrix.Move(x, y).Then(_line);

    private void ShowLast(Frame frame)
    {
        if (_count > 0 && _operands[_count - 1] is { Token: PdfToken.LiteralString or PdfToken.HexString } last)
        {
            Show(last.Token, frame.Content.Span.Slice(last.Start, last.Length));
        }
    }

    private void ShowArray(ReadOnlySpan<byte> array)
    {
        var lexer = new PdfLexer(array);
        while (lexer.Read() is var token && token != PdfToken.End)
        {
            if (token is PdfToken.LiteralString or PdfToken.HexString)
            {
                Show(token, lexer.TokenBytes);
            }
            else if (token is PdfToken.Integer or PdfToken.Real)
            {
                var shift = -(token == PdfToken.Integer ? lexer.Integer : Number(lexer.TokenBytes)) / 1000 * _state.Size;
                Advance(_state.Font is { IsVertical: true } ? 0 : shift * _state.Scale, _state.Font is { IsVertical: true } ? shift : 0);
            }
        }
    }

    private void Show(PdfToken token, ReadOnlySpan<byte> written)
    {
        if (_state.Font is not { } font)
        {
            return;
        }

        var decoded = new byte[written.Length + 1];
        ReadOnlySpan<byte> bytes = decoded.AsSpan(0, token == PdfToken.HexString ? PdfEscapes.DecodeHex(written, decoded) : PdfEscapes.DecodeLiteral(written, decoded));
        while (bytes.Length > 0)
        {
            var code = bytes[..font.NextLength(bytes)];
            bytes = bytes[code.Length..];
            var width = font.Width(code) * (font.IsType3 ? 1 : _state.Size);
            var spacing = _state.CharacterSpacing + (code is [(byte)' '] ? _state.WordSpacing : 0);
            var place = Matrix.Move(0, _state.Rise).Then(_text).Then(_state.Ctm);
            var (x, y) = font.IsVertical ? (0.0, -_state.Size) : (width * _state.Scale, 0.0);
            var size = _state.Size * Math.Sqrt(Math.Abs((place.A * place.D) - (place.B * place.C)));
            lines.Add(font.Text(code), place.E, place.F, (x * place.A) + (y * place.C), (x * place.B) + (y * place.D), size, font.IsVertical && place.D > Math.Abs(place.B));
            Advance(font.IsVertical ? 0 : (width + spacing) * _state.Scale, font.IsVertical ? -_state.Size - spacing : 0);
        }

        document.Budget.ChargeObjects(decoded.Length / 16);
    }

    private void Advance(double x, double y) => _text = Matrix.Move(x, y).Then(_text);

    private static byte[] Name(Frame frame, Operand operand)
    {
        var written = frame.Content.Span.Slice(operand.Start, operand.Length);
        var name = new byte[written.Length];
        return name[..PdfEscapes.DecodeName(written, name)];
    }

    private FontText? Font(Frame frame, ReadOnlySpan<byte> name) => fonts.Find(document.Get(document.Get(frame.Resources, "Font"u8), name));

    private Frame? Form(Frame frame)
    {
        if (_count == 0 || _operands[_count - 1].Token != PdfToken.Name || frame.Depth == MaxFormDepth || _forms == MaxForms)
        {
            return null;
        }

        var form = document.Get(document.Get(frame.Resources, "XObject"u8), Name(frame, _operands[_count - 1]));
        if (!form.IsStream || !document.Get(form, "Subtype"u8).Is("Form"u8) || document.Decode(form) is not { HasCodec: false } decoded)
        {
            return null;
        }

        _forms++;
        var before = _state;
        var matrix = document.Get(form, "Matrix"u8);
        if (matrix.Count == 6)
        {
            var values = new double[6];
            var i = 0;
            foreach (var item in matrix.Items)
            {
                values[i++] = document.Resolve(item).Number;
            }

            _state.Ctm = new Matrix(values[0], values[1], values[2], values[3], values[4], values[5]).Then(_state.Ctm);
        }

        var own = document.Get(form, "Resources"u8);
        return new Frame(decoded.Bytes, own.IsDictionary ? own : frame.Resources, frame.Depth + 1, before, _saves.Count);
    }

    // Behind the next EI that stands free; pixels that read as one make a gap in the text and no more.
    private static void SkipInlineImage(ref PdfLexer lexer, ReadOnlySpan<byte> content)
    {
        while (lexer.Read() is var token && token != PdfToken.End)
        {
            if (token == PdfToken.Keyword && lexer.TokenBytes.SequenceEqual("ID"u8))
            {
                break;
            }
        }

        var at = lexer.Position;
        while (at < content.Length && content[at..].IndexOf("EI"u8) is >= 0 and var found)
        {
            at += found + 2;
            if (PdfLexer.IsSpace(content[at - 3]) && (at == content.Length || PdfLexer.IsSpace(content[at])))
            {
                lexer.Position = at;
                return;
            }
        }

        lexer.Position = content.Length;
    }

    private readonly record struct Operand(PdfToken Token, int Start, int Length, double Number);

    /// <summary>Content that is being run: where it goes on, and the state to come back to.</summary>
    private readonly record struct Frame(ReadOnlyMemory<byte> Content, PdfObject Resources, int Depth, TextState Before, int Saves)
    {
        public int Position { get; init; }
    }
}
