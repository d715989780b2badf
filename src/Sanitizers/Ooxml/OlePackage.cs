using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>
/// The compound file in which Office keeps a file of another program: read as programs write it, written as the shell's package ([MS-OLEDS] 2.3.6), which opens with whatever the reader's machine opens such
/// a file with. The same file gives the same bytes.
/// </summary>
internal static class OlePackage
{
    /// <summary>The class that Office names for it.</summary>
    public const string Program = "Package";

    public const string MediaType = "application/vnd.openxmlformats-officedocument.oleObject";

    public const string Extension = ".bin";

    private const string Native = "\u0001Ole10Native";

    // A label, a path, a temporary path: names of files, each shorter than what Windows allows.
    private const int MaxNativeName = 2_048;

    private static readonly Guid ClassId = new("0003000C-0000-0000-C000-000000000046");

    // Streams that hold a file as it is: Office 2007 and later, the shell, Acrobat, LibreOffice.
    private static readonly string[] Holders = ["Package", Native, "CONTENTS", "EmbeddedOdf"];

    // A compound file with one of these is a file of Office 97 itself.
    private static readonly string[] Documents = ["WordDocument", "Workbook", "Book", "PowerPoint Document"];

    /// <summary>Packs <paramref name="file"/>, named by its extension alone.</summary>
    public static void Write(Stream file, string extension, Stream output, ISanitizeContext context)
    {
        using var native = context.CreateScratch();
        native.Write(Head(extension, file.Length));
        file.Position = 0;
        file.CopyTo(native);
        var root = new NewStorage("Root Entry", ClassId);
        root.Add(Native, native);
        CompoundFileWriter.Write(root, output, context.Budget);
    }

    /// <summary>What stands before the file: the size of all, version 2, label, path, two numbers, length and text of a temporary path, size of the file.</summary>
    public static byte[] Head(string extension, long length)
    {
        var name = Encoding.ASCII.GetBytes("file" + extension + "\0");
        var before = 2 + name.Length + name.Length + 4 + 4 + name.Length + 4;
        return
        [
            .. BitConverter.GetBytes(checked((uint)(before + length))), 2, 0, .. name, .. name, 0, 0, 3, 0, .. BitConverter.GetBytes((uint)name.Length), .. name, .. BitConverter.GetBytes(checked((uint)length)),
        ];
    }

    /// <summary>The file inside; null for objects of other programs. Disposing it leaves <paramref name="content"/> open.</summary>
    public static Stream? Open(Stream content, ISanitizeContext context)
    {
        if (CompoundFile.Read(content).File is not { } file)
        {
            return null;
        }

        if (Array.Exists(Documents, name => file.Root.Find(name) is not null))
        {
            return new WindowStream(content, 0, content.Length);
        }

        if (Array.Find(Holders, name => file.Root.Find(name) is not null) is not { } holder)
        {
            return null;
        }

        using var stream = file.Open(file.Root, holder);
        if (stream is null || stream.Length > int.MaxValue)
        {
            return null;
        }

        stream.Position = 0;
        var length = holder == Native ? NativeLength(stream) : stream.Length;
        return length > 0 ? Copy(new WindowStream(stream, stream.Position, length), context) : null;
    }

    private static Stream Copy(WindowStream told, ISanitizeContext context)
    {
        var copy = context.CreateScratch();
        try
        {
            using (told)
            {
                told.CopyTo(copy);
            }

            copy.Position = 0;
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    // The file is behind the sizes and names. Names in UTF-16 may follow it. 0: nothing that is a file.
    private static long NativeLength(Stream stream)
    {
        Span<byte> number = stackalloc byte[6];
        if (!Fill(stream, number) || !SkipName(stream) || !SkipName(stream) || !Fill(stream, number[..4]) || !Fill(stream, number[..4]))
        {
            return 0;
        }

        var path = ((ReadOnlySpan<byte>)number).U32(0);
        if (path > MaxNativeName)
        {
            return 0;
        }

        stream.Position = Math.Min(stream.Length, stream.Position + path);
        return Fill(stream, number[..4]) ? Math.Min(((ReadOnlySpan<byte>)number).U32(0), stream.Length - stream.Position) : 0;
    }

    private static bool Fill(Stream stream, Span<byte> into) => stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false) == into.Length;

    private static bool SkipName(Stream stream)
    {
        for (var count = 0; count < MaxNativeName; count++)
        {
            if (stream.ReadByte() is var b && b <= 0)
            {
                return b == 0;
            }
        }

        return false;
    }
}
