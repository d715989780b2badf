using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Mugai.Micro.Archives;

/// <summary>An archive of many small files, half of them notes and half tables, in fifty folders. The same every time.</summary>
internal static class SmallFiles
{
    private static readonly string[] Words =
        ["予算", "計画", "令和", "会議", "資料", "住民", "税務", "福祉", "道路", "建設", "別紙", "様式", "第1号", "名簿", "確認", "お願い", "report", "budget", "plan", "total", "ward", "city", "office"];

    public static byte[] Zip(int files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < files; i++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"d{i % 50:00}/資料{i:00000}.{(i % 2 == 0 ? "csv" : "txt")}");
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);
                using var content = entry.Open();
                content.Write(Encoding.UTF8.GetBytes(i % 2 == 0 ? Table(i) : Note(i)));
            }
        }

        return bytes.ToArray();
    }

    private static string Note(int seed)
    {
        var text = new StringBuilder();
        for (var i = 0; i < 200; i++)
        {
            text.Append(Words[Next(ref seed) % Words.Length]).Append(" ,、\n"[Next(ref seed) % 4]);
        }

        return text.ToString();
    }

    private static string Table(int seed)
    {
        var text = new StringBuilder();
        for (var row = 0; row < 40; row++)
        {
            for (var cell = 0; cell < 8; cell++)
            {
                text.Append(Next(ref seed) % 10_000).Append(cell == 7 ? "\r\n" : ",");
            }
        }

        return text.ToString();
    }

    // A linear congruential step: the same files on every machine and version.
    private static int Next(ref int seed)
    {
        seed = unchecked((seed * 1_103_515_245) + 12_345);
        return (seed >> 8) & 0x7fff;
    }
}
