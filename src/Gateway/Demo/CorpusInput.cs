using System.IO.Compression;
using System.Text;

namespace Mugai.Gateway.Demo;

/// <summary>
/// The recipe of a corpus case's input (<c>input.yaml</c>): stored as text so that the checkout holds nothing a scanner would eat and a
/// reviewer can read what the file is. Either <see cref="Bytes"/> or <see cref="Zip"/>.
/// </summary>
internal sealed class CorpusInput
{
    /// <summary>The file name it comes under.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>mail</c>: a whole message; <c>file</c>: a file, sent as an attachment.</summary>
    public string Kind { get; set; } = "file";

    /// <summary>A recipe below <c>_templates</c> whose zip entries come first; entries of the same name here replace them.</summary>
    public string? Extends { get; set; }

    /// <summary>Pieces put one after the other.</summary>
    public List<CorpusPiece> Bytes { get; set; } = [];

    /// <summary>Entries of a zip package. A name given twice is written twice.</summary>
    public List<CorpusPiece> Zip { get; set; } = [];

    /// <summary>Pieces before and after the zip package.</summary>
    public List<CorpusPiece> Before { get; set; } = [];

    /// <inheritdoc cref="Before"/>
    public List<CorpusPiece> After { get; set; } = [];

    public bool IsMail => Kind == "mail";

    /// <summary>The bytes. Text has CRLF line ends in a mail, LF in a file, unless a piece says otherwise.</summary>
    public byte[] Build(CorpusInput? template)
    {
        var output = new MemoryStream();
        Write(output, Before);
        Write(output, Bytes);
        var entries = (template?.Zip.Where(old => Zip.All(entry => entry.Name != old.Name)) ?? []).Concat(Zip).ToList();
        if (entries.Count > 0)
        {
            output.Write(Package(entries));
        }

        Write(output, After);
        return output.ToArray();
    }

    private static byte[] Package(List<CorpusPiece> entries)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                var written = zip.CreateEntry(entry.Name, CompressionLevel.Optimal);
                written.LastWriteTime = new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);
                using var stream = written.Open();
                entry.WriteTo(stream, "\n");
            }
        }

        return bytes.ToArray();
    }

    private void Write(Stream output, List<CorpusPiece> pieces)
    {
        foreach (var piece in pieces)
        {
            piece.WriteTo(output, IsMail ? "\r\n" : "\n");
        }
    }
}

/// <summary>A run of bytes: text in a charset, or base64, or hex; written <see cref="Times"/> times.</summary>
internal sealed class CorpusPiece
{
    /// <summary>Entry name, in a zip.</summary>
    public string Name { get; set; } = "";
    public string? Text { get; set; }
    public string? Base64 { get; set; }
    public string? Hex { get; set; }
    public int Times { get; set; } = 1;

    /// <summary>utf-8, iso-2022-jp, shift_jis, euc-jp, utf-16 …</summary>
    public string Charset { get; set; } = "utf-8";

    /// <summary>crlf, lf, cr or none (line ends dropped); empty takes the kind's own.</summary>
    public string LineEnds { get; set; } = "";

    public void WriteTo(Stream output, string lineEnd)
    {
        var end = LineEnds switch { "crlf" => "\r\n", "lf" => "\n", "cr" => "\r", "none" => "", _ => lineEnd };
        var bytes = Base64 is not null ? Convert.FromBase64String(Base64)
            : Hex is not null ? Convert.FromHexString(Hex.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal))
            : EncodingOf(Charset).GetBytes((Text ?? "").Replace("\n", end, StringComparison.Ordinal));
        for (var i = 0; i < Times; i++)
        {
            output.Write(bytes);
        }
    }

    private static Encoding EncodingOf(string charset) =>
        CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? (charset == "utf-8" ? new UTF8Encoding(false) : Encoding.GetEncoding(charset));
}
