using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Mugai.Sanitizers.Pdf.Reading;

namespace Mugai.Sanitizers.Pdf.Content;

/// <summary>
/// A PostScript calculator function (ISO 32000-2, 7.10.5) written anew: numbers, the operators of table 42, and procedures that stand before <c>if</c> and <c>ifelse</c>.
/// There are no loops, so that its length bounds what it costs a reader; a reader runs it for every pixel.
/// </summary>
internal static class CalculatorFunction
{
    // Tint transforms of real files have some hundred.
    private const int MaxTokens = 16_384;

    // Readers walk into procedures with recursion.
    private const int MaxNesting = 32;

    private static readonly FrozenSet<string> Operators = new[]
    {
        "abs", "add", "atan", "ceiling", "cos", "cvi", "cvr", "div", "exp", "floor", "idiv", "ln", "log", "mod", "mul", "neg", "round", "sin", "sqrt", "sub", "truncate", "and", "bitshift", "eq", "false",
        "ge", "gt", "le", "lt", "ne", "not", "or", "true", "xor", "copy", "dup", "exch", "index", "pop", "roll",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The program in the one way we write it; null when it is none, or beyond the limits.</summary>
    public static byte[]? Rewrite(ReadOnlyMemory<byte> program)
    {
        var lexer = new PdfLexer(program.Span);
        var text = new StringBuilder();
        // Procedures on one level that wait for their if or ifelse.
        Span<int> waiting = stackalloc int[MaxNesting + 1];
        var depth = 0;
        for (var tokens = 0; tokens < MaxTokens; tokens++)
        {
            var token = lexer.Read();
            switch (token)
            {
                case PdfToken.BraceOpen when depth < MaxNesting && (depth > 0 ? waiting[depth] < 2 : tokens == 0):
                    waiting[++depth] = 0;
                    text.Append('{');
                    continue;
                case PdfToken.BraceClose when depth > 0 && waiting[depth] == 0:
                    text.Append('}');
                    if (--depth == 0)
                    {
                        return Encoding.ASCII.GetBytes(text.ToString());
                    }

                    waiting[depth]++;
                    continue;
                case PdfToken.Integer or PdfToken.Real when depth > 0 && waiting[depth] == 0:
                    Space(text);
                    text.Append(Encoding.Latin1.GetString(lexer.TokenBytes));
                    continue;
                case PdfToken.Keyword when depth > 0:
                    var name = Encoding.Latin1.GetString(lexer.TokenBytes);
                    if (name != (waiting[depth] switch { 0 => Operators.Contains(name) ? name : null, 1 => "if", _ => "ifelse" }))
                    {
                        return null;
                    }

                    waiting[depth] = 0;
                    Space(text);
                    text.Append(name);
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>A function of as many values that always gives the lower end of each range: what stands in the place of one that cannot stay.</summary>
    public static byte[] Constant(int inputs, IEnumerable<double> lows)
    {
        var text = new StringBuilder("{");
        for (var i = 0; i < inputs; i++)
        {
            Space(text);
            text.Append("pop");
        }

        foreach (var low in lows)
        {
            Space(text);
            text.Append(((decimal)Math.Clamp(low, -1e9, 1e9)).ToString("0.#####", CultureInfo.InvariantCulture));
        }

        return Encoding.ASCII.GetBytes(text.Append('}').ToString());
    }

    private static void Space(StringBuilder text)
    {
        if (text[^1] is not ('{' or '}'))
        {
            text.Append(' ');
        }
    }
}
