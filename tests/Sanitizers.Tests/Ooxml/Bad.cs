using System.IO.Compression;
using System.Text;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Changes finished packages.</summary>
internal static class Bad
{
    /// <summary>The same package with every entry's text changed by <paramref name="change"/>.</summary>
    public static byte[] Rewrite(byte[] package, Func<string, string> change) => RewriteEntry(package, (_, xml) => change(xml));

    public static byte[] RewriteEntry(byte[] package, Func<string, string, string> change)
    {
        using var result = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(package)))
        using (var to = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                using var writer = to.CreateEntry(entry.FullName).Open();
                writer.Write(Encoding.UTF8.GetBytes(change(entry.FullName, reader.ReadToEnd())));
            }
        }

        return result.ToArray();
    }
}
