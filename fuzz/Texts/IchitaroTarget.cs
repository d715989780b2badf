using System.Text;
using Mugai.Fuzz.Drawings;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Ichitaro;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.Texts;

/// <summary>Any bytes as the text stream of an 一太郎 document, or as its compressed form: no exception, and a text that its verifier accepts.</summary>
internal static class IchitaroTarget
{
    public static FuzzTarget Target { get; } = new(
        "ichitaro", [Store("\u001F計画\n\u001C\u0010\u0008\0\0\u0008\0\u0010\u001F表\u001C\u0001\u0007\0\u0001\u0082\u001Dよみ\u001E\u0005\0\u0001\u001F\0"), Packed],
        [[0, 0x1C], [0, 0x1D], [0, 0x1E], [0, 0x1F], [0, 0x30], [0, 7], [0, 0, 0, 1], [0, 0, 1, 0], "TextV.01"u8.ToArray(), "QLSTV.01"u8.ToArray(), "-lh5-"u8.ToArray(), [0xD8, 0]], Run);

    private static byte[] Packed => [38, 0, .. "JustCompressedDocument"u8, .. new byte[14], 22, 0, .. "-lh5-"u8, 9, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0, 0, 0, 4, 0x02, 0xA8, 0x00, 0x00, 0xD0, 0xCF, 0x11, 0xE0];

    private static byte[] Store(string text)
    {
        byte[] part = [.. "TextV.01"u8, 0, 0, 0, (byte)text.Length, .. Encoding.BigEndianUnicode.GetBytes(text)];
        return [.. "SsmgV.01"u8, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, .. part, .. new byte[256 - part.Length], 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)part.Length, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private static void Run(byte[] input)
    {
        var root = new NewStorage("Root Entry");
        root.Add(input.AsSpan().StartsWith("SsmgV"u8) ? "DocumentText" : "JSCompDocument", new MemoryStream(input));
        using var file = new MemoryStream();
        CompoundFileWriter.Write(root, file, new Budget(BudgetLimits.ForInput(input.Length)));
        var context = new PictureContext((int)file.Length);
        using var output = context.CreateScratch();
        try
        {
            var verdict = new IchitaroSanitizer().Sanitize(new PartInput("/", UntrustedText.Empty, file, Formats.Jtd), output, context);
            output.Position = 0;
            if (verdict.Outcome == Outcome.Replaced && new PlainTextVerifier().Verify(Formats.Txt, output, context) is { } fault)
            {
                throw new PropertyBrokenException(fault);
            }
        }
        catch (BudgetExceededException)
        {
        }
    }
}
