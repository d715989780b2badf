using System.IO.Compression;
using System.Text;

namespace Mugai.Gateway.Demo;

/// <summary>
/// The recipe of a corpus case's input (<c>input.yaml</c>): stored as text so that the checkout holds nothing a scanner would eat and a
/// reviewer can read what the file is. One of <see cref="Bytes"/>, <see cref="Zip"/>, <see cref="RawZip"/>, <see cref="Tar"/> and <see cref="Lzh"/>.
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

    /// <summary>Entries of a ZIP archive written byte by byte: fields can lie, entries can be encrypted.</summary>
    public List<CorpusPiece> RawZip { get; set; } = [];

    /// <summary>Members of a tar.</summary>
    public List<CorpusPiece> Tar { get; set; } = [];

    /// <summary>Members of an LZH archive, stored.</summary>
    public List<CorpusPiece> Lzh { get; set; } = [];

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

        output.Write(RawZip.Count > 0 ? CorpusZip.Write(RawZip) : []);
        output.Write(Tar.Count > 0 ? CorpusTape.Tar(Tar) : []);
        output.Write(Lzh.Count > 0 ? CorpusTape.Lzh(Lzh) : []);
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

/// <summary>A run of bytes: text in a charset, or base64, or hex, or an archive; written <see cref="Times"/> times.</summary>
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

    /// <summary>An archive as the content: one in another.</summary>
    public List<CorpusPiece> RawZip { get; set; } = [];

    /// <summary>How many ZIP archives are put around the content, each in the next.</summary>
    public int Wraps { get; set; }

    /// <summary>Written in base64, as a mail carries it.</summary>
    public bool AsBase64 { get; set; }

    /// <summary>The charset of the name in an archive; utf-8 marks it as such where it is not ASCII.</summary>
    public string NameCharset { get; set; } = "utf-8";

    /// <summary>The name in the local header, when it is another one.</summary>
    public string? LocalName { get; set; }

    /// <summary>The size that the headers tell, when it is another one.</summary>
    public long? DeclaredSize { get; set; }

    /// <summary>The entry (counted from 1) at whose place this one lies too; 0 when it has its own.</summary>
    public int SharesEntry { get; set; }

    /// <summary>Not deflated.</summary>
    public bool Store { get; set; }

    /// <summary>The Unix mode in octal, e.g. 120777 for a symbolic link.</summary>
    public string Mode { get; set; } = "";

    /// <summary>zipcrypto or aes.</summary>
    public string Encrypt { get; set; } = "";

    /// <summary>The password, in <see cref="Charset"/>.</summary>
    public string Password { get; set; } = "";

    /// <summary>The target of a symbolic link in a tar.</summary>
    public string Link { get; set; } = "";

    /// <summary>The method that an LZH header tells.</summary>
    public string Method { get; set; } = "";

    public byte[] Content()
    {
        using var content = new MemoryStream();
        WriteTo(content, "\n");
        return content.ToArray();
    }

    public byte[] PasswordBytes() => EncodingOf(Charset).GetBytes(Password);

    public void WriteTo(Stream output, string lineEnd)
    {
        var end = LineEnds switch { "crlf" => "\r\n", "lf" => "\n", "cr" => "\r", "none" => "", _ => lineEnd };
        var bytes = RawZip.Count > 0 ? CorpusZip.Write(RawZip) : Base64 is not null ? Convert.FromBase64String(Base64)
            : Hex is not null ? Convert.FromHexString(Hex.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal))
            : EncodingOf(Charset).GetBytes((Text ?? "").Replace("\n", end, StringComparison.Ordinal));
        for (var i = 0; i < Wraps; i++)
        {
            bytes = CorpusZip.Write([new CorpusPiece { Name = "next.zip", Base64 = Convert.ToBase64String(bytes), Store = true }]);
        }

        bytes = AsBase64 ? Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks) + "\r\n") : bytes;
        for (var i = 0; i < Times; i++)
        {
            output.Write(bytes);
        }
    }

    public static Encoding EncodingOf(string charset) =>
        CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? (charset == "utf-8" ? new UTF8Encoding(false) : Encoding.GetEncoding(charset));
}
