using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.LegacyOffice;

/// <summary>Makes documents of Word 6 and 95: one stream, the text as bytes of the document's code page, or in two pieces.</summary>
internal static class OldDocumentBuilder
{
    private const int TextAt = 0x300;

    /// <param name="text">The bytes of all parts.</param>
    /// <param name="locale">Of the document.</param>
    /// <param name="charset">Of the document; 0 says nothing.</param>
    /// <param name="isWide">Two bytes for each character.</param>
    /// <param name="notes">How many of the characters are footnotes, behind the body.</param>
    /// <param name="split">Where a second piece begins that lies in front of the first; 0 for no table of pieces.</param>
    public static byte[] File(byte[] text, int locale = 0x409, int charset = 0, bool isWide = false, int notes = 0, int split = 0)
    {
        var width = isWide ? 2 : 1;
        var count = text.Length / width;
        var document = new byte[TextAt + text.Length + 64];
        Put(document, 0, 0xA5DC, 104);
        Put(document, 6, locale);
        Put(document, 0x0A, (split > 0 ? 4 : 0) | (isWide ? 0x1000 : 0));
        Put(document, 0x14, charset);
        BitConverter.TryWriteBytes(document.AsSpan(0x18), TextAt);
        BitConverter.TryWriteBytes(document.AsSpan(0x34), count - notes);
        BitConverter.TryWriteBytes(document.AsSpan(0x38), notes);
        var turned = split * width;
        text.AsSpan(turned).CopyTo(document.AsSpan(TextAt));
        text.AsSpan(0, turned).CopyTo(document.AsSpan(TextAt + text.Length - turned));
        if (split > 0)
        {
            byte[] table = [2, 28, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(split), .. BitConverter.GetBytes(count),
                0, 0, .. BitConverter.GetBytes(TextAt + text.Length - turned), 0, 0, 0, 0, .. BitConverter.GetBytes(TextAt), 0, 0];
            BitConverter.TryWriteBytes(document.AsSpan(0x160), document.Length - 64);
            BitConverter.TryWriteBytes(document.AsSpan(0x164), table.Length);
            table.CopyTo(document, document.Length - 64);
        }

        var root = new NewStorage("Root Entry");
        root.Add("WordDocument", new MemoryStream(document));
        using var file = new MemoryStream();
        CompoundFileWriter.Write(root, file, new Budget(BudgetLimits.ForInput(1 << 20)));
        return file.ToArray();
    }

    private static void Put(byte[] document, int at, params ReadOnlySpan<int> words)
    {
        foreach (var word in words)
        {
            BitConverter.TryWriteBytes(document.AsSpan(at), (ushort)word);
            at += 2;
        }
    }
}
