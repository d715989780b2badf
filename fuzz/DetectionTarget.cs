using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Fuzz;

/// <summary>Any bytes under any name: no exception, a format from the table, the same one each time.</summary>
internal static class DetectionTarget
{
    private static readonly string[] Names = ["", "a.txt", "a.exe", "a.zip", "a.jpg", "a.xml", "見積書.docx", "a.csv"];

    public static FuzzTarget Target { get; } = new(
        "detection",
        [
            "PK\u0003\u0004"u8.ToArray(), "%PDF-1.7\n"u8.ToArray(), "MZ"u8.ToArray(), "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray(), "GIF89a"u8.ToArray(), "RIFF\0\0\0\0WAVE"u8.ToArray(),
            [0xFF, 0xD8, 0xFF, 0xE0], [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "From: a@b.example\r\nSubject: x\r\n\r\ntext"u8.ToArray(),
        ],
        [
            "PK\u0005\u0006"u8.ToArray(), "PK\u0001\u0002"u8.ToArray(), "<html"u8.ToArray(), "<script"u8.ToArray(), "<!DOCTYPE"u8.ToArray(), "ftyp"u8.ToArray(), "7z"u8.ToArray(), "Rar!"u8.ToArray(), "ustar"u8.ToArray(), "-lh5-"u8.ToArray(),
            "[InternetShortcut]"u8.ToArray(), "@echo off"u8.ToArray(), "#!"u8.ToArray(), "ID3"u8.ToArray(), [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0, 0, 0, 0],
        ],
        Run);

    private static void Run(byte[] input)
    {
        var name = new UntrustedText(Names[input.Length % Names.Length]);
        using var content = new MemoryStream(input, writable: false);
        var found = FormatDetector.Detect(content, name);
        content.Position = 0;
        if (found != FormatDetector.Detect(content, name))
        {
            throw new PropertyBrokenException("another format the second time");
        }

        if (found.Format != FileFormat.Unknown && !Formats.All.Contains(found.Format))
        {
            throw new PropertyBrokenException("a format that is in no table");
        }
    }
}
