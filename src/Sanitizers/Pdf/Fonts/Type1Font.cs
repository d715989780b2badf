using System.Globalization;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>
/// A Type 1 font program (Adobe Type 1 Font Format, 1990) written anew: of the PostScript in front and in the encrypted part only values of known keys are taken, the
/// frame around them is ours, so that nothing is left that an interpreter could run. Each charstring was run without drawing; one that does what it must not becomes empty.
/// </summary>
public static class Type1Font
{
    // 0 0 hsbw endchar
    private static readonly byte[] Empty = [139, 139, 13, 14];

    /// <summary>Only <see cref="BudgetExceededException"/> leaves this.</summary>
    /// <param name="clearLength">How long the part in clear is (Length1).</param>
    /// <param name="encryptedLength">How long the encrypted part behind it is (Length2).</param>
    public static FontOutcome Rebuild(ReadOnlyMemory<byte> file, Budget budget, out int clearLength, out int encryptedLength)
    {
        (clearLength, encryptedLength) = (0, 0);
        var font = Type1Reader.Read(file.Span);
        if (font is not { Glyphs.Count: > 0 })
        {
            return FontOutcome.Refused("Type 1 structure");
        }

        budget.ChargeObjects(font.Glyphs.Count + font.Subroutines.Count);
        var run = new Type1Run(font.Subroutines, budget);
        var repaired = 0;
        for (var i = 0; i < font.Glyphs.Count; i++)
        {
            var (name, program) = font.Glyphs[i];
            if (!run.IsSound(program))
            {
                font.Glyphs[i] = (name, Empty);
                repaired++;
            }
        }

        var clear = Clear(font);
        var hidden = Type1Cipher.Encrypt(Private(font), Type1Cipher.Eexec);
        (clearLength, encryptedLength) = (clear.Length, hidden.Length);
        return new FontOutcome([.. clear, .. hidden], 0, repaired, "");
    }

    private static byte[] Clear(Type1Program font)
    {
        var text = new StringBuilder("%!PS-AdobeFont-1.0: ").Append(font.Name).Append("\n10 dict begin\n/FontName /").Append(font.Name).Append(" def\n/FontType 1 def\n");
        foreach (var (key, value) in font.Values)
        {
            text.Append('/').Append(key).Append(' ').Append(value).Append(" readonly def\n");
        }

        if (font.Encoding is null)
        {
            text.Append("/Encoding StandardEncoding def\n");
        }
        else
        {
            text.Append("/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n");
            foreach (var (code, glyph) in font.Encoding)
            {
                text.Append(CultureInfo.InvariantCulture, $"dup {code} /{glyph} put\n");
            }

            text.Append("readonly def\n");
        }

        return Encoding.Latin1.GetBytes(text.Append("currentdict end\ncurrentfile eexec\n").ToString());
    }

    private static byte[] Private(Type1Program font)
    {
        using var bytes = new MemoryStream();
        void Text(string text) => bytes.Write(Encoding.Latin1.GetBytes(text));
        void Program(byte[] program)
        {
            bytes.Write(Type1Cipher.Encrypt([0, 0, 0, 0, .. program], Type1Cipher.Charstring));
        }

        bytes.Write([0, 0, 0, 0]);
        Text("dup /Private 20 dict dup begin\n/RD {string currentfile exch readstring pop} executeonly def\n/ND {noaccess def} executeonly def\n/NP {noaccess put} executeonly def\n");
        foreach (var (key, value) in font.Hints)
        {
            Text($"/{key} {value} def\n");
        }

        Text("/MinFeature {16 16} def\n/password 5839 def\n");
        if (font.Subroutines.Count > 0)
        {
            Text(string.Create(CultureInfo.InvariantCulture, $"/Subrs {font.Subroutines.Keys.Max() + 1} array\n"));
            foreach (var (index, program) in font.Subroutines)
            {
                Text(string.Create(CultureInfo.InvariantCulture, $"dup {index} {program.Length + 4} RD "));
                Program(program);
                Text(" NP\n");
            }

            Text("ND\n");
        }

        Text(string.Create(CultureInfo.InvariantCulture, $"2 index /CharStrings {font.Glyphs.Count} dict dup begin\n"));
        foreach (var (name, program) in font.Glyphs)
        {
            Text(string.Create(CultureInfo.InvariantCulture, $"/{name} {program.Length + 4} RD "));
            Program(program);
            Text(" ND\n");
        }

        Text("end\nend\nreadonly put\nnoaccess put\ndup /FontName get exch definefont pop\nmark currentfile closefile\n");
        return bytes.ToArray();
    }
}
