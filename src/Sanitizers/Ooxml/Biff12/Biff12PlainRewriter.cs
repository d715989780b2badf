using Mugai.Sanitizers.Ooxml.Rules;

namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>Parts without formulas and references: styles, texts, comments.</summary>
internal sealed class Biff12PlainRewriter(Biff12Reader reader, Biff12Records records, PartScope scope, Stream output) : Biff12Rewriter(reader, records, scope, output)
{
    protected override void Take(int type)
    {
        var rest = Reader.Data;
        if (type == Biff12Type.CommentAuthor && Biff12Text.Take(ref rest, out var author) && author is not null)
        {
            Out.Write(type, Biff12Text.Of(Authors.Shown(author, Scope)));
            return;
        }

        Out.Write(type, Reader.Data);
    }
}
