using System.Collections.Frozen;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Verifying;

/// <summary>
/// Looks at every object of a written file from the catalog on. Where it came from tells whether the keys of a dictionary mean something or are somebody's own
/// names (fonts, glyphs, layers); an object that is reached both ways is looked at both ways.
/// </summary>
internal sealed class WrittenWalk(WrittenFile file, PdfPolicy policy, Budget budget)
{
    private const int MaxDepth = 300;

    // Keys under which a dictionary has names of its own.
    private static readonly FrozenSet<string> OwnNames = new[]
    {
        "ExtGState", "ColorSpace", "Pattern", "Shading", "XObject", "Font", "Properties", "CharProcs", "Dests", "N", "R", "D", "RoleMap", "ClassMap", "RoleMapNS", "Colorants", "Solidities",
        "DotGain", "FD", "Extensions",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Forbidden = new[]
    {
        "JS", "JavaScript", "AA", "XFA", "EmbeddedFiles", "EF", "RF", "AF", "Launch", "Win", "Mac", "Unix", "Collection", "SpiderInfo", "AlternatePresentations", "Alternates", "OPI",
        "PieceInfo", "Metadata", "Perms", "Encrypt", "Movie", "Sound", "Rendition", "Renditions", "RichMediaContent", "RichMediaSettings", "3DD", "3DV", "FFilter", "FDecodeParms", "PresSteps", "IDS", "URLS",
        "Requirements", "Navigator", "DSS", "Subtype2", "PS",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> ForbiddenActions = new[]
    {
        "JavaScript", "Launch", "GoToR", "GoToE", "SubmitForm", "ImportData", "ResetForm", "Rendition", "Movie", "Sound", "GoTo3DView", "RichMediaExecute", "SetOCGState", "Hide", "Thread", "Trans",
        "SetState", "NOP", "GoToDp",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> ForbiddenSubtypes = new[]
    {
        "RichMedia", "Movie", "Sound", "Screen", "3D", "FileAttachment", "PS", "TrapNet", "Projection",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly KnownNames Names = new(
    [
        .. OwnNames, .. Forbidden, .. ForbiddenActions, .. ForbiddenSubtypes, "EF", "F", "UF", "S", "P", "Type", "Subtype", "Kids", "Parent", "Pages", "Page", "Count", "URI", "D", "OCProperties",
        "Filespec", "EmbeddedFile", "Action", "Sig", "Rendition", "MediaClip",
    ]);

    private readonly Queue<(int Number, bool HasOwnNames)> _waiting = [];

    // By object number.
    private readonly Marks[] _marks = new Marks[file.Size];
    private readonly Scope[] _scopes = new Scope[MaxDepth];
    private int _reached;
    private int _depth;
    private int _pages;
    private int _branches;
    private int _kids;
    private int _counted = -1;
    private int _pagesRoot;

    /// <summary>Null when there is none; otherwise what is wrong, in English, for the log.</summary>
    public string? Fault()
    {
        Reach(file.Root, false);
        if (file.Info > 0)
        {
            Reach(file.Info, false);
        }

        while (_waiting.TryDequeue(out var next))
        {
            if (Object(next.Number, next.HasOwnNames) is { } fault)
            {
                return $"object {next.Number}: {fault}";
            }
        }

        // A page may be shown more than once; each branch but the root is a kid, too.
        if (_kids - _branches + 1 is var shown && (shown != _counted || _pages > shown))
        {
            return $"{_pages} pages, shown {shown} times, where the tree counts {_counted}";
        }

        for (var number = 1; number < file.Size; number++)
        {
            if (file.Entry(number).Kind is var kind && kind != 0 && _marks[number] == Marks.None && number != file.Own)
            {
                return $"object {number} is referred to by none";
            }
        }

        return null;
    }

    private void Reach(int number, bool hasOwnNames)
    {
        var mark = hasOwnNames ? Marks.ReachedWithOwnNames : Marks.Reached;
        if ((uint)number < (uint)_marks.Length)
        {
            if ((_marks[number] & mark) != 0)
            {
                return;
            }

            _marks[number] |= mark;
            _reached++;
        }

        _waiting.Enqueue((number, hasOwnNames));
    }

    private string? Object(int number, bool hasOwnNames)
    {
        // Everything was counted when it was written; a small part pays for the walk.
        budget.ChargeObjects((_reached & 7) == 0 ? 1 : 0);
        if (!file.TryOpen(number, out var tokens))
        {
            return "not where the cross-reference says";
        }

        if (file.Entry(number) is { Kind: 2 } packed)
        {
            _marks[packed.Place] |= Marks.Container;
        }

        _depth = 0;
        var isCatalog = number == file.Root;
        do
        {
            var token = tokens.Next();
            switch (token)
            {
                case WrittenToken.End or WrittenToken.Fault:
                    return "a token that we never write";
                case WrittenToken.Open or WrittenToken.ArrayOpen:
                    if (_depth == MaxDepth)
                    {
                        return "too deep";
                    }

                    var own = _depth == 0 ? hasOwnNames : ChildHasOwnNames();
                    var key = _depth == 0 ? "" : _scopes[_depth - 1].Key;
                    _scopes[_depth++] = new Scope { IsArray = token == WrittenToken.ArrayOpen, HasOwnNames = own, Key = token == WrittenToken.ArrayOpen ? key : "", Outer = key };
                    continue;
                case WrittenToken.Close or WrittenToken.ArrayClose:
                    if (_depth == 0 || _scopes[_depth - 1].IsArray != (token == WrittenToken.ArrayClose))
                    {
                        return "brackets";
                    }

                    if (Closed(_scopes[--_depth], number) is { } fault)
                    {
                        return fault;
                    }

                    break;
                case WrittenToken.Name when _depth > 0 && !_scopes[_depth - 1].IsArray && !_scopes[_depth - 1].HasKey:
                    ref var scope = ref _scopes[_depth - 1];
                    scope.Key = Names.Find(tokens.Bytes);
                    scope.HasKey = true;
                    if (!scope.HasOwnNames && Forbidden.Contains(scope.Key) && !(policy.RebuildFiles && (scope.Key == "EmbeddedFiles" || (scope.Key == "EF" && scope.Type == "Filespec"))))
                    {
                        return $"the key {scope.Key}";
                    }

                    continue;
                default:
                    if (Value(token, ref tokens, isCatalog) is { } wrong)
                    {
                        return wrong;
                    }

                    break;
            }

            if (_depth > 0)
            {
                _scopes[_depth - 1].HasKey = false;
            }
        }
        while (_depth > 0);

        return null;
    }

    private bool ChildHasOwnNames()
    {
        ref var scope = ref _scopes[_depth - 1];
        return !scope.HasOwnNames && !scope.IsArray && OwnNames.Contains(scope.Key) && !(scope.Key == "D" && scope.Outer == "OCProperties");
    }

    private string? Value(WrittenToken token, ref WrittenTokens tokens, bool isCatalog)
    {
        if (_depth == 0)
        {
            return null;
        }

        ref var scope = ref _scopes[_depth - 1];
        scope.HasParent |= scope.Key == "P" && !scope.IsArray;
        if (token == WrittenToken.Reference)
        {
            if (file.Entry(tokens.Number).Kind == 0)
            {
                return "a reference to nothing";
            }

            var own = ChildHasOwnNames();
            Reach(tokens.Number, own);
            if (own)
            {
                // The same key may also lead to a dictionary of the usual kind (an appearance, a destination).
                Reach(tokens.Number, false);
            }

            _scopes[0].Kids += _depth == 2 && scope.IsArray && scope.Key == "Kids" ? 1 : 0;
            scope.HasPageParent |= scope.Key == "Parent" && !scope.IsArray && !scope.HasOwnNames;
            _pagesRoot = isCatalog && scope.Key == "Pages" ? tokens.Number : _pagesRoot;
            return scope.Key == "F" && scope.Outer != "EF" && !scope.IsArray && !scope.HasOwnNames && !IsBead(tokens.Number) ? "a reference under F" : null;
        }

        if (scope.IsArray || scope.HasOwnNames)
        {
            return null;
        }

        if (token == WrittenToken.Name)
        {
            var name = Names.Find(tokens.Bytes);
            switch (scope.Key)
            {
                case "S":
                    scope.Action = name;
                    break;
                case "Subtype" when ForbiddenSubtypes.Contains(name) && !(policy.RebuildFiles && name == "FileAttachment"):
                    scope.Subtype = name;
                    break;
                case "Type":
                    scope.Type = name;
                    break;
            }
        }
        else if (token == WrittenToken.Number && scope.Key == "Count" && int.TryParse(tokens.Bytes, out var count))
        {
            scope.Count = count;
        }
        else if (token == WrittenToken.String && scope.Key == "URI" && !IsLink(tokens.Bytes))
        {
            return "a link that may not stay";
        }
        else if (token == WrittenToken.String && scope.Key is "F" or "UF" && !(policy.RebuildFiles && scope.Type == "Filespec"))
        {
            return "a file name";
        }

        return null;
    }

    private string? Closed(in Scope scope, int number)
    {
        if (scope.IsArray || scope.HasOwnNames)
        {
            return null;
        }

        // Property lists of marked content may say "Page", too; they refer to nothing.
        if (scope.Type == "Page" && scope.HasPageParent && _depth == 0)
        {
            _pages++;
        }

        if (scope.Type == "Pages" && (scope.HasPageParent || number == _pagesRoot) && _depth == 0)
        {
            _branches++;
            _kids += scope.Kids;
            _counted = number == _pagesRoot ? scope.Count : _counted;
        }

        // Structure elements have an S of their own kind, and P, which actions never have.
        return scope.Action is { } action && ForbiddenActions.Contains(action) && !(policy.KeepResetForm && action == "ResetForm") && !scope.HasParent && scope.Type is null or "Action" ? $"the action {action}"
            : scope.Subtype is { } subtype ? $"the subtype {subtype}"
            : (scope.Type is "EmbeddedFile" or "Filespec" && !policy.RebuildFiles) || scope.Type is "Sig" or "Rendition" or "MediaClip" ? $"the type {scope.Type}"
            : null;
    }

    // Threads begin with a reference under F; a bead has no F of its own.
    private bool IsBead(int number) => file.TryOpen(number, out var tokens) && tokens.Next() == WrittenToken.Open;

    private static bool IsLink(ReadOnlySpan<byte> uri) => uri.IndexOf((byte)':') is > 0 and var colon
        && Encoding.Latin1.GetString(uri[..colon]).ToUpperInvariant() is "HTTP" or "HTTPS" or "MAILTO";

    [Flags]
    private enum Marks : byte
    {
        None = 0,
        Reached = 1,
        ReachedWithOwnNames = 2,
        Container = 4,
    }

    private struct Scope
    {
        public bool IsArray;
        public bool HasOwnNames;
        public bool HasKey;
        public bool HasParent;
        public bool HasPageParent;
        public string Key;
        public string Outer;
        public string? Action;
        public string? Subtype;
        public string? Type;
        public int Count;
        public int Kids;
    }
}
