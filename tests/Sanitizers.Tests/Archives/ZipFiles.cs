using System.IO.Compression;
using System.Text;

namespace Mugai.Sanitizers.Tests.Archives;

/// <summary>Archives as the framework writes them, and what is in a clean one.</summary>
internal static class ZipFiles
{
    public static readonly DateTimeOffset Date = new(2024, 2, 29, 13, 45, 30, TimeSpan.Zero);

    public static byte[] Of(params (string Name, string Text)[] entries) => OfBytes([.. entries.Select(entry => (entry.Name, Encoding.UTF8.GetBytes(entry.Text)))]);

    public static byte[] OfBytes(params (string Name, byte[] Bytes)[] entries)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
                entry.LastWriteTime = Date;
                if (!name.EndsWith('/'))
                {
                    using var stream = entry.Open();
                    stream.Write(bytes);
                }
            }
        }

        return output.ToArray();
    }

    public static IReadOnlyList<string> Names(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    public static string Text(byte[] zip, string name) => Encoding.UTF8.GetString(Bytes(zip, name));

    public static byte[] Bytes(byte[] zip, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        using var stream = archive.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static DateTime Written(byte[] zip, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return archive.GetEntry(name)!.LastWriteTime.DateTime;
    }
}
