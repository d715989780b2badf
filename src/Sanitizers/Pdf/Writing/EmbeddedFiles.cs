using System.Globalization;
using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>
/// Files inside the document (ISO 32000-2, 7.11): each goes through the sanitizer of its format, once, and is put back under its clean name; or, as the policy
/// says and when nothing comes of it, it is left out and named in the report.
/// </summary>
internal sealed class EmbeddedFiles(PdfDocument document, string partPath, ISanitizeContext context, PdfRebuild rebuild) : IDisposable
{
    private const int MaxNames = 1_000;
    private const int MaxNodes = 10_000;
    private const int MaxChars = 120;

    // By the number of the embedded stream; null for one of which nothing came.
    private readonly Dictionary<int, CleanFile?> _files = [];

    /// <summary>The keys and file specifications of the EmbeddedFiles name tree, each node once.</summary>
    public IEnumerable<(PdfObject Key, PdfObject Item)> Names(PdfObject root)
    {
        var waiting = new Queue<PdfObject>([document.Resolve(root)]);
        var seen = new HashSet<int>();
        var names = 0;
        for (var nodes = 0; nodes < MaxNodes && waiting.TryDequeue(out var node); nodes++)
        {
            PdfObject key = default;
            foreach (var item in document.Get(node, "Names"u8).Items)
            {
                document.Budget.ChargeObjects(1);
                if (document.Resolve(item) is { Kind: PdfKind.Dictionary } && names++ < MaxNames)
                {
                    yield return (key, item);
                }

                key = document.Resolve(item);
            }

            foreach (var kid in document.Get(node, "Kids"u8).Items)
            {
                if (kid.IsReference && seen.Count < MaxNodes && seen.Add(kid.ReferenceNumber))
                {
                    waiting.Enqueue(document.Resolve(kid));
                }
            }
        }
    }

    /// <summary>Names every file of a tree that is left out.</summary>
    public void Refuse(PdfObject root)
    {
        var count = 0;
        foreach (var (_, item) in Names(root))
        {
            count++;
            Refuse(Stream(document.Resolve(item)), document.Resolve(item));
        }

        if (count == 0)
        {
            rebuild.Found(root, PdfCodes.EmbeddedFile, FindingAction.Removed, "EmbeddedFiles");
        }
    }

    /// <summary>The clean file of a file specification; null when it has none. Told when it is left out.</summary>
    public CleanFile? Take(PdfObject specification)
    {
        var stream = Stream(specification);
        if (!context.Policy.Pdf.RebuildFiles || stream.Tree is not { Number: > 0 and var number })
        {
            Refuse(stream, specification);
            return null;
        }

        if (!_files.TryGetValue(number, out var file))
        {
            _files[number] = file = Sanitized(stream, specification);
            if (file is null)
            {
                Refuse(stream, specification);
            }
        }

        return file;
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file?.Result.Dispose();
        }
    }

    /// <summary>How its stream is written; what was kept for it is given back.</summary>
    public static StreamPlan Plan(CleanFile file)
    {
        var output = file.Result.Output!;
        var bytes = new byte[output.Length];
        output.Position = 0;
        output.ReadExactly(bytes);
        file.Result.Dispose();
        var dictionary = new ByteBuffer();
        dictionary.Add("<</Type/EmbeddedFile/Subtype"u8);
        dictionary.AddName(Encoding.ASCII.GetBytes(file.Result.OutputFormat!.MediaType));
        dictionary.Add("/Params<</Size "u8);
        dictionary.AddNumber(bytes.Length);
        dictionary.Add(">>"u8);
        var packed = PdfFileWriter.Deflate(bytes, CompressionLevel.Fastest).ToArray();
        var isShorter = packed.Length < bytes.Length;
        dictionary.Add(isShorter ? "/Filter/FlateDecode"u8 : default);
        return new StreamPlan(isShorter ? packed : bytes, [], dictionary.Span.ToArray());
    }

    private CleanFile? Sanitized(PdfObject stream, PdfObject specification)
    {
        if (document.Decode(stream) is not { HasCodec: false } decoded)
        {
            return null;
        }

        using var member = context.CreateScratch();
        member.Write(decoded.Bytes.Span);
        member.Position = 0;
        var path = string.Create(CultureInfo.InvariantCulture, $"{(partPath == "/" ? "" : partPath)}/files/{_files.Count + 1}");
        var subtype = document.Get(stream, "Subtype"u8);
        var result = context.SanitizeMember(path, new UntrustedText(Name(specification)), subtype.IsName ? Encoding.Latin1.GetString(subtype.Bytes) : null, member);
        if (result is { Output: not null, OutputFormat: not null, Report.Output: { } facts })
        {
            return new CleanFile(result, facts.Name.DangerousRaw);
        }

        result.Dispose();
        return null;
    }

    private void Refuse(PdfObject stream, PdfObject specification) =>
        rebuild.Found(stream.Tree?.Number ?? specification.Tree?.Number ?? 0, PdfCodes.EmbeddedFile, FindingAction.Removed, Name(specification));

    private PdfObject Stream(PdfObject specification)
    {
        var files = document.Get(specification, "EF"u8);
        foreach (var key in (ReadOnlySpan<string>)["UF", "F", "Unix", "Mac", "DOS"])
        {
            if (document.Get(files, Encoding.ASCII.GetBytes(key)) is { IsStream: true } stream)
            {
                return stream;
            }
        }

        return default;
    }

    private string Name(PdfObject specification)
    {
        var name = document.Get(specification, "UF"u8);
        var bytes = (name.Kind == PdfKind.String ? name : document.Get(specification, "F"u8)).Bytes;
        var text = bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode.GetString(bytes[2..])
            : bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? Encoding.UTF8.GetString(bytes[3..]) : Encoding.Latin1.GetString(bytes);
        return text.Length > MaxChars ? text[^MaxChars..] : text;
    }
}
