using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>Where the data of a stream ends: at its Length when endstream stands there, otherwise in front of the next endstream (or endobj).</summary>
internal static class StreamExtent
{
    /// <param name="said">Length; negative when it says nothing.</param>
    /// <param name="wasWrong">True when Length did not lead to endstream.</param>
    /// <returns>Offset behind the last data byte.</returns>
    public static int Find(ReadOnlySpan<byte> file, int start, long said, Budget budget, out bool wasWrong)
    {
        wasWrong = false;
        if (said >= 0 && said <= file.Length - start)
        {
            var at = start + (int)said;
            while (at < file.Length && PdfLexer.IsSpace(file[at]))
            {
                at++;
            }

            if (file[at..].StartsWith("endstream"u8) || file[at..].StartsWith("endobj"u8))
            {
                return start + (int)said;
            }
        }

        wasWrong = true;
        var found = file[start..].IndexOf("endstream"u8);
        if (found < 0)
        {
            found = file[start..].IndexOf("endobj"u8);
        }

        var end = found < 0 ? file.Length : start + found;
        // Each search may run to the end of the file: many streams without an end would be quadratic.
        budget.ChargeBytes(found < 0 ? 2 * (file.Length - start) : found);
        if (end > start && file[end - 1] == '\n')
        {
            end--;
        }

        if (end > start && file[end - 1] == '\r')
        {
            end--;
        }

        return end;
    }
}
