using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mugai.Fuzz.Drawings;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Hangul;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.Texts;

/// <summary>Any bytes as a section of a Hangul document, in a sound container because what is changed at random seldom stays one: no exception, and a text that its verifier accepts.</summary>
internal static class HangulTargets
{
    public static FuzzTarget Hwp { get; } = new(
        "hwp", [Record(67, Encoding.Unicode.GetBytes("계획\u0002sectio\u0002表\tabcdef\t\r")), [.. Record(300, new byte[9]), .. Record(67, [1, 0, 65, 0])]],
        [[67, 0, 0xF0, 0xFF], [67, 0, 0x40, 0], [255, 255, 255, 255], [2, 0], [13, 0], [0, 0xD8], [0x2E, 0x20]], input => Run(Document(input), Formats.Hwp));

    public static FuzzTarget Hwpx { get; } = new(
        "hwpx", [Encoding.UTF8.GetBytes("<s xmlns:hp='u'><hp:p><hp:run><hp:t>계획<hp:tab/>x<hp:lineBreak/></hp:t></hp:run></hp:p><t/></s>")],
        [.. ((string[])["<hp:t>", "</hp:t>", "<hp:p>", "</hp:p>", "<hp:tab/>", "<![CDATA[x]]>", "&#x202E;", "&#10;", "<!DOCTYPE s>", "\uFEFF"]).Select(Encoding.UTF8.GetBytes)], input => Run(Package(input), Formats.Hwpx));

    private static void Run(byte[] input, FileFormat format)
    {
        var context = new PictureContext(input.Length);
        using var output = context.CreateScratch();
        try
        {
            var verdict = new HangulSanitizer().Sanitize(new PartInput("/", UntrustedText.Empty, new MemoryStream(input), format), output, context);
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

    private static byte[] Record(uint tag, byte[] body)
    {
        var header = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(header, tag | 0xFFF00000);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), (uint)body.Length);
        return [.. header, .. body];
    }

    private static byte[] Document(byte[] section)
    {
        var root = new NewStorage("Root Entry");
        root.Add("FileHeader", new MemoryStream([.. "HWP Document File"u8, .. new byte[239]]));
        root.AddStorage("BodyText").Add("Section0", new MemoryStream(section));
        using var output = new MemoryStream();
        CompoundFileWriter.Write(root, output, new Budget(BudgetLimits.ForInput(section.Length)));
        return output.ToArray();
    }

    private static byte[] Package(byte[] section)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("Contents/section0.xml", CompressionLevel.NoCompression).Open();
            entry.Write(section);
        }

        return output.ToArray();
    }
}
