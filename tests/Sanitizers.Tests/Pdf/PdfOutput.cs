using System.Text;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Pdf;

/// <summary>Looks into clean files.</summary>
internal static class PdfOutput
{
    /// <summary>The file and every stream of it, decoded.</summary>
    public static string Opened(RunResult result)
    {
        var bytes = result.Output.Bytes;
        var document = PdfOpener.Open(bytes, bytes.Length, new Budget(BudgetLimits.ForInput(bytes.Length)))!;
        var text = new StringBuilder(result.Output.Text);
        for (var number = 1; number <= document.HighestNumber; number++)
        {
            if (document.Object(number) is { IsStream: true } stream && document.Decode(stream) is { } decoded)
            {
                text.Append(Encoding.Latin1.GetString(decoded.Bytes.Span)).Append('\n');
            }
        }

        return text.ToString();
    }
}
