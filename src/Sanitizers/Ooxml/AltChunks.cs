using System.Text;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Rules;
using Mugai.Sanitizers.Ooxml.Word;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>
/// Documents that a text takes in where they stand (altChunk, ISO/IEC 29500-1 11.3.1 and 17.17.2.1): pages, texts and documents inside the package, which Word turns into content of its own when it opens the file. Many programs write the whole
/// text that way. Each goes through the catalog as a member, one level deeper, and its text takes its place; nothing of it stays as a file. One without text leaves a line that says so.
/// </summary>
internal sealed class AltChunks(OoxmlPackage package, FindingTally tally, ISanitizeContext context, string memberPath) : IDisposable
{
    private readonly Dictionary<string, Stream?> _texts = new(StringComparer.Ordinal);

    /// <summary>True when there is one of which nothing can be shown.</summary>
    public bool HasLost { get; private set; }

    /// <summary>Takes the place of an altChunk: a paragraph for each line of the text.</summary>
    public void WriteChunk(ElementStart element, PartScope scope, IXmlSink sink)
    {
        var paragraphs = new PlainParagraphs(element, sink, context.Budget);
        if (Open(scope.Part, element.DeadReference ?? "") is not { } text)
        {
            scope.Report(OoxmlCodes.AltChunk, FindingAction.Replaced, element.LocalName);
            paragraphs.WriteNote(NoteFor(scope.Part, element.DeadReference ?? ""));
            return;
        }

        using (text)
        {
            var piece = new char[4096];
            int count;
            while ((count = text.Read(piece)) > 0)
            {
                paragraphs.Write(piece.AsSpan(0, count));
            }
        }

        paragraphs.Complete();
    }

    /// <summary>Takes the place of a subDoc, which is a file beside this one: a run that says so.</summary>
    public void WriteSubDocument(ElementStart element, PartScope scope, IXmlSink sink)
    {
        scope.Report(OoxmlCodes.SubDocument, FindingAction.Replaced, element.LocalName);
        new PlainParagraphs(element, sink, context.Budget).WriteRun(Outside);
    }

    /// <summary>The text of what <paramref name="id"/> names in <paramref name="source"/>, clean and from its beginning; null when there is none. Each reading is charged.</summary>
    public TextReader? Open(PlannedPart source, string id)
    {
        if (!source.Chunks.TryGetValue(id, out var entry))
        {
            return null;
        }

        if (!_texts.TryGetValue(entry.Name, out var text))
        {
            text = Extract(entry.Name);
            _texts.Add(entry.Name, text);
            tally.Add(entry.Name, OoxmlCodes.AltChunk, text is null ? FindingAction.Removed : FindingAction.Rewritten, package.DigestOf(entry.Name));
        }

        if (text is null)
        {
            return null;
        }

        context.Budget.ChargeBytes(text.Length);
        text.Position = 0;
        return new StreamReader(text, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 4096, leaveOpen: true);
    }

    /// <summary>The line that stands for what cannot be shown.</summary>
    public string NoteFor(PlannedPart source, string id) => source.Chunks.ContainsKey(id)
        ? TextLabels.Of(context.Policy.Language, "［ここに取り込まれていた文書は、文字として表示できないため取り除きました。］", "[A document that was included here could not be shown as text and was removed.]")
        : Outside;

    /// <summary>Tells of those that no element shows. An element in a place where none may stand shows nothing either.</summary>
    public void ReportUnshown(PackagePlan plan)
    {
        foreach (var entry in plan.Parts.SelectMany(static part => part.Chunks.Values))
        {
            if (_texts.TryAdd(entry.Name, null))
            {
                tally.Add(entry.Name, OoxmlCodes.AltChunk, FindingAction.Removed, package.DigestOf(entry.Name));
                HasLost = true;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var text in _texts.Values)
        {
            text?.Dispose();
        }
    }

    private string Outside => TextLabels.Of(context.Policy.Language, "［ここに読み込まれる別ファイルの文書は、このファイルに含まれていないため取り除きました。］", "[A document of another file, which would be loaded here, is not part of this file and was removed.]");

    private Stream? Extract(string name)
    {
        using var bytes = context.CreateScratch();
        using (var content = package.OpenBytes(package.Entries[name]))
        {
            content.CopyTo(bytes);
        }

        bytes.Position = 0;
        using var result = context.ExtractText(memberPath + name, new UntrustedText(name[(name.LastIndexOf('/') + 1)..]), package.TypeOf(name), bytes);
        if (result is not { Output: { } text, OutputFormat.Family: FileFamily.Text })
        {
            HasLost = true;
            return null;
        }

        var kept = context.CreateScratch();
        text.CopyTo(kept);
        if (HasText(kept))
        {
            return kept;
        }

        // A page of pictures alone: an empty place would say that there was nothing.
        kept.Dispose();
        HasLost = true;
        return null;
    }

    private static bool HasText(Stream text)
    {
        text.Position = 0;
        using var reader = new StreamReader(text, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 4096, leaveOpen: true);
        int read;
        while ((read = reader.Read()) >= 0)
        {
            if (!char.IsWhiteSpace((char)read))
            {
                return true;
            }
        }

        return false;
    }
}
